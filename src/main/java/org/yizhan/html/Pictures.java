package org.yizhan.html;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

/** Gives pictures that a script would load their addresses, and takes out counting pixels and file icons. Stateless. */
final class Pictures {

    private static final List<String> LAZY = List.of(
            "data-src",
            "data-original",
            "data-original-src",
            "data-lazy-src",
            "data-lazyload",
            "data-lazy",
            "data-actualsrc",
            "data-url",
            "data-echo",
            "data-real-src",
            "data-img",
            "data-backsrc",
            "_src",
            "original",
            "lazy-src",
            "lazysrc",
            "src2",
            "real_src",
            "file",
            "zoomfile");
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:https?:)?//\\S+|[./\\w][^\\s\"'<>]*\\.(?:jpe?g|png|gif|webp|bmp)(?:[?!@]\\S*)?|/\\S+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ICON = Pattern.compile(
            "filetypeimages|/icon_|/ueditor/dialogs/|\\bspacer\\.|blank\\.gif|transparent\\.gif|qrcode|erweima|/ewm",
            Pattern.CASE_INSENSITIVE);

    private Pictures() {}

    /** Mends all pictures in {@code body}. */
    static void mend(Element body) {
        Elements images = body.select("img");
        images.forEach(Pictures::address);
        Removal.of(images.stream().filter(Pictures::isNothing).toList());
    }

    private static void address(Element image) {
        for (String name : LAZY) {
            String lazy = image.attr(name).strip();
            if (ADDRESS.matcher(lazy).matches()) {
                image.attr("src", lazy);
                return;
            }
        }
        if (image.attr("src").isBlank() && image.hasAttr("srcset")) {
            image.attr("src", image.attr("srcset").strip().split("[\\s,]", 2)[0]);
        }
    }

    private static boolean isNothing(Element image) {
        String src = image.attr("src").toLowerCase(Locale.ROOT);
        return src.isBlank()
                || src.startsWith("data:")
                || ICON.matcher(src).find()
                || isPixel(image, "width")
                || isPixel(image, "height");
    }

    private static boolean isPixel(Element image, String side) {
        return image.attr(side).matches("\\s*[012](?:px)?\\s*");
    }
}

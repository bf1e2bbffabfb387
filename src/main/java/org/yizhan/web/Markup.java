package org.yizhan.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.yizhan.article.Image;

/**
 * A sanitised text as readers get it: addresses spelt as URIs, every picture with an alternative text, and with the
 * caption that came beside the text where the text itself doesn't have it.
 */
final class Markup {

    private static final String PICTURE = "<img";

    /** An address with a character that stands in none (RFC 3986 §2): a blank, a bracket, anything outside ASCII. */
    private static final Pattern MISSPELT = Pattern.compile("\\shref=\"[^\"]{0,2000}?[^!#-Z_a-z~\"]");

    private final Document document;
    private final Map<String, String> captions;
    private final String words;

    private Markup(String html, List<Image> images) {
        this.document = Jsoup.parseBodyFragment(html);
        document.outputSettings().prettyPrint(false);
        this.words = bare(document.text());
        this.captions = captions(images);
    }

    /** For feeds; feed validators warn of attributes that say how a page is to be loaded. */
    static String ofFeed(String html, List<Image> images) {
        return isDone(html)
                ? html
                : new Markup(html, images).addressed().pictured().html();
    }

    /** For pages: the sites of the pictures are not told which page shows them. */
    static String ofPage(String html, List<Image> images) {
        return isDone(html)
                ? html
                : new Markup(html, images)
                        .addressed()
                        .pictured()
                        .withoutReferrer()
                        .html();
    }

    /** Most texts have no picture and no address to mend, and are spared the parser. */
    private static boolean isDone(String html) {
        return !html.contains(PICTURE) && !MISSPELT.matcher(html).find();
    }

    private static Map<String, String> captions(List<Image> images) {
        var captions = new HashMap<String, String>();
        for (Image image : images) {
            if (!image.caption().isBlank()) {
                captions.putIfAbsent(spelt(image.url()), image.caption().strip());
            }
        }
        return captions;
    }

    private Markup addressed() {
        for (Element element : document.body().select("a[href], img[src]")) {
            String name = element.normalName().equals("a") ? "href" : "src";
            element.attr(name, spelt(element.attr(name)));
        }
        return this;
    }

    private Markup pictured() {
        for (Element image : document.body().select("img")) {
            Optional<String> caption = Optional.ofNullable(captions.get(image.attr("src")));
            if (image.attr("alt").isBlank()) {
                image.attr("alt", caption.orElse(""));
            }
            caption.filter(text -> !words.contains(bare(text))).ifPresent(text -> caption(image, text));
        }
        return this;
    }

    private Markup withoutReferrer() {
        document.body().select("img").attr("referrerpolicy", "no-referrer");
        return this;
    }

    private String html() {
        return document.body().html();
    }

    /** Below the picture: in its figure, in one made of its paragraph, or in small print where other text surrounds it. */
    private static void caption(Element image, String text) {
        Element shown = isAlone(image, "a") ? parent(image) : image;
        Element around = parent(shown);
        if (around.normalName().equals("figure")) {
            around.appendElement("figcaption").text(text);
        } else if (isAlone(shown, "p")) {
            around.tagName("figure").appendElement("figcaption").text(text);
        } else {
            shown.after(new Element("small").text(text)).after(new Element("br"));
        }
    }

    /** Whether it is all that a parent of that name shows. */
    private static boolean isAlone(Element element, String name) {
        Element around = parent(element);
        return around.normalName().equals(name)
                && around.childrenSize() == 1
                && around.text().isBlank();
    }

    private static Element parent(Element element) {
        return Optional.ofNullable(element.parent()).orElse(element);
    }

    /** In the one spelling that stands for it; what is no address of the web stays. */
    private static String spelt(String address) {
        return Links.web(address).map(Markup::withoutBrackets).orElse(address);
    }

    /** Browsers leave them in queries and fragments, where they must not stand; those of a host are not touched. */
    private static String withoutBrackets(String url) {
        int host = url.indexOf('/', url.indexOf("//") + 2);
        return host < 0 || url.indexOf('[', host) < 0 && url.indexOf(']', host) < 0
                ? url
                : url.substring(0, host)
                        + url.substring(host).replace("[", "%5B").replace("]", "%5D");
    }

    private static String bare(String text) {
        return text.replaceAll("[\\s\\u3000]+", "");
    }
}

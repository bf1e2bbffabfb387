package org.yizhan.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.yizhan.article.Image;

/**
 * A sanitised text as readers get it: addresses spelt as URIs, every picture with the caption that came beside the text
 * where the text itself doesn't have it, and with an alternative text, empty where a caption says it all.
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
            caption.filter(text -> !words.contains(bare(text))).ifPresent(text -> caption(image, text));
            image.attr("alt", alternative(image, caption));
        }
        return this;
    }

    /**
     * What stands for the picture: nothing where its caption says the same, which everybody has beside it and who listens
     * would hear twice. A link that shows nothing else is called by it.
     */
    private static String alternative(Element image, Optional<String> caption) {
        boolean names = Optional.ofNullable(image.closest("a"))
                .filter(link -> link.text().isBlank())
                .isPresent();
        String given = image.attr("alt");
        if (given.isBlank()) {
            return names ? caption.orElse("") : "";
        }
        boolean said = Stream.concat(caption.stream(), captionInText(image).stream())
                .anyMatch(text -> bare(text).equals(bare(given)));
        return said && !names ? "" : given;
    }

    private static Optional<String> captionInText(Element image) {
        return Optional.ofNullable(image.closest("figure"))
                .flatMap(figure -> Optional.ofNullable(figure.selectFirst("figcaption")))
                .map(Element::text);
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

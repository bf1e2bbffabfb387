package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeVisitor;
import org.yizhan.article.Image;

/**
 * Markup from outside made harmless, with the plain paragraphs it shows. Kept are structure, lists, tables, links to
 * {@code http}, {@code https} and {@code mailto}, and pictures from {@code http} and {@code https}; relative addresses
 * become absolute. Scripts, styles, drawings, forms, frames, event handlers and {@code data:} addresses are gone.
 *
 * @param html the safe markup; empty where nothing of it can be seen
 * @param paragraphs the text of each block in order, white space folded
 * @param images the pictures that are left
 */
record SanitisedHtml(String html, List<String> paragraphs, List<Image> images) {

    /** Deeper elements are laid flat, so that neither we nor a reader's browser has to follow them. */
    private static final int DEPTH = 256;

    private static final int IMAGES = 100;
    private static final String WITHOUT_TEXT =
            "script,style,svg,math,noscript,template,iframe,object,embed,applet,title,select,textarea,button,audio,video,canvas";
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "li",
            "ul",
            "ol",
            "dl",
            "dt",
            "dd",
            "table",
            "tr",
            "caption",
            "thead",
            "tbody",
            "tfoot",
            "blockquote",
            "pre",
            "section",
            "article",
            "figure",
            "figcaption",
            "hr",
            "br");
    private static final Safelist SAFE = Safelist.relaxed()
            .addTags("section", "article", "figure", "figcaption", "hr", "s", "del", "ins", "mark")
            .removeProtocols("a", "href", "ftp")
            .removeAttributes("ol", "start", "type")
            .removeAttributes("ul", "type");

    SanitisedHtml {
        paragraphs = List.copyOf(paragraphs);
        images = List.copyOf(images);
    }

    /** Cleans {@code markup}; {@code base} is the address it came from, empty where it has none. */
    static SanitisedHtml of(String markup, String base) {
        Parser parser = Parser.htmlParser().setMaxDepth(DEPTH);
        Document dirty = Jsoup.parse(markup, base, parser);
        dirty.select(WITHOUT_TEXT).remove();
        Document clean = new Cleaner(SAFE).clean(dirty);
        clean.outputSettings().prettyPrint(false);
        var blocks = new Blocks();
        clean.body().traverse(blocks);
        blocks.flush();
        boolean visible = !blocks.paragraphs.isEmpty() || !blocks.images.isEmpty();
        String html = visible ? Texts.valid(clean.body().html()) : "";
        return new SanitisedHtml(html, blocks.paragraphs, blocks.images);
    }

    /** Collects the text block by block. */
    private static final class Blocks implements NodeVisitor {

        private final List<String> paragraphs = new ArrayList<>();
        private final List<Image> images = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                text.append(words.getWholeText());
            } else if (node instanceof Element element) {
                if (BLOCKS.contains(element.normalName())) {
                    flush();
                } else if (element.normalName().equals("td")
                        || element.normalName().equals("th")) {
                    text.append(' ');
                } else if (element.normalName().equals("img")) {
                    image(element);
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element && BLOCKS.contains(element.normalName())) {
                flush();
            }
        }

        private void image(Element element) {
            String src = element.attr("src");
            if (!src.isEmpty() && images.size() < IMAGES) {
                images.add(new Image(src, Texts.oneLine(element.attr("alt"))));
            }
        }

        void flush() {
            String paragraph = Texts.oneLine(Texts.valid(text.toString()));
            text.setLength(0);
            if (!paragraph.isEmpty()) {
                paragraphs.add(paragraph);
            }
        }
    }
}

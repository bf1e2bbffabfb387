package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeVisitor;
import org.yizhan.article.Image;
import org.yizhan.html.Hidden;
import org.yizhan.html.Tree;

/**
 * Markup from outside made harmless, with the plain paragraphs it shows. Kept are structure, lists, tables, links to
 * {@code http}, {@code https} and {@code mailto}, and pictures from {@code http} and {@code https}; relative addresses
 * become absolute. Scripts, styles, drawings, forms, frames, event handlers and {@code data:} addresses are gone.
 *
 * @param html the safe markup; empty where nothing of it can be seen
 * @param paragraphs the text of each block in order, white space folded
 * @param images the pictures that are left
 */
public record SanitisedHtml(String html, List<String> paragraphs, List<Image> images) {

    private static final int IMAGES = 100;

    /** How often markup is read again that the parser put together in a way it would not read. */
    private static final int UNTANGLED = 10;

    /** Deeper in a body the parser lays elements flat, and not the same ones when it reads them again. */
    private static final int FLAT = 240;

    /** A table that begins deeper is read as its text: of what is laid flat there each reading makes another table. */
    private static final int DEEPEST_TABLE = 200;

    private static final String NO_PICTURE = "img:not([src]), img[src~=^\\s*$]";

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
    private static final List<Set<String>> LIKES =
            List.of(Set.of("li"), Set.of("dt", "dd"), Set.of("h1", "h2", "h3", "h4", "h5", "h6"));
    private static final Safelist SAFE = Safelist.relaxed()
            .addTags("section", "article", "figure", "figcaption", "hr", "s", "del", "ins", "mark")
            .removeProtocols("a", "href", "ftp")
            .removeAttributes("ol", "start", "type")
            .removeAttributes("ul", "type");

    public SanitisedHtml {
        paragraphs = List.copyOf(paragraphs);
        images = List.copyOf(images);
    }

    /** Cleans {@code markup}; {@code base} is the address it came from, empty where it has none. */
    public static SanitisedHtml of(String markup, String base) {
        return of(markup, base, new ArrayList<>());
    }

    /** The same; {@code warnings} says whether there was more than is read. */
    static SanitisedHtml of(String markup, String base, List<String> warnings) {
        Blocks blocks = Blocks.of(markup, base, warnings);
        boolean isRead = !blocks.isTangled;
        for (int i = 0; i < UNTANGLED && !isRead; i++) {
            Blocks again = Blocks.of(blocks.html, base, new ArrayList<>());
            isRead = !again.isTangled || again.html.equals(blocks.html);
            blocks = again;
        }
        return new SanitisedHtml(blocks.html, blocks.paragraphs, blocks.images);
    }

    /** Collects the text block by block, and takes out of the markup what XML can't hold. */
    private static final class Blocks implements NodeVisitor {

        private final List<String> paragraphs = new ArrayList<>();
        private final List<Image> images = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private int openParagraphs;
        private int openLinks;
        private String html = "";

        /** Whether an element stands where no parser would put it again, such as a table inside a paragraph. */
        private boolean isTangled;

        static Blocks of(String markup, String base, List<String> warnings) {
            Document dirty = Tree.of(markup, base, warnings);
            dirty.select(WITHOUT_TEXT).remove();
            Hidden.remove(dirty.body());
            tablesTooDeep(dirty.body()).forEach(table -> table.replaceWith(new TextNode(table.text())));
            // an empty address would become that of the article itself
            dirty.select(NO_PICTURE).remove();
            Document clean = new Cleaner(SAFE).clean(dirty);
            clean.select(NO_PICTURE).remove();
            clean.outputSettings().prettyPrint(false);
            var blocks = new Blocks();
            clean.body().traverse(blocks);
            blocks.flush();
            boolean visible = !blocks.paragraphs.isEmpty() || !blocks.images.isEmpty();
            blocks.html = visible ? clean.body().html().strip() : "";
            return blocks;
        }

        private static List<Element> tablesTooDeep(Element body) {
            var deep = new ArrayList<Element>();
            body.filter((node, depth) -> {
                boolean isDeep = depth >= DEEPEST_TABLE
                        && node instanceof Element
                        && node.normalName().equals("table");
                if (isDeep) {
                    deep.add((Element) node);
                }
                return isDeep ? NodeFilter.FilterResult.SKIP_ENTIRELY : NodeFilter.FilterResult.CONTINUE;
            });
            return deep;
        }

        @Override
        public void head(Node node, int depth) {
            isTangled |= depth >= FLAT;
            if (node instanceof TextNode words) {
                words.text(Texts.valid(words.getWholeText()));
                text.append(words.getWholeText());
            } else if (node instanceof Element element) {
                element.attributes().forEach(attribute -> attribute.setValue(Texts.valid(attribute.getValue())));
                nest(element);
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
            if (node instanceof Element element) {
                openParagraphs -= element.normalName().equals("p") ? 1 : 0;
                openLinks -= element.normalName().equals("a") ? 1 : 0;
                if (BLOCKS.contains(element.normalName())) {
                    flush();
                }
            }
        }

        private void nest(Element element) {
            String name = element.normalName();
            boolean block = BLOCKS.contains(name) && !name.equals("br");
            isTangled |= (block && openParagraphs > 0) || (name.equals("a") && openLinks > 0) || isInItsLike(element);
            openParagraphs += name.equals("p") ? 1 : 0;
            openLinks += name.equals("a") ? 1 : 0;
        }

        /** A list item right in a list item, a heading right in a heading; inline elements and div are looked through. */
        private static boolean isInItsLike(Element element) {
            Optional<Set<String>> likes = LIKES.stream()
                    .filter(like -> like.contains(element.normalName()))
                    .findFirst();
            if (likes.isEmpty()) {
                return false;
            }
            Element parent = element.parent();
            while (parent != null
                    && (!BLOCKS.contains(parent.normalName())
                            || parent.normalName().equals("div"))) {
                parent = parent.parent();
            }
            return parent != null && likes.get().contains(parent.normalName());
        }

        private void image(Element element) {
            String src = element.attr("src");
            if (!src.isEmpty() && images.size() < IMAGES) {
                images.add(new Image(src, Texts.oneLine(element.attr("alt"))));
            }
        }

        void flush() {
            String paragraph = Texts.oneLine(text.toString());
            text.setLength(0);
            if (!paragraph.isEmpty()) {
                paragraphs.add(paragraph);
            }
        }
    }
}

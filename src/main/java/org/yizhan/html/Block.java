package org.yizhan.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * One line of a page as a reader sees it: the text between two block-level borders or line breaks, with the nodes that
 * hold it.
 *
 * @param parent the block-level element it stands in
 * @param nodes its text nodes, in order
 * @param text what they say, white space folded
 * @param size its letters and digits; Latin ones count a third, since a Chinese character says as much as three
 * @param linked how many of these stand in links
 * @param stops its punctuation marks that only running text has
 */
record Block(Element parent, List<TextNode> nodes, String text, double size, double linked, int stops) {

    private static final double LATIN = 1 / 3.0;
    private static final String STOPS = "，。；！？、：,;!?";
    private static final String CLOSING = "。！？；：，…”’」）)】.!?;:,\"";

    /** A heading is shorter. */
    private static final double PROSE = 45;

    private static final double SENTENCE = 5;
    private static final int LONGEST_NAME = 40;
    private static final char FIRST_CHINESE = '\u2e80';

    Block {
        nodes = List.copyOf(nodes);
    }

    /** The lines of {@code root}, in order; those without a letter or digit are left out. */
    static List<Block> of(Element root) {
        var reader = new Reader(root);
        root.traverse(reader);
        reader.flush();
        return List.copyOf(reader.blocks);
    }

    /** The size of {@code text} as {@link #size} counts it. */
    static double size(String text) {
        double size = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            size += c < 0x250 ? Character.isLetterOrDigit(c) ? LATIN : 0 : Character.isLetterOrDigit(c) ? 1 : 0;
        }
        return size;
    }

    /** Several lines as one; between Chinese characters a line's end is no space. */
    static Block joined(List<Block> lines) {
        Block all = lines.getFirst();
        for (Block line : lines.subList(1, lines.size())) {
            boolean latin =
                    all.text.charAt(all.text.length() - 1) < FIRST_CHINESE || line.text.charAt(0) < FIRST_CHINESE;
            var nodes = new ArrayList<>(all.nodes);
            nodes.addAll(line.nodes);
            all = new Block(
                    all.parent,
                    nodes,
                    all.text + (latin ? " " : "") + line.text,
                    all.size + line.size,
                    all.linked + line.linked,
                    all.stops + line.stops);
        }
        return all;
    }

    boolean isLink() {
        return linked > size / 2;
    }

    /** Running text: a line that ends as sentences do, or too long for a heading. */
    boolean isProse() {
        return !isLink() && (size >= PROSE || (stops > 0 && size >= SENTENCE && isClosed()));
    }

    private boolean isClosed() {
        return CLOSING.indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    /** Takes its text out of the page, and every element that is empty without it, up to {@code root}. */
    void remove(Element root) {
        for (TextNode node : nodes) {
            Node at = node;
            Node above = node.parent();
            at.remove();
            while (above instanceof Element element && element != root && isBare(element)) {
                Node next = element.parent();
                element.remove();
                above = next;
            }
        }
    }

    private static boolean isBare(Element element) {
        return !element.hasText()
                && !element.normalName().equals("td")
                && !element.normalName().equals("th")
                && element.select("img,video,audio,iframe,embed,object").isEmpty();
    }

    private static final class Reader implements NodeVisitor {

        private final List<Block> blocks = new ArrayList<>();
        private final List<TextNode> nodes = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private Element parent;
        private int links;
        private double linked;

        Reader(Element root) {
            parent = root;
        }

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                nodes.add(words);
                text.append(words.getWholeText());
                linked += links > 0 ? size(words.getWholeText()) : 0;
            } else if (node instanceof Element element) {
                links += Sizes.isLink(element) ? 1 : 0;
                if (isBorder(element)) {
                    flush();
                    parent = element.normalName().equals("br") ? parent : element;
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                links -= Sizes.isLink(element) ? 1 : 0;
                if (isBorder(element) && !element.normalName().equals("br")) {
                    flush();
                    parent = above(element);
                }
            }
        }

        private Element above(Element element) {
            Element above = element.parent();
            while (above != null && !isBorder(above)) {
                above = above.parent();
            }
            return above == null ? parent : above;
        }

        private static boolean isBorder(Element element) {
            String name = element.normalName();
            return element.isBlock() || name.equals("br") || name.equals("option") || name.length() > LONGEST_NAME;
        }

        void flush() {
            String line = Lines.fold(text.toString());
            double size = size(line);
            if (size > 0) {
                int stops =
                        (int) line.chars().filter(c -> STOPS.indexOf(c) >= 0).count();
                blocks.add(new Block(parent, nodes, line, size, linked, stops));
            }
            nodes.clear();
            text.setLength(0);
            linked = 0;
        }
    }

    /** Its text without any white space, in lower case; for comparisons. */
    String bare() {
        return Lines.bare(text).toLowerCase(Locale.ROOT);
    }
}

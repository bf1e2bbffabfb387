package org.yizhan.html;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** How much text and how many links each element of a tree holds, measured in one walk; later changes don't show. */
final class Sizes {

    /**
     * What one element holds.
     *
     * @param text as {@link Block#size} counts
     * @param linked how much of it stands in links
     * @param links how many links
     * @param files how many of these lead to documents
     * @param pictures how many pictures
     */
    record Size(double text, double linked, int links, int files, int pictures) {
        static final Size NONE = new Size(0, 0, 0, 0, 0);

        double plain() {
            return text - linked;
        }

        private Size plus(Size other) {
            return new Size(
                    text + other.text,
                    linked + other.linked,
                    links + other.links,
                    files + other.files,
                    pictures + other.pictures);
        }
    }

    private final Map<Element, Size> sizes = new IdentityHashMap<>();

    Sizes(Element root) {
        root.traverse(new NodeVisitor() {
            private int open;

            @Override
            public void head(Node node, int depth) {
                if (isLink(node) && node instanceof Element link) {
                    open++;
                    sizes.put(link, new Size(0, 0, 1, Attachments.isOne(link) ? 1 : 0, 0));
                } else if (node instanceof Element image && image.normalName().equals("img")) {
                    sizes.put(image, new Size(0, 0, 0, 0, 1));
                } else if (node instanceof TextNode words && node.parent() instanceof Element parent) {
                    double size = Block.size(words.getWholeText());
                    sizes.merge(parent, new Size(size, open > 0 ? size : 0, 0, 0, 0), Size::plus);
                }
            }

            @Override
            public void tail(Node node, int depth) {
                open -= isLink(node) ? 1 : 0;
                if (node instanceof Element element && element != root && element.parent() != null) {
                    sizes.merge(element.parent(), of(element), Size::plus);
                }
            }
        });
    }

    Size of(Element element) {
        return sizes.getOrDefault(element, Size.NONE);
    }

    static boolean isLink(Node node) {
        return node instanceof Element element && element.normalName().equals("a") && element.hasAttr("href");
    }
}

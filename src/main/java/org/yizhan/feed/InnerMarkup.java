package org.yizhan.feed;

import org.jsoup.nodes.CDataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.ParseSettings;
import org.jsoup.parser.Parser;
import org.jsoup.parser.Tag;
import org.jsoup.select.NodeVisitor;

/** Writes the elements inside a feed's element as HTML: plain names, no namespaces. CDATA among them is markup. */
final class InnerMarkup implements NodeVisitor {

    private final Element root;
    private final boolean isHtml;
    private final StringBuilder html = new StringBuilder();

    private InnerMarkup(Element root, boolean isHtml) {
        this.root = root;
        this.isHtml = isHtml;
    }

    /**
     * The markup inside {@code element}; of Atom's wrapping {@code div} (RFC 4287 §3.1.1.3) the inside.
     *
     * @param isHtml whether character data stands for markup too
     */
    static String of(Element element, boolean isAtom, boolean isHtml) {
        Element only = element.childrenSize() == 1 ? element.child(0) : element;
        boolean isWrapped = isAtom
                && only.tag().localName().equals("div")
                && element.ownText().isBlank();
        var writer = new InnerMarkup(isWrapped ? only : element, isHtml);
        writer.root.traverse(writer);
        return writer.html.toString();
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof CDataNode section) {
            html.append(section.getWholeText());
        } else if (node instanceof TextNode text) {
            html.append(isHtml ? text.getWholeText() : Entities.escape(text.getWholeText()));
        } else if (node instanceof Element element && element != root) {
            open(element);
        }
    }

    private void open(Element element) {
        html.append('<').append(element.tag().localName());
        element.attributes().forEach(attribute -> {
            if (!attribute.getKey().startsWith("xml")) {
                html.append(' ').append(attribute.getKey()).append("=\"");
                html.append(Entities.escape(attribute.getValue()).replace("\"", "&quot;"))
                        .append('"');
            }
        });
        html.append('>');
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element && element != root && !isVoid(element)) {
            html.append("</").append(element.tag().localName()).append('>');
        }
    }

    private static boolean isVoid(Element element) {
        return element.childNodeSize() == 0
                && Tag.valueOf(element.tag().localName(), Parser.NamespaceHtml, ParseSettings.htmlDefault)
                        .isEmpty();
    }
}

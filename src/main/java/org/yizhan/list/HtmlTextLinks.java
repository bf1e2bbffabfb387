package org.yizhan.list;

import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** The text of an element, of which no more is looked at than a list's item can have. Stateless. */
final class HtmlTextLinks {

    private static final int MOST_NODES = 300;

    private HtmlTextLinks() {}

    /** As {@link Element#text()}; of an element with more than some hundred nodes, the text of the first of them. */
    static String of(Element element) {
        List<Node> nodes = element.nodeStream().limit(MOST_NODES + 1L).toList();
        if (nodes.size() <= MOST_NODES) {
            return element.text().strip();
        }
        return nodes.stream()
                .filter(TextNode.class::isInstance)
                .map(node -> ((TextNode) node).text())
                .collect(Collectors.joining())
                .strip();
    }
}

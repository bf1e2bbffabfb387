package org.yizhan.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Cuts a long body into parts between its blocks, so that no page grows without end. */
final class BodyParts {

    /** A character takes at most six bytes as HTML: a quotation mark. */
    private static final int BYTES_PER_CHARACTER = 6;

    private final int most;
    private final List<String> parts = new ArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private int bytes;

    private BodyParts(int most) {
        this.most = most;
    }

    /**
     * The parts in order, at least one, each at most {@code most} bytes of UTF-8. A short body comes back as it is; a
     * single block that is too long for a part gives its text only.
     */
    static List<String> cut(String html, int most) {
        if (bytes(html) <= most) {
            return List.of(html);
        }
        Document document = Jsoup.parseBodyFragment(html);
        document.outputSettings().prettyPrint(false);
        var cut = new BodyParts(most);
        for (Node node : content(document.body()).childNodes()) {
            cut.add(node);
        }
        cut.end();
        return cut.parts.isEmpty() ? List.of("") : List.copyOf(cut.parts);
    }

    /** The element that holds the blocks: wrappers around everything are looked through. */
    private static Element content(Element element) {
        return element.childNodeSize() == 1
                        && element.childrenSize() == 1
                        && element.child(0).childrenSize() > 0
                ? content(element.child(0))
                : element;
    }

    private void add(Node node) {
        String html = node.outerHtml();
        int length = bytes(html);
        if (length <= most) {
            append(html, length);
            return;
        }
        String text = node instanceof Element element ? element.wholeText() : ((TextNode) node).getWholeText();
        int step = most / BYTES_PER_CHARACTER - 8;
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + step);
            to -= to < text.length() && Character.isHighSurrogate(text.charAt(to - 1)) ? 1 : 0;
            String paragraph = "<p>" + Characters.html(text.substring(from, to)) + "</p>";
            append(paragraph, bytes(paragraph));
            from = to;
        }
    }

    private void append(String html, int length) {
        if (bytes + length > most) {
            end();
        }
        part.append(html);
        bytes += length;
    }

    private void end() {
        if (!part.isEmpty()) {
            parts.add(part.toString());
            part.setLength(0);
            bytes = 0;
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

package org.yizhan.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** Reads a page's markup into a tree that is bounded in depth, length and number of tags and texts. Stateless. */
final class Markup {

    /** In characters; what is longer is read so far. No article comes near it, but pages with pictures inside do. */
    private static final int MOST = 5_000_000;

    /** Signs that begin a tag; what lies behind is not read. A table of five thousand rows with four cells each has half as many. */
    private static final int MOST_TAGS = 100_000;

    /** Stretches of text between tags; pages with more are read so far. A table of five thousand rows has fewer. */
    private static final int MOST_TEXTS = 100_000;

    private static final Pattern EMBEDDED = Pattern.compile("data:[\\w/+.;=-]{1,80}base64,[A-Za-z0-9+/=]++");

    private Markup() {}

    /** The tree of {@code markup}, which was fetched from {@code url}; what was left out is said in {@code warnings}. */
    static Document parse(String markup, String url, List<String> warnings) {
        String small = markup.length() > MOST ? withoutEmbedded(markup) : markup;
        if (small.length() > MOST) {
            warnings.add("the page has " + small.length() + " characters; the first " + MOST + " were read");
            small = small.substring(0, MOST);
        }
        int most = endOf(MOST_TAGS, small);
        if (most < small.length()) {
            warnings.add("the page has more than " + MOST_TAGS + " tags; the first ones were read");
            small = small.substring(0, most);
        }
        Document document = Tree.of(small, url, warnings);
        List<Node> rest = behind(document);
        if (!rest.isEmpty()) {
            warnings.add("the page has more than " + MOST_TEXTS + " pieces of text; the first ones were read");
            Removal.of(rest);
        }
        return document;
    }

    private static int endOf(int tags, String markup) {
        int at = markup.indexOf('<');
        for (int count = 0; at >= 0 && count < tags; count++) {
            at = markup.indexOf('<', at + 1);
        }
        return at < 0 ? markup.length() : at;
    }

    /** {@code markup} without the pictures that are written into it. */
    static String withoutEmbedded(String markup) {
        return EMBEDDED.matcher(markup).replaceAll("");
    }

    private static List<Node> behind(Document document) {
        var rest = new ArrayList<Node>();
        document.body().filter(new NodeFilter() {
            private int texts;

            @Override
            public FilterResult head(Node node, int depth) {
                texts += node instanceof TextNode text && !text.isBlank() ? 1 : 0;
                if (texts <= MOST_TEXTS) {
                    return FilterResult.CONTINUE;
                }
                rest.add(node);
                return FilterResult.SKIP_ENTIRELY;
            }

            @Override
            public FilterResult tail(Node node, int depth) {
                return FilterResult.CONTINUE;
            }
        });
        return rest;
    }
}

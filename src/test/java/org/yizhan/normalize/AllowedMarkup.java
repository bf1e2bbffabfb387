package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** All that sanitised markup may hold. */
final class AllowedMarkup {

    private static final Set<String> ELEMENTS = Set.of(
            "a",
            "article",
            "b",
            "blockquote",
            "br",
            "caption",
            "cite",
            "code",
            "col",
            "colgroup",
            "dd",
            "del",
            "div",
            "dl",
            "dt",
            "em",
            "figcaption",
            "figure",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "i",
            "img",
            "ins",
            "li",
            "mark",
            "ol",
            "p",
            "pre",
            "q",
            "s",
            "section",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
            "sup",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "u",
            "ul");
    private static final Map<String, Set<String>> ATTRIBUTES = Map.of(
            "a", Set.of("href", "title"),
            "blockquote", Set.of("cite"),
            "q", Set.of("cite"),
            "img", Set.of("src", "alt", "title", "width", "height", "align"),
            "table", Set.of("summary", "width"),
            "td", Set.of("abbr", "axis", "colspan", "rowspan", "width"),
            "th", Set.of("abbr", "axis", "colspan", "rowspan", "scope", "width"),
            "col", Set.of("span", "width"),
            "colgroup", Set.of("span", "width"));
    private static final Set<String> ADDRESSES = Set.of("href", "src", "cite");
    private static final Pattern ADDRESS = Pattern.compile("https?://|mailto:", Pattern.CASE_INSENSITIVE);

    private AllowedMarkup() {}

    /** Whether a parser sees nothing else in {@code html}; one assertion for all, since some tests count what they cost. */
    static void assertHolds(String html) {
        List<String> other = Jsoup.parseBodyFragment(html)
                .body()
                .nodeStream()
                .filter(node -> !isBody(node))
                .flatMap(AllowedMarkup::faults)
                .toList();
        assertThat(other).as(html).isEmpty();
    }

    private static boolean isBody(Node node) {
        return node instanceof Element element && element.normalName().equals("body");
    }

    private static Stream<String> faults(Node node) {
        if (node instanceof Comment || node instanceof DataNode) {
            return Stream.of(node.nodeName() + " " + node.outerHtml());
        }
        if (!(node instanceof Element element)) {
            return Stream.empty();
        }
        String name = element.normalName();
        if (!ELEMENTS.contains(name)) {
            return Stream.of(name);
        }
        return element.attributesSize() == 0
                ? Stream.empty()
                : element.attributes().asList().stream()
                        .filter(attribute -> !isAllowed(name, attribute))
                        .map(attribute -> name + " " + attribute);
    }

    private static boolean isAllowed(String element, Attribute attribute) {
        return ATTRIBUTES.getOrDefault(element, Set.of()).contains(attribute.getKey())
                && (!ADDRESSES.contains(attribute.getKey()) || isAddress(attribute.getValue()));
    }

    private static boolean isAddress(String value) {
        return ADDRESS.matcher(value).lookingAt() && value.chars().noneMatch(c -> c == '\t' || c == '\n' || c == '\r');
    }
}

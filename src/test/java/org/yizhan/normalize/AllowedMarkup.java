package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

    private AllowedMarkup() {}

    /** Whether a parser sees nothing else in {@code html}. */
    static void assertHolds(String html) {
        for (Node node : Jsoup.parseBodyFragment(html).body().nodeStream().toList()) {
            assertThat(node).as(html).isNotInstanceOfAny(Comment.class, DataNode.class);
            if (node instanceof Element element && !element.normalName().equals("body")) {
                assertThat(ELEMENTS).as(html).contains(element.normalName());
                element.attributes().forEach(attribute -> assertAllowed(element.normalName(), attribute, html));
            }
        }
    }

    private static void assertAllowed(String element, Attribute attribute, String html) {
        assertThat(ATTRIBUTES.getOrDefault(element, Set.of())).as(html).contains(attribute.getKey());
        if (ADDRESSES.contains(attribute.getKey())) {
            assertThat(attribute.getValue().toLowerCase(Locale.ROOT))
                    .as(html)
                    .matches("(?s)(?:https?://|mailto:).*")
                    .doesNotContain("\t", "\n", "\r");
        }
    }
}

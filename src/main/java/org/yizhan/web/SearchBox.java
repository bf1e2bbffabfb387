package org.yizhan.web;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.article.Identity;
import org.yizhan.http.QueryString;

/**
 * The form that searches, as it stands filled in.
 *
 * @param conditions what else must hold, besides words and days
 * @param from the first day; empty for any
 * @param to the last one; empty for any
 */
public record SearchBox(String text, List<Condition> conditions, String from, String to) {

    static final SearchBox EMPTY = new SearchBox("", List.of(), "", "");

    /** Several pages of words; whoever sent more by hand can send it again. */
    private static final int LONGEST_TEXT = 10_000;

    private static final int LONGEST_VALUE = 500;

    public SearchBox {
        conditions = List.copyOf(conditions);
    }

    /** A parameter that is not seen. */
    public record Condition(String parameter, String value) {}

    public boolean hasDays() {
        return !from.isEmpty() || !to.isEmpty();
    }

    /** The form as whoever sent {@code query} had filled it in, however little of that can be read. */
    static SearchBox typed(Optional<String> query) {
        MultiMap given = query.map(QueryString::parse).orElseGet(MultiMap::caseInsensitiveMultiMap);
        return new SearchBox(
                value(given, "q", LONGEST_TEXT),
                Stream.of("region", "topic", "source", "organization", "sort")
                        .map(name -> new Condition(name, value(given, name, LONGEST_VALUE)))
                        .filter(condition -> !condition.value().isEmpty())
                        .toList(),
                value(given, "from", LONGEST_VALUE),
                value(given, "to", LONGEST_VALUE));
    }

    private static String value(MultiMap given, String name, int longest) {
        return Optional.ofNullable(given.get(name))
                .map(text -> Identity.nfc(Characters.valid(text)))
                .filter(text -> text.length() <= longest)
                .orElse("");
    }
}

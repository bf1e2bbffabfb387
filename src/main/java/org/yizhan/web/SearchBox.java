package org.yizhan.web;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.article.Identity;
import org.yizhan.http.Language;
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
    public record Condition(String parameter, String value) {

        private boolean isReadable() {
            return SearchFaults.in(MultiMap.caseInsensitiveMultiMap().add(parameter, value))
                    .isEmpty();
        }

        String label(Language language) {
            String kind = switch (parameter) {
                case "region" -> language.say("地区", "Region");
                case "topic" -> language.say("主题", "Topic");
                case "source" -> language.say("来源", "Source");
                case "organization" -> language.say("机构", "Organisation");
                default -> language.say("排序", "Order");
            };
            return kind + " " + value;
        }
    }

    public boolean hasDays() {
        return !from.isEmpty() || !to.isEmpty();
    }

    /**
     * The form as whoever sent {@code query} had filled it in, however little of that can be read; what can't be and
     * would not be seen is left out.
     */
    static SearchBox typed(Optional<String> query) {
        MultiMap given = query.map(QueryString::parse).orElseGet(MultiMap::caseInsensitiveMultiMap);
        return new SearchBox(
                value(given, "q", LONGEST_TEXT),
                Stream.of("region", "topic", "source", "organization", "sort")
                        .map(name -> new Condition(name, value(given, name, LONGEST_VALUE)))
                        .filter(condition -> !condition.value().isEmpty() && condition.isReadable())
                        .toList(),
                value(given, "from", LONGEST_VALUE),
                value(given, "to", LONGEST_VALUE));
    }

    /** What is kept besides words and days, each with the address of the list without it. */
    List<Catalogue.Filter> filters(Language language) {
        return conditions.stream()
                .map(one -> new Catalogue.Filter(one.parameter(), one.value(), one.label(language), without(one)))
                .toList();
    }

    private String without(Condition left) {
        Stream<Condition> rest = Stream.of(
                        Stream.of(new Condition("q", text)),
                        conditions.stream().filter(one -> !one.equals(left)),
                        Stream.of(new Condition("from", from), new Condition("to", to)))
                .flatMap(conditions -> conditions);
        String query = rest.filter(one -> !one.value().isEmpty())
                .map(one -> one.parameter() + "=" + Links.segment(one.value()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "/" : "/?" + query;
    }

    private static String value(MultiMap given, String name, int longest) {
        return Optional.ofNullable(given.get(name))
                .map(text -> Identity.nfc(Characters.valid(text)))
                .filter(text -> text.length() <= longest)
                .orElse("");
    }
}

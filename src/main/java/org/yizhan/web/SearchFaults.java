package org.yizhan.web;

import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.search.QuestionReader;

/** What keeps the parameters of a search from being read, and what would mend it. */
final class SearchFaults {

    /** Sources' own ids are strings of theirs; no known one comes near. */
    private static final int LONGEST_NAME = 500;

    private static final int LONGEST_QUOTE = 60;

    private SearchFaults() {}

    /** The first that is found; empty where {@link SearchQuery#of} reads all. */
    static Optional<Advice> in(MultiMap parameters) {
        return Stream.of(
                        SearchQuery.value(parameters, "q").flatMap(SearchFaults::words),
                        day(parameters, "from", "起始日期", "first"),
                        day(parameters, "to", "截止日期", "last"),
                        name(parameters),
                        Parameters.given(parameters, "sort")
                                .filter(sort -> !sort.equals(SearchQuery.RELEVANCE) && !sort.equals("newest"))
                                .map(sort -> new Advice(
                                        "地址里的 sort 只能是 newest（按时间）或 relevance（按相关度）。",
                                        "In the address, sort must be newest or relevance.",
                                        "`sort` is newest or " + SearchQuery.RELEVANCE)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Advice> words(String text) {
        return QuestionReader.read(text) instanceof QuestionReader.Read.Refused refused
                ? Optional.of(words(refused.limit()))
                : Optional.empty();
    }

    private static Advice words(QuestionReader.Limit limit) {
        int most = limit.most();
        return switch (limit) {
            case CHARACTERS ->
                new Advice(
                        "搜索的文字超过 %d 个字，请只留关键的词。".formatted(most),
                        "The words looked for have more than %d characters; keep those that matter.".formatted(most),
                        "`q` has more than %d characters; look for fewer words".formatted(most));
            case WORDS ->
                new Advice(
                        "搜索的词超过 %d 个，请减少一些。".formatted(most),
                        "These are more than %d words; look for fewer.".formatted(most),
                        "`q` has more than %d words; look for fewer".formatted(most));
            case DEPTH ->
                new Advice(
                        "搜索里的括号套了 %d 层以上，请写得简单一些。".formatted(most),
                        "Parentheses stand in more than %d others; write it with fewer.".formatted(most),
                        "`q` has parentheses in more than %d others; write it with fewer".formatted(most));
        };
    }

    private static Optional<Advice> day(MultiMap parameters, String name, String chinese, String english) {
        return Parameters.given(parameters, name)
                .filter(text -> Parameters.day(text).isEmpty())
                .map(text -> new Advice(
                        "%s「%s」不是日期，请写成 2026-11-23 的样子。".formatted(chinese, quoted(text)),
                        "The %s day, “%s”, is none; write it as 2026-11-23.".formatted(english, quoted(text)),
                        "`" + name + "` is no day; write it as 2026-11-23"));
    }

    private static Optional<Advice> name(MultiMap parameters) {
        return Stream.of("region", "topic", "source", "organization")
                .filter(name -> SearchQuery.value(parameters, name)
                        .filter(text -> text.length() > LONGEST_NAME)
                        .isPresent())
                .findFirst()
                .map(name -> new Advice(
                        "地址里的 %s 比任何名称都长，最多 %d 个字。".formatted(name, LONGEST_NAME),
                        "In the address, %s is longer than any name; %d characters are the most."
                                .formatted(name, LONGEST_NAME),
                        "`" + name + "` is longer than any name, " + LONGEST_NAME + " characters"));
    }

    /** As much of it as an answer has room for. */
    static String quoted(String text) {
        String valid = Characters.valid(text.strip());
        return valid.codePointCount(0, valid.length()) <= LONGEST_QUOTE
                ? valid
                : valid.substring(0, valid.offsetByCodePoints(0, LONGEST_QUOTE)) + "…";
    }
}

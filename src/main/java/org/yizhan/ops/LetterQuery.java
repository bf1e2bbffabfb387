package org.yizhan.ops;

import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A page of dead letters that an operator asks for: the query parameters of {@link LetterFilter}, {@code before} (an id)
 * and {@code limit} (default {@value #USUAL}). An empty parameter counts as none.
 */
public record LetterQuery(LetterFilter filter, OptionalLong before, int limit) {

    /** The parameters that make one. */
    public static final List<String> PARAMETERS = Stream.concat(
                    LetterFilter.PARAMETERS.stream(), Stream.of("before", "limit"))
            .toList();

    private static final int USUAL = 50;

    /** {@link IllegalArgumentException} says which parameter is wrong. */
    public static LetterQuery of(MultiMap parameters) {
        var before = text(parameters, "before");
        int limit = text(parameters, "limit")
                .map(given -> given.matches("[0-9]{1,9}") ? Integer.parseInt(given) : 0)
                .orElse(USUAL);
        if (limit < 1 || limit > DeadLetters.MOST_LISTED) {
            throw new IllegalArgumentException("limit must be 1 to " + DeadLetters.MOST_LISTED);
        }
        return new LetterQuery(
                LetterFilter.of(parameters),
                before.isPresent() ? OptionalLong.of(number("before", before.get())) : OptionalLong.empty(),
                limit);
    }

    public List<KeptDeadLetter> ask(DeadLetters letters) throws SQLException {
        return letters.list(filter, before, limit);
    }

    /** The query string for what follows on {@code page}; empty where it was the last one. */
    public Optional<String> after(List<KeptDeadLetter> page) {
        String filtered = filter.query();
        return page.size() < limit
                ? Optional.empty()
                : Optional.of("?%s%slimit=%d&before=%d"
                        .formatted(
                                filtered,
                                filtered.isEmpty() ? "" : "&",
                                limit,
                                page.getLast().id()));
    }

    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static Optional<String> text(MultiMap parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    private static long number(String name, String value) {
        if (!value.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(name + " must be a whole number, 0 or more");
        }
        return Long.parseLong(value);
    }
}

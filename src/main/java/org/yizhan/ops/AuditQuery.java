package org.yizhan.ops;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which lines of the audit somebody asks for: the query parameters {@code action} (a word of {@link Audit.Action}),
 * {@code operator}, {@code object}, {@code since} and {@code until} (a day, from midnight to midnight in Asia/Shanghai, or an
 * RFC 3339 time), {@code before} (a line's number) and {@code limit}. An empty text stands for any.
 *
 * @param until exclusive
 * @param before exclusive
 */
public record AuditQuery(
        String action, String operator, String object, Instant since, Instant until, long before, int limit) {

    /** The parameters that make one. */
    public static final List<String> PARAMETERS =
            List.of("action", "operator", "object", "since", "until", "before", "limit");

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /** A {@link Rejection} says which parameter is wrong. */
    public static AuditQuery of(Asked asked, int usual, int most) {
        String action = asked.parameter("action").orElse("");
        if (!action.isEmpty() && !actions().contains(action)) {
            throw Rejection.of(
                    400, "action '%s' is none of %s".formatted(Shown.line(action, 40), String.join(", ", actions())));
        }
        return new AuditQuery(
                action,
                asked.parameter("operator").orElse(""),
                asked.parameter("object").orElse(""),
                time(asked, "since", 0).orElse(FIRST),
                time(asked, "until", 1).orElse(LAST),
                asked.number("before").orElse(Long.MAX_VALUE),
                asked.limit(usual, most));
    }

    /** The words of all actions. */
    public static List<String> actions() {
        return Stream.of(Audit.Action.values()).map(Audit.Action::word).sorted().collect(Collectors.toList());
    }

    /** The same, for what comes after this line. */
    public AuditQuery after(Audit.Line line) {
        return new AuditQuery(action, operator, object, since, until, line.no(), limit);
    }

    /** The query string for what follows on these lines; empty where they were the last. */
    public Optional<String> next(Asked asked, List<Audit.Line> lines) {
        if (lines.size() < limit) {
            return Optional.empty();
        }
        String more = "limit=%d&before=%d".formatted(limit, lines.getLast().no());
        String narrowed = narrowed(asked);
        return Optional.of(narrowed.isEmpty() ? "?" + more : narrowed + "&" + more);
    }

    /** The query string that narrows the list as it was asked for; empty where all of it was. */
    public static String narrowed(Asked asked) {
        String query = Stream.of("action", "operator", "object", "since", "until")
                .flatMap(name -> asked.parameter(name).stream().map(value -> name + "=" + LetterQuery.encoded(value)))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    /** @param days are added to one that is written as a day */
    private static Optional<Instant> time(Asked asked, String name, int days) {
        Optional<String> text = asked.parameter(name);
        try {
            return text.map(String::strip)
                    .map(given -> given.matches("\\d{4}-\\d\\d-\\d\\d")
                            ? LocalDate.parse(given)
                                    .plusDays(days)
                                    .atStartOfDay(CHINA)
                                    .toInstant()
                            : OffsetDateTime.parse(given).toInstant())
                    .map(time -> time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time);
        } catch (DateTimeException unreadable) {
            throw Rejection.of(
                    400, name + " must be a day such as 2026-11-24, or a time such as 2026-11-24T10:00:00+08:00");
        }
    }
}

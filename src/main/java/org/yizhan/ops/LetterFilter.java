package org.yizhan.ops;

import io.vertx.core.MultiMap;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.http.QueryString;

/**
 * Which dead letters are meant. Its query string is its one spelling: in addresses, in orders and in their table.
 *
 * @param source of the record, as far as that is known
 * @param item the source's own id for what the record is about, likewise
 * @param since failed at this moment or later
 * @param until failed before this moment
 * @param words all of them in the reason or the title, in whatever case
 */
public record LetterFilter(
        Optional<String> stage,
        Optional<String> error,
        Optional<String> source,
        Optional<String> item,
        Optional<Instant> since,
        Optional<Instant> until,
        List<String> words,
        State state) {

    /** The parameters that make one. */
    public static final List<String> PARAMETERS =
            List.of("stage", "error", "source", "item", "since", "until", "q", "state");

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int MOST_WORDS = 8;
    private static final int LONGEST = 200;

    /** What has been done about a letter. */
    public enum State {
        /** Whatever was, of each record the newest letter. */
        CURRENT,
        /** Whatever was, those too whose record failed again as a newer letter. */
        ALL,
        /** It was never replayed, and is the newest of its record. */
        WAITING,
        /** An order that is not at its end will come to it. */
        ORDERED,
        /** It was replayed, or its record was as the letter that failed before. */
        REPLAYED,
        /** It was, and ended in another letter. */
        FAILED_AGAIN;

        /** As parameters say it: {@code failed-again}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public LetterFilter {
        words = List.copyOf(words);
    }

    /** {@link IllegalArgumentException} says which parameter is wrong. */
    static LetterFilter of(MultiMap parameters) {
        return new LetterFilter(
                text(parameters, "stage"),
                text(parameters, "error"),
                text(parameters, "source"),
                text(parameters, "item"),
                text(parameters, "since").map(text -> time("since", text)),
                text(parameters, "until").map(text -> time("until", text)),
                words(text(parameters, "q").orElse("")),
                text(parameters, "state").map(LetterFilter::state).orElse(State.CURRENT));
    }

    /** The one that this query string spells. */
    static LetterFilter of(String query) {
        return of(QueryString.parse(query));
    }

    private static Optional<String> text(MultiMap parameters, String name) {
        return Optional.ofNullable(parameters.get(name))
                .filter(value -> !value.isBlank())
                .map(value -> LetterKeeper.storable(value, LONGEST));
    }

    private static List<String> words(String text) {
        return Stream.of(text.strip().split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
    }

    private static State state(String text) {
        return Stream.of(State.values())
                .filter(state -> state.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("state must be one of "
                        + Stream.of(State.values()).map(State::word).collect(Collectors.joining(", "))));
    }

    private static Instant time(String name, String text) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZONE).toInstant();
        } catch (DateTimeException unreadable) {
            throw new IllegalArgumentException(
                    "%s '%s' is no day and no time, such as 2026-11-01 or 2026-11-01T08:00:00+08:00"
                            .formatted(name, Shown.line(text, 40)));
        }
    }

    /** The same, of one state only. */
    public LetterFilter in(State wanted) {
        return new LetterFilter(stage, error, source, item, since, until, words, wanted);
    }

    /** By parameter, without those that say nothing. */
    Map<String, String> parameters() {
        Map<String, String> said = new LinkedHashMap<>();
        stage.ifPresent(value -> said.put("stage", value));
        error.ifPresent(value -> said.put("error", value));
        source.ifPresent(value -> said.put("source", value));
        item.ifPresent(value -> said.put("item", value));
        since.ifPresent(value -> said.put("since", value.toString()));
        until.ifPresent(value -> said.put("until", value.toString()));
        if (!words.isEmpty()) {
            said.put("q", String.join(" ", words));
        }
        if (state != State.CURRENT) {
            said.put("state", state.word());
        }
        return said;
    }

    /** Its query string, without the question mark; empty for the one that finds all. */
    public String query() {
        var query = new StringJoiner("&");
        parameters().forEach((name, value) -> query.add(name + "=" + LetterQuery.encoded(value)));
        return query.toString();
    }

    /** What a row of {@code dead_letter} has to meet. */
    Conditions conditions() {
        var conditions = new Conditions();
        stage.ifPresent(value -> conditions.add("stage = ?", value));
        error.ifPresent(value -> conditions.add("error = ?", value));
        source.ifPresent(value -> conditions.add("source = ? and source <> ''", value));
        item.ifPresent(value -> conditions.add("item = ? and item <> ''", value));
        since.ifPresent(value -> conditions.add("failed_at >= ?", value.atOffset(ZoneOffset.UTC)));
        until.ifPresent(value -> conditions.add("failed_at < ?", value.atOffset(ZoneOffset.UTC)));
        words.forEach(word -> conditions.add("strpos(words, lower(?)) > 0", word));
        switch (state) {
            // which letters an order comes to, the orders say: OpenOrders
            case ALL, ORDERED -> {}
            case CURRENT -> conditions.add("not superseded");
            case WAITING -> conditions.add("replays = 0 and not superseded");
            case REPLAYED -> conditions.add("(replays > 0 or superseded)");
            case FAILED_AGAIN -> conditions.add("""
                        superseded and exists (select from dead_letter n where n.follows = dead_letter.id
                            and (dead_letter.replayed_at is null or n.stored_at >= dead_letter.replayed_at))
                        """);
        }
        return conditions;
    }

    /** Conditions of an SQL statement, with the values of their parameters. */
    static final class Conditions {
        private final List<String> texts = new ArrayList<>(List.of("true"));
        private final List<Object> values = new ArrayList<>();

        void add(String condition, Object... parameters) {
            texts.add(condition);
            values.addAll(List.of(parameters));
        }

        String text() {
            return String.join(" and ", texts);
        }

        List<Object> values() {
            return List.copyOf(values);
        }

        /** Fills the parameters from this position on; the position behind them. */
        int fill(PreparedStatement statement, int position) throws SQLException {
            int next = position;
            for (Object value : values) {
                statement.setObject(next++, value);
            }
            return next;
        }
    }
}

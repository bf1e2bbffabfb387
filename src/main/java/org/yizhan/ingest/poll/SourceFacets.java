package org.yizhan.ingest.poll;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the channels that a question asks for divide by one property at a time, that part of the question left out of
 * account; what would have none is missing.
 *
 * @param kinds by {@code poll-feed}, …
 * @param regions by the first two digits of the publisher's region; empty where there is none
 * @param faults by the class of what went wrong last; empty where nothing did
 */
public record SourceFacets(
        Map<SourceState, Long> states,
        SortedMap<String, Long> kinds,
        SortedMap<String, Long> regions,
        SortedMap<String, Long> faults) {

    /** {@code grouping(state, kind, province, fault)}: a bit is off for the property that the row is about. */
    private static final int OF_STATE = 0b0111;

    private static final int OF_KIND = 0b1011;
    private static final int OF_REGION = 0b1101;

    static SourceFacets read(PreparedStatement statement) throws SQLException {
        var facets =
                new SourceFacets(new EnumMap<>(SourceState.class), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                facets.take(rows.getInt("facet"), rows);
            }
        }
        return facets;
    }

    private void take(int facet, ResultSet row) throws SQLException {
        String word = row.getString("word");
        switch (facet) {
            case OF_STATE -> put(states, SourceState.of(word).orElseThrow(), row.getLong("states"));
            case OF_KIND -> put(kinds, word.toLowerCase(Locale.ROOT).replace('_', '-'), row.getLong("kinds"));
            case OF_REGION -> put(regions, word, row.getLong("regions"));
            default -> put(faults, word, row.getLong("faults"));
        }
    }

    private static <K> void put(Map<K, Long> counts, K key, long many) {
        if (many > 0) {
            counts.put(key, many);
        }
    }

    /** How many there are with this state, or in all. */
    long total(Optional<SourceState> state) {
        return state.map(one -> states.getOrDefault(one, 0L))
                .orElseGet(() ->
                        states.values().stream().mapToLong(Long::longValue).sum());
    }
}

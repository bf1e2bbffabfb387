package org.yizhan.ingest.poll;

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
 * @param tags by each of the operators' own words
 */
public record SourceFacets(
        Map<SourceState, Long> states,
        SortedMap<String, Long> kinds,
        SortedMap<String, Long> regions,
        SortedMap<String, Long> faults,
        SortedMap<String, Long> tags) {

    /** {@code grouping(state, kind, province, fault)}: a bit is off for the property that the row is about. */
    private static final int OF_STATE = 0b0111;

    private static final int OF_KIND = 0b1011;
    private static final int OF_REGION = 0b1101;
    private static final int OF_FAULT = 0b1110;

    /** No grouping of the others. */
    static final int OF_TAG = 0b10000;

    /** From the arrays {@code facets}, {@code words} and {@code counts}, which are null where there is no channel. */
    static SourceFacets read(ResultSet row) throws SQLException {
        var read = new SourceFacets(
                new EnumMap<>(SourceState.class), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        if (row.getArray("facets") != null) {
            var facets = (Integer[]) row.getArray("facets").getArray();
            var words = (String[]) row.getArray("words").getArray();
            var counts = (Long[]) row.getArray("counts").getArray();
            for (int n = 0; n < facets.length; n++) {
                read.take(facets[n], words[n], counts[n]);
            }
        }
        return read;
    }

    private void take(int facet, String word, long many) {
        switch (facet) {
            case OF_STATE -> states.put(SourceState.of(word).orElseThrow(), many);
            case OF_KIND -> kinds.put(word.toLowerCase(Locale.ROOT).replace('_', '-'), many);
            case OF_REGION -> regions.put(word, many);
            case OF_FAULT -> faults.put(word, many);
            default -> tags.put(word, many);
        }
    }

    /** How many there are with this state, or in all. */
    long total(Optional<SourceState> state) {
        return state.map(one -> states.getOrDefault(one, 0L))
                .orElseGet(() ->
                        states.values().stream().mapToLong(Long::longValue).sum());
    }
}

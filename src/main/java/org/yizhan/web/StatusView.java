package org.yizhan.web;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the status page shows.
 *
 * @param verdict all in one sentence
 * @param delay as {@link StatusBoard#delay}
 * @param counts how many sources are in each state, those of none left out
 * @param chosen the one state that the rows are of
 * @param rows this page of them, problems first
 * @param page from 1
 * @param outages the newest
 */
public record StatusView(
        Frame frame,
        StatusWords words,
        String verdict,
        Optional<Duration> delay,
        Map<Freshness.State, Long> counts,
        Optional<Freshness.State> chosen,
        List<Row> rows,
        int page,
        int pages,
        List<Told> outages) {

    public StatusView {
        counts = counts.isEmpty() ? Map.of() : new EnumMap<>(counts);
        rows = List.copyOf(rows);
        outages = List.copyOf(outages);
    }

    /**
     * One source.
     *
     * @param newest when it published its newest article; empty where it has none, and where nobody has looked
     */
    public record Row(Freshness freshness, String name, String link, Optional<Instant> newest) {

        Row newest(Optional<Instant> time) {
            return new Row(freshness, name, link, time);
        }
    }

    /** An outage with the name of its source, which is empty where it is of all. */
    public record Told(Outage outage, String name, String link, String headline, String story) {}

    public boolean isChosen(Freshness.State state) {
        return chosen.filter(state::equals).isPresent();
    }

    /** The address of another page of the same rows. */
    public String at(int number) {
        return address(chosen, number);
    }

    /** The address of the rows of one state. */
    public String of(Freshness.State state) {
        return address(Optional.of(state), 1);
    }

    static String address(Optional<Freshness.State> chosen, int page) {
        String state = chosen.map(one -> "state=" + one.word()).orElse("");
        String number = page == 1 ? "" : "page=" + page;
        String query = state.isEmpty() || number.isEmpty() ? state + number : state + "&" + number;
        return query.isEmpty() ? "/status" : "/status?" + query;
    }
}

package org.yizhan.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.http.Language;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.FeedSummary;
import org.yizhan.publish.Stories;

/**
 * How all sources fare at one moment, problems first.
 *
 * @param seq the change sequence number read before
 * @param rows every source that is fetched or has a story, without its newest article's time
 */
record StatusSheet(long seq, List<StatusView.Row> rows, List<StatusView.Told> outages, Optional<Duration> delay) {

    private static final int MOST_OUTAGES = 50;

    StatusSheet {
        rows = List.copyOf(rows);
        outages = List.copyOf(outages);
    }

    /** Asks for all of it; blocks. */
    static StatusSheet of(StatusBoard board, Stories stories, Sources sources, Language language) {
        long seq = stories.seq();
        var all = new HashMap<String, Freshness>();
        for (FeedSummary summary : stories.feeds(FeedName.Kind.SOURCE)) {
            all.put(summary.name().value(), Freshness.pushed(summary.name().value()));
        }
        board.all().forEach(freshness -> all.put(freshness.source(), freshness));
        var rows = new ArrayList<StatusView.Row>();
        all.forEach((id, freshness) ->
                rows.add(new StatusView.Row(freshness, name(sources, id), Links.source(id), Optional.empty())));
        rows.sort(Comparator.comparing((StatusView.Row row) -> row.freshness().state())
                .thenComparing(row -> row.freshness().failingSince().orElse(Instant.MAX))
                .thenComparing(row -> row.freshness().source()));
        return new StatusSheet(
                seq, rows, told(board.outages(MOST_OUTAGES), sources, new StatusWords(language)), board.delay());
    }

    static List<StatusView.Told> told(List<Outage> outages, Sources sources, StatusWords words) {
        return outages.stream()
                .map(outage -> new StatusView.Told(
                        outage,
                        outage.isOfAll() ? "" : name(sources, outage.source()),
                        outage.isOfAll() ? "/status" : Links.source(outage.source()),
                        words.headline(outage),
                        words.story(outage)))
                .toList();
    }

    private static String name(Sources sources, String id) {
        return sources.find(id)
                .map(Source::name)
                .filter(name -> !name.isBlank())
                .orElse(id);
    }

    Map<Freshness.State, Long> counts() {
        var counts = new EnumMap<Freshness.State, Long>(Freshness.State.class);
        rows.forEach(row -> counts.merge(row.freshness().state(), 1L, Long::sum));
        return counts;
    }

    /** Whether there is nothing that subscribers miss. */
    boolean isWell() {
        return !isLateAsAWhole()
                && rows.stream().noneMatch(row -> row.freshness().state().isTrouble());
    }

    private boolean isLateAsAWhole() {
        return outages.stream()
                .anyMatch(
                        told -> told.outage().isOfAll() && told.outage().ended().isEmpty());
    }

    /** All in one sentence. */
    String verdict(Language language) {
        long polled =
                rows.stream().filter(row -> row.freshness().state().isPolled()).count();
        long ill =
                rows.stream().filter(row -> row.freshness().state().isTrouble()).count();
        long late = counts().getOrDefault(Freshness.State.LATE, 0L);
        if (isLateAsAWhole()) {
            return language.say(
                    "采集整体落后：%,d 个来源没有按时去取，新稿会晚到。".formatted(late),
                    "Polling as a whole is late: %,d sources have not been asked in time, and news comes later."
                            .formatted(late));
        }
        if (ill > 0) {
            return language.say(
                    "%,d 个定时采集的来源里，%,d 个取不到新稿，其余正常。".formatted(polled, ill),
                    "Of %,d sources that are polled, nothing can be had from %,d; the others are well."
                            .formatted(polled, ill));
        }
        return calm(language, polled, counts().getOrDefault(Freshness.State.NEVER, 0L));
    }

    /** Nobody knows yet of those that nobody has asked. */
    private static String calm(Language language, long polled, long never) {
        if (polled == 0) {
            return language.say("没有定时采集的来源，稿件都由来源推送。", "No source is polled; they push their articles.");
        }
        if (never == polled) {
            return language.say(
                    "定时采集的 %,d 个来源都还没去取过。".formatted(polled),
                    "None of the %,d sources that are polled has been asked yet.".formatted(polled));
        }
        return never == 0
                ? language.say(
                        "一切正常：%,d 个来源都取得到。".formatted(polled),
                        "All is well: all %,d sources can be fetched.".formatted(polled))
                : language.say(
                        "一切正常：取过的 %,d 个来源都取得到，另有 %,d 个还没去取。".formatted(polled - never, never),
                        "All is well: all %,d sources that were asked can be fetched, %,d have not been asked yet."
                                .formatted(polled - never, never));
    }
}

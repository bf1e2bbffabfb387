package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.yizhan.article.PublicationTime;

/** When a channel's items came, for its {@link Rhythm}. */
final class Happened {

    private static final Duration OFFICE_OPENS = Duration.ofHours(9);
    private static final Duration OLDEST_NEWS = Duration.ofDays(2);
    private static final Duration OFFICE_HOURS = Duration.ofHours(9);

    private Happened() {}

    /**
     * The moments at which {@code items} came, seen for the first time at {@code now}. An item without a time came now,
     * unless it is the channel's {@code first} poll. Observed: most lists print the day only → such an item came now where
     * it is of today or yesterday, and the older ones of a day are spread over its office hours.
     */
    static List<Instant> times(List<Item> items, boolean first, Instant now) {
        var times = new ArrayList<Instant>();
        var days = new TreeMap<Instant, Integer>();
        for (Item item : items) {
            if (item.at().isEmpty()) {
                times.addAll(first ? List.of() : List.of(now));
            } else if (!isDay(item.at().get())) {
                times.add(earlier(item.at().get(), now));
            } else if (!first && item.at().get().plus(Duration.ofDays(2)).isAfter(now)) {
                times.add(now);
            } else {
                days.merge(item.at().get(), 1, Integer::sum);
            }
        }
        days.forEach((day, many) -> spread(day, many, now, times));
        return times;
    }

    /**
     * How long the newest of {@code items} had been out when it was seen; empty where none says more than its day, and at
     * a channel's {@code first} poll. Observed: sites put up articles under an old date, or one to come → of such an item
     * nobody knows how long it had been out.
     */
    static Optional<Duration> age(List<Item> items, boolean first, Instant now) {
        if (first) {
            return Optional.empty();
        }
        return items.stream()
                .flatMap(item -> item.at().stream())
                .filter(at -> !isDay(at) && !at.isAfter(now))
                .max(Comparator.naturalOrder())
                .map(at -> Duration.between(at, now))
                .filter(age -> age.compareTo(OLDEST_NEWS) < 0);
    }

    /** The day of the newest of {@code items}, where it says no more than that; of one day any with a time is newer. */
    static Optional<LocalDate> newestDay(List<Item> items, Instant now) {
        return items.stream()
                .flatMap(item -> item.at().stream())
                .filter(at -> !at.isAfter(now))
                .max(Comparator.naturalOrder())
                .filter(Happened::isDay)
                .map(at -> at.atZone(PublicationTime.ZONE).toLocalDate());
    }

    private static boolean isDay(Instant at) {
        ZonedDateTime local = at.atZone(PublicationTime.ZONE);
        return local.toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    private static void spread(Instant day, int many, Instant now, List<Instant> times) {
        for (int n = 0; n < many; n++) {
            Duration since = OFFICE_HOURS.multipliedBy(2L * n + 1).dividedBy(2L * many);
            times.add(earlier(day.plus(OFFICE_OPENS).plus(since), now));
        }
    }

    private static Instant earlier(Instant at, Instant now) {
        return at.isAfter(now) ? now : at;
    }
}

package org.yizhan.ingest.poll;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/**
 * How a server and its feed want to be asked.
 *
 * @param lifetime how long the last answer was said to be fresh; zero: not said
 * @param ttl {@code <ttl>} of RSS; zero: not said
 * @param skipHours hours of UTC, 0 to 23, in which not to ask
 * @param skipDays days of UTC on which not to ask
 */
public record Wishes(Duration lifetime, Duration ttl, Set<Integer> skipHours, Set<DayOfWeek> skipDays) {

    /** The longest wish that is granted: an answer that is fresh for a year would otherwise silence its source. */
    static final Duration LONGEST = Duration.ofDays(7);

    /** None are known. */
    public static final Wishes NONE = new Wishes(Duration.ZERO, Duration.ZERO, Set.of(), Set.of());

    private static final int HOURS_AHEAD = 24 * 8;

    public Wishes {
        lifetime = atMost(lifetime);
        ttl = atMost(ttl);
        skipHours = Set.copyOf(skipHours);
        skipDays = Set.copyOf(skipDays);
    }

    static Duration atMost(Duration wish) {
        return wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
    }

    /** What a whole answer says takes the place of what was said before. */
    Wishes whole(Map<String, String> headers, Instant now) {
        return new Wishes(HttpTime.lifetime(headers, now).orElse(Duration.ZERO), ttl, skipHours, skipDays);
    }

    /** What a 304 does not say stays as it was (RFC 9111 §4.3.4). */
    Wishes unchanged(Map<String, String> headers, Instant now) {
        return new Wishes(HttpTime.lifetime(headers, now).orElse(lifetime), ttl, skipHours, skipDays);
    }

    /** With what the feed's document says. */
    Wishes feed(Wishes document) {
        return new Wishes(lifetime, document.ttl, document.skipHours, document.skipDays);
    }

    /** The first moment from {@code at} on that is in no hour or day to skip; {@code at} where all are to be skipped. */
    Instant allowed(Instant at) {
        OffsetDateTime time = at.atOffset(ZoneOffset.UTC);
        for (int hour = 0; hour < HOURS_AHEAD; hour++) {
            if (!skips(time)) {
                return time.toInstant();
            }
            time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
        }
        return at;
    }

    private boolean skips(OffsetDateTime time) {
        return skipHours.contains(time.getHour()) || skipDays.contains(time.getDayOfWeek());
    }

    int hourBits() {
        return skipHours.stream().mapToInt(hour -> 1 << hour).reduce(0, (a, b) -> a | b);
    }

    int dayBits() {
        return skipDays.stream().mapToInt(day -> 1 << day.ordinal()).reduce(0, (a, b) -> a | b);
    }

    static Set<Integer> hours(int bits) {
        return bits(bits, 24);
    }

    static Set<DayOfWeek> days(int bits) {
        var days = new java.util.HashSet<DayOfWeek>();
        bits(bits, 7).forEach(day -> days.add(DayOfWeek.of(day + 1)));
        return days;
    }

    private static Set<Integer> bits(int bits, int many) {
        var set = new java.util.HashSet<Integer>();
        for (int bit = 0; bit < many; bit++) {
            if ((bits & 1 << bit) != 0) {
                set.add(bit);
            }
        }
        return set;
    }
}

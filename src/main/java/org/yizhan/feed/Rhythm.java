package org.yizhan.feed;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * When a publisher wants a feed to be asked for.
 *
 * @param every the time to live (RSS {@code ttl}, or {@code sy:updatePeriod} divided by its frequency); positive
 * @param skipHours hours of the day in GMT, 0 to 23, in which nothing new comes
 * @param skipDays days of the week in GMT on which nothing new comes
 */
public record Rhythm(Optional<Duration> every, Set<Integer> skipHours, Set<DayOfWeek> skipDays) {

    /** Nothing is said. */
    public static final Rhythm NONE = new Rhythm(Optional.empty(), Set.of(), Set.of());

    public Rhythm {
        skipHours = Set.copyOf(skipHours);
        skipDays = Set.copyOf(skipDays);
    }
}

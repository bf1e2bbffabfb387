package org.yizhan.deliver;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** When each place may be called next, on the clock of {@link System#nanoTime}. Safe for concurrent use. */
final class Turns {

    private final Cache<String, Long> turns = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofMinutes(2))
            .maximumSize(100_000)
            .build();

    private final long step;

    /** @param aSecond so many turns one place has */
    Turns(int aSecond) {
        this.step = TimeUnit.SECONDS.toNanos(1) / aSecond;
    }

    /** The next turn that all of these have. */
    long next(Collection<String> places, long now) {
        return places.stream()
                .mapToLong(place ->
                        turns.asMap().merge(place, now, (next, first) -> next + step - now > 0 ? next + step : now))
                .reduce(now, (one, other) -> one - other > 0 ? one : other);
    }
}

package org.yizhan.ops;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Slows the guessing of passwords: after {@value #MOST} failures for an account from an address, or {@value #MOST_OF_ADDRESS}
 * from an address for whatever account, further tries wait until {@link #REST} after the last one. Remembers the latest
 * 10,000 pairs. Safe for concurrent use.
 */
final class Throttle {

    static final int MOST = 5;
    static final int MOST_OF_ADDRESS = 50;
    static final Duration REST = Duration.ofMinutes(15);

    private final Cache<Guess, AtomicInteger> failures;

    Throttle(Clock clock) {
        Ticker ticker = () -> clock.millis() * 1_000_000;
        failures = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterAccess(REST)
                .ticker(ticker)
                .build();
    }

    /** Who is guessed at, and from where; every account where {@code account} is empty. */
    private record Guess(String address, String account) {}

    boolean isClosed(String address, String account) {
        return count(new Guess(address, account)) >= MOST || count(new Guess(address, "")) >= MOST_OF_ADDRESS;
    }

    void failed(String address, String account) {
        failures.get(new Guess(address, account), guess -> new AtomicInteger()).incrementAndGet();
        failures.get(new Guess(address, ""), guess -> new AtomicInteger()).incrementAndGet();
    }

    void succeeded(String address, String account) {
        failures.invalidate(new Guess(address, account));
    }

    private int count(Guess guess) {
        AtomicInteger count = failures.asMap().get(guess);
        return count == null ? 0 : count.get();
    }
}

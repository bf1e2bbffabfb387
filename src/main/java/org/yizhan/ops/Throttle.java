package org.yizhan.ops;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.util.NetUtil;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Slows the guessing of passwords: after {@value #MOST} failures for an account from an address, or {@value #MOST_OF_ADDRESS}
 * from an address for whatever account, nothing more is tried until {@link #REST} after the last one. An IPv6 address counts
 * with all others of its /64: that many everybody has. Remembers the latest 10,000 pairs. Safe for concurrent use.
 */
final class Throttle {

    static final int MOST = 5;
    static final int MOST_OF_ADDRESS = 50;
    static final Duration REST = Duration.ofMinutes(15);

    private static final int V6_NETWORK = 8;

    private final Clock clock;
    private final Cache<Guess, Failures> failures;

    Throttle(Clock clock) {
        Ticker ticker = () -> clock.millis() * 1_000_000;
        this.clock = clock;
        failures = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(REST)
                .ticker(ticker)
                .build();
    }

    /** Who is guessed at, and from where; every account where {@code account} is empty. */
    private record Guess(String network, String account) {}

    private record Failures(int count, Instant last) {}

    /**
     * Begins a try, which counts as failed unless {@link #succeeded} takes that back: many at once are no more than one
     * after the other.
     *
     * @param account its name; what can't be one is to be empty and counts for the address alone
     * @return zero where it may be tried, else how long to wait
     */
    synchronized Duration begin(String address, String account) {
        var whole = new Guess(network(address), "");
        var pair = new Guess(whole.network(), account);
        Duration rest = longer(rest(whole, MOST_OF_ADDRESS), account.isEmpty() ? Duration.ZERO : rest(pair, MOST));
        if (rest.isZero()) {
            count(whole, 1);
            if (!account.isEmpty()) {
                count(pair, 1);
            }
        }
        return rest;
    }

    /** The try that was begun was right: the account's failures from there are forgotten. */
    synchronized void succeeded(String address, String account) {
        String network = network(address);
        failures.invalidate(new Guess(network, account));
        count(new Guess(network, ""), -1);
    }

    private void count(Guess guess, int step) {
        failures.asMap()
                .compute(
                        guess,
                        (same, before) -> new Failures((before == null ? 0 : before.count()) + step, clock.instant()));
    }

    private Duration rest(Guess guess, int most) {
        Failures before = failures.getIfPresent(guess);
        if (before == null || before.count() < most) {
            return Duration.ZERO;
        }
        return longer(
                Duration.ofSeconds(1),
                Duration.between(clock.instant(), before.last().plus(REST)));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String network(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null || bytes.length <= V6_NETWORK
                ? address
                : HexFormat.of().formatHex(bytes, 0, V6_NETWORK);
    }
}

package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.yizhan.fetch.Fault;
import org.yizhan.fetch.Fetched;

/**
 * Decides when a channel is polled next, and says why.
 *
 * <p>After an answer: the file's {@code every}, else the learned rhythm, ±10 %; but never before the answer's lifetime
 * or the feed's {@code ttl} has passed, nor in its {@code skipHours} and {@code skipDays}. After a failure: half an hour
 * at most, doubled for each failure in a row, up to a day, for ever. {@code Retry-After} is kept to the second. 410 ends
 * it. Nothing is ever asked twice within five minutes. Safe for concurrent use where {@code random} is.
 */
public final class Schedule {

    /** What passes at least between two requests for one address. */
    public static final Duration FLOOR = Duration.ofMinutes(5);

    /** The longest pause after failures. */
    static final Duration LONGEST = Duration.ofHours(24);

    /** How often {@code robots.txt} is asked again by a channel that it keeps out. */
    static final Duration ROBOTS = Duration.ofHours(24);

    private static final Duration FIRST_RETRY = Duration.ofMinutes(30);
    private static final Duration SLOW_DOWN = Duration.ofMinutes(15);
    private static final int WEBSUB = 6;
    private static final int MOST_DOUBLINGS = 12;

    private final RandomGenerator random;

    public Schedule(RandomGenerator random) {
        this.random = random;
    }

    /** How often the channel is to be asked, the wishes of its server left out. */
    public static Timing cadence(Standing standing, Optional<Duration> every, Instant now) {
        Duration learned = standing.rhythm().learned();
        Duration silent = standing.rhythm().silent(now);
        boolean quiet = silent.compareTo(learned) > 0;
        Duration interval = every.orElse(quiet ? silent : learned);
        if (standing.pushedUntil().filter(now::isBefore).isPresent()) {
            Duration slow = interval.multipliedBy(WEBSUB);
            return Timing.at(now.plus(longer(interval, shorter(slow, LONGEST))), Why.WEBSUB);
        }
        Why why = every.isPresent() ? Why.EVERY : quiet ? Why.QUIET : Why.LEARNED;
        return Timing.at(now.plus(interval), why);
    }

    /** After a document or a 304. */
    public Timing answered(Standing standing, Optional<Duration> every, Instant now) {
        Timing wanted = cadence(standing, every, now);
        Duration interval = jittered(Duration.between(now, wanted.next().orElse(now)));
        Duration lifetime = standing.wishes().lifetime();
        Duration ttl = standing.wishes().ttl();
        Duration floor = longer(FLOOR, longer(lifetime, ttl));
        if (interval.compareTo(floor) >= 0) {
            return allowed(standing, now.plus(interval), wanted.why());
        }
        Why why = floor.equals(FLOOR) ? wanted.why() : floor.equals(lifetime) ? Why.MAX_AGE : Why.TTL;
        return allowed(standing, now.plus(later(floor)), why);
    }

    /** After a failure; {@code standing} counts it already. */
    public Timing failed(Standing standing, Fetched.Failed failure, Instant now) {
        if (failure.fault() == Fault.HTTP_410) {
            return Timing.never(Why.GONE);
        }
        Optional<Duration> retry = HttpTime.retryAfter(failure.headers(), now);
        if (retry.isPresent() && isBusy(failure)) {
            Duration pause = longer(FLOOR, Wishes.atMost(retry.get()));
            return allowed(standing, now.plus(pause), Why.RETRY_AFTER);
        }
        Duration floor = Wishes.atMost(HttpTime.lifetime(failure.headers(), now).orElse(Duration.ZERO));
        return failure.fault() == Fault.HTTP_429 ? slowed(standing, floor, now) : backedOff(standing, floor, now);
    }

    /** After a document that was of no use; {@code standing} counts it already. */
    public Timing complained(Standing standing, Instant now) {
        return backedOff(
                standing, longer(standing.wishes().lifetime(), standing.wishes().ttl()), now);
    }

    /** When a page that failed is tried again: after 5 minutes, and three times as long each time. */
    public Timing page(int attempts, Fetched.Failed failure, Instant now) {
        Optional<Duration> retry = HttpTime.retryAfter(failure.headers(), now).filter(pause -> isBusy(failure));
        if (retry.isPresent()) {
            return Timing.at(now.plus(longer(FLOOR, Wishes.atMost(retry.get()))), Why.RETRY_AFTER);
        }
        long factor = Math.round(Math.pow(3, Math.min(attempts, MOST_DOUBLINGS) - 1.0));
        return Timing.at(now.plus(later(within(FLOOR.multipliedBy(factor), FLOOR))), Why.BACK_OFF);
    }

    /** Where no host at all could be reached: another one is tried first. */
    public Timing unreachable(Instant now) {
        return Timing.at(now.plus(later(FLOOR)), Why.NETWORK);
    }

    /** Where {@code robots.txt} keeps us out. */
    public Timing kept(Instant now) {
        return Timing.at(now.plus(later(ROBOTS)), Why.ROBOTS);
    }

    /** How long other requests to the host wait for the sake of this failure. */
    static Poll.Rest hostRest(Fetched.Failed failure, Instant now) {
        if (!isBusy(failure)) {
            return Poll.Rest.NONE;
        }
        Duration usual = failure.fault() == Fault.HTTP_429 ? FLOOR : Duration.ZERO;
        Duration length =
                Wishes.atMost(HttpTime.retryAfter(failure.headers(), now).orElse(usual));
        return new Poll.Rest(length, failure.status());
    }

    private static boolean isBusy(Fetched.Failed failure) {
        return failure.fault() == Fault.HTTP_429 || failure.status() == 503;
    }

    /** {@code standing.cadence()} is the pause that led here: it doubles as long as nothing else is answered. */
    private Timing slowed(Standing standing, Duration floor, Instant now) {
        Duration pause = within(standing.cadence().multipliedBy(2), longer(SLOW_DOWN, floor));
        return allowed(standing, now.plus(later(pause)), Why.SLOW_DOWN);
    }

    private Timing backedOff(Standing standing, Duration floor, Instant now) {
        Duration first = shorter(FIRST_RETRY, standing.cadence());
        int doublings = Math.clamp(standing.health().streak() - 1L, 0, MOST_DOUBLINGS);
        Duration most = LONGEST.multipliedBy(10).dividedBy(11);
        Duration pause = jittered(shorter(first.multipliedBy(1L << doublings), most));
        return allowed(standing, now.plus(longer(pause, longer(FLOOR, floor))), Why.BACK_OFF);
    }

    private Timing allowed(Standing standing, Instant at, Why why) {
        Instant allowed = standing.wishes().allowed(at);
        return allowed.equals(at)
                ? Timing.at(at, why)
                : Timing.at(allowed.plus(share(FLOOR, random.nextDouble())), Why.SKIP_HOURS);
    }

    /** ±10 %. */
    private Duration jittered(Duration interval) {
        return share(interval, 0.9 + random.nextDouble() * 0.2);
    }

    /** Up to 10 % later, never sooner. */
    private Duration later(Duration interval) {
        return share(interval, 1 + random.nextDouble() * 0.1);
    }

    private static Duration within(Duration pause, Duration floor) {
        return longer(floor, shorter(pause, LONGEST));
    }

    private static Duration share(Duration whole, double share) {
        return Duration.ofMillis(Math.round(whole.toMillis() * share));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}

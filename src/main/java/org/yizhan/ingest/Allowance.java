package org.yizhan.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * How many articles each key may still push: a token bucket for the rate, and a quota for the day (of Asia/Shanghai). Each
 * instance counts the rate by itself; the quota takes in what the others stored. Safe for concurrent use.
 */
public final class Allowance {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Terms terms;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new HashMap<>();
    private LocalDate day;

    public Allowance(Terms terms, Clock clock) {
        this.terms = terms;
        this.clock = clock;
        this.day = LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /**
     * What a key may push.
     *
     * @param perSecond articles a second in the long run; 0: as many as come
     * @param burst articles at once; a single request has up to 500
     * @param perDay articles a day; 0: as many as come
     * @param boundsAny whether keys with scope {@code push:any} are bound by it
     */
    public record Terms(int perSecond, int burst, long perDay, boolean boundsAny) {

        public static final int LARGEST_REQUEST = 500;

        /** @throws IllegalArgumentException where a full request could never be taken */
        public Terms {
            if (perSecond > 0 && burst < LARGEST_REQUEST) {
                throw new IllegalArgumentException("the burst is " + burst + "; it must be " + LARGEST_REQUEST
                        + " at least, since one request may have as many articles");
            }
        }
    }

    /** What is left to one key. */
    private final class Bucket {
        private double left = terms.burst();
        private Instant at = clock.instant();
        private long today;

        /** A clock that goes back fills nothing. */
        private void fill(Instant now) {
            long micros = Math.max(0, Duration.between(at, now).toNanos() / 1_000);
            left = Math.min(terms.burst(), left + micros * terms.perSecond() / 1e6);
            at = now;
        }
    }

    /** When the day begins for which the quota counts. */
    public synchronized Instant dayBegins() {
        turn();
        return day.atStartOfDay(ZONE).toInstant();
    }

    /** Takes in how many articles all instances took by each key since the day began. */
    public synchronized void seen(Map<String, Long> taken) {
        taken.forEach((key, many) -> {
            Bucket bucket = buckets.computeIfAbsent(key, none -> new Bucket());
            bucket.today = Math.max(bucket.today, many);
        });
    }

    /**
     * Whether one article more may come: asked before a body is read.
     *
     * @throws Refused 429 with the time after which it may
     */
    public void ask(Grant grant) throws Refused {
        spend(grant, 1, 0);
    }

    /**
     * Takes so many articles off what is left.
     *
     * @throws Refused 429 with the time after which they may come; nothing is taken off then
     */
    public void take(Grant grant, int articles) throws Refused {
        spend(grant, articles, articles);
    }

    /** Gives back what was not used. */
    public synchronized void give(Grant grant, int articles) {
        Bucket bucket = buckets.get(grant.keyId());
        if (bucket != null && isBound(grant)) {
            bucket.left = Math.min(terms.burst(), bucket.left + articles);
            bucket.today = Math.max(0, bucket.today - articles);
        }
    }

    private boolean isBound(Grant grant) {
        return grant.source().isPresent() || terms.boundsAny();
    }

    private synchronized void spend(Grant grant, int wanted, int taken) throws Refused {
        if (!isBound(grant)) {
            return;
        }
        turn();
        Instant now = clock.instant();
        Bucket bucket = buckets.computeIfAbsent(grant.keyId(), none -> new Bucket());
        bucket.fill(now);
        if (terms.perDay() > 0 && bucket.today + wanted > terms.perDay()) {
            Duration rest =
                    Duration.between(now, day.plusDays(1).atStartOfDay(ZONE).toInstant());
            throw new Refused(
                    429,
                    "this key has pushed %,d of its %,d articles of today; these are more than are left"
                            .formatted(bucket.today, terms.perDay()),
                    rest);
        }
        if (terms.perSecond() > 0 && bucket.left < wanted) {
            throw new Refused(
                    429,
                    "this key may push %d articles a second; %,d at once".formatted(terms.perSecond(), terms.burst()),
                    Duration.ofMillis((long) Math.ceil((wanted - bucket.left) * 1_000 / terms.perSecond())));
        }
        bucket.left -= taken;
        bucket.today += taken;
    }

    private void turn() {
        LocalDate now = LocalDate.ofInstant(clock.instant(), ZONE);
        if (now.isAfter(day)) {
            day = now;
            buckets.values().forEach(bucket -> bucket.today = 0);
        }
    }
}

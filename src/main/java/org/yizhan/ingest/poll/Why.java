package org.yizhan.ingest.poll;

import java.util.Locale;

/** The reasons for which a channel is polled when it is. */
public enum Why {
    /** It has just been declared, or was overdue at a start: spread, so that not all start at once. */
    NEW,
    /** Its own rhythm. */
    LEARNED,
    /** It has been silent for long, so it is asked less often. */
    QUIET,
    /** Its file says so. */
    EVERY,
    /** A hub tells us of news, so it is asked less often. */
    WEBSUB,
    /** {@code Cache-Control: max-age} or {@code Expires}. */
    MAX_AGE,
    /** {@code <ttl>}. */
    TTL,
    /** {@code <skipHours>} or {@code <skipDays>}. */
    SKIP_HOURS,
    /** {@code Retry-After}. */
    RETRY_AFTER,
    /** 429 without a time. */
    SLOW_DOWN,
    /** It failed; the more often in a row, the longer. */
    BACK_OFF,
    /** Its page names the feed, which is asked next. */
    FOUND,
    /** {@code robots.txt} keeps us out, or could not be had. */
    ROBOTS,
    /** No host at all could be reached: not its fault. */
    NETWORK,
    /** Kafka or PostgreSQL was away, or an instance died: not its fault. */
    INTERRUPTED,
    /** An operator asked for it. */
    OPERATOR,
    /** 410: never, until an operator resumes it or its file names another address. */
    GONE;

    /** The reason as it is written: {@code retry-after}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason that is written {@code word}. */
    static Why of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}

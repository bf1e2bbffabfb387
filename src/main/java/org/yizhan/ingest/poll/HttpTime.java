package org.yizhan.ingest.poll;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The times that HTTP headers tell. */
final class HttpTime {

    /** RFC 9110 §5.6.7, IMF-fixdate; the obsolete forms are told by no server that polls meet. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private static final Pattern MAX_AGE =
            Pattern.compile("(?:^|[,\\s])max-age\\s*=\\s*\"?(\\d{1,12})", Pattern.CASE_INSENSITIVE);

    private HttpTime() {}

    static String write(Instant at) {
        return DATE.format(at.atOffset(ZoneOffset.UTC));
    }

    static Optional<Instant> read(String text) {
        try {
            return Optional.of(Instant.from(DATE.withZone(ZoneOffset.UTC).parse(text.strip())));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * How long the answer is fresh (RFC 9111 §4.2.1): {@code max-age}, else {@code Expires} minus {@code Date}; empty
     * where it says neither. {@code Age} is not taken off: an answer from a cache is asked for no sooner.
     */
    static Optional<Duration> lifetime(Map<String, String> headers, Instant now) {
        var age = MAX_AGE.matcher(headers.getOrDefault("cache-control", ""));
        if (age.find()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(age.group(1))));
        }
        Instant date = date(headers, now);
        return read(headers.getOrDefault("expires", ""))
                .map(expires -> Duration.between(date, expires))
                .map(left -> left.isNegative() ? Duration.ZERO : left);
    }

    /** {@code Retry-After} (RFC 9110 §10.2.3): seconds, or a date, which the server's own {@code Date} is taken from. */
    static Optional<Duration> retryAfter(Map<String, String> headers, Instant now) {
        String text = headers.getOrDefault("retry-after", "").strip();
        if (text.matches("\\d{1,12}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        Instant date = date(headers, now);
        return read(text).map(at -> Duration.between(date, at)).map(left -> left.isNegative() ? Duration.ZERO : left);
    }

    private static Instant date(Map<String, String> headers, Instant now) {
        return read(headers.getOrDefault("date", "")).orElse(now);
    }
}

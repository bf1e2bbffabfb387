package org.yizhan.http;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Points in time as feeds, headers and pages write them; always in China's zone, +08:00, but in headers. */
public final class Times {

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter RFC_822 =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss xx", Locale.ENGLISH);
    private static final DateTimeFormatter HTTP =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

    /** {@code Monday, 23-Nov-26 02:00:00 GMT}: RFC 850's, obsolete; its two digits are a year from 1970 on. */
    private static final DateTimeFormatter RFC_850 = new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ENGLISH);

    /** {@code Mon Nov 23 02:00:00 2026}: C's, obsolete. */
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private Times() {}

    /** {@code 2026-11-23T10:00:00+08:00} (RFC 3339), with a fraction where there is one, to the millisecond. */
    public static String rfc3339(Instant time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(inChina(time).truncatedTo(ChronoUnit.MILLIS));
    }

    /** {@code Mon, 23 Nov 2026 10:00:00 +0800} (RFC 822 with the year of RFC 1123), as RSS 2.0 wants it. */
    public static String rfc822(Instant time) {
        return RFC_822.format(inChina(time));
    }

    /** {@code Mon, 23 Nov 2026 02:00:00 GMT} (RFC 9110 §5.6.7). */
    public static String http(Instant time) {
        return HTTP.format(bounded(time).atOffset(ZoneOffset.UTC));
    }

    /**
     * Reads what {@link #http} writes, and the two older forms that RFC 9110 §5.6.7 has a recipient read; empty for anything
     * else, which §13.1.3 has a server ignore.
     */
    public static Optional<Instant> parseHttp(String header) {
        String date = header.strip();
        return Stream.of(DateTimeFormatter.RFC_1123_DATE_TIME, RFC_850, ASCTIME)
                .flatMap(form -> parse(date, form).stream())
                .findFirst();
    }

    private static Optional<Instant> parse(String date, DateTimeFormatter form) {
        try {
            TemporalAccessor read = form.parseBest(date, OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    read instanceof OffsetDateTime zoned
                            ? zoned.toInstant()
                            : LocalDateTime.from(read).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    /** The time in China's zone, for a page's own pattern. */
    public static OffsetDateTime inChina(Instant time) {
        return bounded(time).atOffset(CHINA);
    }

    /** No format above has a fifth digit for the year. */
    private static Instant bounded(Instant time) {
        return time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    }
}

package org.yizhan.article;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A publication time as sources print it, read or refused. Understood are RFC 3339 and its looser relatives
 * ({@code -}, {@code /} and {@code .} between the numbers, a year of two digits, no zone, no time), RFC 822 and RFC 1123
 * dates with months in several languages (星期一, 23 十一月 2026 too), what {@code Date.toString()} prints,
 * {@code November 23, 2026 10:00 AM}, {@code 11/23/2026}, {@code YYYY年M月D日} with {@code HH:mm} or {@code H时m分} in
 * digits or Chinese, {@code YYYYMMDD} with {@code HHmmss} or without, and seconds or milliseconds since 1970; in full-width digits or brackets too. A time without a zone
 * is Asia/Shanghai; a date without a year ({@code MM-DD}) is the last such day.
 */
public sealed interface PublicationTime {

    /** The zone of every printed time that names none. */
    ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** How far ahead of the clock a source's clock may be. */
    Duration AHEAD = Duration.ofDays(1);

    /** It was understood and is plausible. */
    record Known(Instant at) implements PublicationTime {}

    /** It can't be a publication time; {@code reason} says why and what would mend it. */
    record Refused(String reason) implements PublicationTime {}

    /**
     * Reads {@code text}; what lies before 1990 or more than a day after {@code now} is refused, for it is a slip of a
     * clock or a parser, never news.
     */
    static PublicationTime read(String text, Instant now) {
        String mend = "; send it as 2026-11-23T10:00:00+08:00";
        if (text.length() > WrittenTime.LONGEST) {
            return new Refused("a time has at most " + WrittenTime.LONGEST + " characters" + mend);
        }
        try {
            Instant at = InternetTime.read(text).orElseGet(() -> WrittenTime.read(WrittenTime.fold(text), now, ZONE));
            int year = at.atZone(ZONE).getYear();
            if (year < WrittenTime.FIRST_YEAR) {
                return new Refused("“" + WrittenTime.fold(text) + "” lies in the year " + year + ", before "
                        + WrittenTime.FIRST_YEAR + mend);
            }
            return at.isAfter(now.plus(AHEAD))
                    ? new Refused("“" + WrittenTime.fold(text) + "” lies more than a day ahead" + mend)
                    : new Known(at);
        } catch (DateTimeException | ArithmeticException refused) {
            return new Refused("“" + text.strip() + "” is no time: " + refused.getMessage() + mend);
        }
    }

    /**
     * The time that {@code text} writes, whether or not news can be that old or new: from 1970 on. Empty where it is no
     * time or names no year. {@code YYYY} and {@code YYYY-MM} begin on their first day (W3CDTF).
     *
     * @param zone of a time that names none
     */
    static Optional<Instant> written(String text, ZoneId zone) {
        if (text.length() > WrittenTime.LONGEST) {
            return Optional.empty();
        }
        String plain = WrittenTime.fold(text);
        String whole =
                plain.matches("\\d{4}") ? plain + "-01-01" : plain.matches("\\d{4}-\\d{2}") ? plain + "-01" : plain;
        try {
            return Optional.of(WrittenTime.read(whole, Instant.EPOCH.minus(Duration.ofDays(2)), zone))
                    .filter(at -> !at.isBefore(Instant.EPOCH));
        } catch (DateTimeException | ArithmeticException noTime) {
            return Optional.empty();
        }
    }
}

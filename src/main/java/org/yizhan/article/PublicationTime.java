package org.yizhan.article;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A publication time as sources print it, read or refused. Understood are RFC 3339 and its looser relatives
 * ({@code -}, {@code /} and {@code .} between the numbers, a year of two digits, no zone, no time), RFC 822 and RFC 1123
 * dates, what {@code Date.toString()} prints, {@code YYYY年M月D日} with {@code HH:mm} or {@code H时m分},
 * {@code YYYYMMDD}, and seconds or milliseconds since 1970; in full-width digits or brackets too. A time without a zone
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
        String plain = WrittenTime.fold(text);
        try {
            Instant at = WrittenTime.read(plain, now);
            int year = at.atZone(ZONE).getYear();
            if (year < WrittenTime.FIRST_YEAR) {
                return new Refused(
                        "“" + plain + "” lies in the year " + year + ", before " + WrittenTime.FIRST_YEAR + mend);
            }
            return at.isAfter(now.plus(AHEAD))
                    ? new Refused("“" + plain + "” lies more than a day ahead" + mend)
                    : new Known(at);
        } catch (DateTimeException | ArithmeticException refused) {
            return new Refused("“" + text.strip() + "” is no time: " + refused.getMessage() + mend);
        }
    }
}

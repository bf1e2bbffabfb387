package org.yizhan.article;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A publication time as sources print it, read or refused. Understood are RFC 3339 and its looser relatives
 * ({@code -}, {@code /} and {@code .} between the numbers, no zone, no time), RFC 822 and RFC 1123 dates,
 * {@code YYYY年M月D日} with {@code HH:mm} or {@code H时m分}, {@code YYYYMMDD}, and seconds or milliseconds since 1970;
 * in full-width digits or brackets too. A time without a zone is Asia/Shanghai.
 */
public sealed interface PublicationTime {

    /** The zone of every printed time that names none. */
    ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** It was understood and is plausible. */
    record Known(Instant at) implements PublicationTime {}

    /** It can't be a publication time; {@code reason} says why and what would mend it. */
    record Refused(String reason) implements PublicationTime {}

    /**
     * Reads {@code text}; what lies before 1990 or more than a day after {@code now} is refused, for it is a slip of a
     * clock or a parser, never news.
     */
    static PublicationTime read(String text, Instant now) {
        return Reader.read(text, now);
    }

    /** The forms, one pattern each; stateless. */
    final class Reader {

        private static final int LONGEST = 64;
        private static final int FIRST_YEAR = 1990;
        private static final Duration AHEAD = Duration.ofDays(1);
        private static final String MEND = "; send it as 2026-11-23T10:00:00+08:00";

        private static final Pattern BIG_FIRST =
                Pattern.compile("(\\d{1,9})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})日?(?:\\s*\\(?(?:星期|周).\\)?)?"
                        + "(?:[T\\s-]*(上午|下午|晚上)?\\s*(\\d{1,2})[:时](?:(\\d{1,2})(?:[:分](?:(\\d{1,2})(?:[.,](\\d{1,9})\\d*)?秒?)?)?)?)?"
                        + "\\s*(Z|[A-Z]{2,4}|[+-]\\d{2}:?\\d{2}|[+-]\\d{2})?");
        private static final Pattern MAIL = Pattern.compile(
                "(?:[A-Z]{3,9}\\.?,?\\s*)?(\\d{1,2})[\\s-]+([A-Z]{3,9})\\.?,?[\\s-]+(\\d{4}|\\d{2})"
                        + "(?:\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?\\s*([A-Z]{1,4}|[+-]\\d{2}:?\\d{2})?(?:\\s*\\(\\w+\\))?");
        private static final List<String> MONTHS =
                List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
        /** RFC 822 §5.1, but for CST: pages from China mean China Standard Time by it. */
        private static final Map<String, Integer> ZONES = Map.ofEntries(
                Map.entry("Z", 0),
                Map.entry("UT", 0),
                Map.entry("UTC", 0),
                Map.entry("GMT", 0),
                Map.entry("CST", 8),
                Map.entry("HKT", 8),
                Map.entry("EST", -5),
                Map.entry("EDT", -4),
                Map.entry("CDT", -5),
                Map.entry("MST", -7),
                Map.entry("MDT", -6),
                Map.entry("PST", -8),
                Map.entry("PDT", -7));

        private Reader() {}

        static PublicationTime read(String text, Instant now) {
            if (text.length() > LONGEST) {
                return new Refused("a time has at most " + LONGEST + " characters" + MEND);
            }
            String plain = fold(text);
            try {
                Instant at = plain.chars().allMatch(c -> c >= '0' && c <= '9') ? number(plain) : written(plain);
                return plausible(at, now, plain);
            } catch (DateTimeException | ArithmeticException refused) {
                return new Refused("“" + plain + "” is no time: " + refused.getMessage() + MEND);
            }
        }

        private static PublicationTime plausible(Instant at, Instant now, String plain) {
            if (at.isAfter(now.plus(AHEAD))) {
                return new Refused("“" + plain + "” lies more than a day ahead" + MEND);
            }
            int year = at.atZone(ZONE).getYear();
            if (year < FIRST_YEAR) {
                return new Refused("“" + plain + "” lies in the year " + year + ", before " + FIRST_YEAR + MEND);
            }
            return new Known(at);
        }

        private static Instant number(String digits) {
            return switch (digits.length()) {
                case 8 -> at(digits.substring(0, 4), digits.substring(4, 6), digits.substring(6));
                case 9, 10 -> Instant.ofEpochSecond(Long.parseLong(digits));
                case 12, 13 -> Instant.ofEpochMilli(Long.parseLong(digits));
                default -> throw new DateTimeException("neither a date nor seconds or milliseconds since 1970");
            };
        }

        private static Instant at(String year, String month, String day) {
            return moment(whole(year), whole(month), whole(day), new int[4], "");
        }

        private static Instant written(String plain) {
            Matcher big = BIG_FIRST.matcher(plain);
            if (big.matches()) {
                int[] clock = {whole(part(big, 5)), whole(part(big, 6)), whole(part(big, 7)), nanos(part(big, 8))};
                if (!part(big, 4).isEmpty() && !part(big, 4).equals("上午") && clock[0] < 12) {
                    clock[0] += 12;
                }
                return moment(whole(part(big, 1)), whole(part(big, 2)), whole(part(big, 3)), clock, part(big, 9));
            }
            Matcher mail = MAIL.matcher(plain);
            if (mail.matches()) {
                int month = MONTHS.indexOf(part(mail, 2).substring(0, 3)) + 1;
                int year = whole(part(mail, 3));
                int full = year >= 100 ? year : year < 50 ? 2000 + year : 1900 + year;
                int[] clock = {whole(part(mail, 4)), whole(part(mail, 5)), whole(part(mail, 6)), 0};
                return moment(full, month, whole(part(mail, 1)), clock, part(mail, 7));
            }
            throw new DateTimeException("its form is unknown");
        }

        private static Instant moment(int year, int month, int day, int[] clock, String zone) {
            boolean midnight = clock[0] == 24 && clock[1] == 0 && clock[2] == 0;
            var local = LocalDateTime.of(
                    year, month, day, midnight ? 0 : clock[0], clock[1], Math.min(clock[2], 59), clock[3]);
            var shifted = midnight ? local.plusDays(1) : local;
            return zone.isEmpty() ? shifted.atZone(ZONE).toInstant() : shifted.toInstant(offset(zone));
        }

        private static ZoneOffset offset(String zone) {
            if (zone.charAt(0) == '+' || zone.charAt(0) == '-') {
                return ZoneOffset.of(zone);
            }
            Integer hours = ZONES.get(zone);
            if (hours == null) {
                throw new DateTimeException("the zone " + zone + " is unknown");
            }
            return ZoneOffset.ofHours(hours);
        }

        private static String part(Matcher matcher, int group) {
            return Objects.requireNonNullElse(matcher.group(group), "");
        }

        private static int nanos(String fraction) {
            return fraction.isEmpty() ? 0 : whole((fraction + "000000000").substring(0, 9));
        }

        private static int whole(String digits) {
            return digits.isEmpty() ? 0 : Integer.parseInt(digits);
        }

        /** Half-width, upper case, no brackets: {@code ［２０２６-0９-13］} is {@code 2026-09-13}. */
        private static String fold(String text) {
            var plain = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                char half = c >= '！' && c <= '～' ? (char) (c - 0xFEE0) : c;
                boolean left = "[]【】〔〕".indexOf(half) >= 0;
                plain.append(left || half == '　' || half == '\u00a0' ? ' ' : half);
            }
            String stripped = plain.toString().strip().toUpperCase(Locale.ROOT);
            return stripped.startsWith("(") && stripped.endsWith(")")
                    ? stripped.substring(1, stripped.length() - 1).strip()
                    : stripped;
        }
    }
}

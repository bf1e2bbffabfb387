package org.yizhan.article;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The written forms of a time, one pattern each. Stateless. */
final class WrittenTime {

    static final int LONGEST = 64;
    static final int FIRST_YEAR = 1990;

    private static final String CLOCK =
            "(\\d{1,2})[:时点](?:(\\d{1,2})(?:[:分](?:(\\d{1,2})(?:[.,](\\d{1,9})\\d*)?秒?)?)?)?\\s*([AP]M)?";
    private static final String HALF = "(上午|早上|凌晨|中午|下午|晚上|晚间)?";
    private static final String ZONE = "(" + WrittenZone.FORM + ")?(?:\\s*\\([^()]*\\))?";
    private static final String WEEKDAY = "(?:\\s*\\(?(?:星期|周).\\)?)?";
    private static final String DAY_NAME = "(?:(?:[A-Z]{2,10}+|(?:星期|周).)\\.?,?\\s*)?";
    private static final String AFTER = "(?:(?:,?\\s+|T)(?:AT\\s+)?" + HALF + "\\s*" + CLOCK + ")?\\s*" + ZONE;
    private static final Pattern BIG_FIRST =
            Pattern.compile(DAY_NAME + "(?:(\\d{1,9})\\s*[-/.年]\\s*)?(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})[日号]?" + WEEKDAY
                    + "(?:[T\\s-]*" + HALF + "\\s*" + CLOCK + ")?\\s*" + ZONE);
    private static final Pattern MAIL = Pattern.compile(DAY_NAME + "(\\d{1,2})(?:ST|ND|RD|TH|\\.)?[\\s-]*("
            + WrittenMonth.FORM + "),?[\\s-]*(\\d{4}|\\d{2})" + AFTER);
    /** {@code November 23, 2026 10:00 AM}. */
    private static final Pattern AMERICAN = Pattern.compile(
            DAY_NAME + "(" + WrittenMonth.FORM + ")\\s+(\\d{1,2})(?:ST|ND|RD|TH)?,?\\s+(\\d{4})" + AFTER);
    /** {@code 11/23/2026} as Windows prints it, {@code 23.11.2026} as Germans do. */
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})" + AFTER);
    /** {@code Mon Nov 23 10:00:00 CST 2026}, as Java and C print it. */
    private static final Pattern UNIX =
            Pattern.compile("[A-Z]{3,9},?\\s+([A-Z]{3,9})\\s+(\\d{1,2})\\s+(\\d{1,2}):(\\d{2}):(\\d{2})\\s+(?:("
                    + WrittenZone.FORM + ")\\s+)?(\\d{4})");

    /** What pages print before a time. */
    private static final Pattern LABEL =
            Pattern.compile("(?:(?:发布|发表|发稿|刊发|刊登|公开|更新|编辑)?(?:时间|日期)|发布|发布于|发表于|更新于)\\s*:\\s*");

    private static final Pattern ACCENT = Pattern.compile("\\p{Mn}");

    private record Clock(int hour, int minute, int second, int nano) {}

    private WrittenTime() {}

    /**
     * The time that {@code plain} writes, whatever it is.
     *
     * @param zone of a time that names none
     * @throws DateTimeException where it is of no known form or no day of the calendar
     */
    static Instant read(String plain, Instant now, ZoneId zone) {
        if (!plain.isEmpty() && plain.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return number(plain, zone);
        }
        Matcher big = BIG_FIRST.matcher(plain);
        if (big.matches()) {
            return bigFirst(big, now, zone);
        }
        Matcher mail = MAIL.matcher(plain);
        if (mail.matches()) {
            int month = WrittenMonth.read(part(mail, 2));
            return moment(year(part(mail, 3)), month, whole(part(mail, 1)), clock(mail, 4), part(mail, 10), zone);
        }
        return late(plain, zone);
    }

    private static Instant late(String plain, ZoneId zone) {
        Matcher american = AMERICAN.matcher(plain);
        if (american.matches()) {
            int month = WrittenMonth.read(part(american, 1));
            return moment(
                    year(part(american, 3)),
                    month,
                    whole(part(american, 2)),
                    clock(american, 4),
                    part(american, 10),
                    zone);
        }
        Matcher last = YEAR_LAST.matcher(plain);
        if (last.matches()) {
            boolean monthFirst = part(last, 2).equals("/") && whole(part(last, 1)) <= 12;
            int month = whole(part(last, monthFirst ? 1 : 3));
            int day = whole(part(last, monthFirst ? 3 : 1));
            return moment(whole(part(last, 4)), month, day, clock(last, 5), part(last, 11), zone);
        }
        Matcher unix = UNIX.matcher(plain);
        if (unix.matches()) {
            Clock clock = new Clock(whole(part(unix, 3)), whole(part(unix, 4)), whole(part(unix, 5)), 0);
            int month = WrittenMonth.read(part(unix, 1));
            return moment(year(part(unix, 7)), month, whole(part(unix, 2)), clock, part(unix, 6), zone);
        }
        throw new DateTimeException("its form is unknown");
    }

    private static Instant number(String digits, ZoneId zone) {
        return switch (digits.length()) {
            case 8, 14 -> compact(digits, zone);
            case 9, 10 -> Instant.ofEpochSecond(Long.parseLong(digits));
            case 12, 13 -> Instant.ofEpochMilli(Long.parseLong(digits));
            default -> throw new DateTimeException("neither a date nor seconds or milliseconds since 1970");
        };
    }

    /** {@code 20261123} and {@code 20261123100000}. */
    private static Instant compact(String digits, ZoneId zone) {
        boolean timed = digits.length() == 14;
        Clock clock = timed
                ? new Clock(
                        whole(digits.substring(8, 10)), whole(digits.substring(10, 12)), whole(digits.substring(12)), 0)
                : new Clock(0, 0, 0, 0);
        int year = whole(digits.substring(0, 4));
        return moment(year, whole(digits.substring(4, 6)), whole(digits.substring(6, 8)), clock, "", zone);
    }

    private static Instant bigFirst(Matcher big, Instant now, ZoneId zone) {
        Clock clock = clock(big, 4);
        int month = whole(part(big, 2));
        int day = whole(part(big, 3));
        if (!part(big, 1).isEmpty()) {
            return moment(year(part(big, 1)), month, day, clock, part(big, 10), zone);
        }
        int year = lastWith(month, day, now.atZone(zone).getYear());
        Instant at = moment(year, month, day, clock, part(big, 10), zone);
        return at.isAfter(now.plus(PublicationTime.AHEAD))
                ? moment(lastWith(month, day, year - 1), month, day, clock, part(big, 10), zone)
                : at;
    }

    /** The last year up to {@code year} that has this day: 29 February is in every fourth one, or eighth. */
    private static int lastWith(int month, int day, int year) {
        return MonthDay.of(month, day).isValidYear(year) ? year : lastWith(month, day, year - 1);
    }

    /** Reads what {@link #HALF} and {@link #CLOCK} matched from the group {@code half} on. */
    private static Clock clock(Matcher matcher, int half) {
        int hour = hour(part(matcher, half) + part(matcher, half + 5), whole(part(matcher, half + 1)));
        return new Clock(
                hour, whole(part(matcher, half + 2)), whole(part(matcher, half + 3)), nanos(part(matcher, half + 4)));
    }

    /** 下午3时 is 15, 中午12时 is 12, 中午1时 is 13, 12 AM is 0. */
    private static int hour(String half, int printed) {
        boolean afternoon = List.of("下午", "晚上", "晚间", "PM").contains(half) && printed < 12;
        boolean noon = half.equals("中午") && printed < 11;
        boolean midnight = half.equals("AM") && printed == 12;
        return midnight ? 0 : afternoon || noon ? printed + 12 : printed;
    }

    private static Instant moment(int year, int month, int day, Clock clock, String written, ZoneId zone) {
        boolean midnight = clock.hour == 24 && clock.minute == 0 && clock.second == 0;
        int hour = midnight ? 0 : clock.hour;
        var local = LocalDateTime.of(year, month, day, hour, clock.minute, Math.min(clock.second, 59), clock.nano);
        var shifted = midnight ? local.plusDays(1) : local;
        return written.isEmpty() ? shifted.atZone(zone).toInstant() : shifted.toInstant(WrittenZone.read(written));
    }

    /** RFC 2822 §4.3: two digits are 2000 to 2049 or 1950 to 1999. */
    private static int year(String digits) {
        int year = whole(digits);
        return digits.length() != 2 ? year : year < 50 ? 2000 + year : 1900 + year;
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

    /** Half-width, upper case, no accents, no brackets, no label, no Chinese numbers: {@code ［２０２６-0９-13］} is {@code 2026-09-13}. */
    static String fold(String text) {
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char half = c >= '！' && c <= '～' ? (char) (c - 0xFEE0) : c;
            boolean left = "[]【】〔〕".indexOf(half) >= 0;
            plain.append(left || half == '　' || half == '\u00a0' ? ' ' : half);
        }
        String capital = plain.toString().strip().toUpperCase(Locale.ROOT);
        String stripped = ChineseDigits.fold(ACCENT.matcher(Normalizer.normalize(capital, Normalizer.Form.NFD))
                .replaceAll(""));
        return stripped.startsWith("(") && stripped.endsWith(")")
                ? unlabelled(stripped.substring(1, stripped.length() - 1).strip())
                : unlabelled(stripped);
    }

    private static String unlabelled(String plain) {
        Matcher label = LABEL.matcher(plain);
        return label.lookingAt() ? plain.substring(label.end()) : plain;
    }
}

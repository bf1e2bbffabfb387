package org.yizhan.article;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The written forms of a time, one pattern each. Stateless. */
final class WrittenTime {

    static final int LONGEST = 64;
    static final int FIRST_YEAR = 1990;

    private static final String CLOCK =
            "(\\d{1,2})[:时点](?:(\\d{1,2})(?:[:分](?:(\\d{1,2})(?:[.,](\\d{1,9})\\d*)?秒?)?)?)?";
    private static final String HALF = "(上午|早上|凌晨|中午|下午|晚上|晚间)?";
    private static final String ZONE = "(Z|[A-Z]{2,4}|[+-]\\d{2}:?\\d{2}|[+-]\\d{2})?";
    private static final String WEEKDAY = "(?:\\s*\\(?(?:星期|周).\\)?)?";
    private static final Pattern BIG_FIRST =
            Pattern.compile("(?:(\\d{1,9})\\s*[-/.年]\\s*)?(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})日?" + WEEKDAY
                    + "(?:[T\\s-]*" + HALF + "\\s*" + CLOCK + ")?\\s*" + ZONE);
    private static final Pattern MAIL = Pattern.compile(
            "(?:[A-Z]{3,9}\\.?,?\\s*)?(\\d{1,2})[\\s-]+([A-Z]{3,9})\\.?,?[\\s-]+(\\d{4}|\\d{2})"
                    + "(?:\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?\\s*([A-Z]{1,4}|[+-]\\d{2}:?\\d{2})?(?:\\s*\\(\\w+\\))?");
    /** {@code Mon Nov 23 10:00:00 CST 2026}, as Java and C print it. */
    private static final Pattern UNIX = Pattern.compile(
            "[A-Z]{3}\\s+([A-Z]{3})\\s+(\\d{1,2})\\s+(\\d{1,2}):(\\d{2}):(\\d{2})\\s+(?:([A-Z]{1,4})\\s+)?(\\d{4})");

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

    private record Clock(int hour, int minute, int second, int nano) {}

    private WrittenTime() {}

    /**
     * The time that {@code plain} writes, whatever it is.
     *
     * @throws DateTimeException where it is of no known form or no day of the calendar
     */
    static Instant read(String plain, Instant now) {
        if (!plain.isEmpty() && plain.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return number(plain);
        }
        Matcher big = BIG_FIRST.matcher(plain);
        if (big.matches()) {
            return bigFirst(big, now);
        }
        Matcher mail = MAIL.matcher(plain);
        if (mail.matches()) {
            Clock clock = new Clock(whole(part(mail, 4)), whole(part(mail, 5)), whole(part(mail, 6)), 0);
            return moment(year(part(mail, 3)), month(part(mail, 2)), whole(part(mail, 1)), clock, part(mail, 7));
        }
        Matcher unix = UNIX.matcher(plain);
        if (unix.matches()) {
            Clock clock = new Clock(whole(part(unix, 3)), whole(part(unix, 4)), whole(part(unix, 5)), 0);
            return moment(year(part(unix, 7)), month(part(unix, 1)), whole(part(unix, 2)), clock, part(unix, 6));
        }
        throw new DateTimeException("its form is unknown");
    }

    private static Instant number(String digits) {
        return switch (digits.length()) {
            case 8 ->
                moment(
                        whole(digits.substring(0, 4)),
                        whole(digits.substring(4, 6)),
                        whole(digits.substring(6)),
                        new Clock(0, 0, 0, 0),
                        "");
            case 9, 10 -> Instant.ofEpochSecond(Long.parseLong(digits));
            case 12, 13 -> Instant.ofEpochMilli(Long.parseLong(digits));
            default -> throw new DateTimeException("neither a date nor seconds or milliseconds since 1970");
        };
    }

    private static Instant bigFirst(Matcher big, Instant now) {
        int hour = hour(part(big, 4), whole(part(big, 5)));
        Clock clock = new Clock(hour, whole(part(big, 6)), whole(part(big, 7)), nanos(part(big, 8)));
        int month = whole(part(big, 2));
        int day = whole(part(big, 3));
        if (!part(big, 1).isEmpty()) {
            return moment(year(part(big, 1)), month, day, clock, part(big, 9));
        }
        int thisYear = now.atZone(PublicationTime.ZONE).getYear();
        Instant at = moment(thisYear, month, day, clock, part(big, 9));
        return at.isAfter(now.plus(PublicationTime.AHEAD)) ? moment(thisYear - 1, month, day, clock, part(big, 9)) : at;
    }

    /** 下午3时 is 15, 中午12时 is 12, 中午1时 is 13. */
    private static int hour(String half, int printed) {
        boolean afternoon = List.of("下午", "晚上", "晚间").contains(half) && printed < 12;
        boolean noon = half.equals("中午") && printed < 11;
        return afternoon || noon ? printed + 12 : printed;
    }

    private static Instant moment(int year, int month, int day, Clock clock, String zone) {
        boolean midnight = clock.hour == 24 && clock.minute == 0 && clock.second == 0;
        int hour = midnight ? 0 : clock.hour;
        var local = LocalDateTime.of(year, month, day, hour, clock.minute, Math.min(clock.second, 59), clock.nano);
        var shifted = midnight ? local.plusDays(1) : local;
        return zone.isEmpty() ? shifted.atZone(PublicationTime.ZONE).toInstant() : shifted.toInstant(offset(zone));
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

    /** RFC 2822 §4.3: two digits are 2000 to 2049 or 1950 to 1999. */
    private static int year(String digits) {
        int year = whole(digits);
        return digits.length() != 2 ? year : year < 50 ? 2000 + year : 1900 + year;
    }

    private static int month(String name) {
        return MONTHS.indexOf(name.substring(0, 3)) + 1;
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
    static String fold(String text) {
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

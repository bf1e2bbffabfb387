package org.yizhan.article;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The written forms of a zone: {@code +08:00} and its relatives, {@code GMT+8}, and names. Stateless. */
final class WrittenZone {

    /**
     * Matches what {@link #read} reads; in capitals. Observed: {@code 09:05:07 08:00}, for an address's plus is a space →
     * four numbers after a clock are a zone east.
     */
    static final String FORM =
            "(?:(?:GMT|UTC?)\\s*[+-]\\s*\\d{1,2}(?::?\\d{2})?|[+-]\\s?\\d{1,2}(?::?\\d{2})?|[A-Z]{1,5}"
                    + "|(?<=:\\d{2}\\s)(?:0\\d|1[0-4]):?\\d{2})";

    private static final Pattern NUMBERS = Pattern.compile("(?:GMT|UTC?)?\\s*([+-]?)\\s*(\\d{1,2}):?(\\d{2})?");
    private static final Map<String, Integer> MINUTES = minutes();

    private WrittenZone() {}

    /**
     * The offset that {@code written} names; RFC 822 §5.1, but for CST: pages from China mean China Standard Time by it.
     * The letters of RFC 822's military zones are UTC (RFC 2822 §4.3).
     */
    static ZoneOffset read(String written) {
        Matcher numbers = NUMBERS.matcher(written);
        if (numbers.matches()) {
            int minutes = Integer.parseInt(numbers.group(2)) * 60
                    + (numbers.group(3) == null ? 0 : Integer.parseInt(numbers.group(3)));
            return offset(numbers.group(1).equals("-") ? -minutes : minutes);
        }
        if (written.length() == 1) {
            return ZoneOffset.UTC;
        }
        Integer minutes = MINUTES.get(written);
        if (minutes == null) {
            throw new DateTimeException("the zone " + written + " is unknown");
        }
        return offset(minutes);
    }

    private static ZoneOffset offset(int minutes) {
        return ZoneOffset.ofHoursMinutes(minutes / 60, minutes % 60);
    }

    private static Map<String, Integer> minutes() {
        var minutes = new HashMap<String, Integer>();
        put(minutes, 0, "UT", "UTC", "GMT", "WET");
        put(minutes, 60, "BST", "CET", "MEZ", "WEST");
        put(minutes, 120, "CEST", "MESZ", "EET");
        put(minutes, 180, "EEST", "MSK");
        put(minutes, 330, "IST");
        put(minutes, 420, "ICT");
        put(minutes, 480, "CST", "HKT", "SGT", "BJT", "AWST");
        put(minutes, 540, "JST", "KST");
        put(minutes, 600, "AEST");
        put(minutes, 660, "AEDT");
        put(minutes, 720, "NZST");
        put(minutes, 780, "NZDT");
        put(minutes, -180, "ADT", "BRT");
        put(minutes, -240, "EDT", "AST");
        put(minutes, -300, "EST", "CDT");
        put(minutes, -360, "MDT");
        put(minutes, -420, "MST", "PDT");
        put(minutes, -480, "PST", "AKDT");
        put(minutes, -540, "AKST");
        put(minutes, -600, "HST");
        return Map.copyOf(minutes);
    }

    private static void put(Map<String, Integer> minutes, int offset, String... names) {
        for (String name : names) {
            minutes.put(name, offset);
        }
    }
}

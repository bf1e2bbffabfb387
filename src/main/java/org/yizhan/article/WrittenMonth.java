package org.yizhan.article;

import java.time.DateTimeException;
import java.util.List;
import java.util.stream.IntStream;

/** The written forms of a month's name: English and its neighbours, abbreviated or not, and Chinese. Stateless. */
final class WrittenMonth {

    /** Matches what {@link #read} reads; in capitals, accents off. */
    static final String FORM = "(?:[A-Z]{3,10}\\.?|\\d{1,2}月|[一二三四五六七八九十]{1,2}月)";

    private static final List<List<String>> BEGINNINGS = List.of(
            List.of("JAN", "ENE", "GEN"),
            List.of("FEB", "FEV"),
            List.of("MAR", "MRZ", "MAER"),
            List.of("APR", "AVR", "ABR"),
            List.of("MAY", "MAI", "MAG"),
            List.of("JUN", "JUIN", "GIU"),
            List.of("JUL", "JUIL", "LUG"),
            List.of("AUG", "AOU", "AGO"),
            List.of("SEP", "SET"),
            List.of("OCT", "OKT", "OTT", "OUT"),
            List.of("NOV"),
            List.of("DEC", "DEZ", "DIC"));

    private WrittenMonth() {}

    /** The month, 1 to 12. */
    static int read(String name) {
        if (name.endsWith("月")) {
            return ChineseDigits.number(name.substring(0, name.length() - 1));
        }
        return IntStream.range(0, 12)
                        .filter(month -> BEGINNINGS.get(month).stream().anyMatch(name::startsWith))
                        .findFirst()
                        .orElseThrow(() -> new DateTimeException("Invalid value for MonthOfYear: " + name))
                + 1;
    }
}

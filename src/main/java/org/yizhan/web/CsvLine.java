package org.yizhan.web;

import java.util.List;
import java.util.Optional;

/**
 * One line of CSV under construction (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe in front
 * (OWASP, CSV Injection): a title may be anybody's.
 */
final class CsvLine {

    /** The wide ones count where Chinese is written. */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private static final String QUOTED = "\",\r\n";

    private final StringBuilder line = new StringBuilder(512);

    CsvLine cells(List<String> texts) {
        texts.forEach(this::cell);
        return this;
    }

    CsvLine cell(String text) {
        String valid = Characters.valid(text);
        boolean formula = !valid.isEmpty() && FORMULA.indexOf(valid.charAt(0)) >= 0;
        return raw(formula ? "'" + valid : valid);
    }

    /** A number of our own, which may be negative. */
    CsvLine number(Optional<Long> number) {
        return raw(number.map(String::valueOf).orElse(""));
    }

    private CsvLine raw(String text) {
        line.append(line.isEmpty() ? "" : ",");
        if (text.chars().noneMatch(c -> QUOTED.indexOf(c) >= 0)) {
            line.append(text);
        } else {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
        return this;
    }

    /** The line with its end. */
    @Override
    public String toString() {
        return line + "\r\n";
    }
}

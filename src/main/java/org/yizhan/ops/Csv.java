package org.yizhan.ops;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as CSV (RFC 4180), in UTF-8 with the mark that spreadsheets know it by. A cell that a spreadsheet would take for
 * a formula gets an apostrophe in front (OWASP, CSV Injection): a source's name or error may be anybody's words.
 */
final class Csv {

    /** The wide ones count where Chinese is written. */
    private static final String FORMULA = "=+-@＝＋－＠";

    private static final int LONGEST = 10_000;
    private static final String QUOTED = "\",\r\n";

    private final StringBuilder table = new StringBuilder("\uFEFF");

    /** One more line. */
    void line(List<String> cells) {
        table.append(cells.stream().map(Csv::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    /** On one line, without control characters. */
    static String cell(String given) {
        String text = Shown.line(given, LONGEST);
        boolean isFormula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        String safe = isFormula ? "'" + text : text;
        return safe.chars().noneMatch(character -> QUOTED.indexOf(character) >= 0)
                ? safe
                : '"' + safe.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return table.toString();
    }
}

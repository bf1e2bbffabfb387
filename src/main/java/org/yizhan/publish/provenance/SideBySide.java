package org.yizhan.publish.provenance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Two texts beside each other, paragraph by paragraph, whole: for a reader who compares them. What {@link TextDiff} takes
 * for no change is none here: layout, the width of signs, the script.
 */
public record SideBySide(List<Row> rows) {

    /** Characters in a row on either side; a longer paragraph stands in several rows. */
    static final int LONGEST = 2_000;

    public SideBySide {
        rows = List.copyOf(rows);
    }

    /** A run of characters; {@code changed} where the other side has something else, or nothing. */
    public record Piece(String text, boolean changed) {}

    /** A paragraph on either side; empty where the other one has nothing that goes with it. */
    public record Row(List<Piece> before, List<Piece> after) {
        public Row {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        /** Whether nothing is changed. */
        public boolean isKept() {
            return before.stream().noneMatch(Piece::changed) && after.stream().noneMatch(Piece::changed);
        }
    }

    /** A paragraph, and what of it is compared. */
    private record Paragraph(String text, Signs signs) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Paragraph paragraph && Arrays.equals(signs.compared(), paragraph.signs.compared());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(signs.compared());
        }
    }

    /** The rows of two texts, each a list of its paragraphs. */
    public static SideBySide of(List<String> before, List<String> after) {
        Script script = Script.of(String.join("\n", before), String.join("\n", after));
        List<Paragraph> was = paragraphs(before, script);
        List<Paragraph> is = paragraphs(after, script);
        List<Row> rows = new ArrayList<>();
        int at = 0;
        int atAfter = 0;
        for (ShortestEdit.Change change : ShortestEdit.of(was, is)) {
            kept(was.subList(at, change.before()), is.subList(atAfter, change.after()), rows);
            changed(
                    was.subList(change.before(), change.beforeEnd()),
                    is.subList(change.after(), change.afterEnd()),
                    rows);
            at = change.beforeEnd();
            atAfter = change.afterEnd();
        }
        kept(was.subList(at, was.size()), is.subList(atAfter, is.size()), rows);
        return new SideBySide(rows);
    }

    private static List<Paragraph> paragraphs(List<String> text, Script script) {
        return text.stream()
                .map(paragraph -> new Paragraph(paragraph.strip(), Signs.of(paragraph, script)))
                .filter(paragraph -> paragraph.signs().length() > 0)
                .toList();
    }

    private static void kept(List<Paragraph> before, List<Paragraph> after, List<Row> rows) {
        for (int i = 0; i < before.size(); i++) {
            whole(before.get(i).text(), after.get(i).text(), false, rows);
        }
    }

    /** Stretches of equal length beside each other; nothing where the text of that side has ended. */
    private static void whole(String before, String after, boolean changed, List<Row> rows) {
        for (int at = 0; at < Math.max(before.length(), after.length()); at += LONGEST) {
            rows.add(new Row(stretch(before, at, changed), stretch(after, at, changed)));
        }
    }

    private static List<Piece> stretch(String text, int at, boolean changed) {
        int begin = boundary(text, at);
        int end = boundary(text, at + LONGEST);
        return begin == end ? List.of() : List.of(new Piece(text.substring(begin, end), changed));
    }

    /** No character is cut in two. */
    private static int boundary(String text, int at) {
        if (at >= text.length()) {
            return text.length();
        }
        return Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
    }

    private static void changed(List<Paragraph> before, List<Paragraph> after, List<Row> rows) {
        for (Pairing.Pair pair : Pairing.of(
                before.stream().map(paragraph -> paragraph.signs().compared()).toList(),
                after.stream().map(paragraph -> paragraph.signs().compared()).toList())) {
            if (pair.isMatched()) {
                compared(
                        before.get(pair.before()).signs(),
                        after.get(pair.after()).signs(),
                        rows);
            } else if (pair.before() >= 0) {
                whole(before.get(pair.before()).text(), "", true, rows);
            } else {
                whole("", after.get(pair.after()).text(), true, rows);
            }
        }
    }

    private static void compared(Signs was, Signs is, List<Row> rows) {
        List<Piece> before = new ArrayList<>();
        List<Piece> after = new ArrayList<>();
        int length = 0;
        for (Run run : Run.cut(Run.joined(TextDiff.runs(was, is)), LONGEST)) {
            if (length > 0 && length + run.length() > LONGEST) {
                rows.add(new Row(before, after));
                before = new ArrayList<>();
                after = new ArrayList<>();
                length = 0;
            }
            if (run.beforeEnd() > run.before()) {
                before.add(new Piece(was.shown(run.before(), run.beforeEnd()), !run.kept()));
            }
            if (run.afterEnd() > run.after()) {
                after.add(new Piece(is.shown(run.after(), run.afterEnd()), !run.kept()));
            }
            length += run.length();
        }
        rows.add(new Row(before, after));
    }
}

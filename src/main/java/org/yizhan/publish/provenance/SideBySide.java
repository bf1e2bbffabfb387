package org.yizhan.publish.provenance;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two texts beside each other, paragraph by paragraph, whole: for a reader who compares them. What {@link TextDiff} takes
 * for no change is none here: layout, the width of signs, the script.
 */
public record SideBySide(List<Row> rows) {

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
        for (AbstractDelta<Paragraph> delta : DiffUtils.diff(was, is).getDeltas()) {
            int kept = delta.getSource().getPosition() - at;
            kept(was.subList(at, at + kept), is.subList(atAfter, atAfter + kept), rows);
            changed(delta.getSource().getLines(), delta.getTarget().getLines(), rows);
            at += kept + delta.getSource().size();
            atAfter += kept + delta.getTarget().size();
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
        IntStream.range(0, before.size())
                .mapToObj(i -> new Row(whole(before.get(i), false), whole(after.get(i), false)))
                .forEach(rows::add);
    }

    private static List<Piece> whole(Paragraph paragraph, boolean changed) {
        return List.of(new Piece(paragraph.text(), changed));
    }

    private static void changed(List<Paragraph> before, List<Paragraph> after, List<Row> rows) {
        for (Pairing.Pair pair : Pairing.of(
                before.stream().map(paragraph -> paragraph.signs().compared()).toList(),
                after.stream().map(paragraph -> paragraph.signs().compared()).toList())) {
            if (pair.isMatched()) {
                rows.add(compared(
                        before.get(pair.before()).signs(),
                        after.get(pair.after()).signs()));
            } else if (pair.before() >= 0) {
                rows.add(new Row(whole(before.get(pair.before()), true), List.of()));
            } else {
                rows.add(new Row(List.of(), whole(after.get(pair.after()), true)));
            }
        }
    }

    private static Row compared(Signs was, Signs is) {
        List<Piece> before = new ArrayList<>();
        List<Piece> after = new ArrayList<>();
        for (Run run : Run.joined(TextDiff.runs(was, is))) {
            if (run.beforeEnd() > run.before()) {
                before.add(new Piece(was.shown(run.before(), run.beforeEnd()), !run.kept()));
            }
            if (run.afterEnd() > run.after()) {
                after.add(new Piece(is.shown(run.after(), run.afterEnd()), !run.kept()));
            }
        }
        return new Row(before, after);
    }
}

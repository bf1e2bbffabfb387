package org.yizhan.web;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.yizhan.publish.provenance.SideBySide.Row;

/**
 * A stretch of two texts beside each other: what is changed, with the paragraph ahead and the one behind; of what is the
 * same in between no more than its number.
 *
 * @param next the place of the row that the next stretch begins with; where there is none, their number
 * @param left how many changed rows there are from {@code next} on
 */
public record Folded(List<Block> blocks, int next, int left) {

    /** Fewer paragraphs that are the same take no more room than a line that counts them. */
    private static final int FEWEST_FOLDED = 3;

    /** So many paragraphs around a change are shown with it. */
    private static final int AROUND = 1;

    public Folded {
        blocks = List.copyOf(blocks);
    }

    /** Paragraphs that are the same and left out, and the ones behind them. */
    public record Block(int skipped, List<Row> rows) {
        public Block {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Folds all rows first, then cuts.
     *
     * @param from the place of the first row, from 0
     * @param most how many rows are shown
     */
    static Folded of(List<Row> rows, int from, int most) {
        BitSet seen = seen(rows);
        int[] shown = seen.stream().filter(at -> at >= from).toArray();
        int next = shown.length > most ? shown[most] : rows.size();
        int left = changed(rows.subList(next, rows.size()));
        return left > 0
                ? new Folded(blocks(rows, seen, from, next), next, left)
                : new Folded(blocks(rows, seen, from, rows.size()), rows.size(), 0);
    }

    private static int changed(List<Row> rows) {
        return (int) rows.stream().filter(row -> !row.isKept()).count();
    }

    private static List<Block> blocks(List<Row> rows, BitSet seen, int from, int to) {
        List<Block> blocks = new ArrayList<>();
        List<Row> shown = new ArrayList<>();
        int skipped = 0;
        for (int at = from; at < to; at++) {
            if (seen.get(at)) {
                shown.add(rows.get(at));
                continue;
            }
            if (!shown.isEmpty()) {
                blocks.add(new Block(skipped, shown));
                shown = new ArrayList<>();
                skipped = 0;
            }
            skipped++;
        }
        if (skipped > 0 || !shown.isEmpty()) {
            blocks.add(new Block(skipped, shown));
        }
        return blocks;
    }

    /** The places of the rows that aren't folded away. */
    private static BitSet seen(List<Row> rows) {
        var seen = new BitSet(rows.size());
        int run = 0;
        for (int at = 0; at <= rows.size(); at++) {
            if (at < rows.size() && !isNearChange(rows, at)) {
                run++;
                continue;
            }
            if (run < FEWEST_FOLDED) {
                seen.set(at - run, at);
            }
            run = 0;
            if (at < rows.size()) {
                seen.set(at);
            }
        }
        return seen;
    }

    private static boolean isNearChange(List<Row> rows, int at) {
        return rows.subList(Math.max(0, at - AROUND), Math.min(rows.size(), at + AROUND + 1)).stream()
                .anyMatch(row -> !row.isKept());
    }
}

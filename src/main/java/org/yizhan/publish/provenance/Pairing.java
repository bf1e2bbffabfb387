package org.yizhan.publish.provenance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which paragraph of one text goes with which of the other, in order: the alignment with the greatest likeness in sum
 * (Needleman and Wunsch 1970), likeness being the share of the pairs of neighbouring characters that both have.
 */
final class Pairing {

    /** Paragraphs less alike than this are two, not one that was changed. */
    private static final double LEAST = 0.3;

    /** Longer stretches are not aligned: the one is shown ahead of the other. */
    private static final int MOST_CELLS = 10_000;

    private static final int NONE = -1;

    private Pairing() {}

    /** Places in the two texts; -1 where there is nothing on that side. */
    record Pair(int before, int after) {
        boolean isMatched() {
            return before != NONE && after != NONE;
        }
    }

    static List<Pair> of(List<int[]> before, List<int[]> after) {
        int rows = before.size();
        int columns = after.size();
        if ((long) rows * columns > MOST_CELLS) {
            return apart(rows, columns);
        }
        double[][] best = new double[rows + 1][columns + 1];
        double[][] alike = alike(before, after);
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                best[i][j] = Math.max(alike[i][j] + best[i + 1][j + 1], Math.max(best[i + 1][j], best[i][j + 1]));
            }
        }
        List<Pair> pairs = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < rows || j < columns) {
            boolean both = i < rows && j < columns;
            if (both && alike[i][j] > 0 && best[i][j] == alike[i][j] + best[i + 1][j + 1]) {
                pairs.add(new Pair(i++, j++));
            } else if (i < rows && (j == columns || best[i][j] == best[i + 1][j])) {
                pairs.add(new Pair(i++, NONE));
            } else {
                pairs.add(new Pair(NONE, j++));
            }
        }
        return pairs;
    }

    private static List<Pair> apart(int rows, int columns) {
        return Stream.concat(
                        IntStream.range(0, rows).mapToObj(at -> new Pair(at, NONE)),
                        IntStream.range(0, columns).mapToObj(at -> new Pair(NONE, at)))
                .toList();
    }

    private static double[][] alike(List<int[]> before, List<int[]> after) {
        double[][] alike = new double[before.size()][after.size()];
        List<Set<Long>> was = before.stream().map(Pairing::neighbours).toList();
        List<Set<Long>> is = after.stream().map(Pairing::neighbours).toList();
        for (int i = 0; i < was.size(); i++) {
            for (int j = 0; j < is.size(); j++) {
                double share = share(was.get(i), is.get(j));
                alike[i][j] = share < LEAST ? 0 : share;
            }
        }
        return alike;
    }

    private static Set<Long> neighbours(int[] text) {
        Set<Long> neighbours = new HashSet<>();
        for (int at = 0; at + 1 < text.length; at++) {
            neighbours.add((long) text[at] << 32 | text[at + 1]);
        }
        return neighbours;
    }

    /** Of the smaller one: a paragraph that was cut short is the same still. */
    private static double share(Set<Long> one, Set<Long> other) {
        Set<Long> smaller = one.size() <= other.size() ? one : other;
        Set<Long> larger = smaller == one ? other : one;
        long common = smaller.stream().filter(larger::contains).count();
        return smaller.isEmpty() ? 0 : (double) common / smaller.size();
    }
}

package org.yizhan.publish.provenance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The stretches that two texts surely have in common, in order: such as begin with {@value #LENGTH} characters that occur
 * once in each, the longest rising row of them (the idea of patience diff). Time grows with the length alone, whatever
 * the texts are.
 */
final class Anchors {

    /** A stretch in common. */
    record Stretch(int before, int after, int length) {}

    private static final int LENGTH = 8;

    /** Of the runs every fourth is looked at, chosen by its content so that it is chosen in both texts. */
    private static final long ONE_OF_MASK = 3;

    private static final int NOWHERE = -1;
    private static final int TWICE = -2;

    private final int[] before;
    private final int[] after;

    Anchors(int[] before, int[] after) {
        this.before = before;
        this.after = after;
    }

    List<Stretch> find() {
        List<int[]> pairs = risingPairs();
        List<Stretch> stretches = new ArrayList<>();
        int fromBefore = 0;
        int fromAfter = 0;
        for (int[] pair : pairs) {
            if (pair[0] < fromBefore || pair[1] < fromAfter) {
                continue;
            }
            Stretch stretch = grown(pair[0], pair[1], fromBefore, fromAfter);
            stretches.add(stretch);
            fromBefore = stretch.before + stretch.length;
            fromAfter = stretch.after + stretch.length;
        }
        return stretches;
    }

    private Stretch grown(int inBefore, int inAfter, int fromBefore, int fromAfter) {
        int back = 0;
        while (inBefore - back > fromBefore
                && inAfter - back > fromAfter
                && before[inBefore - back - 1] == after[inAfter - back - 1]) {
            back++;
        }
        int end = LENGTH;
        while (inBefore + end < before.length
                && inAfter + end < after.length
                && before[inBefore + end] == after[inAfter + end]) {
            end++;
        }
        return new Stretch(inBefore - back, inAfter - back, back + end);
    }

    /** Places of runs that occur once in each text, by place in the first; of them the longest row that rises in both. */
    private List<int[]> risingPairs() {
        Runs inBefore = new Runs(before);
        Runs inAfter = new Runs(after);
        List<int[]> pairs = new ArrayList<>();
        for (int place : inBefore.once()) {
            int other = inAfter.placeOf(inBefore.run(place));
            if (other >= 0 && isSame(place, other)) {
                pairs.add(new int[] {place, other});
            }
        }
        return longestRise(pairs);
    }

    private boolean isSame(int inBefore, int inAfter) {
        return Arrays.equals(before, inBefore, inBefore + LENGTH, after, inAfter, inAfter + LENGTH);
    }

    /** The chosen runs of one text by their hash: an open table, for boxed ones cost most of the time of a comparison. */
    private static final class Runs {
        private final int[] text;
        private final long[] runs;
        private final int[] places;

        Runs(int[] text) {
            this.text = text;
            int size = Integer.highestOneBit(Math.max(8, text.length)) * 2;
            this.runs = new long[size];
            this.places = new int[size];
            Arrays.fill(places, NOWHERE);
            for (int at = 0; at + LENGTH <= text.length; at++) {
                long run = run(at);
                if ((run & ONE_OF_MASK) == 0) {
                    int slot = slot(run);
                    places[slot] = places[slot] == NOWHERE ? at : TWICE;
                    runs[slot] = run;
                }
            }
        }

        long run(int at) {
            long run = 0;
            for (int i = 0; i < LENGTH; i++) {
                run = run * 0x5DEECE66DL + text[at + i];
            }
            return run ^ run >>> 29;
        }

        private int slot(long run) {
            int slot = (int) (run * 0x9E3779B97F4A7C15L >>> 32) & (runs.length - 1);
            while (places[slot] != NOWHERE && runs[slot] != run) {
                slot = (slot + 1) & (runs.length - 1);
            }
            return slot;
        }

        /** Where the run stands; negative where it does not or stands twice. */
        int placeOf(long run) {
            return places[slot(run)];
        }

        /** The places of runs that stand once, rising. */
        int[] once() {
            return Arrays.stream(places).filter(place -> place >= 0).sorted().toArray();
        }
    }

    private static List<int[]> longestRise(List<int[]> pairs) {
        int[] last = new int[pairs.size()];
        int[] previous = new int[pairs.size()];
        int longest = 0;
        for (int i = 0; i < pairs.size(); i++) {
            int low = 0;
            int high = longest;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (pairs.get(last[middle])[1] < pairs.get(i)[1]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[i] = low > 0 ? last[low - 1] : NOWHERE;
            last[low] = i;
            longest = Math.max(longest, low + 1);
        }
        int[][] rise = new int[longest][];
        for (int i = longest == 0 ? NOWHERE : last[longest - 1], at = longest - 1; at >= 0; i = previous[i], at--) {
            rise[at] = pairs.get(i);
        }
        return List.of(rise);
    }
}

package org.yizhan.deduplicate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where two folded texts run side by side and where they part: the longest chain of runs that both hold in the same
 * order, seeded by what occurs once in each (patience diff). Time is n log n in the longer text.
 *
 * @param gaps between two runs that both texts share, in order; what stands before the first run and after the last is
 *     none of it
 * @param head what stands before the first run
 * @param tail what stands after the last
 * @param shared characters of the shared runs
 */
record Alignment(List<Gap> gaps, Gap head, Gap tail, int shared) {

    /** How long the seed of a shared run is. */
    private static final int SEED = 5;

    /** What stands in one text and what in the other, between two shared runs. */
    record Gap(int leftFrom, int leftTo, int rightFrom, int rightTo) {

        /** Characters of the side that has fewer. */
        int shorter() {
            return Math.min(leftTo - leftFrom, rightTo - rightFrom);
        }
    }

    Alignment {
        gaps = List.copyOf(gaps);
    }

    static Alignment of(String left, String right) {
        return new Walk(left, right).alignment();
    }

    /** One pass along both texts. */
    private static final class Walk {
        private final String left;
        private final String right;
        private final List<Gap> gaps = new ArrayList<>();
        private Gap head = new Gap(0, 0, 0, 0);
        private int shared;
        private int leftEnd = -1;
        private int rightEnd = -1;

        Walk(String left, String right) {
            this.left = left;
            this.right = right;
        }

        Alignment alignment() {
            for (long seed : chain(pairs(seeds(left), seeds(right)))) {
                run((int) (seed >> 32), (int) seed);
            }
            if (rightEnd < 0) {
                return new Alignment(List.of(), new Gap(0, 0, 0, 0), new Gap(0, 0, 0, 0), 0);
            }
            return new Alignment(gaps, head, new Gap(leftEnd, left.length(), rightEnd, right.length()), shared);
        }

        /** Takes in the run around the seed at {@code i} and {@code j}, as far as it goes both ways. */
        private void run(int i, int j) {
            if (i < leftEnd || j < rightEnd) {
                return;
            }
            int from = Math.max(leftEnd, 0);
            int to = Math.max(rightEnd, 0);
            int back = 0;
            while (i - back > from && j - back > to && left.charAt(i - back - 1) == right.charAt(j - back - 1)) {
                back++;
            }
            int length = 0;
            while (i + length < left.length()
                    && j + length < right.length()
                    && left.charAt(i + length) == right.charAt(j + length)) {
                length++;
            }
            if (leftEnd < 0) {
                head = new Gap(0, i - back, 0, j - back);
            } else if ((i - back > leftEnd || j - back > rightEnd)) {
                gaps.add(new Gap(leftEnd, i - back, rightEnd, j - back));
            }
            shared += back + length;
            leftEnd = i + length;
            rightEnd = j + length;
        }

        /** Hash and place of every seed that occurs once, by hash: the hash in the upper half. */
        private static long[] seeds(String text) {
            int count = Math.max(0, text.length() - SEED + 1);
            long[] all = new long[count];
            for (int i = 0; i < count; i++) {
                long hash = 0;
                for (int k = 0; k < SEED; k++) {
                    hash = hash * 0x9E37_79B9_7F4A_7C15L + text.charAt(i + k);
                }
                all[i] = (hash ^ (hash >>> 29)) * 0xBF58_476D_1CE4_E5B9L & 0xFFFF_FFFF_0000_0000L | i;
            }
            Arrays.sort(all);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                boolean again =
                        i > 0 && all[i] >> 32 == all[i - 1] >> 32 || i + 1 < count && all[i] >> 32 == all[i + 1] >> 32;
                if (!again) {
                    all[kept++] = all[i];
                }
            }
            return Arrays.copyOf(all, kept);
        }

        /** The places of seeds that both have: left in the upper half, ascending, right in the lower. */
        private static long[] pairs(long[] left, long[] right) {
            long[] pairs = new long[Math.min(left.length, right.length)];
            int count = 0;
            int i = 0;
            int j = 0;
            while (i < left.length && j < right.length) {
                long order = (left[i] >> 32) - (right[j] >> 32);
                if (order == 0) {
                    pairs[count++] = left[i] << 32 | right[j] & 0xFFFF_FFFFL;
                }
                i += order <= 0 ? 1 : 0;
                j += order >= 0 ? 1 : 0;
            }
            long[] found = Arrays.copyOf(pairs, count);
            Arrays.sort(found);
            return found;
        }

        /** The longest chain of pairs that ascends on both sides (patience sorting). */
        private static long[] chain(long[] pairs) {
            int[] before = new int[pairs.length];
            int[] ends = new int[pairs.length];
            int longest = 0;
            for (int k = 0; k < pairs.length; k++) {
                int low = 0;
                int high = longest;
                while (low < high) {
                    int middle = (low + high) >>> 1;
                    if ((int) pairs[ends[middle]] < (int) pairs[k]) {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
                before[k] = low == 0 ? -1 : ends[low - 1];
                ends[low] = k;
                longest = Math.max(longest, low + 1);
            }
            long[] chain = new long[longest];
            int k = longest == 0 ? -1 : ends[longest - 1];
            for (int at = longest - 1; at >= 0; at--) {
                chain[at] = pairs[k];
                k = before[k];
            }
            return chain;
        }
    }
}

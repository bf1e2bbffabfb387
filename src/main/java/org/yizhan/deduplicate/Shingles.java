package org.yizhan.deduplicate;

import java.util.Arrays;

/**
 * The set of a text's shingles (runs of {@value #LENGTH} characters; Broder 1997), each as a 32-bit hash.
 *
 * @param hashes distinct, ascending as unsigned numbers
 */
record Shingles(int[] hashes) {

    static final int LENGTH = 5;

    private static final long BASE = 0x9E37_79B9_7F4A_7C15L;

    /** The shingles of {@code folded}; a text shorter than one shingle is one itself, an empty text has none. */
    static Shingles of(String folded) {
        int count = folded.isEmpty() ? 0 : Math.max(1, folded.length() - LENGTH + 1);
        int[] hashes = new int[count];
        for (int i = 0; i < count; i++) {
            long hash = 0;
            for (int j = i; j < Math.min(i + LENGTH, folded.length()); j++) {
                hash = hash * BASE + folded.charAt(j);
            }
            hashes[i] = mix(hash) ^ Integer.MIN_VALUE;
        }
        Arrays.sort(hashes);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                hashes[distinct++] = hashes[i];
            }
        }
        int[] set = Arrays.copyOf(hashes, distinct);
        return new Shingles(set);
    }

    /** MurmurHash3's finaliser. */
    private static int mix(long hash) {
        long h = hash;
        h = (h ^ (h >>> 33)) * 0xff51_afd7_ed55_8ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
        return (int) (h ^ (h >>> 33));
    }

    int size() {
        return hashes.length;
    }

    /** How many shingles both have. */
    int common(Shingles other) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < hashes.length && j < other.hashes.length) {
            int order = Integer.compare(hashes[i], other.hashes[j]);
            if (order == 0) {
                common++;
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return common;
    }

    /**
     * The {@code most} smallest hashes: a sample that is the same for the same shingles wherever they stand, so that a part
     * of a text shares its share of the whole's sample (bottom-k sketch; Cohen and Kaplan 2007).
     */
    int[] sample(int most) {
        return Arrays.copyOf(hashes, Math.min(most, hashes.length));
    }
}

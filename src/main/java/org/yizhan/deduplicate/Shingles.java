package org.yizhan.deduplicate;

import java.util.Arrays;

/**
 * The set of a text's shingles (runs of {@value #LENGTH} characters; Broder 1997), each as a 32-bit hash. What most articles
 * are asked for, their smallest hashes, costs no sorting of the rest. Immutable to the outside, safe for concurrent use.
 */
final class Shingles {

    static final int LENGTH = 5;

    /** So many of the smallest hashes tell at a glance whether two texts may be copies; more are seldom looked at. */
    private static final int GLANCE = 96;

    private static final long BASE = 0x9E37_79B9_7F4A_7C15L;

    /** One hash a place of the text, in its order. */
    private final int[] places;

    /** The smallest distinct hashes, ascending; all of them where there are no more than {@link #GLANCE}. */
    private final int[] smallest;

    /** All distinct hashes, ascending; made when first asked for. */
    private volatile int @org.jspecify.annotations.Nullable [] sorted;

    private Shingles(int[] places) {
        this.places = places;
        this.smallest = smallest(places);
    }

    /** The pairs of characters of a folded title. */
    static Shingles ofTitle(String folded) {
        return of(folded, 2);
    }

    /** The shingles of {@code folded}; a text shorter than one shingle is one itself, an empty text has none. */
    static Shingles of(String folded) {
        return of(folded, LENGTH);
    }

    private static Shingles of(String folded, int length) {
        int count = folded.isEmpty() ? 0 : Math.max(1, folded.length() - length + 1);
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            long hash = 0;
            for (int j = i; j < Math.min(i + length, folded.length()); j++) {
                hash = hash * BASE + folded.charAt(j);
            }
            places[i] = mix(hash);
        }
        return new Shingles(places);
    }

    /** MurmurHash3's finaliser. */
    private static int mix(long hash) {
        long h = hash;
        h = (h ^ (h >>> 33)) * 0xff51_afd7_ed55_8ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
        return (int) (h ^ (h >>> 33));
    }

    /** Hashes are evenly spread, so those below a bound that a share of them keeps are about that share. */
    private static int[] smallest(int[] places) {
        int wanted = 2 * GLANCE;
        if (places.length <= wanted) {
            return head(distinct(places));
        }
        int bound = (int) (Integer.MIN_VALUE + (1L << 32) * wanted / places.length);
        int[] below = new int[places.length];
        int count = 0;
        for (int hash : places) {
            if (hash < bound) {
                below[count++] = hash;
            }
        }
        int[] found = distinct(Arrays.copyOf(below, count));
        return found.length < GLANCE ? head(distinct(places)) : head(found);
    }

    private static int[] head(int[] ascending) {
        return Arrays.copyOf(ascending, Math.min(GLANCE, ascending.length));
    }

    private static int[] distinct(int[] hashes) {
        int[] ascending = hashes.clone();
        Arrays.sort(ascending);
        int distinct = 0;
        for (int i = 0; i < ascending.length; i++) {
            if (i == 0 || ascending[i] != ascending[i - 1]) {
                ascending[distinct++] = ascending[i];
            }
        }
        return Arrays.copyOf(ascending, distinct);
    }

    private int[] sorted() {
        int[] all = sorted;
        if (all == null) {
            all = distinct(places);
            sorted = all;
        }
        return all;
    }

    /** How many distinct ones there are. */
    int size() {
        return sorted().length;
    }

    /** How many places the text has, which is what it costs in memory. */
    int places() {
        return places.length;
    }

    /** How many shingles both have. */
    int common(Shingles other) {
        return common(sorted(), other.sorted());
    }

    /** Shared shingles over those of the smaller set, 0 to 1; 0 where one is empty. */
    double containment(Shingles other) {
        int shorter = Math.min(size(), other.size());
        return shorter == 0 ? 0 : (double) common(other) / shorter;
    }

    private static int common(int[] one, int[] other) {
        int common = 0;
        int i = 0;
        int j = 0;
        while (i < one.length && j < other.length) {
            int order = Integer.compare(one[i], other[j]);
            if (order == 0) {
                common++;
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return common;
    }

    /**
     * An estimate of the containment of the shorter set in the other, 0 to 1, from the smallest hashes of both: with
     * {@value #GLANCE} of them its standard deviation is below 0.06.
     */
    double glance(Shingles other) {
        if (smallest.length == 0 || other.smallest.length == 0) {
            return 0;
        }
        int bound = Math.min(
                smallest.length < GLANCE ? Integer.MAX_VALUE : smallest[GLANCE - 1],
                other.smallest.length < GLANCE ? Integer.MAX_VALUE : other.smallest[GLANCE - 1]);
        int[] own = upTo(smallest, bound);
        int[] others = upTo(other.smallest, bound);
        int shorter = Math.min(own.length, others.length);
        return shorter == 0 ? 1 : (double) common(own, others) / shorter;
    }

    private static int[] upTo(int[] ascending, int bound) {
        int at = Arrays.binarySearch(ascending, bound);
        return Arrays.copyOf(ascending, at < 0 ? -at - 1 : at + 1);
    }

    /**
     * The {@code most} smallest hashes: a sample that is the same for the same shingles wherever they stand, so that a part
     * of a text shares its share of the whole's sample (bottom-k sketch; Cohen and Kaplan 2007).
     *
     * @param most at most {@value #GLANCE}
     */
    int[] sample(int most) {
        return Arrays.copyOf(smallest, Math.min(most, smallest.length));
    }
}

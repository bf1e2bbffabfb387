package org.yizhan.routes;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a misspelt name was meant to be. */
final class Misspelt {

    /** One letter too many, too few or another one, or two swapped, is a slip; a word of few letters has room for no more. */
    private static final int SLIPS = 2;

    private Misspelt() {}

    /** The name that is at most two slips away, and fewer than half of its letters; the nearest, by letters the first. */
    static Optional<String> of(String written, Collection<String> names) {
        return names.stream()
                .filter(name -> slips(written, name) <= SLIPS && 2 * slips(written, name) < name.length() + 1)
                .min(Comparator.<String>comparingInt(name -> slips(written, name))
                        .thenComparing(name -> name));
    }

    /** Damerau and Levenshtein's distance, each pair of letters swapped once at most. */
    private static int slips(String a, String b) {
        var far = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                far[i][j] = i == 0 || j == 0 ? i + j : near(far, a, b, i, j);
            }
        }
        return far[a.length()][b.length()];
    }

    private static int near(int[][] far, String a, String b, int i, int j) {
        int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(far[i - 1][j - 1] + other, 1 + Math.min(far[i - 1][j], far[i][j - 1]));
        boolean isSwap = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return isSwap ? Math.min(best, far[i - 2][j - 2] + 1) : best;
    }
}

package org.yizhan.deduplicate;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.LongFunction;

/** Chooses, by the clues they share, the articles that one article is compared with. */
final class Candidates {

    /** So many are compared, the most telling first. */
    static final int MOST = 8;

    /** One clue that two strangers share is chance; two copies share more, but for texts too short to have them. */
    private static final int FEWEST = 2;

    /** Two shared clues that many others share too are two stock phrases. */
    private static final double LEAST_WEIGHT = 0.25;

    private static final Comparator<Shared> MOST_TELLING =
            Comparator.comparingDouble(Shared::weight).reversed().thenComparing(Shared::no, Comparator.reverseOrder());

    private Candidates() {}

    /** What an article has in common with another. */
    private static final class Shared {
        private final long no;
        private int clues;
        private double weight;

        Shared(long no) {
            this.no = no;
        }

        long no() {
            return no;
        }

        double weight() {
            return weight;
        }
    }

    /**
     * The numbers of the articles worth comparing, best first. A clue tells the less the more articles it leads to; an
     * address or a seam tells enough alone.
     *
     * @param clues the article's own
     * @param leads to which articles each leads, see {@link Clues#follow}
     * @param self the article's own number, never its candidate
     */
    static List<Long> choose(long[] clues, LongFunction<long[]> leads, long self) {
        var found = new HashMap<Long, Shared>();
        for (long clue : clues) {
            long[] numbers = leads.apply(clue);
            for (long no : numbers) {
                if (no != self) {
                    Shared shared = found.computeIfAbsent(no, Shared::new);
                    shared.clues += Clues.isPlace(clue) ? FEWEST : 1;
                    shared.weight += 1.0 / numbers.length;
                }
            }
        }
        int fewest = clues.length < Clues.SAMPLE ? 1 : FEWEST;
        return found.values().stream()
                .filter(shared -> shared.clues >= fewest && (shared.clues > FEWEST || shared.weight >= LEAST_WEIGHT))
                .sorted(MOST_TELLING)
                .limit(MOST)
                .map(Shared::no)
                .toList();
    }
}

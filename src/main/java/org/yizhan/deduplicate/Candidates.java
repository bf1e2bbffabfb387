package org.yizhan.deduplicate;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses, by the clues they share, the articles that one article is compared with. */
final class Candidates {

    /** So many are compared, the most telling first. */
    static final int MOST = 8;

    private Candidates() {}

    /**
     * The numbers of the articles worth comparing, best first. A clue tells the less the more articles it leads to.
     *
     * @param clues the article's own
     * @param followed where each leads, see {@link Clues#follow}
     * @param self the article's own number, never its candidate
     */
    static List<Long> choose(long[] clues, Map<Long, long[]> followed, long self) {
        var weights = new HashMap<Long, Double>();
        for (long clue : clues) {
            long[] numbers = followed.get(clue);
            if (numbers != null) {
                for (long no : numbers) {
                    weights.merge(no, 1.0 / numbers.length, Double::sum);
                }
            }
        }
        weights.remove(self);
        return weights.entrySet().stream()
                .sorted(Map.Entry.<Long, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
    }
}

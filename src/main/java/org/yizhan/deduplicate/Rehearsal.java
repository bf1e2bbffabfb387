package org.yizhan.deduplicate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yizhan.article.Article;

/**
 * The stage's work besides the database: takes each article's fingerprint, chooses its candidates among those before it,
 * and compares it with them. Keeps nothing between two calls. Safe for concurrent use.
 */
public final class Rehearsal {

    private final Folding folding = new Folding();
    private final Boilerplate boilerplate = new Boilerplate();

    /** @return how many of the articles carry the same piece as an earlier one */
    public int decide(List<Article> articles) {
        Map<Long, List<Long>> index = new HashMap<>();
        List<Stored> stored = new ArrayList<>();
        int copies = 0;
        for (Article article : articles) {
            var own = new Stored(stored.size(), Fingerprint.of(article, folding, Set.of()));
            long[] clues = Clues.of(own.print());
            List<Long> candidates = Candidates.choose(clues, clue -> followed(index, clue), own.no());
            if (candidates.stream().anyMatch(no -> isCopy(own, stored.get(no.intValue())))) {
                copies++;
            }
            stored.add(own);
            for (long clue : clues) {
                index.computeIfAbsent(clue, hash -> new ArrayList<>(2)).add(own.no());
            }
        }
        return copies;
    }

    private boolean isCopy(Stored article, Stored other) {
        return Match.of(article, other, boilerplate).likeness().same();
    }

    private static long[] followed(Map<Long, List<Long>> index, long clue) {
        List<Long> all = index.getOrDefault(clue, List.of());
        return all.subList(Math.max(0, all.size() - 2 * Clues.MOST_FOLLOWED), all.size()).stream()
                .mapToLong(Long::longValue)
                .toArray();
    }
}

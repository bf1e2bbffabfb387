package org.yizhan.deduplicate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A batch with its equal texts found: what is equal to an article of the same batch needs neither clues nor candidates of
 * its own. So a storm of identical reposts costs one look-up a batch and never fills the index with itself.
 *
 * @param leaders one of each text
 * @param matches the others, each with its leader
 */
record Twins(List<Stored> leaders, List<Match> matches) {

    static Twins among(List<Stored> batch, Boilerplate boilerplate) {
        Map<String, Stored> byText = new HashMap<>();
        var leaders = new ArrayList<Stored>();
        var matches = new ArrayList<Match>();
        for (Stored article : batch) {
            Stored leader = byText.putIfAbsent(article.print().text(), article);
            if (leader == null) {
                leaders.add(article);
                continue;
            }
            var match = Match.of(article, leader, boilerplate);
            if (match.likeness().same() && areNear(article, leader)) {
                matches.add(match);
            } else {
                leaders.add(article);
            }
        }
        return new Twins(leaders, matches);
    }

    /** The articles that have a leader. */
    List<Stored> followers() {
        return matches.stream().map(Match::article).toList();
    }

    /** Whether what lies within the window of the one lies within that of the other, give or take a day. */
    private static boolean areNear(Stored one, Stored other) {
        return Duration.between(one.print().publishedAt(), other.print().publishedAt())
                        .abs()
                        .compareTo(Duration.ofDays(1))
                <= 0;
    }
}

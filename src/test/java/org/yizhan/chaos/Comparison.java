package org.yizhan.chaos;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** What was promised beside what is there: sets of ids, never numbers of them. */
final class Comparison {

    private final Map<UUID, Ledger.Promise> promised;
    private final Set<UUID> lost = new HashSet<>();
    private final Set<UUID> twice = new HashSet<>();
    private final Map<String, String> faults = new TreeMap<>();

    Comparison(Map<UUID, Ledger.Promise> promised) {
        this.promised = promised;
    }

    int acked() {
        return promised.size();
    }

    /** How many are in the database, in every feed and in every inbox. */
    int published() {
        var published = new HashSet<>(promised.keySet());
        published.removeAll(lost);
        return published.size();
    }

    /** The promised articles that are missing somewhere, or are there in an older revision. */
    Set<UUID> lost() {
        return Set.copyOf(lost);
    }

    /** The stories that stand twice somewhere. */
    Set<UUID> twice() {
        return Set.copyOf(twice);
    }

    /** What is wrong, by place. */
    Map<String, String> faults() {
        return Map.copyOf(faults);
    }

    Comparison lost(String place, Set<UUID> articles) {
        lost.addAll(articles);
        return said("lost in " + place, articles);
    }

    Comparison twice(String place, Set<UUID> stories) {
        twice.addAll(stories);
        return said("twice in " + place, stories);
    }

    /** @param wrong ids of any kind; none where nothing is wrong */
    Comparison said(String what, Set<?> wrong) {
        if (!wrong.isEmpty()) {
            faults.put(
                    what,
                    wrong.size() + ": "
                            + wrong.stream().limit(5).map(String::valueOf).toList());
        }
        return this;
    }
}

package org.yizhan.publish;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which story stands for which, after mergers. Immutable.
 *
 * <p>A pure function of the set of mergers, so their order does not matter: stories joined by mergers, whatever their
 * direction, are one; the story that none of them merges away stands for all. Where mergers conflict and leave several
 * such stories, or go in a circle and leave none, the one with the smallest id stands.
 *
 * @param into the standing story of each alias
 */
record Aliases(Map<UUID, UUID> into) {

    /** Ids as PostgreSQL orders them: by their digits. */
    static final Comparator<UUID> BY_ID = (one, other) -> {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    };

    /** One merger's two stories. */
    record Joined(UUID from, UUID into) {}

    Aliases {
        into = Map.copyOf(into);
    }

    /** What follows from all these mergers together. */
    static Aliases of(Collection<Joined> mergers) {
        Map<UUID, Set<UUID>> neighbours = new HashMap<>();
        Set<UUID> mergedAway = new HashSet<>();
        for (Joined merger : mergers) {
            if (!merger.from().equals(merger.into())) {
                neighbours.computeIfAbsent(merger.from(), id -> new HashSet<>()).add(merger.into());
                neighbours.computeIfAbsent(merger.into(), id -> new HashSet<>()).add(merger.from());
                mergedAway.add(merger.from());
            }
        }
        Map<UUID, UUID> aliases = new HashMap<>();
        Set<UUID> seen = new HashSet<>();
        for (UUID id : neighbours.keySet()) {
            if (!seen.contains(id)) {
                Set<UUID> one = reachable(id, neighbours);
                seen.addAll(one);
                UUID standing = standing(one, mergedAway);
                one.forEach(alias -> aliases.put(alias, standing));
                aliases.remove(standing);
            }
        }
        return new Aliases(aliases);
    }

    private static UUID standing(Set<UUID> joined, Set<UUID> mergedAway) {
        return joined.stream()
                .min(Comparator.comparing((UUID id) -> mergedAway.contains(id)).thenComparing(BY_ID))
                .orElseThrow();
    }

    private static Set<UUID> reachable(UUID start, Map<UUID, Set<UUID>> neighbours) {
        Set<UUID> found = new HashSet<>(Set.of(start));
        Deque<UUID> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            for (UUID next : neighbours.getOrDefault(open.remove(), Set.of())) {
                if (found.add(next)) {
                    open.add(next);
                }
            }
        }
        return found;
    }

    /** The story that stands for {@code id}: itself, unless it is an alias. */
    UUID resolve(UUID id) {
        return into.getOrDefault(id, id);
    }
}

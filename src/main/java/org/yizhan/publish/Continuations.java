package org.yizhan.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds the members of a story that are further parts of its origin's text. */
final class Continuations {

    private Continuations() {}

    /**
     * The standing members that continue {@code origin} or one of its continuations, in no order. Those that continue
     * another member do not belong behind the origin's text, which may be the whole of it already.
     */
    static List<ArticleState> of(Collection<ArticleState> members, Optional<UUID> origin) {
        List<ArticleState> open = new ArrayList<>(members.stream()
                .filter(member -> member.standing().saysContinuation())
                .filter(member -> !member.isWithdrawn() && !origin.equals(Optional.of(member.id())))
                .toList());
        if (open.isEmpty() || origin.isEmpty()) {
            return List.of();
        }
        Set<UUID> whole = new HashSet<>(Set.of(origin.get()));
        List<ArticleState> found = new ArrayList<>();
        List<ArticleState> next = continuing(open, whole);
        while (!next.isEmpty()) {
            found.addAll(next);
            open.removeAll(next);
            next.forEach(member -> whole.add(member.id()));
            next = continuing(open, whole);
        }
        return found;
    }

    private static List<ArticleState> continuing(List<ArticleState> members, Set<UUID> whole) {
        return members.stream()
                .filter(member -> member.head()
                        .verdict()
                        .matched()
                        .filter(whole::contains)
                        .isPresent())
                .toList();
    }
}

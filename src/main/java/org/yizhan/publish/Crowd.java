package org.yizhan.publish;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The members of crowded stories as they were read last, so that one more copy of a story that has thousands costs no
 * reading of all of them. A state holds as long as its row has its sequence number, which every change of the row moves,
 * whoever makes it. Safe for concurrent use.
 */
final class Crowd {

    /** Keeps nothing. */
    static final Crowd NOBODY = new Crowd(0);

    /** From so many members on a story is crowded. */
    private static final int FEW = 32;

    private final Cache<UUID, ArticleState> states;

    /** @param most how many states are kept, of some 2 KB each */
    Crowd(int most) {
        states = Caffeine.newBuilder().maximumSize(most).build();
    }

    /** What is stored of an article under this number, where that is known. */
    Optional<ArticleState> find(UUID article, long seq) {
        return Optional.ofNullable(states.getIfPresent(article)).filter(state -> state.seq() == seq);
    }

    /** Keeps those that are in crowded stories. */
    void keep(Collection<ArticleState> members) {
        Map<UUID, List<ArticleState>> stories = new HashMap<>();
        members.forEach(member -> stories.computeIfAbsent(member.story(), story -> new ArrayList<>(1))
                .add(member));
        stories.values().stream()
                .filter(crowd -> crowd.size() >= FEW)
                .flatMap(List::stream)
                .forEach(member -> states.put(member.id(), member));
    }
}

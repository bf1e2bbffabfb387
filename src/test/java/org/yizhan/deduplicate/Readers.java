package org.yizhan.deduplicate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.yizhan.article.Erasure;
import org.yizhan.article.Grouped;
import org.yizhan.article.Message;
import org.yizhan.article.Moved;
import org.yizhan.article.Verdict;

/** What a reader of the stage's output has learnt: each article's newest verdict. Safe for concurrent use. */
final class Readers {

    private final Map<UUID, Verdict> verdicts = new HashMap<>();

    synchronized List<List<Message>> hear(List<List<Message>> outcomes) {
        for (List<Message> outcome : outcomes) {
            for (Message message : outcome) {
                switch (message) {
                    case Grouped grouped -> hear(grouped.key(), grouped.verdict());
                    case Moved moved -> hear(moved.key(), moved.verdict());
                    case Erasure erasure -> verdicts.remove(erasure.key());
                    default -> throw new AssertionError(message);
                }
            }
        }
        return outcomes;
    }

    private void hear(UUID article, Verdict verdict) {
        verdicts.merge(article, verdict, (known, heard) -> heard.decided() >= known.decided() ? heard : known);
    }

    Verdict verdict(UUID article) {
        return verdicts.get(article);
    }

    UUID story(UUID article) {
        return verdicts.get(article).storyId();
    }

    Set<UUID> articles() {
        return Set.copyOf(verdicts.keySet());
    }

    Set<Set<UUID>> groups() {
        var groups = new HashMap<UUID, Set<UUID>>();
        verdicts.keySet()
                .forEach(article -> groups.computeIfAbsent(story(article), story -> new HashSet<>())
                        .add(article));
        return Set.copyOf(groups.values());
    }
}

package org.yizhan.publish;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yizhan.article.Envelope;
import org.yizhan.article.Merger;
import org.yizhan.article.Tagged;
import org.yizhan.article.Unreadable;
import org.yizhan.article.Withdrawal;

/** What one batch brings, by article, each article's in the order in which it came. */
final class Arrivals {

    private final List<Envelope> batch;
    private final Map<UUID, List<Integer>> byArticle = new LinkedHashMap<>();
    private final List<Merger> mergers = new ArrayList<>();
    private int last = -1;

    Arrivals(List<Envelope> batch) {
        this.batch = batch;
        for (int i = 0; i < batch.size(); i++) {
            switch (batch.get(i).message()) {
                case Tagged tagged -> of(tagged.key()).add(i);
                case Withdrawal withdrawal -> of(withdrawal.key()).add(i);
                case Merger merger -> mergers.add(merger);
                default ->
                    throw new Unreadable(
                            "unexpected-message",
                            "publish takes tagged articles, mergers and withdrawals, not "
                                    + batch.get(i).message().getClass().getSimpleName());
            }
        }
    }

    private List<Integer> of(UUID article) {
        return byArticle.computeIfAbsent(article, id -> new ArrayList<>(1));
    }

    Set<UUID> articles() {
        return byArticle.keySet();
    }

    List<Merger> mergers() {
        return mergers;
    }

    /** Every story id that the batch speaks of. */
    Set<UUID> stories() {
        var stories = new HashSet<UUID>();
        for (Envelope envelope : batch) {
            if (envelope.message() instanceof Tagged tagged) {
                stories.add(tagged.verdict().storyId());
            }
        }
        for (Merger merger : mergers) {
            stories.add(merger.from());
            stories.add(merger.into());
        }
        return stories;
    }

    /** What has become of one article: empty where all that came are withdrawals and the article never did. */
    record Outcome(Optional<ArticleState> article, Optional<Retraction> early) {}

    /**
     * Tells {@code known} all that came of one article.
     *
     * @param early what was heard before the article ever came
     */
    Outcome fold(UUID id, Optional<ArticleState> known, Optional<Retraction> early) {
        @Nullable ArticleState state = known.orElse(null);
        Optional<Retraction> before = early;
        for (int index : byArticle.getOrDefault(id, List.of())) {
            Envelope envelope = batch.get(index);
            ArticleState then = state;
            if (envelope.message() instanceof Tagged tagged) {
                state = state == null ? ArticleState.first(tagged, envelope, before) : state.hear(tagged, envelope);
            } else if (envelope.message() instanceof Withdrawal withdrawal) {
                Retraction heard = Retraction.of(withdrawal);
                state = state == null ? null : state.hear(heard);
                before = Optional.of(before.map(said -> said.later(heard)).orElse(heard));
            }
            if (then != state) {
                last = Math.max(last, index);
            }
        }
        return new Outcome(Optional.ofNullable(state), before);
    }

    /** Counts the mergers among what has changed something. */
    void mergersChangedSomething() {
        for (int i = 0; i < batch.size(); i++) {
            if (batch.get(i).message() instanceof Merger) {
                last = Math.max(last, i);
            }
        }
    }

    /** The position of the last envelope that changed something, as far as told so far. */
    int lastChange() {
        return Math.max(last, 0);
    }
}

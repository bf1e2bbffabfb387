package org.yizhan.publish;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yizhan.article.Erasure;
import org.yizhan.article.Moved;
import org.yizhan.publish.RestTable.Gone;
import org.yizhan.publish.RestTable.Parting;

/**
 * Which articles the addresses of stories lead to from now on whose founders are erased, as one batch makes it. The
 * erasure may come before or after the moves that it causes.
 */
final class Heirs {

    private final Membership membership;
    private final Arrivals arrivals;
    private final Set<UUID> named;

    /** @param named the stories that there were before */
    Heirs(Membership membership, Arrivals arrivals, Set<UUID> named) {
        this.membership = membership;
        this.arrivals = arrivals;
        this.named = new HashSet<>(named);
    }

    /** To be called when the erasures are written and nobody else can write any. */
    void write(RestTable table, List<ArticleState> changed) throws SQLException {
        List<UUID> moved = membership.moved(changed);
        table.part(partings(moved));
        table.inherit(membership.erased().stream().map(this::gone).toList());
        table.follow(left(moved));
    }

    private Gone gone(UUID erased) {
        return new Gone(
                erased,
                named.contains(erased),
                membership.fellow(erased).map(ArticleState::id),
                arrivals.last(erased, Erasure.class).map(Erasure::at));
    }

    /** By story, one of the articles that left it. */
    private Map<UUID, UUID> left(List<UUID> moved) {
        Map<UUID, UUID> left = new HashMap<>();
        moved.forEach(article -> membership
                .storyBefore(article)
                .ifPresent(story -> left.merge(
                        story, article, (one, other) -> StoryTable.BY_ID.compare(one, other) <= 0 ? one : other)));
        return left;
    }

    private List<Parting> partings(List<UUID> moved) {
        Map<UUID, Parting> partings = new HashMap<>();
        for (UUID article : moved) {
            parting(article).ifPresent(parting -> partings.put(parting.story(), parting));
        }
        return new ArrayList<>(partings.values());
    }

    /** That an article left a story because of the founder, which is still in it. */
    private Optional<Parting> parting(UUID article) {
        return membership
                .storyBefore(article)
                .flatMap(story -> arrivals.last(article, Moved.class)
                        .filter(move -> move.causedBy().equals(story))
                        .filter(move -> membership.now(story).isPresent())
                        .map(move -> new Parting(story, article, move.at())));
    }
}

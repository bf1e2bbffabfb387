package org.yizhan;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yizhan.article.Article;
import org.yizhan.article.Channel;
import org.yizhan.article.Received;
import org.yizhan.article.Tag;
import org.yizhan.article.Verdict;
import org.yizhan.check.Steps;
import org.yizhan.normalize.Normalizer;

/**
 * The pipeline's own parts, asked without storing anything.
 *
 * @param verdict what deduplicate says; empty where nobody can be asked
 * @param known what the channels brought before
 */
record DryRunSteps(
        Normalizer normalizer, Function<Article, Optional<Verdict>> verdict, Vocabularies vocabularies, Known known)
        implements Steps {

    /** Tells what a channel named before. */
    @FunctionalInterface
    interface Known {
        boolean is(String channel, String key) throws SQLException;
    }

    @Override
    public List<Article> normalize(Received received) {
        return normalizer.normalize(received);
    }

    @Override
    public Optional<Verdict> verdict(Article article) {
        return verdict.apply(article);
    }

    @Override
    public List<Tag> tags(Article article) {
        return vocabularies.tags(article);
    }

    @Override
    public boolean isKnown(Channel channel, String key) {
        try {
            return known.is(channel.id(), key);
        } catch (SQLException e) {
            throw new IllegalStateException("what the channel brought before can't be told: " + e.getMessage(), e);
        }
    }
}

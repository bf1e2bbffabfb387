package org.yizhan.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Article;
import org.yizhan.article.Channel;
import org.yizhan.article.Received;
import org.yizhan.article.Tag;
import org.yizhan.article.Verdict;
import org.yizhan.fetch.Fault;
import org.yizhan.fetch.Fetch;
import org.yizhan.fetch.Fetched;
import org.yizhan.fetch.Fetcher;
import org.yizhan.list.LinkPages;

/**
 * Answers for a channel with the one document that was kept of it; nothing else is there, and nobody is asked.
 *
 * @param document what was kept
 */
public record KeptDocument(Channel channel, Fetched.Document document) implements Fetcher {

    /** What was not kept; as a robots.txt it keeps nobody out. */
    private static final Fetched NOT_KEPT =
            new Fetched.Failed(Fault.HTTP_404, 404, "only the list was kept", Map.of(), Duration.ZERO);

    @Override
    public Fetched fetch(Fetch wanted) {
        boolean isList = LinkPages.fetch(channel, 1)
                .filter(first -> first.url().equals(wanted.url()))
                .isPresent();
        return isList || wanted.url().equals(document.url()) ? document : NOT_KEPT;
    }

    /** Whether nobody was asked, for this is no answer that was kept. */
    static boolean isMissing(Fetched answer) {
        return answer.equals(NOT_KEPT);
    }

    /** The steps without the one that looks for copies. */
    Steps without(Steps steps) {
        return new Steps() {
            @Override
            public List<Article> normalize(Received received) {
                return steps.normalize(received);
            }

            @Override
            public Optional<Verdict> verdict(Article article) {
                return Optional.empty();
            }

            @Override
            public List<Tag> tags(Article article) {
                return steps.tags(article);
            }

            @Override
            public boolean isKnown(Channel asked, String key) {
                return steps.isKnown(asked, key);
            }
        };
    }
}

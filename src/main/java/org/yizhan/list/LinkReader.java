package org.yizhan.list;

import java.util.Optional;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;

/**
 * Reads what a list names. Implementations are pure, safe for concurrent use and never throw for what a document holds:
 * what can't be read is told in {@link Links#warnings()}.
 */
@FunctionalInterface
public interface LinkReader {

    /** The articles that the list in {@code document} names, at most {@link LinkCollector#MOST}. */
    Links read(Channel channel, Fetched.Document document);

    /** Whether {@code path} can be read: names with dots between them. */
    static boolean isPath(String path) {
        return LinkPath.FORM.matcher(path).matches();
    }

    /** The reader for channels of this kind; empty where they have no list. */
    static Optional<LinkReader> of(Channel.Kind kind) {
        return switch (kind) {
            case POLL_LIST -> Optional.of(new HtmlListLinks());
            case POLL_JSON -> Optional.of(new JsonListLinks());
            case POLL_SITEMAP -> Optional.of(new SitemapLinks());
            case POLL_FEED, DROP_FOLDER, MAIL, PUSH, WEBSUB -> Optional.empty();
        };
    }
}

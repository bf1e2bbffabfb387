package org.yizhan.web;

import io.vertx.core.MultiMap;
import java.util.Optional;
import org.yizhan.deliver.Topic;
import org.yizhan.http.QueryString;
import org.yizhan.publish.FeedName;

/** A feed as an address names it, whether or not there is one. */
sealed interface NamedFeed {

    FeedFormat format();

    record Standing(FeedName name, FeedFormat format) implements NamedFeed {}

    record Search(SearchQuery query, FeedFormat format) implements NamedFeed {}

    /**
     * The one at an address of ours; empty where no feed can be called so.
     *
     * @param path that begins with {@link Feeds#PREFIX}
     * @param query with its question mark, or empty
     */
    static Optional<NamedFeed> at(String path, String query) {
        Optional<FeedFormat> format = Feeds.format(path);
        if (format.isEmpty()) {
            return Optional.empty();
        }
        return isSearch(path)
                ? Optional.of(new Search(SearchQuery.of(parameters(query)), format.get()))
                : Feeds.name(name(path)).map(feed -> new Standing(feed, format.get()));
    }

    /** What is wrong with a search's {@code query}; empty for all else. */
    static Optional<Advice> fault(String path, String query) {
        return isSearch(path) ? SearchFaults.in(parameters(query)) : Optional.empty();
    }

    private static boolean isSearch(String path) {
        return Feeds.format(path).isPresent() && name(path).equals("search");
    }

    private static String name(String path) {
        return path.substring(Feeds.PREFIX.length(), path.lastIndexOf('.'));
    }

    private static MultiMap parameters(String query) {
        return QueryString.parse(query.isEmpty() ? "" : query.substring(1));
    }

    /** The search of which this is the path; {@link IllegalArgumentException} where it is none's. */
    static Search search(String path) {
        if (of(path) instanceof Search search) {
            return search;
        }
        throw new IllegalArgumentException(path + " is no search");
    }

    /** That of a topic which is no search. */
    static Standing standing(Topic topic) {
        if (of(topic.path()) instanceof Standing standing) {
            return standing;
        }
        throw new IllegalArgumentException(topic.path() + " is a search");
    }

    private static NamedFeed of(String topic) {
        int query = topic.indexOf('?');
        String path = query < 0 ? topic : topic.substring(0, query);
        return at(path, query < 0 ? "" : topic.substring(query))
                .orElseThrow(() -> new IllegalArgumentException("no feed has the path " + topic));
    }
}

package org.yizhan.web;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.deliver.LiveList;
import org.yizhan.search.Wanted;

/**
 * A search that somebody is subscribed to, in one format.
 *
 * @param list what changes are held against: the search in order of time, whichever it is told in
 */
record FollowedSearch(SearchQuery query, FeedFormat format, LiveList list) {

    private static final Logger LOG = LoggerFactory.getLogger(FollowedSearch.class);

    /** The one at a topic's path; empty where it can't be read any longer. */
    static Optional<FollowedSearch> of(String path) {
        try {
            return Optional.of(of(NamedFeed.search(path)));
        } catch (IllegalArgumentException e) {
            LOG.atWarn()
                    .addKeyValue("stage", "deliver")
                    .addKeyValue("topic", path)
                    .addKeyValue("error", e.getMessage())
                    .log("a search can't be read any longer; its subscriptions end");
            return Optional.empty();
        }
    }

    private static FollowedSearch of(NamedFeed.Search named) {
        Wanted wanted = named.query()
                .inOrder(Wanted.Order.NEWEST)
                .page(Optional.empty(), 1)
                .wanted();
        return new FollowedSearch(named.query(), named.format(), new LiveList(wanted, Optional.empty()));
    }
}

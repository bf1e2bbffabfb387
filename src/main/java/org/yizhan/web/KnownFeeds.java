package org.yizhan.web;

import java.util.Optional;
import org.yizhan.publish.FeedName;

/** Which feeds there are before they hold a story: the vocabularies and the list of sources, answered from memory. */
@FunctionalInterface
public interface KnownFeeds {

    /** What the feed is about, such as 甘州区 for {@code region/620702}; empty where the name is unknown. */
    Optional<String> title(FeedName name);
}

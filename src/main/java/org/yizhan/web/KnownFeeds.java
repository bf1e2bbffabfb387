package org.yizhan.web;

import java.util.List;
import java.util.Optional;
import org.yizhan.publish.FeedName;

/** Which feeds there are before they hold a story: the vocabularies and the list of sources, answered from memory. */
@FunctionalInterface
public interface KnownFeeds {

    /** What the feed is about, such as 甘州区 for {@code region/620702}; empty where the name is unknown. */
    Optional<String> title(FeedName name);

    /** What the subject lies in, the widest first, such as 全国, 甘肃省, 张掖市; empty at the top and where it is unknown. */
    default List<FeedName> above(FeedName name) {
        return List.of();
    }

    /** What lies directly in the subject, in the vocabulary's order; empty at the bottom and where it is unknown. */
    default List<FeedName> below(FeedName name) {
        return List.of();
    }

    /** The subjects of a kind that lie in no other, in the vocabulary's order; empty for kinds without one. */
    default List<FeedName> roots(FeedName.Kind kind) {
        return List.of();
    }
}

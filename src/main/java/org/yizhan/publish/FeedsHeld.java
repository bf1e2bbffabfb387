package org.yizhan.publish;

import java.util.List;

/**
 * A part of the list of feeds that hold a story.
 *
 * @param all how many the whole list has; 0 where the part is empty
 */
public record FeedsHeld(List<FeedSummary> feeds, long all) {

    public FeedsHeld {
        feeds = List.copyOf(feeds);
    }
}

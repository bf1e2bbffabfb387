package org.yizhan.article;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One published batch: what readers can see from now on.
 *
 * @param seq the highest change sequence number of the batch
 * @param feeds names of the feeds that now read differently, such as {@code all} or {@code region/620702}
 * @param stories ids of the stories that changed
 * @param chronicle for whoever restores a backup from before the batch; records of earlier writers have none
 */
public record FeedsChanged(long seq, List<String> feeds, List<UUID> stories, Optional<Chronicle> chronicle)
        implements Message {

    private static final UUID KEY = new UUID(0, 0);

    public FeedsChanged {
        feeds = List.copyOf(feeds);
        stories = List.copyOf(stories);
    }

    @Override
    public UUID key() {
        return KEY;
    }
}

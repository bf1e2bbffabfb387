package org.yizhan.publish;

import java.util.Optional;

/**
 * The newest entries of a feed.
 *
 * @param archive the number of the archive's newest page
 * @param loose how many of the feed's entries are on no page, one more than asked for standing for any larger number
 */
public record Recent(FeedContent content, Optional<Integer> archive, int loose) {}

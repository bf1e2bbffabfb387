package org.yizhan.publish;

import java.time.Instant;

/** How much a standing feed holds: for catalogue and OPML. */
public record FeedSummary(FeedName name, long stories, Instant newest) {}

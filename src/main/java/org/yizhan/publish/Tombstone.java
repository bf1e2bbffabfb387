package org.yizhan.publish;

import java.time.Instant;
import java.util.UUID;

/** What is left in a feed of a story that was withdrawn or merged into another (RFC 6721). */
public record Tombstone(UUID storyId, Instant at, String reason) {}

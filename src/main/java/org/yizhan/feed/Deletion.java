package org.yizhan.feed;

import java.time.Instant;
import java.util.Optional;

/**
 * What a feed leaves in the place of an entry that was taken back (RFC 6721 §3). Atom's own; RSS may carry it as any other
 * foreign element, JSON Feed has none.
 *
 * @param ref the id of the entry
 * @param when it was taken back, where that is said
 * @param comment why, for people; empty where it is not said
 * @param link the entry's page; empty where it is not said
 */
public record Deletion(String ref, Optional<Instant> when, String comment, String link) {}

package org.yizhan.ops;

import java.time.Instant;
import java.util.Optional;
import org.yizhan.article.DeadLetter;

/**
 * A dead letter as it is kept for the operator.
 *
 * @param id ours, ascending in the order of arrival
 * @param letter what failed; its {@code bytes} are empty in lists
 * @param size of the record's value in bytes, in lists too
 * @param replays how often it was put back on its topic
 * @param replayedAt the last time it was, empty where it never was
 */
public record KeptDeadLetter(long id, DeadLetter letter, long size, int replays, Optional<Instant> replayedAt) {}

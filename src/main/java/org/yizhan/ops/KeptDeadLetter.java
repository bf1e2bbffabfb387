package org.yizhan.ops;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.yizhan.article.DeadLetter;

/**
 * A dead letter as it is kept for the operator.
 *
 * @param id ours, ascending in the order of arrival
 * @param letter what failed; its {@code bytes} are empty in lists
 * @param size of the record's value in bytes, in lists too
 * @param source as the record says; empty where it does not
 * @param title likewise
 * @param item the source's own id for it, likewise
 * @param receivedAt when the document that the record is came in; empty where it is none, and in letters of old
 * @param follows the letter of the same record that was replayed before
 * @param superseded whether its record failed again as a newer letter, or was replayed since as the one that failed before
 * @param tried how often the record had been replayed before this letter
 * @param replays how often it was put back on its topic since
 * @param replayedAt the last time it was, empty where it never was
 */
public record KeptDeadLetter(
        long id,
        DeadLetter letter,
        long size,
        String source,
        String title,
        String item,
        Optional<Instant> receivedAt,
        OptionalLong follows,
        boolean superseded,
        int tried,
        int replays,
        Optional<Instant> replayedAt) {

    /** How often its record was replayed in all. */
    public int attempts() {
        return tried + replays;
    }
}

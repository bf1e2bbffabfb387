package org.yizhan.ops;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * An order to replay or to discard many dead letters, as it stands.
 *
 * @param lastId letters with a greater id came later and are not meant
 * @param rate letters a second
 * @param notBefore when it begins; empty for at once
 * @param total how many there were when it was ordered
 * @param cursor the id of the letter that was attended to last
 * @param done how many were replayed, or discarded
 * @param leftOut how many were passed over
 * @param trouble why the last step did not go through; empty where it did
 */
public record LetterOrder(
        UUID id,
        Action action,
        Instant orderedAt,
        String operator,
        String reason,
        LetterChoice choice,
        long lastId,
        int rate,
        Optional<Instant> notBefore,
        long total,
        State state,
        long cursor,
        long done,
        long leftOut,
        String trouble,
        Optional<Instant> movedAt,
        Optional<Instant> endedAt) {

    /** What is done to the letters. */
    public enum Action {
        /** Each goes back to the topic that the stage reads which failed. */
        REPLAY,
        /** Each is deleted for good. */
        DISCARD;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How far it is. */
    public enum State {
        OPEN,
        PAUSED,
        CANCELLED,
        DONE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What an operator may say about one that is not at its end. */
    enum Turn {
        PAUSE(State.PAUSED, State.OPEN),
        RESUME(State.OPEN, State.PAUSED),
        CANCEL(State.CANCELLED, State.OPEN, State.PAUSED);

        private final State into;
        private final List<State> from;

        Turn(State into, State... from) {
            this.into = into;
            this.from = List.of(from);
        }

        /** The state that it has after it. */
        State into() {
            return into;
        }

        /** The states in which it may be said. */
        List<State> from() {
            return from;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many it has not come to; some of them may have gone in another way. */
    public long left() {
        return state == State.DONE ? 0 : Math.max(0, total - done - leftOut);
    }

    /** Whether it waits for room on the disk, and not for Kafka. */
    public boolean lacksRoom() {
        return trouble.equals(Replay.Full.REASON);
    }

    /** Whether something may still come of it. */
    public boolean isUnfinished() {
        return state == State.OPEN || state == State.PAUSED;
    }
}

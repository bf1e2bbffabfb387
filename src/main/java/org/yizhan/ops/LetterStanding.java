package org.yizhan.ops;

import java.util.Optional;
import java.util.UUID;

/**
 * What stands about a dead letter.
 *
 * @param state the most telling one
 * @param order the order that will come to it
 * @param next the letter that a replay of it ended in
 */
public record LetterStanding(LetterFilter.State state, Optional<UUID> order, Optional<Long> next) {

    /** Of one that no order comes to, and that nothing is known to have come of. */
    static LetterStanding of(KeptDeadLetter letter) {
        return of(letter, Optional.empty(), Optional.empty());
    }

    static LetterStanding of(KeptDeadLetter letter, Optional<UUID> order, Optional<Long> next) {
        return new LetterStanding(state(letter, order.isPresent(), next.isPresent()), order, next);
    }

    private static LetterFilter.State state(KeptDeadLetter letter, boolean isOrdered, boolean hasNext) {
        if (isOrdered) {
            return LetterFilter.State.ORDERED;
        }
        if (letter.replays() == 0 && !letter.superseded()) {
            return LetterFilter.State.WAITING;
        }
        return hasNext ? LetterFilter.State.FAILED_AGAIN : LetterFilter.State.REPLAYED;
    }
}

package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What is remembered of a channel between two polls.
 *
 * @param address what is asked: the file's url, where that moved for good, or the feed that it names
 * @param move where it says to have moved, not believed yet
 * @param copy the document that came last
 * @param wishes how it wants to be asked
 * @param pushedUntil while a hub tells us of news
 * @param rhythm when its newest items came
 * @param cadence how often it is asked
 * @param health how its polls went
 * @param yield what its rule found
 * @param punctuality how punctually it was read
 */
public record Standing(
        String address,
        Move move,
        Copy copy,
        Wishes wishes,
        Optional<Instant> pushedUntil,
        Rhythm rhythm,
        Duration cadence,
        Health health,
        Yield yield,
        Punctuality punctuality) {

    /**
     * A move that is not believed yet.
     *
     * @param to the address; empty: none
     * @param times how often in a row it was told
     */
    public record Move(String to, int times) {

        static final Move NONE = new Move("", 0);

        /** How often in a row a permanent redirect is seen before it is believed. */
        static final int CONFIRMATIONS = 3;

        Move told(Optional<String> address) {
            return address.map(next -> new Move(next, next.equals(to) ? times + 1 : 1))
                    .orElse(NONE);
        }

        boolean isBelieved() {
            return times >= CONFIRMATIONS;
        }
    }

    /**
     * How polls went.
     *
     * @param failingSince the first of the failures in a row
     * @param streak failures in a row; being asked to slow down (429) is none
     * @param fault the class of what went wrong last; empty where all is well
     * @param gaps between its successes
     */
    public record Health(
            Optional<Instant> lastAttempt,
            Optional<Instant> lastSuccess,
            Optional<Instant> failingSince,
            int streak,
            String fault,
            Gaps gaps) {

        static final Health NEW = new Health(Optional.empty(), Optional.empty(), Optional.empty(), 0, "", Gaps.NONE);

        /** It went well, though {@code word} may be to say about what came. */
        Health succeeded(Instant now, String word) {
            Gaps next = lastSuccess.map(last -> gaps.between(last, now)).orElse(gaps);
            return new Health(Optional.of(now), Optional.of(now), Optional.empty(), 0, word, next);
        }

        Health failed(Instant now, String word) {
            Optional<Instant> since = failingSince.or(() -> Optional.of(now));
            return new Health(Optional.of(now), lastSuccess, since, streak + 1, word, gaps);
        }

        /** It was asked to slow down: no failure, no success. */
        Health heldOff(Instant now, String word) {
            return new Health(Optional.of(now), lastSuccess, failingSince, streak, word, gaps);
        }
    }

    /**
     * What the rule found.
     *
     * @param matched how much, when it last found anything
     * @param barren in how many polls since it found nothing
     * @param newestDay which its newest item is of, where that says no more than its day
     */
    public record Yield(int matched, int barren, Optional<LocalDate> newestDay) {

        static final Yield NEW = new Yield(0, 0, Optional.empty());

        Yield found(int items) {
            return items > 0 ? new Yield(items, 0, newestDay) : new Yield(matched, barren + 1, newestDay);
        }

        /** The same document as before: still barren where it was. */
        Yield unchanged() {
            return barren > 0 ? new Yield(matched, barren + 1, newestDay) : this;
        }

        Yield newest(Optional<LocalDate> day) {
            return new Yield(matched, barren, day);
        }
    }

    /** A channel that has never been asked. */
    static Standing fresh(String address) {
        return new Standing(
                address,
                Move.NONE,
                Copy.NONE,
                Wishes.NONE,
                Optional.empty(),
                Rhythm.unknown(),
                Rhythm.UNKNOWN,
                Health.NEW,
                Yield.NEW,
                Punctuality.UNKNOWN);
    }

    Standing asking(String other) {
        return new Standing(other, Move.NONE, copy, wishes, pushedUntil, rhythm, cadence, health, yield, punctuality);
    }

    /** A permanent redirect was told, or not; at the third time in a row it is followed for good. */
    Standing moved(Optional<String> to) {
        Move next = move.told(to.filter(there -> !there.equals(address)));
        return next.isBelieved() ? asking(next.to()) : with(next);
    }

    private Standing with(Move next) {
        return new Standing(address, next, copy, wishes, pushedUntil, rhythm, cadence, health, yield, punctuality);
    }

    Standing with(Copy next) {
        return new Standing(address, move, next, wishes, pushedUntil, rhythm, cadence, health, yield, punctuality);
    }

    Standing with(Wishes next) {
        return new Standing(address, move, copy, next, pushedUntil, rhythm, cadence, health, yield, punctuality);
    }

    Standing with(Rhythm next) {
        return new Standing(address, move, copy, wishes, pushedUntil, next, cadence, health, yield, punctuality);
    }

    Standing with(Health next) {
        return new Standing(address, move, copy, wishes, pushedUntil, rhythm, cadence, next, yield, punctuality);
    }

    Standing with(Yield next) {
        return new Standing(address, move, copy, wishes, pushedUntil, rhythm, cadence, health, next, punctuality);
    }

    Standing every(Duration next) {
        return new Standing(address, move, copy, wishes, pushedUntil, rhythm, next, health, yield, punctuality);
    }

    Standing with(Punctuality next) {
        return new Standing(address, move, copy, wishes, pushedUntil, rhythm, cadence, health, yield, next);
    }
}

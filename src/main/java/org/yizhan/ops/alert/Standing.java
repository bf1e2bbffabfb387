package org.yizhan.ops.alert;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.ops.Trouble;
import org.yizhan.ops.Trouble.Severity;

/**
 * A span in which something was wrong, or a suspicion of one.
 *
 * @param id stays, whatever becomes of it
 * @param key what it is about
 * @param severity the worst so far
 * @param chinese as it was said last
 * @param english as it was said last
 * @param looks in a row that found it before it begins, or that did not before it ends
 * @param first when it was seen first
 * @param seen when it was looked for last
 * @param began empty while it is not sure yet
 * @param ended empty while it lasts
 * @param told what people were told last; empty: nobody was told
 */
public record Standing(
        UUID id,
        Key key,
        Severity severity,
        String chinese,
        String english,
        int looks,
        Instant first,
        Instant seen,
        Optional<Instant> began,
        Optional<Instant> ended,
        Optional<Told> told) {

    /** What was told of it, how bad it was then, and when. */
    public record Told(Notice.Event event, Severity severity, Instant at) {}

    /**
     * What an alert is about: there is one of a key at a time.
     *
     * @param observer the instance that alone sees it; empty: all see the same
     */
    public record Key(Trouble.Kind kind, String subject, String observer) {

        static Key of(Trouble trouble, String observer) {
            return new Key(
                    trouble.kind(), trouble.subject(), trouble.kind().sight() == Trouble.Sight.LOCAL ? observer : "");
        }
    }

    static Standing suspected(UUID id, Key key, Trouble trouble, Instant now) {
        return new Standing(
                id,
                key,
                trouble.severity(),
                trouble.chinese(),
                trouble.english(),
                0,
                now,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Whether it has begun and lasts. */
    public boolean isOpen() {
        return began.isPresent() && ended.isEmpty();
    }

    /** Found once more. */
    Standing found(Trouble trouble, Instant now) {
        Severity worst = severity.compareTo(trouble.severity()) > 0 ? severity : trouble.severity();
        int next = began.isPresent() ? 0 : looks + 1;
        boolean begins = began.isEmpty() && next >= key.kind().holds();
        return new Standing(
                id,
                key,
                worst,
                trouble.chinese(),
                trouble.english(),
                begins ? 0 : next,
                first,
                now,
                begins ? Optional.of(now) : began,
                ended,
                told);
    }

    /** Not found, though it was looked for. */
    Standing missed(Instant now) {
        boolean ends = looks + 1 >= key.kind().clears();
        return new Standing(
                id,
                key,
                severity,
                chinese,
                english,
                looks + 1,
                first,
                now,
                began,
                ends ? Optional.of(now) : ended,
                told);
    }

    /** Nothing can be said of it now. */
    Standing watched(Instant now) {
        return new Standing(id, key, severity, chinese, english, looks, first, now, began, ended, told);
    }

    /** Ended since nobody looks for it any more. */
    Standing abandoned(Instant now) {
        return new Standing(id, key, severity, chinese, english, looks, first, now, began, Optional.of(now), told);
    }

    /** Somebody was told. */
    Standing told(Notice.Event event, Instant now) {
        var telling = Optional.of(new Told(event, severity, now));
        return new Standing(id, key, severity, chinese, english, looks, first, seen, began, ended, telling);
    }
}

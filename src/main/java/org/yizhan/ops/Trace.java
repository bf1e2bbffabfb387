package org.yizhan.ops;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All that is known of the article of one id.
 *
 * @param trail its way; empty where none is published
 * @param erased when it was removed at a person's request
 * @param seen whether a stage knows it, though none is published
 * @param letters dead letters of its records, the newest first
 * @param standings what stands about each of them, by id
 * @param deeds what operators did to it and to its records, the newest first
 * @param mendings operators' words on its story, the newest first
 */
public record Trace(
        UUID id,
        Optional<Trail> trail,
        Optional<Instant> erased,
        boolean seen,
        List<KeptDeadLetter> letters,
        Map<Long, LetterStanding> standings,
        List<Audit.Line> deeds,
        List<MendingLog.Kept> mendings) {

    public Trace {
        letters = List.copyOf(letters);
        standings = Map.copyOf(standings);
        deeds = List.copyOf(deeds);
        mendings = List.copyOf(mendings);
    }

    /** What stands about one of its dead letters. */
    public LetterStanding standing(KeptDeadLetter letter) {
        return standings.getOrDefault(letter.id(), LetterStanding.of(letter));
    }

    /** Whether nobody has heard of it. */
    public boolean isNothing() {
        return trail.isEmpty()
                && erased.isEmpty()
                && !seen
                && letters.isEmpty()
                && deeds.isEmpty()
                && mendings.isEmpty();
    }
}

package org.yizhan.ops;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is known of the article of one id.
 *
 * @param trail its way; empty where none is published
 * @param removed when the stages removed it at a person's request
 * @param erasure the order to do so
 * @param seen whether a stage knows it, though none is published
 * @param letters dead letters of its records, the newest first
 * @param standings what stands about each of them, by id
 * @param outcomes what came of each of them that was replayed, by id
 * @param deeds what operators did to it and to its records, the newest first
 * @param mendings operators' words on its story, the newest first
 */
public record Trace(
        UUID id,
        Optional<Trail> trail,
        Optional<Instant> removed,
        Optional<Erasures.Erased> erasure,
        boolean seen,
        List<KeptDeadLetter> letters,
        Map<Long, LetterStanding> standings,
        Map<Long, LetterOutcome> outcomes,
        List<Audit.Line> deeds,
        List<MendingLog.Kept> mendings) {

    public Trace {
        letters = List.copyOf(letters);
        standings = Map.copyOf(standings);
        outcomes = Map.copyOf(outcomes);
        deeds = List.copyOf(deeds);
        mendings = List.copyOf(mendings);
    }

    /** What stands about one of its dead letters. */
    public LetterStanding standing(KeptDeadLetter letter) {
        return standings.getOrDefault(letter.id(), LetterStanding.of(letter));
    }

    /** When it was removed at a person's request; where no stage had published it, when that was ordered. */
    public Optional<Instant> erased() {
        return removed.or(() -> erasure.filter(order -> trail.isEmpty()).map(Erasures.Erased::requestedAt));
    }

    /** What is published of one of its dead letters. */
    public List<LetterOutcome.Result> became(KeptDeadLetter letter) {
        return outcome(letter).map(LetterOutcome::results).orElse(List.of());
    }

    /** What was published of one of its dead letters, and had to go. */
    public List<Erasures.Erased> erased(KeptDeadLetter letter) {
        return outcome(letter).map(LetterOutcome::erased).orElse(List.of());
    }

    private Optional<LetterOutcome> outcome(KeptDeadLetter letter) {
        return Optional.ofNullable(outcomes.get(letter.id()));
    }

    /** Its dead letters, of each record the newest. */
    public List<KeptDeadLetter> newest() {
        Set<Long> followed = letters.stream()
                .flatMap(letter -> letter.follows().stream().boxed())
                .collect(Collectors.toSet());
        return letters.stream()
                .filter(letter -> !followed.contains(letter.id()))
                .toList();
    }

    /** The letters that the record of this one failed as before, the newest first. */
    public List<KeptDeadLetter> former(KeptDeadLetter letter) {
        Map<Long, KeptDeadLetter> byId =
                letters.stream().collect(Collectors.toMap(KeptDeadLetter::id, Function.identity()));
        return Stream.iterate(before(byId, letter), Optional::isPresent, one -> before(byId, one.orElseThrow()))
                .map(Optional::orElseThrow)
                .toList();
    }

    private static Optional<KeptDeadLetter> before(Map<Long, KeptDeadLetter> byId, KeptDeadLetter letter) {
        return letter.follows().isPresent()
                ? Optional.ofNullable(byId.get(letter.follows().getAsLong()))
                : Optional.empty();
    }

    /** Whether nobody has heard of it. */
    public boolean isNothing() {
        return trail.isEmpty()
                && erased().isEmpty()
                && !seen
                && letters.isEmpty()
                && deeds.isEmpty()
                && mendings.isEmpty();
    }
}

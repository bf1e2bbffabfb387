package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.yizhan.http.Times;

/**
 * What came of a dead letter.
 *
 * @param deeds what operators did to it by itself, the newest first
 * @param came of each of its replays, the newest first
 * @param own what is published under its own key where it was never replayed
 */
public record LetterOutcome(LetterStanding standing, List<Audit.Line> deeds, List<Came> came, List<Result> own) {

    public LetterOutcome {
        deeds = List.copyOf(deeds);
        came = List.copyOf(came);
        own = List.copyOf(own);
    }

    /**
     * What came of one replay.
     *
     * @param end the letter that it ended in
     * @param results what is published of the record as it went: under its key, else what was made of it as a document of
     *     several articles
     * @param erased the same that was published and had to go
     */
    public record Came(LetterReplay replay, Optional<End> end, List<Result> results, List<Erasures.Erased> erased) {
        public Came {
            results = List.copyOf(results);
            erased = List.copyOf(erased);
        }
    }

    /** The letter that a replay ended in; it may have been discarded since. */
    public record End(long id, Optional<Discarded> discarded) {}

    /**
     * How a letter went.
     *
     * @param at empty where nobody wrote it down
     * @param operator empty likewise
     */
    public record Discarded(Optional<Instant> at, String operator) {}

    /** The letter that its newest replay ended in. */
    public Optional<End> cameOf() {
        return came.stream().filter(one -> one.replay().isSent()).findFirst().flatMap(Came::end);
    }

    /** What is published of it, by whichever replay. */
    public List<Result> results() {
        return came.isEmpty()
                ? own
                : came.stream()
                        .flatMap(one -> one.results().stream())
                        .distinct()
                        .toList();
    }

    /** What was published of it and had to go, by whichever replay. */
    public List<Erasures.Erased> erased() {
        return came.stream().flatMap(one -> one.erased().stream()).distinct().toList();
    }

    /** An article. */
    public record Result(UUID articleId, Published.Piece piece) {}

    /** Where it is looked up. */
    public static final class Desk {
        private static final int MOST_DEEDS = 50;
        private static final int LONGEST_NAME = 60;
        private static final int MOST_RESULTS = 20;

        private final DeadLetters letters;
        private final LetterReplays replays;
        private final Audit audit;
        private final Erasures erasures;
        private final Published published;
        private final BiFunction<String, Instant, List<UUID>> received;

        /**
         * @param published what became of a replayed record
         * @param received the articles of a source that came in at a moment
         */
        public Desk(
                DeadLetters letters,
                LetterReplays replays,
                Audit audit,
                Erasures erasures,
                Published published,
                BiFunction<String, Instant, List<UUID>> received) {
            this.letters = letters;
            this.replays = replays;
            this.audit = audit;
            this.erasures = erasures;
            this.published = published;
            this.received = received;
        }

        /**
         * The letter of this id; a {@link Rejection} with 410 says who discarded it or erased its article, when and why, with
         * 404 that there is none.
         */
        public KeptDeadLetter find(String id) throws SQLException {
            long number = DeadLetterApi.id(id);
            Optional<KeptDeadLetter> found = letters.find(number);
            return found.isPresent() ? found.get() : refuse(number);
        }

        private KeptDeadLetter refuse(long number) throws SQLException {
            Optional<Erasures.Erased> erased = erasures.ofLetter(number);
            if (erased.isPresent()) {
                throw erased(number, erased.get());
            }
            throw audit.aboutLetter(number, MOST_DEEDS).stream()
                    .filter(deed -> deed.action().equals(Audit.Action.DISCARD_DEAD_LETTER.word()))
                    .findFirst()
                    .map(Desk::discarded)
                    .orElseGet(DeadLetterApi::unknown);
        }

        private static Rejection discarded(Audit.Line deed) {
            return Rejection.of(
                    410,
                    "dead letter %s was discarded by %s at %s: %s"
                            .formatted(
                                    deed.object(),
                                    Shown.line(deed.operator(), LONGEST_NAME),
                                    Times.rfc3339(deed.at()),
                                    Shown.line(deed.reason(), Order.LONGEST_REASON)));
        }

        private static Rejection erased(long letter, Erasures.Erased erased) {
            return Rejection.of(
                    410,
                    "dead letter %d was erased by %s at %s with its article, nothing of it is kept: %s"
                            .formatted(
                                    letter,
                                    Shown.line(erased.operator(), LONGEST_NAME),
                                    Times.rfc3339(erased.requestedAt()),
                                    Shown.line(erased.reason(), Order.LONGEST_REASON)));
        }

        public LetterOutcome of(KeptDeadLetter kept) throws SQLException {
            List<Audit.Line> deeds = audit.aboutLetter(kept.id(), MOST_DEEDS);
            LetterStanding standing = letters.standings(List.of(kept)).getOrDefault(kept.id(), LetterStanding.of(kept));
            List<LetterReplay> done = replays.of(kept, deeds);
            Map<LetterReplay, LetterReplays.Later> ends = replays.ends(kept, done);
            List<Erasures.Erased> madeOf = done.isEmpty() ? List.of() : erasures.madeOf(kept.id());
            List<Came> came = new ArrayList<>();
            for (LetterReplay replay : done) {
                came.add(came(
                        replay,
                        Optional.ofNullable(ends.get(replay)).map(end -> new End(end.id(), end.discarded())),
                        madeOf));
            }
            return new LetterOutcome(standing, deeds, came, came.isEmpty() ? own(kept) : List.of());
        }

        /** What is published under the letter's own key, though nobody replayed it. */
        private List<Result> own(KeptDeadLetter kept) throws SQLException {
            List<Result> own = published(kept.letter().key(), LetterReplay.receipt(kept));
            return own.isEmpty() ? ofFormer(kept) : own;
        }

        /** What the letter that failed before became since. */
        private List<Result> ofFormer(KeptDeadLetter kept) throws SQLException {
            if (kept.follows().isEmpty()) {
                return List.of();
            }
            Optional<KeptDeadLetter> former =
                    letters.find(kept.follows().getAsLong()).filter(letter -> letter.replays() > 0);
            return former.isPresent() ? of(former.get()).results() : List.of();
        }

        /** What failed again is not published, whatever stands under its key. */
        private Came came(LetterReplay replay, Optional<End> end, List<Erasures.Erased> madeOf) throws SQLException {
            if (end.isPresent() || !replay.isSent()) {
                return new Came(replay, end, List.of(), List.of());
            }
            Optional<Erasures.Erased> own = erasures.find(replay.key());
            return new Came(
                    replay,
                    end,
                    published(replay.key(), replay.receipt()),
                    own.isPresent() ? List.of(own.get()) : replay.receipt().isPresent() ? madeOf : List.of());
        }

        private List<Result> published(UUID key, Optional<LetterReplay.Receipt> receipt) {
            List<Result> own = results(List.of(key));
            return own.isEmpty() ? made(receipt) : own;
        }

        /** As a document of several articles. */
        private List<Result> made(Optional<LetterReplay.Receipt> receipt) {
            return receipt.map(of -> results(received.apply(of.source(), of.at())))
                    .orElse(List.of());
        }

        private List<Result> results(Collection<UUID> ids) {
            return ids.stream()
                    .limit(MOST_RESULTS)
                    .flatMap(id -> published.article(id).map(piece -> new Result(id, piece)).stream())
                    .toList();
        }
    }

    /** What a line says besides. */
    public static JsonNode detail(Audit.Line line) {
        try {
            return Answer.JSON.readTree(line.detail());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a line of the audit is no JSON", impossible);
        }
    }
}

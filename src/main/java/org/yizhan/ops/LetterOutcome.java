package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.yizhan.http.Times;

/**
 * What came of a dead letter.
 *
 * @param deeds what operators did to it by itself, the newest first
 * @param cameOf the letter that its newest replay ended in
 * @param results what is published of its record: under the key that it went under last, else what was made of it as a
 *     document of several articles
 */
public record LetterOutcome(
        LetterStanding standing, List<Audit.Line> deeds, Optional<KeptDeadLetter> cameOf, List<Result> results) {

    public LetterOutcome {
        deeds = List.copyOf(deeds);
        results = List.copyOf(results);
    }

    /** An article. */
    public record Result(UUID articleId, Published.Piece piece) {}

    /** Where it is looked up. */
    public static final class Desk {
        private static final int MOST_DEEDS = 50;
        private static final int LONGEST_NAME = 60;
        private static final int MOST_RESULTS = 20;

        private final DeadLetters letters;
        private final Audit audit;
        private final Published published;
        private final BiFunction<String, Instant, List<UUID>> received;

        /**
         * @param published what became of a replayed record
         * @param received the articles of a source that came in at a moment
         */
        public Desk(
                DeadLetters letters,
                Audit audit,
                Published published,
                BiFunction<String, Instant, List<UUID>> received) {
            this.letters = letters;
            this.audit = audit;
            this.published = published;
            this.received = received;
        }

        /** The letter of this id; a {@link Rejection} with 410 says who discarded it and why, with 404 that there is none. */
        public KeptDeadLetter find(String id) throws SQLException {
            long number = DeadLetterApi.id(id);
            Optional<KeptDeadLetter> found = letters.find(number);
            return found.isPresent() ? found.get() : refuse(number);
        }

        private KeptDeadLetter refuse(long number) throws SQLException {
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

        public LetterOutcome of(KeptDeadLetter kept) throws SQLException {
            List<Audit.Line> deeds = audit.aboutLetter(kept.id(), MOST_DEEDS);
            Set<UUID> keys = keys(kept, deeds);
            LetterStanding standing = letters.standings(List.of(kept)).getOrDefault(kept.id(), LetterStanding.of(kept));
            return new LetterOutcome(standing, deeds, letters.cameOf(kept, keys), results(kept, deeds, keys));
        }

        /** Under which its record went, the newest first, and the one it came under. */
        private static Set<UUID> keys(KeptDeadLetter kept, List<Audit.Line> deeds) {
            var keys = new LinkedHashSet<UUID>();
            for (Audit.Line deed : deeds) {
                JsonNode detail = detail(deed);
                if (!detail.has("failed")) {
                    Order.id(detail.path("key").asText()).ifPresent(keys::add);
                }
            }
            keys.add(kept.letter().key());
            return keys;
        }

        private List<Result> results(KeptDeadLetter kept, List<Audit.Line> deeds, Set<UUID> keys) {
            List<Result> own = results(keys).stream().limit(1).toList();
            if (!own.isEmpty() || kept.replays() == 0) {
                return own;
            }
            return receipts(kept, deeds).stream()
                    .map(receipt -> results(received.apply(receipt.source(), receipt.at())))
                    .filter(results -> !results.isEmpty())
                    .findFirst()
                    .orElse(List.of());
        }

        private List<Result> results(Collection<UUID> ids) {
            return ids.stream()
                    .limit(MOST_RESULTS)
                    .flatMap(id -> published.article(id).map(piece -> new Result(id, piece)).stream())
                    .toList();
        }

        /** When a document came in, and whose it is. */
        private record Receipt(String source, Instant at) {}

        /** Of its record as it went, the newest first, and as it is. */
        private static Set<Receipt> receipts(KeptDeadLetter kept, List<Audit.Line> deeds) {
            var receipts = new LinkedHashSet<Receipt>();
            for (Audit.Line deed : deeds) {
                JsonNode detail = detail(deed);
                if (!detail.has("failed") && detail.has("received")) {
                    receipts.add(new Receipt(
                            detail.path("source").asText(),
                            Instant.parse(detail.path("received").asText())));
                }
            }
            RecordSubject subject =
                    RecordSubject.of(Base64.getDecoder().decode(kept.letter().bytes()));
            subject.receivedAt().ifPresent(at -> receipts.add(new Receipt(subject.source(), at)));
            return receipts;
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

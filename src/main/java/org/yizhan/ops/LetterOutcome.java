package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yizhan.http.Times;

/**
 * What came of a dead letter.
 *
 * @param deeds what operators did to it by itself, the newest first
 * @param cameOf the letter that its newest replay ended in
 * @param result what is published under the key that its record went under last
 */
public record LetterOutcome(
        LetterStanding standing, List<Audit.Line> deeds, Optional<KeptDeadLetter> cameOf, Optional<Result> result) {

    public LetterOutcome {
        deeds = List.copyOf(deeds);
    }

    /** An article. */
    public record Result(UUID articleId, Published.Piece piece) {}

    /** Where it is looked up. */
    public static final class Desk {
        private static final int MOST_DEEDS = 50;
        private static final int LONGEST_NAME = 60;

        private final DeadLetters letters;
        private final Audit audit;
        private final Published published;

        /** @param published what became of a replayed record */
        public Desk(DeadLetters letters, Audit audit, Published published) {
            this.letters = letters;
            this.audit = audit;
            this.published = published;
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
            return new LetterOutcome(standing, deeds, letters.cameOf(kept, keys), result(keys));
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

        private Optional<Result> result(Set<UUID> keys) {
            var results = new ArrayList<Result>();
            keys.forEach(key -> published.article(key).ifPresent(piece -> results.add(new Result(key, piece))));
            return results.stream().findFirst();
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

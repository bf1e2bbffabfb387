package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One time that a dead letter's record was put back on its topic, or was to be.
 *
 * @param operator empty where nobody wrote down who
 * @param mended whether it was a copy that somebody wrote over
 * @param order that did so, where it did many
 * @param key that the record went under
 * @param digest of what went, in hexadecimal digits; empty where it is no longer kept
 * @param receipt of the document that the record is, where it is one
 * @param failed why Kafka did not take it; empty where it did
 */
public record LetterReplay(
        Instant at,
        String operator,
        boolean mended,
        Optional<UUID> order,
        UUID key,
        String digest,
        Optional<Receipt> receipt,
        String failed) {

    private static final Set<String> ACTIONS =
            Set.of(Audit.Action.REPLAY_DEAD_LETTER.word(), Audit.Action.REPLAY_MENDED_DEAD_LETTER.word());

    /** When a document came in, and whose it is. */
    public record Receipt(String source, Instant at) {}

    /**
     * As a line of the audit says it; empty where that is about something else.
     *
     * @param digest of what went
     */
    static Optional<LetterReplay> of(Audit.Line line, KeptDeadLetter kept, String digest) {
        JsonNode detail = LetterOutcome.detail(line);
        return Optional.of(line)
                .filter(deed -> ACTIONS.contains(deed.action()))
                .map(deed -> new LetterReplay(
                        deed.at(),
                        deed.operator(),
                        isMended(deed),
                        Optional.empty(),
                        Order.id(detail.path("key").asText())
                                .orElse(kept.letter().key()),
                        digest,
                        receipt(detail).or(() -> receipt(kept)),
                        detail.path("failed").asText("")));
    }

    static boolean isMended(Audit.Line line) {
        return line.action().equals(Audit.Action.REPLAY_MENDED_DEAD_LETTER.word());
    }

    private static Optional<Receipt> receipt(JsonNode detail) {
        return detail.has("received")
                ? Optional.of(new Receipt(
                        detail.path("source").asText(),
                        Instant.parse(detail.path("received").asText())))
                : Optional.empty();
    }

    /** Of the record as it is kept. */
    static Optional<Receipt> receipt(KeptDeadLetter kept) {
        return kept.receivedAt().map(at -> new Receipt(kept.source(), at));
    }

    /** Whether Kafka acknowledged it. */
    public boolean isSent() {
        return failed.isEmpty();
    }

    /** Whether this letter may be what it ended in: of what went, or of what a stage further on had under its key. */
    boolean mayEndIn(LetterReplays.Later later, KeptDeadLetter kept) {
        boolean isSameStage = later.stage().equals(kept.letter().stage())
                && later.topic().equals(kept.letter().topic());
        return isSent()
                && !at.isAfter(later.storedAt())
                && key.equals(later.key())
                && (!isSameStage || digest.isEmpty() || digest.equals(later.digest()));
    }
}

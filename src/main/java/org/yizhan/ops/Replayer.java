package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.DeadLetter;
import org.yizhan.article.Unreadable;

/**
 * Replays dead letters one by one: publishes first, and counts the replay only after the acknowledgement. A crash between
 * the two leaves a letter that is published and not marked; replaying it once more is harmless, as the stages are
 * idempotent. {@link LetterOrders} replay many.
 */
public final class Replayer {

    private static final Logger log = LoggerFactory.getLogger(Replayer.class);
    private static final int LONGEST_REASON = 300;
    private static final int LONGEST_SOURCE = 200;

    /** The class of a record that a fresh checksum alone may mend. */
    private static final String CHECKSUM = "checksum";

    private final DeadLetters letters;
    private final LetterKeeper keeper;
    private final Replay replay;
    private final Envelopes envelopes;
    private final Audit audit;

    /** @param envelopes closes a record that was mended by hand */
    public Replayer(DeadLetters letters, LetterKeeper keeper, Replay replay, Envelopes envelopes, Audit audit) {
        this.letters = letters;
        this.keeper = keeper;
        this.replay = replay;
        this.envelopes = envelopes;
        this.audit = audit;
    }

    /** How a replay went. */
    public sealed interface Outcome {
        /** Acknowledged and counted; the letter as it is now. */
        record Replayed(KeptDeadLetter letter) implements Outcome {}

        /** No letter has this id. */
        record Unknown() implements Outcome {}

        /** What was written is no record that the stage could read; the reason fits on a line. */
        record Unfit(String reason) implements Outcome {}

        /** What was written is what the letter has: it can be replayed as it is. */
        record Unchanged() implements Outcome {}

        /** Not acknowledged, so not marked; the reason fits on a line. */
        record Refused(String reason) implements Outcome {

            /** Whether only room on the disk was missing. */
            boolean isForRoom() {
                return reason.equals(Replay.Full.REASON);
            }
        }
    }

    /** Puts the letter with this id back on its topic. Blocks until that is acknowledged. */
    public Outcome replay(long id, String operator) throws SQLException {
        Optional<KeptDeadLetter> found = letters.find(id);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        KeptDeadLetter kept = found.get();
        byte[] sent = Base64.getDecoder().decode(kept.letter().bytes());
        var detail = detail(kept.letter(), kept.letter().key(), sent);
        detail.putObject("before").put("replays", kept.replays());
        detail.putObject("after").put("replays", kept.replays() + 1);
        var deed = new Audit.Deed(operator, Audit.Action.REPLAY_DEAD_LETTER, Long.toString(id), "", detail);
        return send(kept, kept.letter(), deed, (connection, no) -> {});
    }

    /** Which record goes where: its receipt leads to the articles, where it is a document of several. */
    private static ObjectNode detail(DeadLetter letter, UUID key, byte[] sent) {
        var detail = Answer.object()
                .put("key", key.toString())
                .put("stage", letter.stage())
                .put("topic", letter.topic());
        RecordSubject subject = RecordSubject.of(sent);
        subject.receivedAt()
                .ifPresent(at -> detail.put("source", LetterKeeper.storable(subject.source(), LONGEST_SOURCE))
                        .put("received", at.toString()));
        return detail;
    }

    /**
     * Puts a mended copy of the letter with this id on its topic; the letter stays as it is. Blocks until that is
     * acknowledged.
     *
     * @param written the whole record; its checksum is made anew
     */
    public Outcome replay(long id, byte[] written, Order order) throws SQLException {
        Optional<KeptDeadLetter> found = letters.find(id);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        DeadLetter letter = found.get().letter();
        try {
            Envelopes.Sealed mended = envelopes.seal(letter.topic(), written);
            return send(found.get(), mended, order);
        } catch (Unreadable unfit) {
            return new Outcome.Unfit(Shown.line(unfit.error() + ": " + unfit.getMessage(), LONGEST_REASON));
        }
    }

    /** The same with a copy whose document and hints are these. */
    public Outcome replay(long id, WrittenDocument written, Order order) throws SQLException {
        Optional<KeptDeadLetter> found = letters.find(id);
        return found.isEmpty()
                ? new Outcome.Unknown()
                : replay(
                        id,
                        written.into(
                                Base64.getDecoder().decode(found.get().letter().bytes())),
                        order);
    }

    /** What a person wrote is on record though it was not acknowledged. */
    private Outcome send(KeptDeadLetter kept, Envelopes.Sealed mended, Order order) throws SQLException {
        DeadLetter letter = kept.letter();
        byte[] before = Base64.getDecoder().decode(letter.bytes());
        RecordChanges changes = RecordChanges.between(before, mended.value());
        if (changes.names().isEmpty() && !letter.error().equals(CHECKSUM)) {
            return new Outcome.Unchanged();
        }
        var detail = detail(letter, mended.key(), mended.value())
                .put("bytesBefore", kept.size())
                .put("bytesAfter", mended.value().length)
                .put("checksumBefore", checksum(before))
                .put("checksumAfter", checksum(mended.value()));
        changes.names().forEach(detail.putArray("fields")::add);
        if (changes.more() > 0) {
            detail.put("moreFields", changes.more());
        }
        var deed = new Audit.Deed(
                order.operator(),
                Audit.Action.REPLAY_MENDED_DEAD_LETTER,
                Long.toString(kept.id()),
                order.reason(),
                detail);
        Audit.Also also = (connection, no) -> MendedLetters.keep(connection, no, kept, mended, changes);
        Outcome outcome = send(kept, mended(letter, mended), deed, also);
        if (outcome instanceof Outcome.Refused refused) {
            audit.write(deed.failed(refused.reason()), also);
        }
        return outcome;
    }

    private static DeadLetter mended(DeadLetter letter, Envelopes.Sealed mended) {
        return new DeadLetter(
                mended.key(),
                letter.stage(),
                letter.topic(),
                letter.partition(),
                letter.offset(),
                letter.error(),
                letter.reason(),
                Base64.getEncoder().encodeToString(mended.value()),
                letter.at());
    }

    private static String checksum(byte[] value) {
        var crc = new CRC32C();
        crc.update(value);
        return "%08x".formatted(crc.getValue());
    }

    private Outcome send(KeptDeadLetter kept, DeadLetter record, Audit.Deed deed, Audit.Also also) throws SQLException {
        Optional<String> trouble = publish(replay, List.of(record));
        if (trouble.isPresent()) {
            log.atWarn()
                    .addKeyValue("deadLetter", kept.id())
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("error", trouble.get())
                    .log("a dead letter could not be replayed");
            return new Outcome.Refused(trouble.get());
        }
        keeper.replayed(kept.id());
        audit.write(deed, also);
        log.atInfo()
                .addKeyValue("deadLetter", kept.id())
                .addKeyValue("action", deed.action().word())
                .addKeyValue("stage", Shown.line(record.stage(), 100))
                .addKeyValue("topic", Shown.line(record.topic(), 200))
                .log("a dead letter was replayed");
        return new Outcome.Replayed(letters.find(kept.id()).orElse(kept));
    }

    /** Empty once all are acknowledged; else why not, on one line. */
    static Optional<String> publish(Replay replay, List<DeadLetter> records) {
        try {
            replay.publish(records);
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.of("the program is stopping");
        } catch (Replay.Full full) {
            return Optional.of(Replay.Full.REASON);
        } catch (Exception failure) {
            return Optional.of(Shown.line(failure.toString(), LONGEST_REASON));
        }
    }

    /** The record's text as an operator may write it over: in lines, where it is JSON. */
    public static String text(KeptDeadLetter kept) {
        byte[] record = Base64.getDecoder().decode(kept.letter().bytes());
        try {
            JsonNode read = Answer.JSON.readTree(record);
            return read.isObject() ? read.toPrettyString() : new String(record, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return new String(record, StandardCharsets.UTF_8);
        }
    }
}

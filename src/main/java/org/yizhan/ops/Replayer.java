package org.yizhan.ops;

import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays dead letters: publishes first, and counts the replay only after the acknowledgement. A crash between the two
 * leaves a letter that is published and not marked; replaying it once more is harmless, as the stages are idempotent.
 */
public final class Replayer {

    private static final Logger log = LoggerFactory.getLogger(Replayer.class);

    private final DeadLetters letters;
    private final Replay replay;
    private final Audit audit;

    public Replayer(DeadLetters letters, Replay replay, Audit audit) {
        this.letters = letters;
        this.replay = replay;
        this.audit = audit;
    }

    /** How a replay went. */
    public sealed interface Outcome {
        /** Acknowledged and counted; the letter as it is now. */
        record Replayed(KeptDeadLetter letter) implements Outcome {}

        /** No letter has this id. */
        record Unknown() implements Outcome {}

        /** Not acknowledged, so not marked; the reason fits on a line. */
        record Refused(String reason) implements Outcome {}
    }

    /** Puts the letter with this id back on its topic. Blocks until that is acknowledged. */
    public Outcome replay(long id, String operator) throws SQLException {
        var found = letters.find(id);
        if (found.isEmpty()) {
            return new Outcome.Unknown();
        }
        var letter = found.get().letter();
        try {
            replay.publish(letter);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Outcome.Refused("the program is stopping");
        } catch (Exception failure) {
            var reason = Shown.line(failure.toString(), 300);
            log.atWarn()
                    .addKeyValue("deadLetter", id)
                    .addKeyValue("topic", letter.topic())
                    .addKeyValue("error", reason)
                    .log("a dead letter could not be replayed");
            return new Outcome.Refused(reason);
        }
        letters.replayed(id);
        audit.write(Audit.Deed.plain(operator, Audit.Action.REPLAY_DEAD_LETTER, Long.toString(id)));
        log.atInfo()
                .addKeyValue("deadLetter", id)
                .addKeyValue("stage", Shown.line(letter.stage(), 100))
                .addKeyValue("topic", Shown.line(letter.topic(), 200))
                .log("a dead letter was replayed");
        Optional<KeptDeadLetter> now = letters.find(id);
        return new Outcome.Replayed(now.orElse(found.get()));
    }
}

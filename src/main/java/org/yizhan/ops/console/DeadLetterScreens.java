package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Optional;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.DeadLetterRemoval;
import org.yizhan.ops.DeadLetters;
import org.yizhan.ops.KeptDeadLetter;
import org.yizhan.ops.OpsApi;
import org.yizhan.ops.Order;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Rejection;
import org.yizhan.ops.Replayer;
import org.yizhan.ops.Shown;

/** The screen of one dead letter, with buttons to replay and to discard it. */
public final class DeadLetterScreens {

    private static final int MOST_SHOWN = 200_000;

    private final Screens screens;
    private final DeadLetters letters;
    private final Replayer replayer;
    private final DeadLetterRemoval removal;

    public DeadLetterScreens(Screens screens, DeadLetters letters, Replayer replayer, DeadLetterRemoval removal) {
        this.screens = screens;
        this.letters = letters;
        this.replayer = replayer;
        this.removal = removal;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/ops/dead-letters/:id", this::letter);
        paths.work(HttpMethod.POST, "/ops/dead-letters/:id/replay", this::replay);
        paths.work(HttpMethod.POST, "/ops/dead-letters/:id/discard", this::discard);
    }

    /** One letter, with its bytes read as UTF-8. */
    public record Letter(Screen screen, KeptDeadLetter kept, String text) {}

    private Answer letter(Asked asked) throws SQLException {
        KeptDeadLetter kept = (OpsApi.isId(asked.id())
                        ? letters.find(Long.parseLong(asked.id()))
                        : Optional.<KeptDeadLetter>empty())
                .orElseThrow(DeadLetterScreens::unknown);
        var bytes = Base64.getDecoder().decode(kept.letter().bytes());
        var text = Shown.block(new String(bytes, StandardCharsets.UTF_8), MOST_SHOWN);
        String id = String.valueOf(kept.id());
        return Screens.page("letter", new Letter(screens.of(asked, "死信 " + id, "Dead letter " + id), kept, text));
    }

    /** Replays one and goes back to it. */
    private Answer replay(Asked asked) throws SQLException {
        if (!OpsApi.isId(asked.id())) {
            throw unknown();
        }
        return switch (replayer.replay(Long.parseLong(asked.id()), asked.operator())) {
            case Replayer.Outcome.Replayed done ->
                Answer.seeOther("/ops/dead-letters/" + done.letter().id());
            case Replayer.Outcome.Unknown unknown -> throw unknown();
            case Replayer.Outcome.Refused refused ->
                throw Rejection.forNow("not replayed, Kafka did not acknowledge it (%s); go back and try again"
                        .formatted(refused.reason()));
        };
    }

    /** Discards one and goes back to the overview. */
    private Answer discard(Asked asked) throws SQLException {
        Order order = Order.of(asked);
        if (!OpsApi.isId(asked.id()) || !removal.discard(Long.parseLong(asked.id()), order)) {
            throw unknown();
        }
        return Answer.seeOther("/ops");
    }

    private static Rejection unknown() {
        return Rejection.of(404, "no dead letter has this id; /ops lists them");
    }
}

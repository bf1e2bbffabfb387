package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.DeadLetterApi;
import org.yizhan.ops.KeptDeadLetter;
import org.yizhan.ops.LetterOrderApi;
import org.yizhan.ops.LetterOrders;
import org.yizhan.ops.LetterOutcome;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Replayer;
import org.yizhan.ops.Role;

/** The page on which one dead letter is replayed as it is: it says what that does before it does it. */
public final class LetterReplayScreens {

    private static final String ONE = DeadLetterScreens.PATH + "/:id/replay";

    private final Screens screens;
    private final LetterOutcome.Desk outcomes;
    private final Replayer replayer;
    private final LetterOrderApi orders;
    private final Metrics metrics;

    public LetterReplayScreens(
            Screens screens, LetterOutcome.Desk outcomes, Replayer replayer, LetterOrderApi orders, Metrics metrics) {
        this.screens = screens;
        this.outcomes = outcomes;
        this.replayer = replayer;
        this.orders = orders;
        this.metrics = metrics;
    }

    public void mount(Paths paths) {
        paths.work(Role.OPERATOR, HttpMethod.GET, ONE, this::ask);
        paths.work(HttpMethod.POST, ONE, this::replay);
    }

    /**
     * What a replay would do.
     *
     * @param further the stages behind the one that it starts from, in flow order
     * @param queue how far the stage is behind; empty where nobody knows
     */
    public record Asking(
            Screen screen,
            KeptDeadLetter kept,
            LetterOutcome outcome,
            List<String> further,
            Optional<Metrics.Seen> queue) {
        public Asking {
            further = List.copyOf(further);
        }

        /** In minutes; none but at once where it was replayed too often for an order. */
        public List<Integer> delays() {
            return isTooOften() ? List.of(0) : List.of(0, 5, 15, 60);
        }

        public String delay(int minutes) {
            return minutes == 0 ? screen.say("现在", "now") : screen.say(minutes + " 分钟后", "in " + minutes + " minutes");
        }

        public boolean isTooOften() {
            return kept.attempts() >= LetterOrders.MOST_TRIES;
        }

        public int mostTries() {
            return LetterOrders.MOST_TRIES;
        }
    }

    private Answer ask(Asked asked) throws SQLException {
        KeptDeadLetter kept = outcomes.find(asked.id());
        String stage = kept.letter().stage();
        List<Metrics.Seen> seen = metrics.seen();
        List<String> further = seen.stream()
                .map(Metrics.Seen::stage)
                .filter(Metrics.STAGES::contains)
                .dropWhile(name -> !name.equals(stage))
                .skip(1)
                .toList();
        Optional<Metrics.Seen> queue = seen.stream()
                .filter(one -> one.stage().equals(stage) && one.lag().isPresent())
                .findFirst();
        String id = String.valueOf(kept.id());
        Screen screen = screens.of(asked, "重放死信 " + id, "Replay dead letter " + id);
        return Screens.page(
                "letter-replay",
                new Asking(screen.twin(DeadLetterScreens.TWIN + kept.id()), kept, outcomes.of(kept), further, queue));
    }

    private Answer replay(Asked asked) throws SQLException {
        Duration delay = LetterOrderApi.delay(asked.field("delay"));
        if (!delay.isZero()) {
            KeptDeadLetter kept = outcomes.find(asked.id());
            return Answer.seeOther(LetterOrderScreens.PATH + "/"
                    + orders.later(asked, kept, delay).id());
        }
        KeptDeadLetter done = DeadLetterApi.done(replayer.replay(DeadLetterApi.id(asked.id()), asked.operator()));
        return Answer.seeOther(DeadLetterScreens.PATH + "/" + done.id());
    }
}

package org.yizhan.ops.console;

import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Entry;
import org.yizhan.ops.Order;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Rejection;
import org.yizhan.ops.Role;
import org.yizhan.ops.Trouble;
import org.yizhan.ops.alert.AlertDesk;
import org.yizhan.ops.alert.FeedTokens;
import org.yizhan.ops.alert.SilenceForm;
import org.yizhan.ops.alert.Standing;

/** The screens of alerts: what is open, what was, who wants silence, and who reads the feed; and the help page. */
public final class AlertScreens {

    private static final String ALERTS = "/ops/alerts";
    private static final int ENDED = 50;

    private final Screens screens;
    private final AlertDesk desk;
    private final FeedTokens tokens;
    private final Clock clock;

    public AlertScreens(Screens screens, AlertDesk desk, FeedTokens tokens, Clock clock) {
        this.screens = screens;
        this.desk = desk;
        this.tokens = tokens;
        this.clock = clock;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, ALERTS, this::alerts).takes("before", "limit");
        paths.work(HttpMethod.GET, ALERTS + "/:id/silence", this::wish);
        paths.work(HttpMethod.POST, ALERTS + "/:id/silence", this::silence);
        paths.work(HttpMethod.POST, ALERTS + "/speak", this::speak);
        paths.work(Role.ADMIN, HttpMethod.POST, ALERTS + "/tokens", this::makeToken);
        paths.work(Role.ADMIN, HttpMethod.POST, ALERTS + "/tokens/:id/revoke", this::revokeToken);
        paths.work(HttpMethod.GET, "/ops/help", this::help);
    }

    /**
     * What the screen shows.
     *
     * @param older the query of the next page of ended ones; empty where there are no more
     * @param tokens who reads the feed
     * @param made a token that has just been made, the only time it can be seen
     */
    public record Alerts(
            Screen screen, AlertDesk.Board board, String older, List<FeedTokens.Token> tokens, Optional<String> made) {
        public Alerts {
            tokens = List.copyOf(tokens);
        }

        /** The address of the feed with the new token. */
        public String feed() {
            return made.map(token -> Entry.FEED + "?token=" + token).orElse(Entry.FEED);
        }
    }

    private Answer alerts(Asked asked) {
        return page(asked, Optional.empty());
    }

    private Answer page(Asked asked, Optional<String> made) {
        Screen screen = screens.of(asked, "告警", "Alerts");
        var before = SilenceForm.time(asked.parameter("before").orElse(""), clock.instant());
        AlertDesk.Board board = desk.board(before, ENDED);
        String older = board.ended().size() < ENDED
                ? ""
                : board.ended()
                        .getLast()
                        .standing()
                        .ended()
                        .map(ended -> "?before=" + screen.part(ended.toString()))
                        .orElse("");
        return Screens.page(
                "alerts", new Alerts(made.isPresent() ? screen.alone() : screen, board, older, tokens.all(), made));
    }

    /** What would be silenced, before it is. */
    public record Wish(Screen screen, Standing alert) {}

    private Answer wish(Asked asked) throws SQLException {
        Screen screen = screens.of(asked, "静默告警", "Silence an alert").alone();
        return Screens.page("silence", new Wish(screen, alert(asked)));
    }

    private Answer silence(Asked asked) throws SQLException {
        Standing alert = alert(asked);
        var form = new SilenceForm(
                alert.key().kind().word(), alert.key().subject(), asked.field("until"), asked.field("reason"));
        desk.silence(form.silence(asked.operator(), clock.instant()));
        return Answer.seeOther(ALERTS);
    }

    private Standing alert(Asked asked) throws SQLException {
        var id = Order.id(asked.id());
        return (id.isPresent() ? desk.find(id.get()) : Optional.<Standing>empty())
                .orElseThrow(() -> Rejection.of(404, "no alert has this id; " + ALERTS + " lists them"));
    }

    private Answer speak(Asked asked) throws SQLException {
        Trouble.Kind kind = Trouble.Kind.of(asked.field("kind"))
                .orElseThrow(() -> Rejection.of(422, "there is no such kind of alert"));
        desk.speak(kind, asked.field("subject"), asked.operator());
        return Answer.seeOther(ALERTS);
    }

    private Answer makeToken(Asked asked) throws SQLException {
        FeedTokens.Made made = tokens.make(SilenceForm.line("name", asked.field("name")), asked.operator());
        return page(asked, Optional.of(made.token()));
    }

    private Answer revokeToken(Asked asked) throws SQLException {
        tokens.revoke(asked.id(), asked.operator());
        return Answer.seeOther(ALERTS);
    }

    /** The glossary, and what to do about each kind of alert. */
    public record Help(Screen screen) {}

    private Answer help(Asked asked) {
        return Screens.page("help", new Help(screens.of(asked, "手册", "Help").alone()));
    }
}

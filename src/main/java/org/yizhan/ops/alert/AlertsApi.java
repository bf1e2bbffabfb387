package org.yizhan.ops.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Asked;
import org.yizhan.ops.Entry;
import org.yizhan.ops.Order;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Rejection;
import org.yizhan.ops.Role;
import org.yizhan.ops.Trouble;

/** The operators' JSON interface to alerts. Every method may block. */
public final class AlertsApi {

    static final String PATH = "/api/v1/ops/alerts";

    private static final String SILENCES = PATH + "/silences";
    private static final String TOKENS = "/api/v1/ops/feed-tokens";
    private static final int USUAL = 100;
    private static final int MOST = 500;

    private final AlertDesk desk;
    private final FeedTokens tokens;
    private final Clock clock;

    public AlertsApi(AlertDesk desk, FeedTokens tokens, Clock clock) {
        this.desk = desk;
        this.tokens = tokens;
        this.clock = clock;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, PATH, this::list).takes("before", "limit");
        paths.work(HttpMethod.POST, SILENCES, this::silence);
        paths.work(HttpMethod.DELETE, SILENCES, this::speak).takes("kind", "subject");
        paths.work(HttpMethod.GET, TOKENS, asked -> tokens());
        paths.work(Role.ADMIN, HttpMethod.POST, TOKENS, this::make);
        paths.work(Role.ADMIN, HttpMethod.DELETE, TOKENS + "/:id", this::revoke);
    }

    /**
     * {@code {"open":[…],"ended":[…],"silences":[…],"whole":true}}: the open ones worst first, those that ended the newest
     * first. Parameters: {@code before} (a time; of the ended ones), {@code limit} (default {@value #USUAL}, at most
     * {@value #MOST}).
     */
    private Answer list(Asked asked) {
        AlertDesk.Board board = desk.board(
                SilenceForm.time(asked.parameter("before").orElse(""), clock.instant()), asked.limit(USUAL, MOST));
        var body = Answer.object();
        body.put("whole", board.isWhole());
        var open = body.putArray("open");
        board.open().forEach(alert -> open.add(json(alert)));
        var ended = body.putArray("ended");
        board.ended().forEach(alert -> ended.add(json(alert)));
        var silences = body.putArray("silences");
        board.silences().forEach(silence -> silences.add(json(silence)));
        return Answer.json(200, body);
    }

    private static ObjectNode json(AlertDesk.Alert alert) {
        Standing standing = alert.standing();
        var body = Answer.object()
                .put("id", standing.id().toString())
                .put("kind", standing.key().kind().word())
                .put("subject", standing.key().subject())
                .put("instance", standing.key().observer())
                .put("severity", standing.severity().word())
                .put("detail", standing.english())
                .put("detailChinese", standing.chinese())
                .put("began", standing.began().map(Instant::toString).orElse(null))
                .put("ended", standing.ended().map(Instant::toString).orElse(null))
                .put("told", standing.told().isPresent())
                .put(
                        "screen",
                        Trouble.screen(standing.key().kind(), standing.key().subject()))
                .put("runbook", standing.key().kind().runbook());
        alert.silence().ifPresent(silence -> body.set("silence", json(silence)));
        return body;
    }

    private static ObjectNode json(Silence silence) {
        return Answer.object()
                .put("kind", silence.kind().word())
                .put("subject", silence.subject())
                .put("until", silence.until().toString())
                .put("reason", silence.reason())
                .put("operator", silence.operator())
                .put("madeAt", silence.madeAt().toString());
    }

    /**
     * 201 with the silence: {@code {"kind","subject","until","reason"}}, the last from now on, for 30 days at most; 422 where
     * no alert of this kind can be about the subject.
     */
    private Answer silence(Asked asked) throws SQLException {
        JsonNode body = Order.object(
                asked.body(),
                Set.of("kind", "subject", "until", "reason"),
                "{\"kind\":\"lag\",\"subject\":\"tag\",\"until\":\"2026-11-28T08:00:00+08:00\",\"reason\":\"…\"}");
        var form = new SilenceForm(
                body.path("kind").asText(),
                body.path("subject").asText(),
                body.path("until").asText(),
                body.path("reason").asText());
        Silence silence = form.silence(asked.operator(), clock.instant());
        Optional<String> fault = desk.fault(silence);
        if (fault.isPresent()) {
            throw Rejection.of(422, fault.get());
        }
        desk.silence(silence);
        return Answer.json(201, json(silence));
    }

    /** 204: who wants to be told is told again. */
    private Answer speak(Asked asked) throws SQLException {
        var kind = SilenceForm.kind(asked.parameter("kind").orElse(""));
        if (!desk.speak(kind, asked.parameter("subject").orElse(""), asked.operator())) {
            throw Rejection.of(404, "there is no such silence; GET " + PATH + " lists them");
        }
        return Answer.nothing();
    }

    private Answer tokens() {
        var body = Answer.object();
        var rows = body.putArray("tokens");
        tokens.all()
                .forEach(token -> rows.addObject()
                        .put("id", token.id())
                        .put("name", token.name())
                        .put("operator", token.operator())
                        .put("createdAt", token.createdAt().toString()));
        return Answer.json(200, body);
    }

    /** 201 with the token, which is shown this once only: {@code {"name":"who reads with it"}}. */
    private Answer make(Asked asked) throws SQLException {
        JsonNode body = Order.object(asked.body(), Set.of("name"), "{\"name\":\"who reads with it\"}");
        FeedTokens.Made made =
                tokens.make(SilenceForm.line("name", body.path("name").asText()), asked.operator());
        return Answer.json(
                201,
                Answer.object()
                        .put("id", made.id())
                        .put("token", made.token())
                        .put("feed", Entry.FEED + "?token=" + made.token()));
    }

    private Answer revoke(Asked asked) throws SQLException {
        if (!tokens.revoke(asked.id(), asked.operator())) {
            throw Rejection.of(404, "there is no such token; GET " + TOKENS + " lists them");
        }
        return Answer.nothing();
    }
}

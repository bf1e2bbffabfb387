package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's JSON interface: dead letters, keys and status. Every method may block. */
public final class OpsApi {

    private static final Logger log = LoggerFactory.getLogger(OpsApi.class);
    private static final String ANY_SOURCE = "push:any";
    private static final int LONGEST_SOURCE = 200;
    private static final String NEEDED =
            "send a JSON object with source or scope, such as {\"source\":\"cac\"} or" + " {\"scope\":\"push:any\"}";

    private final DeadLetters letters;
    private final Replayer replayer;
    private final DeadLetterRemoval removal;
    private final KeyMaker keys;
    private final Status status;
    private final Audit audit;

    public OpsApi(
            DeadLetters letters,
            Replayer replayer,
            DeadLetterRemoval removal,
            KeyMaker keys,
            Status status,
            Audit audit) {
        this.letters = letters;
        this.replayer = replayer;
        this.removal = removal;
        this.keys = keys;
        this.status = status;
        this.audit = audit;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/api/v1/ops/status", asked -> status());
        paths.work(HttpMethod.GET, "/api/v1/ops/dead-letters", asked -> deadLetters(asked.parameters()));
        paths.work(HttpMethod.GET, "/api/v1/ops/dead-letters/:id", asked -> deadLetter(asked.id()));
        paths.work(HttpMethod.DELETE, "/api/v1/ops/dead-letters/:id", this::discard);
        paths.work(HttpMethod.POST, "/api/v1/ops/dead-letters/:id/replay", this::replay);
        paths.work(Role.ADMIN, HttpMethod.POST, "/api/v1/ops/keys", this::makeKey);
    }

    /** {@code {"deadLetters":[…],"next":"?before=…","counts":[…]}}; {@code next} is missing on the last page. */
    private Answer deadLetters(MultiMap parameters) throws SQLException {
        try {
            var query = LetterQuery.of(parameters);
            var page = query.ask(letters);
            var body = Answer.object();
            var rows = body.putArray("deadLetters");
            page.forEach(letter -> rows.add(row(letter)));
            query.after(page).ifPresent(next -> body.put("next", next));
            counts(body, letters.counts());
            return Answer.json(200, body);
        } catch (IllegalArgumentException wrong) {
            return Answer.problem(400, String.valueOf(wrong.getMessage()));
        }
    }

    /** One letter, with {@code bytes} in base64 and the same as {@code text}, where invalid UTF-8 shows as U+FFFD. */
    private Answer deadLetter(String id) throws SQLException {
        var found = isId(id) ? letters.find(Long.parseLong(id)) : Optional.<KeptDeadLetter>empty();
        if (found.isEmpty()) {
            return unknownLetter();
        }
        var body = row(found.get());
        var bytes = found.get().letter().bytes();
        body.put("bytes", bytes);
        body.put("text", new String(Base64.getDecoder().decode(bytes), StandardCharsets.UTF_8));
        return Answer.json(200, body);
    }

    /** 202 once the record is acknowledged on its topic; 503 where it isn't, and then it isn't counted as replayed. */
    private Answer replay(Asked asked) throws SQLException {
        if (!isId(asked.id())) {
            return unknownLetter();
        }
        return switch (replayer.replay(Long.parseLong(asked.id()), asked.operator())) {
            case Replayer.Outcome.Replayed done -> Answer.json(202, row(done.letter()));
            case Replayer.Outcome.Unknown unknown -> unknownLetter();
            case Replayer.Outcome.Refused refused ->
                Answer.problem(
                                503,
                                "not replayed, Kafka did not acknowledge it (%s); try again"
                                        .formatted(refused.reason()))
                        .with("Retry-After", "5");
        };
    }

    /** 204 once the letter is gone; it can't be brought back. */
    private Answer discard(Asked asked) throws SQLException {
        Order order = Order.of(asked);
        return isId(asked.id()) && removal.discard(Long.parseLong(asked.id()), order)
                ? Answer.nothing()
                : unknownLetter();
    }

    /** 201 with the new key, which is shown this once only. */
    private Answer makeKey(Asked request) throws Exception {
        JsonNode asked;
        try {
            asked = Answer.JSON.readTree(request.body());
        } catch (JsonProcessingException unreadable) {
            return Answer.problem(
                    400,
                    "the body is not JSON (%s); %s"
                            .formatted(Shown.line(unreadable.getOriginalMessage(), 200), NEEDED));
        } catch (IOException unreadable) {
            return Answer.problem(400, "the body is not JSON; " + NEEDED);
        }
        var source = asked.path("source");
        var scope = asked.path("scope");
        if (!asked.isObject() || source.isMissingNode() == scope.isMissingNode() || asked.size() != 1) {
            return Answer.problem(422, NEEDED + ", and nothing else");
        }
        try {
            if (scope.isMissingNode()) {
                return isSource(source)
                        ? made(request, keys.forSource(Normalizer.normalize(source.textValue(), Normalizer.Form.NFC)))
                        : Answer.problem(
                                422,
                                "source must be text of 1 to %d characters without control characters"
                                        .formatted(LONGEST_SOURCE));
            }
            return ANY_SOURCE.equals(scope.textValue())
                    ? made(request, keys.forScope(ANY_SOURCE))
                    : Answer.problem(422, "scope must be " + ANY_SOURCE);
        } catch (IllegalArgumentException refused) {
            return Answer.problem(422, String.valueOf(refused.getMessage()));
        }
    }

    /** {@code {"problems":[…],"status":"UP",…}}: what is wrong comes first. */
    private Answer status() {
        var report = status.report();
        var body = Answer.object();
        var problems = body.putArray("problems");
        report.troubles()
                .forEach(trouble -> problems.addObject()
                        .put("kind", trouble.kind().word())
                        .put("severity", trouble.severity().word())
                        .put("subject", trouble.subject())
                        .put("detail", trouble.english())
                        .put("detailChinese", trouble.chinese())
                        .put("screen", trouble.screen())
                        .put("runbook", trouble.kind().runbook()));
        body.put("status", report.isReady() ? "UP" : "DOWN");
        body.put("version", report.version());
        body.put("at", report.at().toString());
        body.put("uptimeSeconds", report.uptime().toSeconds());
        checks(body, report.checks());
        var stages = body.putArray("stages");
        report.stages().forEach(seen -> stages.add(stage(seen)));
        counts(body, report.deadLetters());
        return Answer.json(200, body);
    }

    /** Puts {@code "checks":[{"name","status","reason"}]} into a body. */
    static void checks(ObjectNode body, List<Readiness.Found> found) {
        var checks = body.putArray("checks");
        found.forEach(check -> checks.addObject()
                .put("name", check.name())
                .put("status", check.health().status())
                .put("reason", check.health().reason()));
    }

    private Answer made(Asked request, KeyMaker.MadeKey key) throws SQLException {
        var detail = Answer.object().put("source", key.source()).put("scope", key.scope());
        audit.write(new Audit.Deed(request.operator(), Audit.Action.MAKE_KEY, key.id(), "", detail));
        log.atInfo()
                .addKeyValue("key", key.id())
                .addKeyValue("source", Shown.line(key.source(), LONGEST_SOURCE))
                .addKeyValue("scope", key.scope())
                .log("the operator made a push key");
        return Answer.json(
                201,
                Answer.object()
                        .put("id", key.id())
                        .put("key", key.key())
                        .put("source", key.source().isEmpty() ? null : key.source())
                        .put("scope", key.scope().isEmpty() ? null : key.scope()));
    }

    private static ObjectNode stage(Metrics.Seen seen) {
        var stage = Answer.object().put("stage", seen.stage());
        if (seen.lag().isPresent()) {
            stage.put("lag", seen.lag().getAsLong());
            stage.put("lagSeconds", seen.lagTime().toSeconds());
        } else {
            stage.putNull("lag").putNull("lagSeconds");
        }
        return stage.put("received", seen.received()).put("sent", seen.sent()).put("dead", seen.dead());
    }

    private static ObjectNode row(KeptDeadLetter kept) {
        var letter = kept.letter();
        var row = Answer.object()
                .put("id", kept.id())
                .put("stage", letter.stage())
                .put("error", letter.error())
                .put("reason", letter.reason())
                .put("at", letter.at().toString())
                .put("key", letter.key().toString())
                .put("topic", letter.topic())
                .put("partition", letter.partition())
                .put("offset", letter.offset())
                .put("size", kept.size())
                .put("replays", kept.replays());
        return row.put("replayedAt", kept.replayedAt().map(Object::toString).orElse(null));
    }

    private static void counts(ObjectNode body, List<DeadLetterCount> found) {
        var counts = body.putArray("deadLetterCounts");
        found.forEach(count -> counts.addObject()
                .put("stage", count.stage())
                .put("error", count.error())
                .put("total", count.total())
                .put("waiting", count.waiting()));
    }

    private static boolean isSource(JsonNode source) {
        var text = source.isTextual() ? source.textValue() : "";
        return !text.isBlank()
                && text.length() <= LONGEST_SOURCE
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    public static boolean isId(String id) {
        return id.matches("[0-9]{1,18}");
    }

    private static Answer unknownLetter() {
        return Answer.problem(404, "no dead letter has this id; GET /api/v1/ops/dead-letters lists them");
    }
}

package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.json.Malformed;

/** The operator's JSON interface: keys and status. Every method may block. */
public final class OpsApi {

    private static final Logger log = LoggerFactory.getLogger(OpsApi.class);
    private static final String ANY_SOURCE = "push:any";
    private static final int LONGEST_SOURCE = 200;
    private static final String NEEDED =
            "send a JSON object with source or scope, such as {\"source\":\"cac\"} or" + " {\"scope\":\"push:any\"}";

    private final KeyMaker keys;
    private final Status status;
    private final Audit audit;

    public OpsApi(KeyMaker keys, Status status, Audit audit) {
        this.keys = keys;
        this.status = status;
        this.audit = audit;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/api/v1/ops/status", asked -> status());
        paths.work(Role.ADMIN, HttpMethod.POST, "/api/v1/ops/keys", this::makeKey);
    }

    /** 201 with the new key, which is shown this once only. */
    private Answer makeKey(Asked request) throws Exception {
        JsonNode asked;
        try {
            asked = Answer.JSON.readTree(request.body());
        } catch (IOException unreadable) {
            return Answer.problem(
                    400, "the body is not JSON: %s; %s".formatted(Malformed.why(unreadable, request.body()), NEEDED));
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
        body.set("sources", report.sources().map(OpsApi::sources).orElseGet(OpsApi::unknownSources));
        report.deadLetters().ifPresentOrElse(found -> counts(body, found), () -> body.putNull("deadLetterCounts"));
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
                        .put("signingSecret", key.signingSecret())
                        .put("source", key.source().isEmpty() ? null : key.source())
                        .put("scope", key.scope().isEmpty() ? null : key.scope()));
    }

    /** The same with null throughout. */
    private static ObjectNode unknownSources() {
        return Answer.object()
                .putNull("fresh")
                .putNull("polled")
                .putNull("freshPercent")
                .putNull("networkGoneSince");
    }

    /**
     * {@code {"fresh":n,"polled":n,"freshPercent":n,"networkGoneSince":null}}; the share is null where none is polled, and
     * with it the number while our own network is gone: nobody can say then.
     */
    private static ObjectNode sources(SourcesFresh sources) {
        var row = Answer.object();
        if (sources.networkGone().isPresent()) {
            row.putNull("fresh");
        } else {
            row.put("fresh", sources.fresh());
        }
        row.put("polled", sources.polled());
        if (sources.percent().isPresent()) {
            row.put("freshPercent", sources.percent().getAsInt());
        } else {
            row.putNull("freshPercent");
        }
        return row.put("networkGoneSince", SourceWords.time(sources.networkGone()));
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

    /** Puts {@code "deadLetterCounts":[…]} into a body. */
    static void counts(ObjectNode body, List<DeadLetterCount> found) {
        var counts = body.putArray("deadLetterCounts");
        found.forEach(count -> counts.addObject()
                .put("stage", count.stage())
                .put("error", count.error())
                .put("total", count.total())
                .put("waiting", count.waiting())
                .set("lastDay", Answer.JSON.valueToTree(count.lastDay())));
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
}

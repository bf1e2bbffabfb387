package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import org.yizhan.ingest.ApiKeys;
import org.yizhan.ingest.PushLog;

/** The operators' JSON interface to those who push. Every method may block. No answer holds a key, but for a new one's. */
public final class PublishersApi {

    static final String PATH = "/api/v1/ops/publishers";

    private final Publishers publishers;

    public PublishersApi(Publishers publishers) {
        this.publishers = publishers;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, PATH, asked -> all());
        paths.work(HttpMethod.POST, PATH + "/check", this::check);
        paths.work(HttpMethod.GET, PATH + "/:id", this::one);
        paths.work(Role.ADMIN, HttpMethod.POST, PATH + "/:id/rotate", this::rotate);
        paths.work(Role.ADMIN, HttpMethod.DELETE, PATH + "/:id", this::revoke);
    }

    /** {@code {"publishers":[…],"strangers":n}}, with counts of the last 24 hours. */
    private Answer all() throws SQLException {
        var body = Answer.object();
        var rows = body.putArray("publishers");
        publishers.all().forEach(publisher -> rows.add(json(publisher)));
        return Answer.json(200, body.put("strangers", publishers.strangers()));
    }

    private Answer one(Asked asked) throws SQLException {
        ObjectNode body = json(publishers.find(asked.id()));
        var requests = body.putArray("requests");
        publishers.requests(asked.id()).forEach(request -> requests.add(json(request)));
        return Answer.json(200, body);
    }

    private static ObjectNode json(Publishers.Publisher publisher) {
        var key = publisher.key();
        var body = Answer.object()
                .put("id", key.id())
                .put("source", key.source().orElse(null))
                .put("scope", key.source().isPresent() ? null : "push:any")
                .put("live", publisher.isLive())
                .put("createdAt", key.created().toString())
                .put("lastUsedAt", key.lastUsed().map(Instant::toString).orElse(null))
                .put("expiresAt", key.expires().map(Instant::toString).orElse(null))
                .put("revokedAt", key.revoked().map(Instant::toString).orElse(null))
                .put("replacedBy", key.replacedBy().orElse(null));
        var lastDay = body.putObject("last24Hours");
        publisher.tally().forEach(lastDay::put);
        return body;
    }

    private static ObjectNode json(PushLog.Request request) {
        return Answer.object()
                .put("at", request.at().toString())
                .put("what", request.what())
                .put("bytes", request.bytes())
                .put("status", request.status())
                .put("accepted", request.accepted())
                .put("rejected", request.rejected())
                .put("detail", request.detail());
    }

    /** 201 with the new key, which is shown this once only: {@code {"overlap":"7d"}}. */
    private Answer rotate(Asked asked) throws SQLException {
        JsonNode body = Order.object(asked.body(), Set.of("overlap"), "{\"overlap\":\"7d\"}");
        ApiKeys.Made made = publishers.rotate(asked.id(), body.path("overlap").asText(), asked.operator());
        return Answer.json(
                201,
                Answer.object()
                        .put("id", made.id())
                        .put("key", made.key())
                        .put("signingSecret", made.signingSecret())
                        .put("source", made.source().orElse(null))
                        .put("replaces", asked.id()));
    }

    private Answer revoke(Asked asked) throws SQLException {
        publishers.revoke(asked.id(), asked.operator());
        return Answer.nothing();
    }

    /** {@code {"headers":"…","body":"…","secret":"…"}} gets {@code {"good":true,"findings":[…]}}; nothing of it is kept. */
    private Answer check(Asked asked) throws SQLException {
        JsonNode given = Order.object(
                asked.body(),
                Set.of("headers", "body", "secret"),
                "{\"headers\":\"Authorization: Bearer …\",\"body\":\"…\",\"secret\":\"whsec_…\"}");
        var shown = new SignatureCheck.Shown(
                given.path("headers").asText(),
                given.path("body").asText(),
                given.path("secret").asText());
        var body = Answer.object();
        var findings = publishers.check(shown, asked.operator());
        body.put("good", findings.stream().allMatch(SignatureCheck.Finding::isGood));
        var rows = body.putArray("findings");
        findings.forEach(finding -> rows.addObject()
                .put("good", finding.isGood())
                .put("detail", finding.english())
                .put("detailChinese", finding.chinese()));
        return Answer.json(200, body);
    }
}

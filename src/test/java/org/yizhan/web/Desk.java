package org.yizhan.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.flywaydb.core.Flyway;
import org.yizhan.article.Approval;
import org.yizhan.article.Message;
import org.yizhan.article.Relation;
import org.yizhan.article.Source;
import org.yizhan.article.Verdict;
import org.yizhan.deduplicate.Explanation;
import org.yizhan.ingest.Allowance;
import org.yizhan.ingest.ApiKeys;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.PushLog;
import org.yizhan.ingest.SigningKey;
import org.yizhan.ingest.SourceRegistry;
import org.yizhan.ingest.WebhookLog;
import org.yizhan.normalize.Normalizer;
import org.yizhan.normalize.PageDocument;
import org.yizhan.tag.Tagger;

/** The sources' side of the HTTP edge on a free port, with real keys in a real database; what it sends on is kept. */
final class Desk implements AutoCloseable {

    private static final Tagger TAGGER = Tagger.bundled();

    static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    static final int LIMIT = 10_000_000;

    private static final JsonMapper JSON = new JsonMapper();

    /** What came back. */
    record Reply(int status, HttpResponse<String> http, JsonNode json) {

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }
    }

    final List<Message> sent = new CopyOnWriteArrayList<>();
    final String anyKey;
    final String cacKey;
    volatile boolean refusing;
    volatile boolean full;

    private final EmbeddedPostgres server;
    private final Vertx vertx = Vertx.vertx();
    private final HttpEdge edge;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Desk() throws IOException {
        server = EmbeddedPostgres.start();
        var database = server.getPostgresDatabase();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var keys = new ApiKeys(
                database, new SecureRandom(), clock, SigningKey.of("c2lnbmluZy1rZXktb2YtdGhlLXRlc3RzLWZvci1ldmVy"));
        anyKey = keys.make(Optional.empty()).key();
        cacKey = keys.make(Optional.of("cac")).key();
        var allowance = new Allowance(new Allowance.Terms(0, 500, 0, false), clock);
        var sources = new SourceRegistry(database);
        sources.declare(List.of(new Source("cac", "中国网信网", List.of(), "100000", "", "list", Approval.ALWAYS)));
        var push = new PushApi(
                vertx,
                new PushApi.Door(
                        keys,
                        new WebhookLog(database, clock),
                        allowance,
                        new PushLog(database, clock),
                        LIMIT,
                        () -> !full,
                        Proxies.NONE),
                new Intake(sources, clock),
                this::send);
        var steps = new PreviewApi.Steps(
                new Normalizer(sources),
                new PageDocument(sources),
                article -> new Explanation(
                        new Verdict(
                                article.key(),
                                Relation.ORIGINAL,
                                Optional.empty(),
                                1,
                                1,
                                "none",
                                List.of("nothing like it"),
                                0),
                        List.of()),
                () -> TAGGER,
                sources);
        var dryRun = new DryRun(vertx, push, LIMIT);
        var preview = new PreviewApi(dryRun, steps, clock);
        var feedPreview = new FeedPreview(dryRun, clock);
        var htmlPreview = new HtmlPreview(dryRun, new Normalizer(sources), clock);
        edge = new HttpEdge(
                vertx, "127.0.0.1", 0, List.of(push::mount, preview::mount, feedPreview::mount, htmlPreview::mount));
    }

    private void send(List<Message> messages) throws Sender.Unavailable {
        if (refusing) {
            throw new Sender.Unavailable("no broker answers", new IOException("refused"));
        }
        sent.addAll(messages);
    }

    int port() {
        return edge.port();
    }

    Reply push(String json) {
        return post("/api/v1/articles", "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    Reply post(String path, String contentType, byte[] body) {
        return send("POST", path, contentType, BodyPublishers.ofByteArray(body), "Bearer " + anyKey);
    }

    /** Sends without saying how long the body is. */
    Reply chunked(String path, String contentType, byte[] body) {
        return send(
                "POST",
                path,
                contentType,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                "Bearer " + anyKey);
    }

    Reply send(String method, String path, String contentType, HttpRequest.BodyPublisher body, String authorization) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + path))
                .method(method, body)
                .header("Content-Type", contentType);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer, JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        edge.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }
}

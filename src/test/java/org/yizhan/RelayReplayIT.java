package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.DeadLetter;
import org.yizhan.article.Envelope;
import org.yizhan.article.Hop;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;
import org.yizhan.relay.Topic;
import org.yizhan.relay.Wire;

/** Dead letters by the many, replayed by a program that dies in the middle. */
class RelayReplayIT {

    private static final int LETTERS = 120;
    private static final int RATE = 15;
    private static final Hop BEFORE = new Hop("ingest", Instant.parse("2026-11-23T02:00:00Z"));
    private static final String ORDERS = "/api/v1/ops/dead-letters/orders";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path temporary;

    private Map<String, String> settings = Map.of();

    /** A letter whose record is good: what made it fail has passed. */
    private static byte[] letter(int number) {
        String id = "letter-" + number;
        UUID key = Identity.article("zaoshi-zhan", id);
        String json =
                """
                {"source":"zaoshi-zhan","id":"%s","title":"第%d号通告","text":"编号%d的通告写的是%s，各单位照办，月底以前报告。"}
                """.formatted(id, number, number, Identity.fingerprint(id)).strip();
        var received = new Received(
                key,
                "zaoshi-zhan",
                id,
                Received.Form.PUSH,
                "application/json",
                Received.Encoding.TEXT,
                json,
                "push",
                Map.of(),
                Instant.parse("2026-11-23T02:00:00Z"));
        byte[] record =
                Wire.write(Topic.RECEIVED, new Envelope(UUID.randomUUID().toString(), List.of(BEFORE), received));
        var letter = new DeadLetter(
                key,
                "normalize",
                Topic.RECEIVED.topicName(),
                7,
                number,
                "stage-failure",
                "磁盘满了\u001b[31m",
                Base64.getEncoder().encodeToString(record),
                Instant.parse("2026-11-23T03:00:00Z"));
        return Wire.write(Topic.DEAD, new Envelope("dead-" + number, List.of(), letter));
    }

    @Test
    void replaysEachOnceThoughItIsKilledInTheMiddle() throws Exception {
        settings = new HashMap<>(ChildInstance.settings(temporary.resolve("data")));
        String order;
        try (var killed = launch("killed.log");
                var broker = Broker.of(temporary.resolve("killed.log"))) {
            broker.put(
                    Topic.DEAD,
                    0,
                    IntStream.range(0, LETTERS).mapToObj(RelayReplayIT::letter).toList());
            await().atMost(Duration.ofSeconds(30)).until(broker::isQuiet);
            order = ask(
                            killed,
                            "POST",
                            ORDERS,
                            "{\"action\":\"replay\",\"filter\":{\"stage\":\"normalize\",\"source\":\"zaoshi-zhan\"},\"rate\":%d}"
                                    .formatted(RATE))
                    .path("id")
                    .asText();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> ask(killed, "GET", ORDERS + "/" + order, "")
                                    .path("done")
                                    .asInt()
                            >= 2 * RATE);
            killed.process().orElseThrow().destroyForcibly();
            assertThat(killed.awaitEnd(Duration.ofSeconds(10))).isPresent();
        }
        try (var next = launch("next.log");
                var caller = new Caller(next);
                var broker = Broker.of(temporary.resolve("next.log"))) {
            assertThat(ask(next, "GET", ORDERS + "/" + order, "").path("total").asInt())
                    .isEqualTo(LETTERS);
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> ask(next, "GET", ORDERS + "/" + order, "")
                            .path("state")
                            .asText()
                            .equals("done"));
            await().atMost(Duration.ofSeconds(60)).until(broker::isQuiet);
            assertThat(ask(next, "GET", ORDERS + "/" + order, "").path("done").asInt())
                    .isEqualTo(LETTERS);
            assertThat(caller.exported("letter-")).isEqualTo(LETTERS);
            assertThat(broker.records(Topic.RECEIVED)).isBetween((long) LETTERS, (long) LETTERS + RATE);
            JsonNode waiting = ask(next, "GET", "/api/v1/ops/dead-letters?state=waiting", "");
            assertThat(waiting.path("deadLetters")).isEmpty();
            traces(next);
            delays(next);
        }
    }

    /** Days that a record waited for a person are no delay of the pipeline. */
    private void delays(ChildInstance program) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            String metrics = client.send(
                            HttpRequest.newBuilder(program.management().resolve("/observe/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            long all = counted(metrics, "yizhan_publish_delay_seconds_count ");
            assertThat(all).isPositive();
            assertThat(counted(metrics, "yizhan_publish_delay_seconds_bucket{le=\"300.0\"} "))
                    .isEqualTo(all);
        }
    }

    private static long counted(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    /** The letter leads to its item, and the item to its letter. */
    private void traces(ChildInstance program) throws Exception {
        String article = Identity.article("zaoshi-zhan", "letter-5").toString();
        JsonNode kept = ask(program, "GET", "/api/v1/ops/dead-letters?q=" + "%E7%A3%81%E7%9B%98&source=zaoshi-zhan", "")
                .path("deadLetters");
        assertThat(kept).hasSize(50);
        JsonNode trace = ask(program, "GET", "/api/v1/ops/trace/" + article, "");
        assertThat(trace.path("status").asText()).isEqualTo("published");
        assertThat(trace.path("steps"))
                .extracting(step ->
                        step.path("stage").asText() + " " + step.path("topic").asText())
                .containsExactly(
                        "ingest articles.received",
                        "ops articles.received",
                        "normalize articles.normalized",
                        "deduplicate articles.deduplicated",
                        "tag articles.tagged",
                        "publish feeds.changed");
        JsonNode letter = trace.path("deadLetters").get(0);
        assertThat(letter.path("offset").asInt()).isEqualTo(5);
        assertThat(ask(
                                program,
                                "GET",
                                "/api/v1/ops/dead-letters/" + letter.path("id").asText(),
                                "")
                        .path("articleId")
                        .asText())
                .isEqualTo(article);
    }

    private ChildInstance launch(String log) throws Exception {
        var program = ChildInstance.launch(temporary, temporary.resolve(log), settings);
        program.awaitReady();
        return program;
    }

    private JsonNode ask(ChildInstance program, String method, String path, String body) throws Exception {
        String login = "ops:" + settings.get("YIZHAN_OPS_PASSWORD");
        try (var client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(program.management().resolve(path))
                            .header(
                                    "Authorization",
                                    "Basic "
                                            + Base64.getEncoder()
                                                    .encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
            return JSON.readTree(answer.body());
        }
    }
}

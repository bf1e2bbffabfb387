package org.yizhan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yizhan.article.Envelope;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;
import org.yizhan.ingest.Escaped;
import org.yizhan.relay.Topic;
import org.yizhan.relay.Wire;

/** Records that no stage can use: they die alone, the operator can read and replay them, and every one is counted. */
@ExtendWith(Relay.Shared.class)
class RelayDeadLettersIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Relay relay;

    RelayDeadLettersIT(Relay relay) {
        this.relay = relay;
    }

    private List<JsonNode> deadLetters(String error) throws Exception {
        Answer answer = relay.operate("GET", "/api/v1/ops/dead-letters?error=" + error, "");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        var letters = new ArrayList<JsonNode>();
        answer.json().path("deadLetters").forEach(letters::add);
        return letters;
    }

    private byte[] bytes(JsonNode letter) throws Exception {
        return Base64.getDecoder()
                .decode(relay.operate(
                                "GET",
                                "/api/v1/ops/dead-letters/" + letter.path("id").asText(),
                                "")
                        .json()
                        .path("bytes")
                        .asText());
    }

    /** A record as ingest puts it on its topic. */
    private static byte[] received(String id) {
        String json = "{\"source\":\"banben-zhan\",\"id\":\"%s\",\"title\":\"版本 %s\",\"text\":\"正文 %s\"}"
                .formatted(id, id, id);
        var received = new Received(
                Identity.article("banben-zhan", id),
                "banben-zhan",
                id,
                Received.Form.PUSH,
                "application/json",
                Received.Encoding.TEXT,
                json,
                "push",
                Map.of(),
                Instant.parse("2026-11-23T02:00:00Z"));
        return Wire.write(Topic.RECEIVED, new Envelope(UUID.randomUUID().toString(), List.of(), received));
    }

    @Test
    void keepsAPageWithoutAnArticleForTheOperator() throws Exception {
        Answer taken = relay.post(
                "/api/v1/pages?paper=kong-bao&date=2026-11-23&page=2",
                "text/plain",
                "责任编辑：江一帆 电话：000-00000000".getBytes(UTF_8));
        assertThat(taken.status()).isEqualTo(202);
        relay.settle();

        String key = taken.articleId();
        assertThat(deadLetters("no-article"))
                .filteredOn(letter -> letter.path("key").asText().equals(key))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.path("stage").asText()).isEqualTo("normalize");
                    assertThat(letter.path("reason").asText()).contains("no paragraph of running text");
                    assertThat(relay.operate(
                                            "GET",
                                            "/api/v1/ops/dead-letters/"
                                                    + letter.path("id").asText(),
                                            "")
                                    .json()
                                    .path("text")
                                    .asText())
                            .contains("责任编辑：江一帆");
                });
        relay.assertGoesOn();
    }

    /**
     * The largest article that is taken, of eight megabytes: with its lines beside its markup it is more than a topic takes, and
     * so is its letter in base64.
     */
    @Test
    void buriesAnArticleThatGrowsTooLargeForATopicAlone() throws Exception {
        var article = Relay.article("da-zhan", "1", "过大的稿件", "");
        String piece = "<p>社区" + "\"".repeat(40) + "</p>";
        article.put("html", piece);
        int least = written(article);
        article.put("html", piece + piece);
        article.put("html", piece.repeat(1 + (Escaped.LARGEST - least) / (written(article) - least)));
        assertThat(written(article)).isBetween(Escaped.LARGEST - 1_000, Escaped.LARGEST);

        String key = relay.push(article).articleId();
        relay.settle();

        assertThat(deadLetters("too-large"))
                .filteredOn(letter -> letter.path("key").asText().equals(key))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.path("stage").asText()).isEqualTo("normalize");
                    assertThat(letter.path("reason").asText()).contains("several articles");
                    assertThat(letter.path("title").asText())
                            .as("read from its bytes")
                            .isEqualTo("过大的稿件");
                });
        relay.assertGoesOn();
    }

    /** As a string within a record, without the quotation marks around it. */
    private static int written(Map<String, Object> article) throws IOException {
        return JSON.writeValueAsBytes(JSON.writeValueAsString(article)).length - 2;
    }

    @Test
    void buriesARecordOfAnUnknownSchemaAloneAndBuriesItAgainWhenItIsReplayed() throws Exception {
        byte[] first = received("first");
        byte[] unknown = new String(received("unknown"), UTF_8)
                .replace("{\"schema\":1,", "{\"schema\":99,")
                .getBytes(UTF_8);

        List<RecordMetadata> places = relay.broker().put(Topic.RECEIVED, 3, List.of(first, unknown, received("last")));
        relay.settle();

        assertThat(relay.export())
                .filteredOn(row -> row.path("source").asText().equals("banben-zhan"))
                .extracting(row -> row.path("externalId").asText())
                .containsExactlyInAnyOrder("first", "last");
        assertThat(deadLetters("unknown-schema")).singleElement().satisfies(letter -> {
            assertThat(letter.path("stage").asText()).isEqualTo("normalize");
            assertThat(letter.path("topic").asText()).isEqualTo("articles.received");
            assertThat(letter.path("partition").asInt()).isEqualTo(3);
            assertThat(letter.path("offset").asLong()).isEqualTo(places.get(1).offset());
            assertThat(letter.path("reason").asText()).contains("schema version 99");
            assertThat(bytes(letter)).isEqualTo(unknown);
        });

        String id = deadLetters("unknown-schema").getFirst().path("id").asText();
        Answer replayed = relay.operate("POST", "/api/v1/ops/dead-letters/" + id + "/replay", "");
        assertThat(replayed.status()).as(replayed.toString()).isEqualTo(202);
        assertThat(replayed.json().path("replays").asInt()).isEqualTo(1);
        relay.settle();

        assertThat(deadLetters("unknown-schema"))
                .as("one that failed again stands for those before it")
                .singleElement()
                .satisfies(letter -> assertThat(letter.path("follows").asText()).isEqualTo(id));
        assertThat(deadLetters("unknown-schema&state=all"))
                .satisfiesExactly(
                        again -> {
                            assertThat(again.path("replays").asInt()).isZero();
                            assertThat(bytes(again)).isEqualTo(unknown);
                        },
                        letter -> {
                            assertThat(letter.path("id").asText()).isEqualTo(id);
                            assertThat(letter.path("replays").asInt()).isEqualTo(1);
                        });
        relay.assertGoesOn();
    }

    @Test
    void countsEveryRecordThatCameWentOnOrDied() throws Exception {
        relay.assertGoesOn();
        relay.post("/api/v1/pages?paper=kong-bao&date=2026-11-23&page=3", "text/plain", "党建动态".getBytes(UTF_8));
        relay.settle();

        await().atMost(SOON).untilAsserted(() -> {
            Numbers now = Numbers.of(relay).since(relay.atStart());
            assertThat(now.metric("ingest", "received")).isEqualTo(now.metric("ingest", "sent"));
            assertThat(now.records(Topic.RECEIVED))
                    .isEqualTo(now.metric("ingest", "sent")
                            + now.replays()
                            + relay.broker().put());
            Stages.INPUTS.forEach((stage, topic) -> {
                assertThat(now.metric(stage, "received")).as(stage).isEqualTo(now.records(topic));
                assertThat(now.metric(stage, "sent") + now.metric(stage, "dead"))
                        .as(stage)
                        .isEqualTo(now.metric(stage, "received"));
            });
            assertThat(now.metric("normalize", "dead")).isPositive().isEqualTo(now.records(Topic.DEAD));
            assertThat(now.metric("deduplicate", "dead") + now.metric("tag", "dead") + now.metric("publish", "dead"))
                    .isZero();
            assertThat(now.kept()).isEqualTo(now.records(Topic.DEAD));
        });
        assertThat(relay.observe("GET", "/observe/health/live").status()).isEqualTo(200);
        assertThat(relay.observe("GET", "/observe/health/ready").status()).isEqualTo(200);
    }
}

package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stages that an operator stops and suspends: records wait, are counted, and none is lost. */
class RelayRoutesIT {

    private static final String ROUTES = "/api/v1/ops/routes";

    private static Relay relay;

    @BeforeAll
    static void start() throws Exception {
        relay = Relay.start(Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        relay.close();
    }

    private static JsonNode operate(String method, String path) throws IOException, InterruptedException {
        Answer answer = relay.operate(method, path, "");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private static void push(String prefix) throws IOException, InterruptedException {
        relay.push(IntStream.range(0, 20)
                .mapToObj(n -> Relay.article("luyou-zhan", prefix + n, "第" + n + "号 " + prefix, prefix + " 正文 " + n))
                .toList());
    }

    private static long published(String prefix) throws IOException, InterruptedException {
        return relay.export().stream()
                .filter(row -> row.path("externalId").asText().startsWith(prefix))
                .count();
    }

    private static JsonNode stage(String name) throws IOException, InterruptedException {
        for (JsonNode stage : operate("GET", "/api/v1/ops/status").path("stages")) {
            if (stage.path("stage").asText().equals(name)) {
                return stage;
            }
        }
        throw new AssertionError("no stage " + name);
    }

    @Test
    void aStoppedStageLosesNothingAndSaysWhoStoppedIt() throws Exception {
        assertThat(operate("POST", ROUTES + "/tag/stop").path("state").asText()).isEqualTo("stopped");
        push("halt-");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(stage("tag").path("lag").asLong()).isEqualTo(20);
            assertThat(stage("tag").path("lagSeconds").asLong()).isPositive();
        });
        JsonNode status = operate("GET", "/api/v1/ops/status");
        assertThat(status.path("status").asText()).isEqualTo("UP");
        assertThat(status.path("problems").toString()).contains("the route tag", "ops halted it");
        assertThat(relay.operate("GET", "/ops", "").text()).contains("标引 tag 没有运行：ops");
        JsonNode group = operate("GET", "/api/v1/ops/kafka/groups/tag");
        assertThat(group.path("state").asText()).isEqualTo("empty");
        assertThat(group.path("changes").asLong()).isPositive();
        assertThat(relay.observe("GET", "/observe/metrics").text()).containsPattern("yizhan_tag_lag_seconds [1-9]");
        assertThat(published("halt-")).isZero();

        operate("POST", ROUTES + "/tag/start");
        relay.settle();
        assertThat(published("halt-")).isEqualTo(20);
        JsonNode tag = operate("GET", ROUTES + "/tag");
        assertThat(tag.path("state").asText()).isEqualTo("started");
        assertThat(tag.path("ok").asLong()).isPositive();
        assertThat(tag.path("failed").asLong()).isZero();
        assertThat(tag.path("p99Millis").asDouble()).isPositive();
        assertThat(tag.path("halted").isNull()).isTrue();
    }

    @Test
    void aSuspendedStageKeepsItsPartitionsAndGoesOn() throws Exception {
        assertThat(operate("POST", ROUTES + "/publish/suspend").path("state").asText())
                .isEqualTo("suspended");
        push("rast-");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(stage("publish").path("lag").asLong()).isEqualTo(20));
        assertThat(operate("GET", "/api/v1/ops/kafka/groups/publish")
                        .path("state")
                        .asText())
                .isEqualTo("stable");

        operate("POST", ROUTES + "/publish/resume");
        relay.settle();
        assertThat(published("rast-")).isEqualTo(20);
    }

    @Test
    void innerRoutesAndSourcesAreSeenAndNotStopped() throws Exception {
        JsonNode all = operate("GET", ROUTES + "?limit=1");

        assertThat(all.path("stages").findValuesAsText("id"))
                .containsExactly("claim", "normalize", "deduplicate", "tag", "publish", "keep-dead-letter");
        assertThat(all.path("inner").findValuesAsText("id")).contains("dead-letter", "ingest", "poll");
        assertThat(all.path("sourcesTotal").asInt()).isPositive();
        assertThat(relay.operate("POST", ROUTES + "/ingest/stop", "").status()).isEqualTo(409);
        String source = all.at("/sources/0/id").asText();
        assertThat(relay.operate("POST", ROUTES + "/" + source + "/stop", "").detail())
                .contains("pause the source");
    }
}

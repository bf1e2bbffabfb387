package org.yizhan;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.embedded.Child;

/** Kafka and PostgreSQL as processes of their own, and two instances of the program that share the work. */
class SharedWorkIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int ARTICLES = 20_000;
    private static final int BATCH = 500;
    private static final String SYLLABLES = "民政社区服务养老助残救灾慈善志愿党建网络治理乡村教育卫生文化体育交通环保就业创业法律";

    @TempDir
    static Path temporary;

    private static Child kafka;
    private static Child database;
    private static ChildInstance first;
    private static ChildInstance second;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        kafka = Child.holding("kafka", temporary.resolve("kafka"));
        database = Child.holding("database", temporary.resolve("database"));
        first = instance("first");
        second = instance("second");
        first.awaitReady();
        second.awaitReady();
    }

    private static ChildInstance instance(String name) throws IOException {
        var settings = new HashMap<>(ChildInstance.settings(temporary.resolve(name)));
        settings.put("YIZHAN_KAFKA_BROKERS", kafka.ready(0));
        settings.put("YIZHAN_DATABASE_URL", database.ready(0));
        settings.put("YIZHAN_DATABASE_USER", "yizhan");
        settings.put("YIZHAN_DATABASE_PASSWORD", database.ready(1));
        settings.put("YIZHAN_API_KEY", "a-key-for-both");
        return ChildInstance.launch(temporary, temporary.resolve(name + ".log"), settings);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        second.close();
        first.close();
        CLIENT.close();
        kafka.terminate();
        database.terminate();
    }

    @Test
    void losesNothingAndPublishesNothingTwiceEvenWhenOneOfThemIsKilled() throws Exception {
        Set<String> acknowledged = new HashSet<>();
        for (int batch = 0; batch < ARTICLES / BATCH / 2; batch++) {
            acknowledged.addAll(push(batch % 2 == 0 ? first : second, batch * BATCH));
        }
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(List.of(published(first), published(second)))
                        .as("both have a share of the work")
                        .allSatisfy(count -> assertThat(count).isGreaterThan(BATCH)));
        second.process().orElseThrow().destroyForcibly();
        for (int batch = ARTICLES / BATCH / 2; batch < ARTICLES / BATCH; batch++) {
            acknowledged.addAll(push(first, batch * BATCH));
        }
        assertThat(acknowledged).hasSize(ARTICLES);

        List<JsonNode> rows = new ArrayList<>();
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> {
                    rows.clear();
                    rows.addAll(export(first));
                    assertThat(rows).hasSize(ARTICLES);
                    assertEveryRepostIsInItsStory(rows);
                });
        assertThat(rows)
                .extracting(row -> row.get("externalId").asText())
                .containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(rows)
                .extracting(row -> row.get("seq").asLong())
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(rows).extracting(row -> row.get("status").asText()).containsOnly("published");
        assertThat(get(first.management().resolve("/observe/metrics")).body())
                .containsPattern("yizhan_publish_dead_total 0.0");
    }

    private static void assertEveryRepostIsInItsStory(List<JsonNode> rows) {
        Map<Integer, String> stories = rows.stream()
                .collect(toMap(
                        row -> Integer.parseInt(row.get("externalId").asText()),
                        row -> row.get("storyId").asText()));
        assertThat(stories.values().stream().distinct()).hasSize(ARTICLES - ARTICLES / 10);
        for (int number = 9; number < ARTICLES; number += 10) {
            assertThat(stories.get(number)).isEqualTo(stories.get(number - 9));
        }
    }

    private static double published(ChildInstance instance) throws IOException, InterruptedException {
        String metrics = get(instance.management().resolve("/observe/metrics")).body();
        return metrics.lines()
                .filter(line -> line.startsWith("yizhan_publish_sent_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    /** Pushes a batch; the ids that were acknowledged. */
    private static List<String> push(ChildInstance instance, int from) throws IOException, InterruptedException {
        List<Map<String, String>> articles = IntStream.range(from, from + BATCH)
                .mapToObj(SharedWorkIT::article)
                .toList();
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(instance.base().resolve("/api/v1/articles"))
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", "Bearer a-key-for-both")
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(articles)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var ids = new ArrayList<String>();
        JSON.readTree(answer.body())
                .get("accepted")
                .forEach(accepted -> ids.add(accepted.get("id").asText()));
        return ids;
    }

    /** Every tenth article reposts the one nine before it. */
    private static Map<String, String> article(int number) {
        boolean repost = number % 10 == 9;
        int root = repost ? number - 9 : number;
        String text = text(root);
        return Map.of(
                "source",
                repost ? "reposter" : "origin",
                "id",
                Integer.toString(number),
                "title",
                text.substring(0, 20),
                "publishedAt",
                "2026-11-20T08:00:00+08:00",
                "text",
                repost ? text + "\n（转自首发站）" : text);
    }

    private static String text(int seed) {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int at = 0; at < 300; at++) {
            text.append(at % 25 == 24 ? '。' : SYLLABLES.charAt(random.nextInt(SYLLABLES.length())));
        }
        return text.toString();
    }

    private static List<JsonNode> export(ChildInstance instance) throws IOException, InterruptedException {
        var rows = new ArrayList<JsonNode>();
        for (String line : get(instance.base().resolve("/api/v1/export/articles.ndjson"))
                .body()
                .lines()
                .toList()) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
    }
}

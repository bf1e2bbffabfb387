package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.embedded.DataFolder;
import org.yizhan.embedded.EmbeddedKafka;
import org.yizhan.ops.console.KafkaScreens;
import org.yizhan.ops.console.ResetScreens;
import org.yizhan.ops.console.Screens;
import org.yizhan.relay.Topics;

/**
 * A topic of two partitions with a record every minute of the last hour in each, of which the group {@code normalize} has
 * read the first forty of partition 0 and all of partition 1.
 */
class KafkaApiIT {

    private static final String RECEIVED = "articles.received";
    private static final String KAFKA = "/api/v1/ops/kafka";
    private static final String TOPIC = KAFKA + "/topics/" + RECEIVED;
    private static final String RESET = KAFKA + "/groups/normalize/reset";
    private static final Instant NOW = Instant.now().plusMillis(500);
    private static final Instant FIRST = NOW.minus(Duration.ofMinutes(60));

    @TempDir
    private static Path temporary;

    private static DataFolder folder;
    private static EmbeddedKafka kafka;
    private static Admin admin;
    private static OperatorEdge edge;
    private static Cluster cluster;
    private static final KafkaHistory history = new KafkaHistory();

    @BeforeAll
    static void open() throws Exception {
        folder = DataFolder.open(temporary);
        kafka = new EmbeddedKafka(folder);
        kafka.start();
        Topics.create(
                Map.of("bootstrap.servers", kafka.brokers()),
                new Topics.Layout(2, (short) 1, Duration.ofDays(7), false));
        admin = Admin.create(Map.of("bootstrap.servers", kafka.brokers()));
        cluster = new Cluster(admin);
        fill();
        read(40);
        edge = new OperatorEdge(KafkaApiIT::parts);
        edge.book.make("ops", "leser", Role.OPERATOR, "ein-anderes-wort");
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
        admin.close();
        kafka.close();
        folder.close();
    }

    private static List<Consumer<Paths>> parts(OperatorEdge edge) {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var topics = new KafkaTopics(cluster, List.of(RECEIVED), history, clock);
        var groups = new ConsumerGroups(cluster, Map.of("normalize", RECEIVED), history, clock);
        var peek = new Peek(Map.of("bootstrap.servers", kafka.brokers()), topics, cluster);
        var reset = new OffsetReset(cluster, groups, edge.audit());
        var screens = new Screens(clock);
        return List.of(
                new KafkaApi(topics, groups, peek, reset)::mount,
                new KafkaScreens(screens, topics, groups, peek)::mount,
                new ResetScreens(screens, groups, reset)::mount);
    }

    private static void fill() {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.brokers(), "linger.ms", 20),
                new StringSerializer(),
                new StringSerializer())) {
            for (int minute = 0; minute < 60; minute++) {
                long at = FIRST.plus(Duration.ofMinutes(minute)).toEpochMilli();
                for (int partition = 0; partition < 2; partition++) {
                    var record = new ProducerRecord<>(RECEIVED, partition, at, "key-" + minute % 7, body(minute));
                    record.headers()
                            .add(new RecordHeader("X-Api-Key", bytes("abcdef")))
                            .add(new RecordHeader("trace", bytes("t\u001b[31m\r\n" + minute)));
                    producer.send(record);
                }
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String body(int minute) {
        return "{\"minute\":%d,\"headers\":\"Authorization: Bearer s3cr3t-s3cr3t\",\"apiKey\":\"yzk_abc-DEF\",\"bell\":\"\u0007\"}"
                .formatted(minute);
    }

    private static void read(long upTo) throws Exception {
        admin.alterConsumerGroupOffsets(
                        "normalize",
                        Map.of(
                                new TopicPartition(RECEIVED, 0), new OffsetAndMetadata(upTo),
                                new TopicPartition(RECEIVED, 1), new OffsetAndMetadata(60)))
                .all()
                .get();
    }

    @Test
    void saysHowFarAGroupIsBehindInRecordsAndInTime() throws Exception {
        JsonNode group = edge.get(KAFKA + "/groups/normalize").json();

        assertThat(group.path("lag").asLong()).isEqualTo(20);
        assertThat(group.path("lagSeconds").asLong()).isBetween(20 * 60L - 1, 20 * 60L + 1);
        assertThat(group.path("state").asText()).isEqualTo("empty");
    }

    @Test
    void findsTheTimeOfAnyFirstUnreadRecord() {
        for (int minute : List.of(0, 1, 17, 40, 58, 59)) {
            var partition = new TopicPartition(RECEIVED, 0);
            var times = new FirstUnread(cluster).times(List.of(new Position(partition, 0, minute, 60)), NOW);
            assertThat(times.get(partition))
                    .isEqualTo(Instant.ofEpochMilli(
                            FIRST.plus(Duration.ofMinutes(minute)).toEpochMilli()));
        }
        assertThat(new FirstUnread(cluster)
                        .times(List.of(new Position(new TopicPartition(RECEIVED, 0), 0, 60, 60)), NOW))
                .isEmpty();
    }

    @Test
    void listsTopicsWithSizeRetentionAndAge() throws Exception {
        JsonNode topic = edge.get(KAFKA).json().at("/topics/0");

        assertThat(topic.path("name").asText()).isEqualTo(RECEIVED);
        assertThat(topic.path("records").asLong()).isEqualTo(120);
        assertThat(topic.path("bytes").asLong()).isPositive();
        assertThat(topic.path("retentionSeconds").asLong()).isEqualTo(7 * 24 * 3600);
        assertThat(topic.path("oldestAgeSeconds").asLong()).isBetween(3599L, 3601L);
        assertThat(topic.path("retentionUsedPercent").asDouble()).isBetween(0.5, 0.7);
        assertThat(edge.get("/ops/kafka").body()).contains("normalize", RECEIVED, "7 天");
    }

    @Test
    void showsRecordsByOffsetTimeAndKeyWithSecretsMasked() throws Exception {
        JsonNode at = edge.get(TOPIC + "?partition=1&offset=30&limit=2").json().path("look");
        assertThat(at.path("records").findValuesAsText("offset")).containsExactly("30", "31");
        String shown = at.toString();
        assertThat(shown).doesNotContain("s3cr3t", "yzk_", "abcdef").contains("•••", "minute");
        assertThat(at.at("/records/0/headers/trace").asText()).isEqualTo("t [31m  30");
        assertThat(at.at("/records/0/body").asText()).contains("\uFFFD").doesNotContain("\u0007");

        String since = FIRST.plus(Duration.ofMinutes(50)).toString();
        assertThat(edge.get(TOPIC + "?partition=0&limit=1&time=" + since)
                        .json()
                        .at("/look/from")
                        .asInt())
                .isEqualTo(51 - 1);
        JsonNode keyed =
                edge.get(TOPIC + "?partition=0&key=key-3&limit=50").json().path("look");
        assertThat(keyed.path("records")).hasSize(9);
        assertThat(keyed.path("next").asInt()).isEqualTo(60);
        assertThat(edge.get("/ops/kafka/topics/" + RECEIVED + "?partition=0").body())
                .contains("0 / 59", "•••")
                .doesNotContain("s3cr3t");
    }

    @Test
    void aLookBesideTheRecordsSaysWhatIsThere() throws Exception {
        assertThat(edge.get(KAFKA + "/topics/nothing.here?partition=0").status())
                .isEqualTo(404);
        assertThat(edge.get(KAFKA + "/topics/%1b%5b31m").status()).isEqualTo(404);
        assertThat(edge.get(TOPIC + "?partition=0&offset=60").detail()).contains("offsets 0 to 59");
        assertThat(edge.get(TOPIC + "?partition=9").detail()).contains("partitions 0 to 1");
        assertThat(edge.get(TOPIC + "?partition=0&limit=51").status()).isEqualTo(400);
        assertThat(edge.get(TOPIC + "?time=yesterday").status()).isEqualTo(422);
        assertThat(edge.get("/ops/kafka/topics/" + RECEIVED + "?partition=0&offset=60")
                        .body())
                .contains("offsets 0 to 59");
        assertThat(edge.get(KAFKA + "/groups/nobody").status()).isEqualTo(404);
    }

    @Test
    void aResetSaysBeforeWhatItWouldDoAndIsOnRecord() throws Exception {
        JsonNode plan = edge.get(RESET + "?to=earliest").json();
        assertThat(plan.path("again").asLong()).isEqualTo(100);
        assertThat(edge.get(RESET + "?to=latest").json().path("skipped").asLong())
                .isEqualTo(20);
        assertThat(edge.get(RESET + "?to=offset&partition=0&value=61").status()).isEqualTo(422);
        assertThat(edge.get("/ops/kafka/groups/normalize/reset?to=earliest").body())
                .contains("重读 <b>100</b>", "name=\"confirm\"");

        assertThat(edge.post(RESET, order("offset", "10", "0", "normalise")).status())
                .isEqualTo(422);
        JsonNode done =
                edge.post(RESET, order("offset", "10", "0", "normalize")).json();
        assertThat(done.path("again").asLong()).isEqualTo(30);
        assertThat(edge.get(KAFKA + "/groups/normalize").json().path("lag").asLong())
                .isEqualTo(50);
        JsonNode line =
                edge.get("/api/v1/ops/audit?action=reset-offsets").json().at("/audit/0");
        assertThat(line.at("/detail/before/articles.received-0").asLong()).isEqualTo(40);
        assertThat(line.at("/detail/after/articles.received-0").asLong()).isEqualTo(10);
        read(40);
    }

    /** What comes between the look and the word is not part of it. */
    @Test
    void aResetSetsWhatWasShownWhateverCameMeanwhile() throws Exception {
        read(40);
        String expected = edge.get(RESET + "?to=latest").json().path("expected").asText();
        assertThat(expected).isEqualTo(RECEIVED + "-0:40>60");
        assertThat(edge.get("/ops/kafka/groups/normalize/reset?to=latest").body())
                .contains("name=\"expected\" value=\"" + RECEIVED + "-0:40>60\"");
        for (String other : List.of("-0:39>60", "-0:40>61", "-7:40>60")) {
            var refused = edge.post(RESET, expecting("latest", RECEIVED + other));
            assertThat(refused.status()).as(refused.body()).isEqualTo(409);
            assertThat(refused.detail()).contains("nothing was set");
        }
        assertThat(edge.post(RESET, expecting("latest", "all")).status()).isEqualTo(422);

        JsonNode done =
                edge.post(RESET, expecting("latest", RECEIVED + "-0:40>50")).json();
        assertThat(done.path("skipped").asLong()).isEqualTo(10);
        assertThat(edge.get(KAFKA + "/groups/normalize").json().path("lag").asLong())
                .isEqualTo(10);
        read(40);
    }

    private static String expecting(String to, String moves) {
        return order(to, "", "", "normalize").replaceFirst("}$", ",\"expected\":\"" + moves + "\"}");
    }

    @Test
    void whatStandsInRecordsNeedsAnOperator() throws Exception {
        String viewer = "gast-" + Role.VIEWER.word();
        edge.book.make("ops", viewer, Role.VIEWER, "noch-ein-wort-lang");
        for (String path : List.of(TOPIC, "/ops/kafka/topics/" + RECEIVED)) {
            assertThat(edge.send(edge.as(viewer, "noch-ein-wort-lang", path + "?partition=0"))
                            .status())
                    .as(path)
                    .isEqualTo(403);
            var plain = edge.send(edge.as(viewer, "noch-ein-wort-lang", path));
            assertThat(plain.status()).isEqualTo(200);
            assertThat(plain.body()).doesNotContain("#look", "name=\"offset\"");
        }
        assertThat(edge.get(TOPIC + "?partition=0").status()).isEqualTo(200);
    }

    private static String order(String to, String value, String partition, String confirm) {
        return "{\"to\":\"%s\",\"value\":\"%s\",\"partition\":\"%s\",\"confirm\":\"%s\",\"reason\":\"a reader was broken\"}"
                .formatted(to, value, partition, confirm);
    }

    @Test
    void offsetsAreSetByAdminsOnly() throws Exception {
        var request = edge.as("leser", "ein-anderes-wort", RESET)
                .POST(BodyPublishers.ofString(order("earliest", "", "", "normalize")));

        assertThat(edge.send(request).status()).isEqualTo(403);
        assertThat(edge.get(KAFKA + "/groups/normalize").json().path("lag").asLong())
                .isEqualTo(20);
    }

    @Test
    void aGroupThatIsReadIsLeftAlone() throws Exception {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", kafka.brokers(), "group.id", "normalize", "enable.auto.commit", false),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(RECEIVED));
            while (consumer.assignment().isEmpty()) {
                consumer.poll(Duration.ofMillis(100));
            }
            var refused = edge.post(RESET, order("earliest", "", "", "normalize"));

            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.detail()).contains("/ops/routes");
            assertThat(edge.get("/ops/kafka/groups/normalize").body()).contains("稳定");
            assertThat(edge.get("/ops/kafka/groups/normalize/reset?to=earliest").body())
                    .contains("个消费者在读")
                    .doesNotContain("name=\"confirm\"");
        }
        assertThat(edge.get(KAFKA + "/groups/normalize").json().path("lag").asLong())
                .isEqualTo(20);
    }
}

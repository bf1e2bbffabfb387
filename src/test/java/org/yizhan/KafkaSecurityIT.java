package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.embedded.SecuredKafka;
import org.yizhan.ops.Role;
import org.yizhan.relay.Topic;
import org.yizhan.relay.Topics;

/** A broker as {@code docker-compose.secure.yml} has it, over TLS, with every account's rights, and the program on it. */
@Row("S24")
class KafkaSecurityIT {

    @TempDir
    static Path temporary;

    private static SelfSigned certificate;
    private static SecuredKafka kafka;

    @BeforeAll
    static void start() throws Exception {
        certificate = SelfSigned.in(temporary, "kafka", "RSA");
        var environment =
                new HashMap<>(ComposeFiles.read("docker-compose.secure.yml").environment("kafka"));
        kafka = new SecuredKafka(Files.createDirectories(temporary.resolve("kafka")), environment, certificate);
        kafka.admit(Path.of("src/main/docker/kafka/acls.tsv"));
        Topics.create(as("yizhan").client(), new Topics.Layout(2, (short) 1, Duration.ofDays(7), false));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static KafkaAccess as(String account) {
        return KafkaAccess.of(settings(
                Map.of("YIZHAN_KAFKA_USER", account, "YIZHAN_KAFKA_PASSWORD", SecuredKafka.password(account))));
    }

    private static Settings settings(Map<String, String> own) {
        var environment = new HashMap<>(Map.of(
                "YIZHAN_KAFKA_BROKERS", kafka.brokers(),
                "YIZHAN_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "YIZHAN_KAFKA_CA", certificate.certificate().toString()));
        environment.putAll(own);
        return Settings.load(new Properties(), environment);
    }

    private static Map<String, Object> client(KafkaAccess access) {
        var client = new HashMap<>(access.client());
        client.put("max.block.ms", 10_000);
        client.put("request.timeout.ms", 10_000);
        client.put("default.api.timeout.ms", 10_000);
        return client;
    }

    /** What the account may do with this topic: {@code w}, {@code r}, both or nothing. */
    private static String rights(String account, Topic topic) throws InterruptedException {
        return (mayWrite(account, topic) ? "w" : "") + (mayRead(account, topic) ? "r" : "");
    }

    private static boolean mayWrite(String account, Topic topic) throws InterruptedException {
        try (var producer =
                new KafkaProducer<>(client(as(account)), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.topicName(), 0, null, new byte[] {1}))
                    .get(15, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            assertThat(e).hasCauseInstanceOf(AuthorizationException.class);
            return false;
        }
    }

    private static boolean mayRead(String account, Topic topic) {
        try (var consumer =
                new KafkaConsumer<>(client(as(account)), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topic.topicName(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            consumer.poll(Duration.ofSeconds(2));
            consumer.position(partition);
            return true;
        } catch (TopicAuthorizationException refused) {
            return false;
        }
    }

    @Test
    void eachStageReadsTheTopicBeforeItAndWritesTheOneBehindIt(Cases cases) throws Exception {
        var found = new TreeMap<String, Map<String, String>>();
        for (String stage : List.of("ingest", "normalize", "deduplicate", "tag", "publish")) {
            var rights = new TreeMap<String, String>();
            for (Topic topic : Topic.ALL) {
                String may = rights(stage, topic);
                if (!may.isEmpty()) {
                    rights.put(topic.topicName(), may);
                }
            }
            found.put(stage, rights);
        }
        System.out.println("rights " + found);

        assertThat(found)
                .isEqualTo(Map.of(
                        "ingest", Map.of("articles.received", "w"),
                        "normalize", Map.of("articles.received", "r", "articles.normalized", "w"),
                        "deduplicate", Map.of("articles.normalized", "r", "articles.deduplicated", "w"),
                        "tag", Map.of("articles.deduplicated", "r", "articles.tagged", "w"),
                        "publish", Map.of("articles.tagged", "r", "feeds.changed", "w")));
        cases.held(found.size() * Topic.ALL.size() * 2);
    }

    @Test
    void ingestCannotChangeAnythingEither() {
        try (Admin admin = Admin.create(client(as("ingest")))) {
            var topic = Topic.RECEIVED.topicName();
            assertRefused(() -> admin.createTopics(List.of(new NewTopic("mine", 1, (short) 1)))
                    .all()
                    .get());
            assertRefused(() -> admin.deleteTopics(List.of(topic)).all().get());
            assertRefused(() -> admin.describeAcls(org.apache.kafka.common.acl.AclBindingFilter.ANY)
                    .values()
                    .get());
            assertRefused(() -> admin.deleteRecords(Map.of(
                            new TopicPartition(topic, 0),
                            org.apache.kafka.clients.admin.RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get());
            assertRefused(() -> admin.listConsumerGroupOffsets("normalize")
                    .partitionsToOffsetAndMetadata()
                    .get());
        }
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .cause()
                .isInstanceOfAny(
                        TopicAuthorizationException.class,
                        ClusterAuthorizationException.class,
                        GroupAuthorizationException.class);
    }

    @Test
    void aStageCannotReadForAnotherStagesGroup() {
        var client = client(as("tag"));
        client.put("group.id", "publish");
        try (var consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topic.DEDUPLICATED.topicName()));
            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(10)))
                    .isInstanceOf(GroupAuthorizationException.class);
        }
    }

    @Test
    void nobodyComesInWithoutAPasswordATrustedCertificateOrTls() throws Exception {
        var wrong = KafkaAccess.of(settings(Map.of("YIZHAN_KAFKA_USER", "ingest", "YIZHAN_KAFKA_PASSWORD", "guessed")));
        assertThatThrownBy(() -> topics(client(wrong))).hasCauseInstanceOf(SaslAuthenticationException.class);
        assertThatThrownBy(
                        () -> Topics.create(wrong.client(), new Topics.Layout(2, (short) 1, Duration.ofDays(7), false)))
                .hasMessageContaining("topics can't be created on " + kafka.brokers())
                .hasMessageNotContaining("guessed");

        var stranger = SelfSigned.in(temporary, "stranger", "RSA");
        var misled = KafkaAccess.of(settings(Map.of(
                "YIZHAN_KAFKA_USER",
                "ingest",
                "YIZHAN_KAFKA_PASSWORD",
                SecuredKafka.password("ingest"),
                "YIZHAN_KAFKA_CA",
                stranger.certificate().toString())));
        assertThatThrownBy(() -> topics(client(misled))).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> topics(client(KafkaAccess.open(kafka.brokers()))))
                .isInstanceOf(ExecutionException.class);
    }

    private static void topics(Map<String, Object> client) throws Exception {
        var impatient = new HashMap<>(client);
        impatient.put("request.timeout.ms", 3_000);
        impatient.put("default.api.timeout.ms", 4_000);
        try (Admin admin = Admin.create(impatient)) {
            admin.listTopics().names().get();
        } catch (KafkaException e) {
            throw new ExecutionException(e);
        }
    }

    @Test
    void namesNoPasswordAndRefusesWhatItDoesNotKnow() {
        var quoted = settings(Map.of("YIZHAN_KAFKA_USER", "li\"", "YIZHAN_KAFKA_PASSWORD", "a\\b\"; x=\"y"));

        assertThat(KafkaAccess.of(quoted).client().get("sasl.jaas.config"))
                .isEqualTo("org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\"li\\\"\" password=\"a\\\\b\\\"; x=\\\"y\";");
        assertThat(as("ingest").toString()).doesNotContain(SecuredKafka.password("ingest"));
        assertThatThrownBy(() -> KafkaAccess.of(settings(Map.of("YIZHAN_KAFKA_SECURITY_PROTOCOL", "TLS"))))
                .hasMessageContaining("yizhan.kafka.security.protocol is 'TLS'; give PLAINTEXT, SASL_PLAINTEXT");
    }

    /** The program's settings as the compose file has them; the stages' passwords lie in files. */
    private static Map<String, String> program() throws Exception {
        Path secrets = Files.createDirectories(temporary.resolve("secrets"));
        var environment = new HashMap<String, String>();
        for (var entry : ComposeFiles.read("docker-compose.secure.yml")
                .environment("yizhan")
                .entrySet()) {
            if (entry.getKey().contains("KAFKA")) {
                environment.put(entry.getKey(), entry.getValue());
            }
        }
        environment.replaceAll((variable, value) -> {
            String account = value.replaceFirst(".*/kafka-", "");
            return variable.endsWith("_FILE") ? secrets.resolve(account).toString() : value;
        });
        for (String account : new TreeSet<>(environment.values())) {
            if (account.startsWith(secrets.toString())) {
                Path file = Path.of(account);
                Files.writeString(file, SecuredKafka.password(file.getFileName().toString()) + "\n");
            }
        }
        environment.put("YIZHAN_KAFKA_BROKERS", kafka.brokers());
        environment.put("YIZHAN_KAFKA_CA", certificate.certificate().toString());
        environment.put("YIZHAN_API_KEY", "a-push-key-for-this-test");
        return environment;
    }

    @Test
    void theWholeProgramDoesItsWorkWithTheseRights() throws Exception {
        try (var console = Console.start(program())) {
            var pushed = console.read(
                    "POST",
                    "/api/v1/articles",
                    "{\"source\":\"cac\",\"id\":\"sicher-1\",\"title\":\"网络安全宣传周启动\",\"text\":\"一场活动昨日在张掖市甘州区开讲。\"}",
                    "Content-Type",
                    "application/json",
                    "Authorization",
                    "Bearer a-push-key-for-this-test");
            assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(202);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    console.read("GET", "/feeds/all.atom", "").body())
                            .contains("网络安全宣传周启动"));
            var admin = java.util.Optional.of(Role.ADMIN);
            assertThat(console.send("GET", "/api/v1/ops/kafka", admin, "").body())
                    .contains("articles.tagged");
            var look = console.send("GET", "/api/v1/ops/kafka/topics/articles.tagged", admin, "");
            assertThat(look.statusCode()).as(look.body()).isEqualTo(200);
            var group = console.send("GET", "/api/v1/ops/kafka/groups/publish", admin, "");
            assertThat(group.statusCode()).as(group.body()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                var ready = console.send("GET", "/observe/health/ready", admin, "");
                assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
            });
        }
    }
}

package org.yizhan;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.main.Main;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.DefaultMessage;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.yizhan.article.DeadLetter;
import org.yizhan.article.Message;
import org.yizhan.embedded.DiskRoom;
import org.yizhan.ops.Dispatch;
import org.yizhan.ops.Replay;
import org.yizhan.relay.NoRoom;
import org.yizhan.relay.StageProcessor;
import org.yizhan.relay.Topic;
import org.yizhan.web.Sender;

/** The Camel routes, running. */
final class Pipeline implements AutoCloseable {

    private final Main camel;
    private final ProducerTemplate template;
    private final DiskRoom room;
    private final String instance;

    private Pipeline(Main camel, DiskRoom room, String instance) {
        this.camel = camel;
        this.room = room;
        this.instance = instance;
        this.template = camel.getCamelContext().createProducerTemplate();
    }

    /**
     * Starts the routes.
     *
     * @param settings gives the placeholders of the route files
     * @param routes the pattern of the route files
     * @param beans what the routes refer to, by name
     */
    static Pipeline start(Settings settings, String routes, Servers servers, Map<String, Object> beans) {
        var camel = new Main();
        beans.forEach(camel::bind);
        camel.bind("kafka", component(servers.kafka()));
        String instance = UUID.randomUUID().toString().substring(0, 8);
        Properties values = settings.all();
        values.setProperty("yizhan.instance", instance);
        camel.setOverrideProperties(values);
        camel.configure()
                .withRoutesIncludePattern(routes)
                .withName("yizhan")
                .withShutdownTimeout(5)
                .withMessageHistory(false)
                .withUseMdcLogging(false)
                .withJmxEnabled(false);
        try {
            camel.start();
        } catch (Exception e) {
            camel.stop();
            throw new IllegalStateException("the routes did not start: " + e.getMessage(), e);
        }
        return new Pipeline(camel, servers.room(), instance);
    }

    private static KafkaComponent component(KafkaAccess kafka) {
        var configuration = new KafkaConfiguration();
        configuration.setBrokers(kafka.brokers());
        // consumers: see the README's decision on batches; offsets are committed by the routes' last step only
        configuration.setBatching(true);
        configuration.setAllowManualCommit(true);
        configuration.setAutoCommitEnable(false);
        configuration.setBreakOnFirstError(true);
        configuration.setMaxPollRecords(500);
        configuration.setPollTimeoutMs(20L);
        configuration.setBatchingIntervalMs(50);
        configuration.setSessionTimeoutMs(10_000);
        configuration.setHeartbeatIntervalMs(3_000);
        // who gives a commit up comes back as another member, and waits for the session of the one he was
        configuration.setCommitTimeoutMs(120_000L);
        configuration.setAutoOffsetReset("earliest");
        configuration.setFetchMaxBytes(Topic.LARGEST_RECORD * 2);
        configuration.setMaxPartitionFetchBytes(Topic.LARGEST_RECORD);
        configuration.setValueDeserializer(ByteArrayDeserializer.class.getName());
        // producers
        configuration.setRequestRequiredAcks("all");
        configuration.setEnableIdempotence(true);
        configuration.setValueSerializer(ByteArraySerializer.class.getName());
        configuration.setMaxRequestSize(Topic.LARGEST_RECORD);
        configuration.setProducerBatchSize(1024 * 1024);
        configuration.setBufferMemorySize(64 * 1024 * 1024);
        configuration.setCompressionCodec("none");
        configuration.setRecordMetadata(false);
        var component = new KafkaComponent();
        component.setConfiguration(configuration);
        component.setKafkaClientFactory(kafka.clients());
        // a broker that is away is waited for, not given up
        component.setCreateConsumerBackoffMaxAttempts(0);
        component.setSubscribeConsumerBackoffMaxAttempts(0);
        return component;
    }

    /** What the client ids of this instance's consumers end in. */
    String instance() {
        return instance;
    }

    /** Puts dead letters' bytes back where the failing stages read them; returns once all are acknowledged. */
    void replay(List<DeadLetter> letters) throws Replay.Full {
        if (!room.isForMore()) {
            throw new Replay.Full();
        }
        try {
            // of a list, camel-kafka sends the headers of the whole with each record
            template.sendBodyAndHeader(
                    "direct:replay",
                    letters.stream().map(this::record).toList(),
                    StageProcessor.REPLAYED,
                    Instant.now().toString());
        } catch (CamelExecutionException e) {
            if (e.getCause() instanceof NoRoom) {
                throw new Replay.Full();
            }
            throw e;
        }
    }

    private org.apache.camel.Message record(DeadLetter letter) {
        var record = new DefaultMessage(camel.getCamelContext());
        record.setHeader(KafkaConstants.OVERRIDE_TOPIC, letter.topic());
        record.setHeader(KafkaConstants.KEY, letter.key().toString());
        record.setBody(Base64.getDecoder().decode(letter.bytes()));
        return record;
    }

    /** Puts {@code messages} on {@code articles.received}. */
    void send(List<Message> messages) throws Sender.Unavailable {
        try {
            template.sendBody("direct:received", messages);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof NoRoom full) {
                throw new Sender.Full(full);
            }
            throw new Sender.Unavailable("Kafka did not acknowledge: " + e.getMessage(), e);
        }
    }

    /** Puts what an operator ordered on {@code articles.normalized}. */
    void order(Message message) throws Dispatch.Unavailable {
        try {
            template.sendBody("direct:order", List.of(message));
        } catch (RuntimeException e) {
            throw new Dispatch.Unavailable(reason(e), e);
        }
    }

    /** Puts articles before the tag stage, on {@code articles.deduplicated}; returns once they are acknowledged. */
    void retag(List<? extends Message> grouped) {
        if (!grouped.isEmpty()) {
            template.sendBody("direct:retag", grouped);
        }
    }

    private static String reason(RuntimeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    /** The same work, left alone while there is no room for what comes of it. */
    Runnable whileRoom(Runnable work) {
        return () -> {
            if (room.isForMore()) {
                work.run();
            }
        };
    }

    /** Hands {@code body} to the route that starts at {@code direct:name}. */
    void hand(String name, Object body) {
        template.sendBody("direct:" + name, body);
    }

    /** The routes' context, for those who add to it. */
    ModelCamelContext camel() {
        return (ModelCamelContext) camel.getCamelContext();
    }

    @Override
    public void close() {
        template.stop();
        camel.stop();
    }
}

package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yizhan.article.Envelope;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;
import org.yizhan.relay.Topic;
import org.yizhan.relay.Wire;

/**
 * Names that steer Camel or its Kafka component where they come as headers of a message: whoever sends them, as a request's
 * headers, parameters or fields or as a record's headers, moves nothing by them.
 */
@ExtendWith(Relay.Shared.class)
class RelayHeadersIT {

    private static final String ELSEWHERE = "articles.elsewhere";

    private final Relay relay;

    RelayHeadersIT(Relay relay) {
        this.relay = relay;
    }

    /** Each as it is spelt, in small letters and in capitals. */
    private static Set<String> steering() {
        var names = new TreeSet<>(List.of(
                "operationName",
                "operationNamespace",
                "kafka.OVERRIDE_TOPIC",
                "kafka.TOPIC",
                "kafka.KEY",
                "kafka.PARTITION",
                "kafka.OFFSET",
                "CamelHttpUri",
                "CamelHttpPath",
                "CamelHttpMethod",
                "CamelBeanMethodName",
                "CamelBeanParameters",
                "CamelFileName",
                "CamelFileNameProduced",
                "CamelExecCommandExecutable",
                "CamelJmsDestinationName",
                "CamelSqlQuery",
                "CamelToEndpoint",
                "CamelRedelivered",
                "bean",
                "org.apache.camel.file"));
        Stream.of(KafkaConstants.class, Exchange.class)
                .flatMap(type -> Arrays.stream(type.getFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(RelayHeadersIT::value)
                .filter(name -> name.matches("[A-Za-z0-9._-]+"))
                // of HTTP's own, which frame and name the body
                .filter(name -> !name.matches("(?i)content-.*|transfer-encoding|host|connection|expect|upgrade"))
                .forEach(names::add);
        var spelt = new TreeSet<>(names);
        names.forEach(name -> {
            spelt.add(name.toLowerCase(Locale.ROOT));
            spelt.add(name.toUpperCase(Locale.ROOT));
        });
        return spelt;
    }

    private static String value(Field constant) {
        try {
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Received received(String id) {
        return new Received(
                Identity.article("tou-zhan", id),
                "tou-zhan",
                id,
                Received.Form.PUSH,
                "application/json",
                Received.Encoding.TEXT,
                "{\"source\":\"tou-zhan\",\"id\":\"%s\",\"title\":\"记录 %s\",\"text\":\"正文\"}".formatted(id, id),
                "push",
                Map.of(),
                Instant.parse("2026-11-23T02:00:00Z"));
    }

    private void assertSteered(String id, Set<String> topics, long dead) throws Exception {
        assertThat(relay.row(id).path("status").asText()).isEqualTo("published");
        assertThat(relay.broker().topics()).isEqualTo(topics);
        assertThat(relay.broker().records(Topic.DEAD)).isEqualTo(dead);
    }

    @Test
    @Row("S8")
    void nothingInARequestSteersTheRoutes(Cases cases) throws Exception {
        Set<String> topics = relay.broker().topics();
        long dead = relay.broker().records(Topic.DEAD);
        List<String> names = new ArrayList<>(steering());
        assertThat(names).hasSizeGreaterThan(200).contains("kafka.OVERRIDE_TOPIC", "camelhttpuri");
        for (int from = 0, no = 0; from < names.size(); from += 40, no++) {
            List<String> some = names.subList(from, Math.min(names.size(), from + 40));
            var article = new LinkedHashMap<String, Object>();
            some.forEach(name -> article.put(name, ELSEWHERE));
            article.putAll(Relay.article("tou-zhan", "q" + no, "带头的稿件 " + no, "正文 " + no));
            var query = new StringBuilder("?");
            some.forEach(
                    name -> query.append(name).append('=').append(ELSEWHERE).append('&'));
            Answer answer = relay.pushWith("/api/v1/articles" + query, article, some, ELSEWHERE);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
            relay.settle();
            assertSteered(answer.articleId(), topics, dead);
            cases.held(some.size());
        }
    }

    @Test
    @Row("S8")
    void nothingOnARecordSteersTheRoutes(Cases cases) throws Exception {
        Set<String> topics = relay.broker().topics();
        long dead = relay.broker().records(Topic.DEAD);
        var headers = new LinkedHashMap<String, String>();
        steering().forEach(name -> headers.put(name, ELSEWHERE));
        headers.put("Authorization", "Bearer secret");
        var received = received("k1");
        byte[] bytes = Wire.write(Topic.RECEIVED, new Envelope(UUID.randomUUID().toString(), List.of(), received));
        relay.broker().put(Topic.RECEIVED, received.key().toString(), bytes, headers);
        relay.settle();
        assertSteered(received.key().toString(), topics, dead);
        Map<String, Set<String>> carried = relay.broker().headers(received.key().toString());
        assertThat(carried.get(Topic.RECEIVED.topicName())).contains("Authorization");
        carried.remove(Topic.RECEIVED.topicName());
        assertThat(carried.values()).allSatisfy(names -> assertThat(names).isEmpty());
        cases.held(headers.size());
    }
}

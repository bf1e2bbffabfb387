package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Kafka over HTTP: topics, groups, records to look at, and the offsets of a stopped group to set. */
public final class KafkaApi {

    private static final String RESET =
            "{\"to\":\"earliest|latest|time|offset\",\"value\":…,\"partition\":…,\"confirm\":\"the group's id\",\"reason\":\"…\"}";

    private final KafkaTopics topics;
    private final ConsumerGroups groups;
    private final Peek peek;
    private final OffsetReset reset;

    public KafkaApi(KafkaTopics topics, ConsumerGroups groups, Peek peek, OffsetReset reset) {
        this.topics = topics;
        this.groups = groups;
        this.peek = peek;
        this.reset = reset;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/api/v1/ops/kafka", asked -> all());
        paths.work(HttpMethod.GET, "/api/v1/ops/kafka/topics/:id", this::topic).takes(KafkaQuestion.RECORDS);
        paths.work(
                HttpMethod.GET,
                "/api/v1/ops/kafka/groups/:id",
                asked -> Answer.json(200, group(groups.find(asked.id()))));
        paths.work(HttpMethod.GET, "/api/v1/ops/kafka/groups/:id/reset", this::plan)
                .takes(KafkaQuestion.AIM);
        paths.work(Role.ADMIN, HttpMethod.POST, "/api/v1/ops/kafka/groups/:id/reset", this::reset);
    }

    /** {@code {"topics":[…],"groups":[…]}}. */
    private Answer all() {
        var body = Answer.object();
        var rows = body.putArray("topics");
        topics.list().forEach(topic -> rows.add(topic(topic)));
        var ids = body.putArray("groups");
        groups.list().forEach(group -> ids.add(group(group)));
        return Answer.json(200, body);
    }

    /** The topic; with the records that are there where {@link KafkaQuestion#wanted} asks for some. */
    private Answer topic(Asked asked) {
        if (!KafkaQuestion.isLook(asked)) {
            return Answer.json(200, topic(topics.find(asked.id())));
        }
        var found = peek.look(asked.id(), KafkaQuestion.wanted(asked));
        var body = topic(found.topic());
        var rows = body.putObject("look")
                .put("partition", found.partition())
                .put("from", found.from())
                .put("next", found.next())
                .put("cut", found.isCut())
                .putArray("records");
        found.records().forEach(record -> rows.add(record(record)));
        return Answer.json(200, body);
    }

    /** What a reset would do; parameters {@code to}, {@code value} and {@code partition}. */
    private Answer plan(Asked asked) {
        return Answer.json(200, plan(reset.plan(asked.id(), KafkaQuestion.aim(asked))));
    }

    /** Does it, exactly as the plan's {@code expected} says where that is sent: 200 with what was done, 409 while the group is read or where it has moved, 422 without the right confirmation. */
    private Answer reset(Asked asked) throws SQLException {
        JsonNode body =
                Order.object(asked.body(), Set.of("to", "value", "partition", "expected", "confirm", "reason"), RESET);
        OffsetReset.Aim aim = KafkaQuestion.aim(
                body.path("to").asText(),
                body.path("value").asText(),
                body.path("partition").asText());
        String expected = body.path("expected").asText();
        String typed = body.path("confirm").asText();
        return Answer.json(200, plan(reset.apply(asked.id(), aim, expected, typed, Order.of(asked, body))));
    }

    private static ObjectNode plan(OffsetReset.Plan plan) {
        var body = Answer.object()
                .put("group", plan.group().id())
                .put("state", plan.group().state())
                .put("members", plan.group().members().size())
                .put("again", plan.again())
                .put("skipped", plan.skipped())
                .put("expected", plan.expected());
        var moves = body.putArray("partitions");
        plan.moves()
                .forEach(move -> moves.addObject()
                        .put("topic", move.topic())
                        .put("partition", move.partition())
                        .put("before", move.before())
                        .put("after", move.after()));
        return body;
    }

    @SuppressWarnings("NullAway") // Jackson writes a null as null
    private static ObjectNode topic(TopicState topic) {
        var row = Answer.object()
                .put("name", Shown.line(topic.name(), 249))
                .put("records", topic.records())
                .put("bytes", topic.bytes())
                .put("ratePerSecond", number(topic.rate()))
                .put("retentionSeconds", seconds(topic.retention()))
                .put("oldestAgeSeconds", seconds(topic.age()))
                .put("retentionUsedPercent", number(topic.risk()));
        var partitions = row.putArray("partitions");
        topic.partitions()
                .forEach(partition -> partitions
                        .addObject()
                        .put("partition", partition.number())
                        .put("first", partition.first())
                        .put("end", partition.end())
                        .put("bytes", partition.bytes())
                        .put("oldest", partition.oldest().map(Instant::toString).orElse(null)));
        return row;
    }

    @SuppressWarnings("NullAway") // Jackson writes a null as null
    private static ObjectNode group(GroupState group) {
        var row = Answer.object()
                .put("id", Shown.line(group.id(), 200))
                .put("state", group.state())
                .put("lag", group.behind())
                .put("lagSeconds", group.waited().toSeconds())
                .put("changes", group.changes().count())
                .put("lastChange", group.lastChange().map(Instant::toString).orElse(null));
        var members = row.putArray("members");
        group.members().forEach(member -> {
            var one = members.addObject()
                    .put("client", Shown.line(member.client(), 200))
                    .put("host", Shown.line(member.host(), 200));
            member.partitions().forEach(one.putArray("partitions")::add);
        });
        var places = row.putArray("partitions");
        group.places()
                .forEach(place -> places.addObject()
                        .put("topic", place.topic())
                        .put("partition", place.partition())
                        .put("next", place.next())
                        .put("end", place.end())
                        .put("lag", place.behind()));
        var trend = row.putArray("trend");
        group.trend()
                .forEach(sample -> trend.addObject()
                        .put("at", sample.at().toString())
                        .put("lag", sample.number())
                        .put("lagSeconds", sample.waited().toSeconds()));
        return row;
    }

    private static ObjectNode record(ShownRecord record) {
        var row = Answer.object()
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("at", record.at().toString())
                .put("key", record.key())
                .put("bytes", record.bytes());
        var headers = row.putObject("headers");
        record.headers().forEach(headers::put);
        return row.put("body", record.body());
    }

    @SuppressWarnings("NullAway") // Jackson writes a null as null
    private static Long seconds(Optional<Duration> time) {
        return time.map(Duration::toSeconds).orElse(null);
    }

    @SuppressWarnings("NullAway") // Jackson writes a null as null
    private static Double number(OptionalDouble number) {
        return number.isPresent() ? Math.round(number.getAsDouble() * 100) / 100.0 : null;
    }
}

package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.yizhan.relay.Topic;

/** R8: one in a hundred is poison, on every topic and at the push interface. */
final class Poison {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<Topic, String> STAGES = Map.of(
            Topic.RECEIVED, "normalize",
            Topic.NORMALIZED, "deduplicate",
            Topic.DEDUPLICATED, "tag",
            Topic.TAGGED, "publish");

    /** The longest that a partition may stand still. */
    private static final Duration STALL = Duration.ofSeconds(5);

    private final Station station;
    private final Servers servers;

    Poison(Station station, Servers servers) {
        this.station = station;
        this.servers = servers;
    }

    /** @param articles with and without poison */
    void drill(int perSecond, int articles) throws Exception {
        Drill drill = station.drill("R8", perSecond);
        drill.awaitProbe();
        long began = System.nanoTime();
        drill.awaitMore(articles);
        long poisoned = System.nanoTime();
        List<Records.Put> put;
        long stalled;
        try (var stalls = new Stalls(servers.brokers())) {
            put = poison(drill, articles);
            stalled = stalls.longest();
        }
        long ended = System.nanoTime();
        await().atMost(Duration.ofMinutes(1)).until(() -> letters(put).size() == put.size());
        assertThat(letters(put)).isEqualTo(put);
        var letters = new Letters(station.program());
        letters.awaitEnd(letters.order("discard", 500));
        drill.awaitProbe();
        drill.load().close();
        Inbox.Box box = station.inbox().boxes().get("/all-atom");
        await().atMost(Duration.ofMinutes(2)).until(() -> isTold(drill.ledger(), box));
        Delays before = Delays.between(drill.ledger(), box, began, poisoned);
        Delays meanwhile = Delays.between(drill.ledger(), box, poisoned, ended);
        drill.end("poison=" + put.size(), "before:" + before, "meanwhile:" + meanwhile, "stalled_ms=" + stalled);
        Bar.of("R8", "stalled_ms", STALL).hold(stalled);
        new Bar("R8", "p99_ms", 2 * before.percentile(0.99)).hold(meanwhile.percentile(0.99));
    }

    /** Whether the subscriber was told of all that was promised by now; a piece with a repost bears the id of whichever came first. */
    private static boolean isTold(Ledger ledger, Inbox.Box box) {
        Map<UUID, Inbox.Told> told = box.told();
        return ledger.promises().entrySet().stream()
                .filter(promise ->
                        Dispatches.mayChange(promise.getValue().dispatch().number()))
                .allMatch(promise -> told.containsKey(promise.getKey()));
    }

    /** A hundredth of the articles that are taken meanwhile, at least all kinds on all topics. */
    private List<Records.Put> poison(Drill drill, int articles) throws Exception {
        var dispatches = new Dispatches(77, "poison", Instant.now());
        var put = new ArrayList<Records.Put>();
        try (var records = new Records(servers.brokers())) {
            for (int round = 0; round == 0 || put.size() < articles / 100; round++) {
                for (Topic topic : STAGES.keySet()) {
                    put.addAll(records.put(topic, Records.poison(topic, dispatches.of(round, 1))));
                }
                bodies();
                drill.awaitMore(articles / 4);
            }
        }
        drill.awaitMore(articles / 2);
        return put;
    }

    /** Bodies that can't be taken are refused, and in a list only what is bad of it is. */
    private void bodies() throws IOException, InterruptedException {
        assertThat(status("{\"source\":\"a\",", "application/json")).isEqualTo(400);
        assertThat(status(new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"'}, "application/json"))
                .isEqualTo(400);
        assertThat(status(new byte[30_000_000], "application/json")).isEqualTo(413);
        String mixed = "[{\"source\":\"laiyuan-0\",\"id\":\"mixed\",\"title\":\"好稿一篇\",\"text\":\"好稿的正文。\"},"
                + "{\"source\":\"laiyuan-0\"},17]";
        var answer = JSON.readTree(station.program()
                .push(mixed.getBytes(StandardCharsets.UTF_8), "application/json")
                .body());
        assertThat(answer.path("accepted")).hasSize(1);
        assertThat(answer.path("rejected")).hasSize(2);
    }

    private int status(String body, String type) throws IOException, InterruptedException {
        return status(body.getBytes(StandardCharsets.UTF_8), type);
    }

    /** A connection that is cut while we still send is an answer, too: the body was too large. */
    private int status(byte[] body, String type) throws IOException, InterruptedException {
        try {
            return station.program().push(body, type).statusCode();
        } catch (IOException cut) {
            return 413;
        }
    }

    /** Those of them that are kept as dead letters with the stage, a reason, and byte for byte, never tried. */
    private List<Records.Put> letters(List<Records.Put> put) throws SQLException {
        var sql = """
                select stage, error, reason, bytes, tried from dead_letter
                where topic = ? and kafka_partition = ? and kafka_offset = ?
                """;
        var kept = new ArrayList<Records.Put>();
        try (Connection database = servers.connect();
                PreparedStatement statement = database.prepareStatement(sql)) {
            for (Records.Put one : put) {
                statement.setString(1, one.topic().topicName());
                statement.setInt(2, one.partition());
                statement.setLong(3, one.offset());
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next() && isWhole(one, row)) {
                        kept.add(one);
                    }
                }
            }
        }
        return kept;
    }

    private static boolean isWhole(Records.Put put, ResultSet row) throws SQLException {
        return row.getString("stage").equals(STAGES.get(put.topic()))
                && !row.getString("error").isBlank()
                && !row.getString("reason").isBlank()
                && row.getInt("tried") == 0
                && Arrays.equals(row.getBytes("bytes"), put.value());
    }
}

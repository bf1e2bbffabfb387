package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.yizhan.relay.Topic;

/** R9: dead letters are replayed by the many while the program is killed, and an order is cancelled in the middle. */
final class Replays {

    private final Station station;
    private final Servers servers;

    Replays(Station station, Servers servers) {
        this.station = station;
        this.servers = servers;
    }

    void drill(int perSecond, int letters, int rate) throws Exception {
        Drill drill = station.drill("R9", perSecond);
        List<Dispatches.Dispatch> dead = dispatches("r9.killed", letters);
        bury(dead);
        var orders = new Letters(station.program());
        String order = orders.order("replay", rate);
        orders.awaitDone(order, letters / 4);
        drill.recover(() -> {
            station.program().kill();
            station.program().start().awaitReady();
        });
        orders.awaitEnd(order);
        dead.forEach(drill.ledger()::promised);
        int replayed = cancelled(orders, drill, letters, rate);
        drill.end("letters=" + 2 * letters, "before_cancel=" + replayed);
    }

    /** Of an order that is cancelled every letter is replayed or waits; then the others are replayed, too. */
    private int cancelled(Letters orders, Drill drill, int letters, int rate) throws Exception {
        List<Dispatches.Dispatch> dead = dispatches("r9.cancelled", letters);
        bury(dead);
        String order = orders.order("replay", rate);
        orders.awaitDone(order, letters / 4);
        orders.cancel(order);
        orders.awaitEnd(order);
        Set<UUID> all = ids(dead);
        Set<UUID> replayed = keys("replays > 0", all);
        Set<UUID> waiting = keys("replays = 0", all);
        assertThat(replayed).isNotEmpty();
        assertThat(waiting).isNotEmpty().doesNotContainAnyElementsOf(replayed);
        var together = new HashSet<>(replayed);
        together.addAll(waiting);
        assertThat(together).isEqualTo(all);
        orders.awaitEnd(orders.order("replay", 500));
        dead.forEach(drill.ledger()::promised);
        return replayed.size();
    }

    private static List<Dispatches.Dispatch> dispatches(String run, int letters) {
        var dispatches = new Dispatches(run.hashCode(), run, Instant.now());
        return IntStream.range(0, letters)
                .mapToObj(number -> dispatches.of(number * 10 + 1, 1))
                .toList();
    }

    private void bury(List<Dispatches.Dispatch> dead) throws Exception {
        try (var records = new Records(servers.brokers())) {
            records.put(Topic.DEAD, dead.stream().map(Records::letter).toList());
        }
        Set<UUID> all = ids(dead);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> keys("replays = 0", all).equals(all));
    }

    private static Set<UUID> ids(List<Dispatches.Dispatch> dispatches) {
        return dispatches.stream().map(Dispatches.Dispatch::articleId).collect(java.util.stream.Collectors.toSet());
    }

    private Set<UUID> keys(String condition, Set<UUID> among) throws SQLException {
        var sql = "select record_key from dead_letter where record_key = any(?) and " + condition;
        try (var database = servers.connect();
                var statement = database.prepareStatement(sql)) {
            statement.setArray(1, database.createArrayOf("uuid", among.toArray()));
            var keys = new HashSet<UUID>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getObject(1, UUID.class));
                }
            }
            return keys;
        }
    }
}

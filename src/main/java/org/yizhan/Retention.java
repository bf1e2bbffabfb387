package org.yizhan;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ops.Metrics;

/**
 * Drops what has been kept long enough. Of several instances on one database only one does it at a time; the others leave
 * it to that one. Where one kind can't be dropped, the others are all the same, and it is tried again at the next run.
 */
final class Retention implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** Names the lock among PostgreSQL's advisory locks. */
    private static final long LOCK = 0x7969_7a68_616e_6b70L;

    private final DataSource database;
    private final List<Rule> rules;
    private final Metrics metrics;
    private final Clock clock;

    Retention(DataSource database, List<Rule> rules, Metrics metrics, Clock clock) {
        this.database = database;
        this.rules = List.copyOf(rules);
        this.metrics = metrics;
        this.clock = clock;
        rules.forEach(rule -> metrics.dropped(rule.what(), 0));
    }

    /** Drops a bounded number of what is older than a moment; how many, 0 where there are no more. */
    @FunctionalInterface
    interface Drop {
        int before(Instant moment) throws SQLException;
    }

    /**
     * One kind of thing.
     *
     * @param what it is, as metrics and the log call it
     * @param kept for so long; empty: for ever
     */
    record Rule(String what, Optional<Duration> kept, Drop drop) {}

    @Override
    public void run() {
        try (Connection connection = database.getConnection()) {
            if (!ask(connection, "select pg_try_advisory_lock(?)")) {
                LOG.debug("another instance drops what is old");
                return;
            }
            try {
                apply();
            } finally {
                ask(connection, "select pg_advisory_unlock(?)");
            }
        } catch (SQLException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("what is old is not dropped yet");
        }
    }

    private static boolean ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, LOCK);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private void apply() {
        Instant began = clock.instant();
        Map<String, Long> dropped = new LinkedHashMap<>();
        for (Rule rule : rules) {
            rule.kept().ifPresent(kept -> dropped.put(rule.what(), drop(rule, began.minus(kept))));
        }
        var line = LOG.atInfo();
        for (var kind : dropped.entrySet()) {
            line = line.addKeyValue(kind.getKey(), kind.getValue());
        }
        line.addKeyValue("ms", Duration.between(began, clock.instant()).toMillis())
                .log("what was kept long enough is dropped");
    }

    private long drop(Rule rule, Instant moment) {
        long all = 0;
        try {
            int some = rule.drop().before(moment);
            while (some > 0 && !Thread.currentThread().isInterrupted()) {
                all += some;
                metrics.dropped(rule.what(), some);
                some = rule.drop().before(moment);
            }
        } catch (SQLException | IllegalStateException e) {
            LOG.atWarn()
                    .addKeyValue("what", rule.what())
                    .addKeyValue("error", e.getMessage())
                    .log("something old can't be dropped; it is tried again");
        }
        return all;
    }
}

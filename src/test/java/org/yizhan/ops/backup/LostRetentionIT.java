package org.yizhan.ops.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Chronicle;
import org.yizhan.article.FeedsChanged;

/** How long a database that was lost is remembered. */
class LostRetentionIT {

    private static final Instant RESTORED = Instant.parse("2026-11-10T03:00:00Z");
    private static final Duration KEPT = Duration.ofDays(8);
    private static final Instant AFTER = RESTORED.plus(KEPT).plusSeconds(1);
    private static final UUID CAME = UUID.randomUUID();
    private static final UUID WAITED_FOR = UUID.randomUUID();

    private static EmbeddedPostgres server;
    private static DataSource database;

    private static final Chronicle CHRONICLE = new Chronicle(
            List.of("arrival-00000001"),
            Map.of(CAME, RESTORED),
            List.of(new Chronicle.Grave("all", CAME, RESTORED, "", false)),
            List.of());

    private Optional<Duration> kept = Optional.of(KEPT);
    private final LostRetention retention = new LostRetention(database, () -> kept);

    @BeforeAll
    static void open() throws IOException {
        server = EmbeddedPostgres.start();
        database = server.getPostgresDatabase();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    @BeforeEach
    void restore() throws SQLException {
        execute(
                "truncate lost_decision, lost_arrival, lost_telling, lost_dating, lost_burial, fingerprint, dead_letter");
        var arrivals = new LostArrivals();
        arrivals.hear(CAME, CAME, 1);
        arrivals.hear(WAITED_FOR, WAITED_FOR, 2);
        try (var connection = database.getConnection()) {
            LostDecisions.declare(connection, RESTORED);
            assertThat(arrivals.reserve(connection)).isEqualTo(2);
            var chronicle = new LostChronicle(connection);
            chronicle.hear(new FeedsChanged(7, List.of("all"), List.of(CAME), Optional.of(CHRONICLE)));
            chronicle.put();
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(String table) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void drop(Instant now) throws SQLException {
        int dropped = retention.drop(now);
        while (dropped > 0) {
            dropped = retention.drop(now);
        }
    }

    private static void letter(Instant failed, String follows) throws SQLException {
        execute("""
                insert into dead_letter (record_key, stage, topic, kafka_partition, kafka_offset, error, reason, bytes,
                    failed_at, stored_at, follows)
                values (gen_random_uuid(), 'tag', 'articles.deduplicated', 0, 1, 'e', 'r', '', '%s', now(), %s)
                """.formatted(failed, follows));
    }

    @Test
    void anArticleThatHasItsNumberNeedsItNoLonger() throws SQLException {
        execute("""
                insert into fingerprint (decided, no, article_id, source, content_hash, link, published_at, received_at)
                overriding system value
                select 3, no, article_id, 'cac', 'h', 0, 0, 0 from lost_arrival where article_id = '%s'
                """.formatted(CAME));

        drop(RESTORED.plusSeconds(60));

        assertThat(count("lost_arrival where article_id = '%s'".formatted(WAITED_FOR)))
                .isEqualTo(1);
        assertThat(count("lost_arrival")).isEqualTo(1);
        assertThat(count("lost_decision")).isEqualTo(1);
    }

    @Test
    void allOfItGoesOnceKafkaCanHaveNothingOfThatTime() throws SQLException {
        drop(RESTORED.plus(KEPT));
        assertThat(count("lost_decision")).isEqualTo(1);
        assertThat(count("lost_arrival")).isEqualTo(2);
        assertThat(count("lost_telling, lost_dating, lost_burial")).isEqualTo(1);

        drop(AFTER);
        assertThat(count("lost_decision")).isZero();
        assertThat(count("lost_arrival")).isZero();
        assertThat(List.of(count("lost_telling"), count("lost_dating"), count("lost_burial")))
                .containsOnly(0);
    }

    @Test
    void nothingGoesWhileKafkaKeepsRecordsForEverOrDoesNotSay() throws SQLException {
        kept = Optional.empty();
        drop(AFTER.plus(Duration.ofDays(4_000)));
        assertThat(count("lost_decision")).isEqualTo(1);
        assertThat(count("lost_arrival")).isEqualTo(2);
    }

    @Test
    void nothingGoesWhileADeadLetterOfThenCanBeReplayed() throws SQLException {
        letter(RESTORED.minusSeconds(60), "null");
        drop(AFTER);
        assertThat(count("lost_decision")).isEqualTo(1);

        execute("truncate dead_letter");
        letter(AFTER.plusSeconds(60), "7");
        drop(AFTER.plusSeconds(90));
        assertThat(count("lost_decision")).as("the letter came of an older one").isEqualTo(1);

        execute("truncate dead_letter");
        letter(AFTER.plusSeconds(60), "null");
        drop(AFTER.plusSeconds(90));
        assertThat(count("lost_decision")).isZero();
        assertThat(count("lost_arrival")).isZero();
    }

    /** What was lost the second time has its own time. */
    @Test
    void aLaterRestoreIsRememberedForItself() throws SQLException {
        try (var connection = database.getConnection()) {
            LostDecisions.declare(connection, RESTORED.plus(Duration.ofDays(3)));
        }
        drop(AFTER);
        assertThat(count("lost_decision")).isEqualTo(1);
        assertThat(count("lost_arrival")).isEqualTo(2);

        drop(AFTER.plus(Duration.ofDays(3)));
        assertThat(count("lost_decision")).isZero();
        assertThat(count("lost_arrival")).isZero();
    }
}

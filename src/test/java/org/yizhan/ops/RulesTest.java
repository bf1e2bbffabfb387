package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.yizhan.ingest.poll.PollFailures;
import org.yizhan.ingest.poll.SourceWatch;
import org.yizhan.ops.Trouble.Kind;

class RulesTest {

    private static final Clock CLOCK = Clock.fixed(OperatorEdge.NOW, ZoneOffset.UTC);

    /** A PostgreSQL that takes connections and says nothing, as one does that was stopped by SIGSTOP. */
    private static final class Silent implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final ConcurrentLinkedQueue<Socket> callers = new ConcurrentLinkedQueue<>();

        Silent() throws IOException {
            Thread.ofVirtual().start(this::take);
        }

        private void take() {
            try {
                while (true) {
                    callers.add(server.accept());
                }
            } catch (IOException closed) {
                // nobody calls any more
            }
        }

        DataSource database() throws SQLException {
            var database = new PGSimpleDataSource();
            database.setServerNames(new String[] {"127.0.0.1"});
            database.setPortNumbers(new int[] {server.getLocalPort()});
            database.setUser("yizhan");
            database.setLoginTimeout(60);
            return database;
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (Socket caller : callers) {
                caller.close();
            }
        }
    }

    private static Rules rules(Readiness readiness, DataSource database) {
        return new Rules(
                readiness,
                List.of(
                        new LetterRule(new DeadLetters(database, CLOCK), CLOCK),
                        new PollRule(new SourceWatch(database, CLOCK), new PollFailures(database, CLOCK), CLOCK),
                        new SourceTroubles(
                                new SourceWatch(database, CLOCK),
                                new PollFailures(database, CLOCK),
                                new SourceTroubles.Supply(
                                        Optional::empty,
                                        () -> Map.of("jing-bao.camel.yaml", "line 3: no url"),
                                        Set::of))));
    }

    /** Hangs until it is let go, as in the middle of a query. */
    private static final class Hanging implements Rule {

        private final AtomicInteger looks = new AtomicInteger();
        private final CountDownLatch release = new CountDownLatch(1);

        @Override
        public Look look() {
            looks.incrementAndGet();
            try {
                release.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            return Look.of(List.of());
        }

        @Override
        public Look withoutDatabase() {
            return Look.failed("polling", "采集状况", Kind.POLLING_LATE);
        }
    }

    @Test
    void aRuleThatHangsIsUnseenIsAskedOnceAndKeepsNoOtherBack() {
        var hanging = new Hanging();
        Trouble full = Trouble.critical(Kind.DISK, "data folder", "磁盘满了", "the disk is full");
        try (var readiness = new Readiness(List.of())) {
            var rules = new Rules(readiness, List.of(hanging, () -> Look.of(List.of(full))), Duration.ofMillis(100));

            for (int i = 0; i < 3; i++) {
                assertThat(rules.look().unseen()).containsExactly(Kind.POLLING_LATE);
                assertThat(rules.look().troubles()).contains(full);
            }
            assertThat(hanging.looks).hasValue(1);

            hanging.release.countDown();
            await().until(() -> rules.look().unseen().isEmpty());
        }
    }

    @Test
    void aDatabaseThatHangsIsAskedOnceHoweverManyRulesAndLooksThereAre() throws Exception {
        try (var silent = new Silent();
                var readiness = new Readiness(List.of(new DatabaseCheck(silent.database())), Duration.ofMillis(100))) {
            var rules = rules(readiness, silent.database());
            var metrics = new Metrics(new SimpleMeterRegistry(), "test");
            metrics.polls().counted(Map.of("fresh", 7L, "failing", 3L), Duration.ZERO, 0);
            var status =
                    new Status("test", CLOCK, readiness, metrics, new DeadLetters(silent.database(), CLOCK), rules);

            StatusReport report = status.report();
            Look look = rules.look();

            assertThat(report.troubles()).extracting(Trouble::kind).containsExactly(Kind.DATABASE);
            assertThat(report.deadLetters()).isEmpty();
            assertThat(report.sources()).isEmpty();
            assertThat(look.unseen())
                    .contains(Kind.DEAD_LETTERS, Kind.POLLING_LATE, Kind.POLL_FAILURES, Kind.SOURCES, Kind.SOURCE_GONE)
                    .doesNotContain(Kind.SOURCE_FILE, Kind.DATABASE);
            assertThat(look.troubles())
                    .as("what is known without the database goes on")
                    .extracting(Trouble::kind)
                    .contains(Kind.SOURCE_FILE);
            assertThat(silent.callers).as("connections that were asked for").hasSize(1);
        }
    }
}

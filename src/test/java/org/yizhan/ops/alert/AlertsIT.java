package org.yizhan.ops.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import javax.xml.stream.XMLStreamException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.yizhan.chaos.FaultProxy;
import org.yizhan.http.Times;
import org.yizhan.ops.Audit;
import org.yizhan.ops.Look;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.Trouble;
import org.yizhan.ops.Trouble.Kind;
import org.yizhan.ops.Trouble.Severity;

/** Alerts on a real PostgreSQL: restarts, several instances, and a database that is away. */
class AlertsIT {

    private static final Trouble LETTERS = trouble(Kind.DEAD_LETTERS, "tag");
    private static final Trouble DATABASE = trouble(Kind.DATABASE, "postgresql");

    private static EmbeddedPostgres server;

    private final Ticking clock = new Ticking();
    private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    private final Switch database = new Switch(server.getPostgresDatabase());
    private volatile Look look = Look.of(List.of());
    private volatile boolean outputFails;

    private static Trouble trouble(Kind kind, String subject) {
        return new Trouble(kind, Severity.CRITICAL, subject, "坏了", "broken");
    }

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
        Flyway.configure()
                .dataSource(server.getPostgresDatabase())
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate alert, alert_message, alert_silence; update alert_round set at = '-infinity'");
        }
    }

    /** An instance of the program, as far as alerts go. */
    private final class Instance {
        final Messenger messenger = new Messenger(
                database, List.of(new Told()), "http://console", new Metrics(new SimpleMeterRegistry(), "test"), clock);
        final Alerts alerts;

        Instance(String name) {
            alerts = new Alerts(
                    database, () -> look, new Alerts.Place(name, "http://console"), messenger, clock, UUID::randomUUID);
        }

        void look(int times) {
            for (int i = 0; i < times; i++) {
                clock.now = clock.now.plus(Alerts.PAUSE);
                alerts.look();
                messenger.send();
            }
        }
    }

    private final class Told implements Output {
        @Override
        public String name() {
            return "webhook";
        }

        @Override
        public Optional<String> send(Parcel parcel) {
            if (outputFails) {
                return Optional.of("HTTP 500");
            }
            told.add(parcel.body().replaceAll(".*\"type\":\"alert[.](\\w+)\".*\"kind\":\"([^\"]+)\".*", "$1 $2"));
            return Optional.empty();
        }
    }

    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-11-24T03:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void aRestartRepeatsNothing() {
        look = Look.of(List.of(LETTERS));
        new Instance("a").look(3);
        new Instance("a").look(3);
        assertThat(told).containsExactly("began dead-letters");

        look = Look.of(List.of());
        new Instance("a").look(3);
        new Instance("a").look(3);
        assertThat(told).containsExactly("began dead-letters", "over dead-letters");
    }

    @Test
    void ofSeveralInstancesOneTells() {
        look = Look.of(List.of(LETTERS));
        var one = new Instance("a");
        var other = new Instance("b");
        for (int i = 0; i < 5; i++) {
            clock.now = clock.now.plus(Alerts.PAUSE);
            var together = List.of(
                    Thread.ofVirtual().start(() -> turn(one)),
                    Thread.ofVirtual().start(() -> turn(other)));
            together.forEach(AlertsIT::join);
        }
        assertThat(told).containsExactly("began dead-letters");
    }

    private static void turn(Instance instance) {
        instance.alerts.look();
        instance.messenger.send();
    }

    private static void join(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aDatabaseThatIsAwayIsToldFromMemoryAndItsEndToo() throws SQLException {
        look = Look.of(List.of(LETTERS));
        var instance = new Instance("a");
        instance.look(2);

        database.away = true;
        look = new Look(List.of(DATABASE), Set.of(Kind.DEAD_LETTERS));
        instance.look(5);
        assertThat(told).containsExactly("began dead-letters", "began database");
        assertThat(instance.alerts.open())
                .extracting(one -> one.key().kind())
                .contains(Kind.DATABASE, Kind.DEAD_LETTERS);

        database.away = false;
        look = Look.of(List.of(LETTERS));
        instance.look(5);
        assertThat(told).containsExactly("began dead-letters", "began database", "over database");
        assertThat(desk(instance).board(clock.now.plusSeconds(1), 10).ended())
                .singleElement()
                .satisfies(alert -> assertThat(alert.standing().key().kind()).isEqualTo(Kind.DATABASE));
    }

    @Test
    void whatChangesWhileTheDatabaseIsAwayIsToldOnce() throws SQLException {
        var full = new Trouble(Kind.DISK, Severity.WARNING, "data folder", "快满了", "nearly full");
        look = Look.of(List.of(full, trouble(Kind.KAFKA, "kafka")));
        var instance = new Instance("a");
        instance.look(5);
        assertThat(told).containsExactlyInAnyOrder("began disk", "began kafka");

        database.away = true;
        look = Look.of(List.of(DATABASE, trouble(Kind.DISK, "data folder"), trouble(Kind.DEPENDENCY, "search")));
        instance.look(3);
        look = Look.of(List.of(DATABASE, trouble(Kind.DISK, "data folder")));
        instance.look(3);
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "began disk",
                        "began kafka",
                        "began database",
                        "worse disk",
                        "began dependency",
                        "over kafka",
                        "over dependency");

        told.clear();
        database.away = false;
        look = Look.of(List.of(trouble(Kind.DISK, "data folder")));
        instance.look(5);
        assertThat(told).containsExactly("over database");
        assertThat(desk(instance).board(clock.now.plusSeconds(1), 10).ended())
                .extracting(alert -> alert.standing().key().kind())
                .containsExactlyInAnyOrder(Kind.DATABASE, Kind.KAFKA, Kind.DEPENDENCY);
    }

    /** Looks, and tells, each of which has to come to its end. */
    private void lookAndTell(DataSource over, Runnable before) {
        var shortly = new Patience(Duration.ofMillis(200));
        var messenger = new Messenger(
                new Outbox(over, shortly),
                List.of(new Told()),
                "http://console",
                new Metrics(new SimpleMeterRegistry(), "test"),
                clock);
        var alerts = new Alerts(
                over, () -> look, new Alerts.Place("a", "http://console"), messenger, clock, UUID::randomUUID, shortly);
        for (Runnable step : List.<Runnable>of(alerts::look, messenger::send)) {
            before.run();
            assertThat(CompletableFuture.runAsync(step, Thread::startVirtualThread))
                    .succeedsWithin(Duration.ofSeconds(30));
        }
        assertThat(alerts.open())
                .extracting(Standing::key)
                .containsExactly(new Standing.Key(Kind.DEAD_LETTERS, "tag", ""));
    }

    @Test
    void aDatabaseThatHangsInTheMiddleHoldsNeitherWhoLooksNorWhoTells() throws Exception {
        try (var proxy = new FaultProxy(1).to(server.getPort())) {
            var behind = new PGSimpleDataSource();
            behind.setServerNames(new String[] {"127.0.0.1"});
            behind.setPortNumbers(new int[] {proxy.port()});
            behind.setUser("postgres");
            var hanging = new Switch(behind);
            hanging.had = () -> proxy.weather(FaultProxy.Weather.DARK);
            look = Look.of(List.of(LETTERS));

            lookAndTell(hanging, () -> proxy.weather(FaultProxy.Weather.FINE));

            assertThat(told).as("from memory").containsExactly("began dead-letters");
        }
    }

    @Test
    void aLockThatNobodyGivesBackHoldsNobodyWhoLooks() throws Exception {
        look = Look.of(List.of(LETTERS));
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select at from alert_round for update");

            lookAndTell(database, () -> {});

            connection.rollback();
        }
        assertThat(told).as("from memory").containsExactly("began dead-letters");
    }

    @Test
    void anOutputThatFailsIsTriedAgainInOrderAndKeepsNobodyWaiting() {
        outputFails = true;
        look = Look.of(List.of(LETTERS));
        var instance = new Instance("a");
        instance.look(1);
        look = Look.of(List.of());
        instance.look(4);
        assertThat(told).isEmpty();

        outputFails = false;
        for (int i = 0; i < 20; i++) {
            clock.now = clock.now.plusSeconds(60);
            instance.messenger.send();
        }
        assertThat(told).containsExactly("began dead-letters", "over dead-letters");
    }

    @Test
    void silenceIsOnRecordAndKeepsWhatIsOpenOnTheBoard() throws SQLException {
        var instance = new Instance("a");
        var desk = desk(instance);
        desk.silence(new SilenceForm("dead-letters", "tag", "4h", "known").silence("li", clock.now));
        look = Look.of(List.of(LETTERS));
        instance.look(3);
        assertThat(told).isEmpty();
        assertThat(desk.board(clock.now, 10).open())
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert.silence().orElseThrow().reason()).isEqualTo("known"));

        assertThat(desk.speak(Kind.DEAD_LETTERS, "tag", "li")).isTrue();
        assertThat(desk.speak(Kind.DEAD_LETTERS, "tag", "li")).isFalse();
        instance.look(1);
        assertThat(told).containsExactly("began dead-letters");
        assertThat(audited("tag")).containsExactly("silence-alert tag li known", "end-silence tag li ");
    }

    @Test
    void theFeedSaysWhatWasToldLastAndNothingOfWhatWasNot() throws Exception {
        look = Look.of(List.of(
                new Trouble(Kind.DEAD_LETTERS, Severity.WARNING, "tag", "三条死信", "3 dead letters"),
                trouble(Kind.DEAD_LETTERS, "publish")));
        var instance = new Instance("a");
        desk(instance).silence(new SilenceForm("dead-letters", "publish", "4h", "known").silence("li", clock.now));
        instance.look(1);
        Instant began = clock.now;
        assertThat(feed(instance))
                .contains("[警告] 开始：三条死信", "<updated>" + Times.rfc3339(began))
                .doesNotContain("坏了");

        look = Look.of(List.of(
                new Trouble(Kind.DEAD_LETTERS, Severity.CRITICAL, "tag", "一百条死信", "100 dead letters"),
                trouble(Kind.DEAD_LETTERS, "publish")));
        instance.look(1);
        Instant worse = clock.now;
        instance.look(2);
        assertThat(feed(instance))
                .contains(
                        "[严重] 加重：一百条死信",
                        "got worse",
                        "<published>" + Times.rfc3339(began),
                        "<updated>" + Times.rfc3339(worse))
                .doesNotContain("坏了", Times.rfc3339(clock.now));

        look = Look.of(List.of());
        instance.look(3);
        assertThat(feed(instance)).contains("[严重] 结束：一百条死信").doesNotContain("坏了");
    }

    private String feed(Instance instance) throws XMLStreamException {
        return new IncidentFeed(
                        desk(instance),
                        new FeedTokens(database, new Audit(database, clock), new SecureRandom(), clock),
                        "http://console",
                        clock)
                .written();
    }

    private List<String> audited(String object) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select concat_ws(' ', action, object, operator, reason) from audit where object = '" + object
                                + "' order by no")) {
            var lines = new ArrayList<String>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }

    private AlertDesk desk(Instance instance) {
        return new AlertDesk(database, instance.alerts, () -> look, new Audit(database, clock), clock);
    }
}

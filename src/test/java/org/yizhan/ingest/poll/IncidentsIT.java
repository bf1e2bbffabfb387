package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.SetClock;
import org.yizhan.article.Channel;

class IncidentsIT {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static PollDatabase database;

    private final SetClock clock = new SetClock(NOW);
    private final Channels channels = new Channels(database.pool(), clock, new Random(3));
    private final Incidents incidents = new Incidents(database.pool(), clock);
    private final SourceOverview overview = new SourceOverview(database.pool(), clock);

    @BeforeAll
    static void open() throws IOException {
        database = new PollDatabase();
    }

    @AfterAll
    static void close() throws IOException {
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
        database.execute("truncate incident");
        declare(IntStream.range(0, 20).mapToObj(i -> "c" + i).toList());
        database.execute("update channel set last_attempt = '2026-11-23T03:50:00Z', next_at = '2026-11-23T04:20:00Z',"
                + " last_success = '2026-11-23T03:50:00Z'");
    }

    private void declare(List<String> ids) throws SQLException {
        channels.declare(ids.stream()
                .map(id -> new Channel(
                        id, Channel.Kind.POLL_LIST, "source-" + id, Map.of("url", "https://" + id + ".example/")))
                .toList());
    }

    private void set(String id, String what) throws SQLException {
        database.execute("update channel set " + what + " where id = '" + id + "'");
    }

    private void fail(String id) throws SQLException {
        set(id, "streak = 2, fault = 'timeout', failing_since = '2026-11-23T03:55:00Z'");
    }

    private List<Incident> settled() throws SQLException {
        incidents.settle();
        return incidents.newest(50);
    }

    @Test
    void tellsNothingWhileAllIsWell() throws SQLException {
        assertThat(settled()).isEmpty();
    }

    @Test
    void opensOneIncidentForAChannelThatFailsAndTellsItOnlyOnce() throws SQLException {
        fail("c3");
        Incident first = settled().getFirst();
        clock.pass(Duration.ofMinutes(1));

        assertThat(settled()).containsExactly(first);
        assertThat(first.source()).isEqualTo("source-c3");
        assertThat(first.kind()).isEqualTo(SourceState.FAILING);
        assertThat(first.fault()).isEqualTo("timeout");
        assertThat(first.began()).isEqualTo("2026-11-23T03:55:00Z");
        assertThat(first.lastSuccess()).contains(Instant.parse("2026-11-23T03:50:00Z"));
        assertThat(first.changed()).isEqualTo(NOW);
        assertThat(first.ended()).isEmpty();
        assertThat(incidents.newest("source-c3", 5)).containsExactly(first);
        assertThat(incidents.newest("source-c4", 5)).isEmpty();
    }

    @Test
    void endsItUnderTheSameIdWhenTheChannelBringsSomethingAgain() throws SQLException {
        fail("c3");
        Incident open = settled().getFirst();
        clock.pass(Duration.ofMinutes(30));
        set(
                "c3",
                "streak = 0, fault = '', failing_since = null, last_success = '2026-11-23T04:29:00Z',"
                        + " next_at = '2026-11-23T05:00:00Z'");
        database.execute("update channel set next_at = '2026-11-23T05:00:00Z'");

        assertThat(settled()).singleElement().satisfies(ended -> {
            assertThat(ended.id()).isEqualTo(open.id());
            assertThat(ended.ended()).contains(Instant.parse("2026-11-23T04:29:00Z"));
            assertThat(ended.ending()).isEqualTo(Incident.Ending.RECOVERED);
            assertThat(ended.changed()).isEqualTo(clock.instant());
        });
    }

    @Test
    void aSecondFailureIsAnotherIncident() throws SQLException {
        fail("c3");
        settled();
        set("c3", "streak = 0, failing_since = null, last_success = '2026-11-23T03:58:00Z'");
        settled();
        fail("c3");

        assertThat(settled()).hasSize(2).extracting(Incident::id).doesNotHaveDuplicates();
    }

    @Test
    void anOperatorsOrderToAskAgainDoesNotEndItBeforeSomethingComes() throws SQLException {
        set("c3", "why = 'gone', streak = 1, fault = 'http-410', failing_since = '2026-11-23T03:55:00Z'");
        settled();
        set("c3", "why = 'new', streak = 0, fault = '', failing_since = null");

        assertThat(settled())
                .singleElement()
                .satisfies(open -> assertThat(open.ended()).isEmpty());
    }

    @Test
    void saysWhenItBecomesAnotherKind() throws SQLException {
        fail("c3");
        Incident failing = settled().getFirst();
        clock.pass(Duration.ofMinutes(1));
        set("c3", "why = 'gone', fault = 'http-410'");

        assertThat(settled()).singleElement().satisfies(gone -> {
            assertThat(gone.id()).isEqualTo(failing.id());
            assertThat(gone.kind()).isEqualTo(SourceState.GONE);
            assertThat(gone.changed()).isEqualTo(clock.instant());
        });
    }

    @Test
    void endsWithThePauseAndWithTheChannel() throws SQLException {
        fail("c3");
        fail("c4");
        settled();
        set("c3", "paused = true");
        declare(IntStream.range(0, 20)
                .filter(i -> i != 4)
                .mapToObj(i -> "c" + i)
                .toList());

        assertThat(settled())
                .extracting(Incident::source, Incident::ending)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("source-c3", Incident.Ending.PAUSED),
                        org.assertj.core.groups.Tuple.tuple("source-c4", Incident.Ending.REMOVED));
    }

    @Test
    void aTenthThatIsLateIsOneIncidentOfAllAndNoneOfTheSources() throws SQLException {
        set("c1", "next_at = '2026-11-23T03:00:00Z'");
        assertThat(settled()).isEmpty();
        set("c2", "next_at = '2026-11-23T03:10:00Z'");

        Incident late = settled().getFirst();
        assertThat(late.channel()).isEmpty();
        assertThat(late.kind()).isEqualTo(SourceState.LATE);
        assertThat(late.began()).isEqualTo("2026-11-23T03:00:00Z");

        database.execute("update channel set next_at = '2026-11-23T04:20:00Z'");
        assertThat(settled())
                .singleElement()
                .satisfies(ended -> assertThat(ended.ended()).contains(NOW));
    }

    @Test
    void manyInstancesAtOnceOpenEachOnce() throws Exception {
        for (int i = 0; i < 20; i++) {
            fail("c" + i);
        }
        try (var instances = Executors.newFixedThreadPool(4)) {
            Callable<Void> instance = () -> {
                new Incidents(database.pool(), clock).settle();
                return null;
            };
            for (var done : instances.invokeAll(
                    Stream.generate(() -> instance).limit(12).toList())) {
                done.get();
            }
        }

        assertThat(settled()).hasSize(20).extracting(Incident::channel).doesNotHaveDuplicates();
    }

    @Test
    void forgetsThoseThatEndedLongAgoOnly() throws SQLException {
        fail("c3");
        settled();
        set("c3", "paused = true");
        settled();
        fail("c4");
        settled();

        assertThat(incidents.drop(NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(incidents.newest(5)).extracting(Incident::channel).containsExactly("c4");
    }

    @Test
    void aSourceIsAsItsWorstChannelOrElseAsItsBest() throws SQLException {
        set("c1", "source = 'several', newest_item_at = '2026-11-18T04:00:00Z', quiet_after = 259200");
        set("c2", "source = 'several'");
        set("c3", "source = 'several', paused = true");
        assertThat(overview.find("several")).get().satisfies(well -> {
            assertThat(well.state()).isEqualTo(SourceState.FRESH);
            assertThat(well.channels()).isEqualTo(3);
            assertThat(well.ill()).isZero();
        });
        fail("c1");
        assertThat(overview.find("several")).get().satisfies(ill -> {
            assertThat(ill.state()).isEqualTo(SourceState.FAILING);
            assertThat(ill.fault()).isEqualTo("timeout");
            assertThat(ill.failingSince()).contains(Instant.parse("2026-11-23T03:55:00Z"));
            assertThat(ill.ill()).isEqualTo(1);
        });
        assertThat(overview.all()).hasSize(18).extracting(SourceStatus::source).isSorted();
        assertThat(overview.find("nobody")).isEqualTo(Optional.empty());
    }

    @Test
    void theUsualGapIsTheSourcesOwn() throws SQLException {
        Instant first = Instant.parse("2026-11-20T00:00:00Z");
        var times = IntStream.range(0, 21)
                .mapToObj(
                        i -> String.valueOf(first.plus(Duration.ofHours(2L * i)).getEpochSecond()))
                .toList();
        set("c1", "rhythm = '{" + String.join(",", times) + "}'");

        assertThat(overview.find("source-c1"))
                .get()
                .satisfies(known -> assertThat(known.usualGap()).contains(Duration.ofHours(2)));
        assertThat(overview.find("source-c2"))
                .get()
                .satisfies(unknown -> assertThat(unknown.usualGap()).isEmpty());
    }
}

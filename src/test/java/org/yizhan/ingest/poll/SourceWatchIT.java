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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.SetClock;
import org.yizhan.article.Channel;
import org.yizhan.ingest.poll.SourceQuery.Sort;

class SourceWatchIT {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static PollDatabase database;

    private final SetClock clock = new SetClock(NOW);
    private final Channels channels = new Channels(database.pool(), clock, new Random(3));
    private final SourceWatch watch = new SourceWatch(database.pool(), clock);

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
    }

    private static Channel channel(String id, Channel.Kind kind) {
        return new Channel(id, kind, "source-" + id, Map.of("url", "https://" + id + ".example/"));
    }

    private void declare(String... ids) throws SQLException {
        channels.declare(List.of(ids).stream()
                .map(id -> channel(id, Channel.Kind.POLL_LIST))
                .toList());
        database.execute("update channel set last_attempt = '2026-11-23T03:50:00Z', next_at = '2026-11-23T04:20:00Z',"
                + " last_success = '2026-11-23T03:50:00Z'");
    }

    private void set(String id, String what) throws SQLException {
        database.execute("update channel set " + what + " where id = '" + id + "'");
    }

    private static SourceQuery query(Optional<SourceState> state, Optional<String> text) {
        return new SourceQuery(
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                text,
                Optional.empty(),
                Optional.empty(),
                Sort.CHANNEL,
                10,
                0);
    }

    @Test
    void tellsEveryState() throws SQLException {
        declare(
                "fresh",
                "paused",
                "gone",
                "failing",
                "once",
                "redesigned",
                "redesigned-slowly",
                "empty",
                "never",
                "late",
                "quiet");
        set("paused", "paused = true, streak = 5");
        set("gone", "why = 'gone', streak = 1, next_at = null");
        set("failing", "streak = 2");
        set("once", "streak = 1");
        set("redesigned", "barren = 2, matched = 5");
        set("redesigned-slowly", "barren = 6, matched = 1");
        set("empty", "barren = 5, matched = 4");
        set("never", "last_attempt = null, last_success = null");
        set("late", "next_at = '2026-11-23T03:20:00Z'");
        set("quiet", "newest_item_at = '2026-11-18T04:00:00Z', quiet_after = 259200");
        var states = watch.list(query(Optional.empty(), Optional.empty())).states();

        assertThat(states)
                .containsEntry(SourceState.FRESH, 3L)
                .containsEntry(SourceState.PAUSED, 1L)
                .containsEntry(SourceState.GONE, 1L)
                .containsEntry(SourceState.FAILING, 1L)
                .containsEntry(SourceState.REDESIGNED, 2L)
                .containsEntry(SourceState.NEVER, 1L)
                .containsEntry(SourceState.LATE, 1L)
                .containsEntry(SourceState.QUIET, 1L);
        var worst = watch.list(SourceQuery.worst(4));
        assertThat(worst.rows()).extracting(SourceHealth::channel).startsWith("gone", "failing", "redesigned");
        assertThat(worst.total()).isEqualTo(11);
        var quiet = watch.list(query(Optional.of(SourceState.QUIET), Optional.empty()));
        assertThat(quiet.total()).isEqualTo(1);
        assertThat(quiet.rows()).singleElement().satisfies(health -> {
            assertThat(health.channel()).isEqualTo("quiet");
            assertThat(health.quietAfter()).contains(Duration.ofDays(3));
        });
    }

    @Test
    void whoOnlyAnswers429IsHeldOffAndNeitherFreshNorNeverAsked() throws SQLException {
        declare("once", "long", "never", "failed-before", "gone");
        for (String id : List.of("once", "long", "never", "failed-before")) {
            set(id, "fault = 'http-429', status = 429");
        }
        set("long", "last_success = '2026-11-23T02:20:00Z'");
        set("never", "last_success = null");
        database.execute(
                "insert into poll values ('never', 0, '2026-11-23T02:20:00Z', 'http-429', 429, 12, 0, 0, 0, 0, '')");
        set("failed-before", "streak = 3");
        set("gone", "fault = 'http-410'");

        var held = watch.list(query(Optional.of(SourceState.HELD_OFF), Optional.empty()));
        assertThat(held.rows())
                .extracting(SourceHealth::channel)
                .containsExactly("failed-before", "long", "never", "once");
        assertThat(held.rows())
                .filteredOn(SourceHealth::isIll)
                .extracting(SourceHealth::channel)
                .as("older than three usual intervals of half an hour, or never since a first poll as old")
                .containsExactly("long", "never");
        database.execute("update poll set at = '2026-11-23T03:59:30Z' where channel = 'never'");
        assertThat(watch.find("never").orElseThrow().isIll())
                .as("asked for the first time just now")
                .isFalse();
        set("long", "set_interval = 36000");
        assertThat(watch.find("long").orElseThrow().isIll()).isFalse();
        set("long", "last_success = '2026-11-22T03:59:00Z'");
        assertThat(watch.find("long").orElseThrow().isIll())
                .as("a day is too long for any")
                .isTrue();
        assertThat(watch.list(SourceQuery.worst(2)).rows())
                .extracting(SourceHealth::channel)
                .startsWith("gone");
    }

    @Test
    void nothingIsLateWhoseHostRests() throws SQLException {
        declare("rests", "well");
        set("rests", "next_at = '2026-11-23T02:30:00Z'");
        database.execute("update errand set due_at = '2026-11-23T05:00:00Z'");
        database.execute("update errand set due_at = '2026-11-23T02:30:00Z' where channel = 'rests'");
        assertThat(watch.find("rests").orElseThrow().state()).isEqualTo(SourceState.LATE);
        assertThat(watch.waiting().overdue()).isEqualTo(Duration.ofMinutes(90));

        database.execute(
                "update host set rest_until = '2026-11-23T04:30:00Z', rest_channel = 'other', rest_status = 429"
                        + " where name = 'rests.example'");
        assertThat(watch.find("rests").orElseThrow().state()).isEqualTo(SourceState.FRESH);
        assertThat(watch.waiting().overdue()).isZero();

        database.execute("update host set rest_until = '2026-11-23T03:58:00Z' where name = 'rests.example'");
        assertThat(watch.find("rests").orElseThrow().state()).isEqualTo(SourceState.FRESH);
        assertThat(watch.waiting().overdue()).as("since the rest is over").isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aFileThatIsSavedLeavesOtherPollsThatAreOverdueAsTheyAre() throws SQLException {
        declare("late", "edited");
        database.execute("update errand set due_at = '2026-11-23T05:00:00Z'");
        database.execute("update errand set due_at = '2026-11-23T03:00:00Z' where channel = 'late'");
        set("late", "next_at = '2026-11-23T03:00:00Z', why = 'learned'");
        var edited = new Channel(
                "edited", Channel.Kind.POLL_LIST, "source-edited", Map.of("url", "https://edited.example/other"));

        channels.declare(List.of(channel("late", Channel.Kind.POLL_LIST), edited));
        assertThat(watch.waiting().overdue()).isEqualTo(Duration.ofHours(1));
        assertThat(database.ask("select why || ' ' || next_at from channel where id = 'late'"))
                .singleElement()
                .asString()
                .startsWith("learned 2026-11-23 ");

        new Channels(database.pool(), clock, new Random(3))
                .declare(List.of(channel("late", Channel.Kind.POLL_LIST), edited));
        assertThat(watch.waiting().overdue()).as("spread at a start").isZero();
        assertThat(database.ask("select why from channel where id = 'late'")).containsExactly("new");
    }

    @Test
    void aRuleThatNeverMatchedFailsThoughItsHostCouldNotBeReachedOnce() throws SQLException {
        declare("rule");
        set("rule", "barren = 3, matched = 0, flaw = 'selector', fault = 'selector'");
        assertThat(watch.find("rule").orElseThrow().hasNeverMatched()).isTrue();
        set("rule", "streak = 1, fault = 'connect'");
        assertThat(watch.find("rule").orElseThrow().state()).isEqualTo(SourceState.FAILING);
    }

    @Test
    void ofWhatNeverAnsweredNoBudgetIsKnownUntilAPollIsLate() throws SQLException {
        declare("new");
        long today = NOW.getEpochSecond() / 86_400;
        set("new", "streak = 1, last_success = null, punctuality = '{%d,1,0,0,0}'".formatted(today));
        SourceHealth once = watch.find("new").orElseThrow();
        assertThat(once.state()).isEqualTo(SourceState.FAILING);
        assertThat(once.burn()).isEmpty();
        set("new", "streak = 2, punctuality = '{%d,2,1,0,0}'".formatted(today));
        assertThat(watch.find("new").orElseThrow().burn()).contains(50.0);
    }

    @Test
    void findsByTextAndRegion() throws SQLException {
        declare("cac", "mca");
        channels.declare(List.of(
                channel("cac", Channel.Kind.POLL_LIST),
                channel("mca", Channel.Kind.POLL_LIST),
                channel("pushes", Channel.Kind.PUSH)));
        database.execute("insert into source (id, name, region, kind) values ('source-mca', '民政部', '100000', 'list')");

        assertThat(watch.list(query(Optional.empty(), Optional.of("民政"))).rows())
                .extracting(SourceHealth::channel)
                .containsExactly("mca");
        assertThat(watch.list(query(Optional.of(SourceState.PUSH_ONLY), Optional.empty()))
                        .rows())
                .extracting(SourceHealth::channel)
                .containsExactly("pushes");
        assertThat(watch.find("mca")).get().extracting(SourceHealth::name).isEqualTo("民政部");
        assertThat(watch.find("none")).isEmpty();
    }

    @Test
    void sortsByWhatAWeekBrought() throws SQLException {
        declare("much", "some", "none");
        database.execute("""
                insert into poll_day values ('much', '2026-11-22', 9, 0, 0, 0, 50, 1000), ('much', '2026-11-23', 9, 0, 0, 0, 2, 9000),
                    ('much', '2026-11-16', 9, 0, 0, 0, 500, 90000), ('some', '2026-11-23', 9, 0, 0, 0, 7, 4000)
                """);
        set("some", "rhythm = '{1795395600, 1795399200}', gap_95 = 600");
        set("much", "rhythm = '{1795305000, 1795399200}', gap_95 = 7200");

        assertThat(sorted(Sort.ITEMS_7D)).containsExactly("much", "some", "none");
        assertThat(sorted(Sort.ITEMS_24H)).containsExactly("some", "much", "none");
        assertThat(sorted(Sort.BYTES)).containsExactly("some", "much", "none");
        assertThat(sorted(Sort.GAP)).containsExactly("much", "some", "none");
        for (Sort sort : Sort.values()) {
            assertThat(sorted(sort)).as(sort.name()).hasSize(3);
        }
        SourceHealth.Recent much = watch.find("much").orElseThrow().recent();
        assertThat(much.days().items()).containsExactly(0L, 0L, 0L, 0L, 0L, 50L, 2L);
        assertThat(much.days().bytesADay()).contains(1000L);
        assertThat(much.gap()).contains(Duration.ofHours(2));
        assertThat(watch.find("none").orElseThrow().recent().gap()).isEmpty();
    }

    private List<String> sorted(Sort sort) throws SQLException {
        var query = new SourceQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                sort,
                10,
                0);
        List<String> listed =
                watch.list(query).rows().stream().map(SourceHealth::channel).toList();
        assertThat(watch.ids(query)).isEqualTo(listed);
        assertThat(watch.all(query, 10)).extracting(SourceHealth::channel).isEqualTo(listed);
        return listed;
    }

    @Test
    void answersForFiveThousandChannelsAtOnce() throws SQLException {
        channels.declare(IntStream.range(0, 5_000)
                .mapToObj(n -> channel("c" + n, Channel.Kind.POLL_FEED))
                .toList());
        watch.list(SourceQuery.worst(100));
        long begun = System.nanoTime();
        var page = watch.list(SourceQuery.worst(100));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(page.total()).isEqualTo(5_000);
        assertThat(page.rows()).hasSize(100);
        System.out.println("source list at 5,000 channels: " + took.toMillis() + " ms");
        assertThat(took).isLessThan(Duration.ofMillis(900));
    }
}

package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.SetClock;
import org.yizhan.article.Channel;
import org.yizhan.article.Received;
import org.yizhan.fetch.Fault;
import org.yizhan.fetch.Fetch;
import org.yizhan.fetch.Fetched;

/** What is on record of sources beside their state: answers, versions, pushes, and the time while the network was gone. */
class SourcePastIT {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final String URL = "https://a.example/list";
    private static PollDatabase database;

    private final SetClock clock = new SetClock(NOW);
    private final Channels channels = new Channels(database.pool(), clock, new Random(3));
    private final PollStore store = new PollStore(database.pool());
    private final LastAnswers answers = new LastAnswers(database.pool());
    private final ChannelVersions versions = new ChannelVersions(database.pool());
    private final PushedSources pushes = new PushedSources(database.pool());
    private Fetched served = failed(Fault.HTTP_5XX, 502);
    private final Poller poller = new Poller(
            store,
            channels,
            new Poller.Means(
                    this::answer, ChannelReaders.with(new FeedChannelReader()), (channel, page) -> Optional.empty()),
            new Schedule(new Random(7)),
            clock,
            (task, outcome, took) -> {});

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

    private Fetched answer(Fetch wanted) {
        return wanted.url().endsWith("/robots.txt") ? failed(Fault.HTTP_404, 404) : served;
    }

    private static Fetched failed(Fault fault, int status) {
        var headers = Map.of("server", "waf", "set-cookie", "JSESSIONID=secret-1", "x-auth-token", "secret-2");
        return new Fetched.Failed(fault, status, "so says the test", headers, Duration.ofMillis(3), bytes("拦截"));
    }

    private static Fetched.Document document(byte[] body) {
        return new Fetched.Document(
                URL,
                Optional.empty(),
                Map.of("content-type", "text/html", "etag", "\"1\"", "set-cookie", "JSESSIONID=secret-3"),
                body,
                body.length,
                Duration.ofMillis(3));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Channel channel(String id, String... more) {
        var parameters = new HashMap<>(Map.of("url", "https://" + id + ".example/list", "channel", id));
        for (int n = 0; n < more.length; n += 2) {
            parameters.put(more[n], more[n + 1]);
        }
        return new Channel(id, Channel.Kind.POLL_LIST, "source-" + id, parameters);
    }

    /** Polls as often as there is something due within a day. */
    private void poll() throws SQLException {
        long before = polls();
        while (polls() == before) {
            clock.set(store.nextDue()
                    .filter(clock.instant()::isBefore)
                    .orElse(clock.instant().plusSeconds(6)));
            for (Claim claim : poller.claim(5)) {
                poller.settle(poller.fetch(claim));
            }
        }
    }

    private static long polls() throws SQLException {
        return Long.parseLong(
                database.ask("select coalesce(sum(polls), 0) from channel").getFirst());
    }

    @Test
    void theSumsOfTheRingAndOfTheDaysAreThoseOfThePolls() throws SQLException {
        channels.declare(List.of(channel("a", "item", "li", "every", "2h")));
        byte[] list = bytes("<ul><li><a href='/1.htm'>第一条很长的标题</a></ul>");
        for (int n = 0; n < 60; n++) {
            served = n % 7 == 3 ? failed(Fault.HTTP_5XX, 502) : document(list);
            poll();
        }

        assertThat(database.ask("select unchanged || ' ' || ring_bytes from channel"))
                .isEqualTo(database.ask(
                        "select count(*) filter (where outcome = 'not-modified') || ' ' || sum(bytes) from poll"));
        List<PollDays.Day> days = new PollDays(database.pool(), clock).of("a");
        assertThat(days)
                .hasSize(PollDays.MOST)
                .last()
                .extracting(PollDays.Day::polls)
                .isNotEqualTo(0L);
        assertThat(days.stream().mapToLong(PollDays.Day::polls).sum()).isEqualTo(60);
        assertThat(days.stream().mapToLong(PollDays.Day::failed).sum()).isEqualTo(9);
        assertThat(days.stream().mapToLong(PollDays.Day::unchanged).sum()).isEqualTo(50);
        assertThat(days.stream().mapToLong(PollDays.Day::fresh).sum()).isEqualTo(1);
        assertThat(days.stream()
                        .flatMap(day -> day.bytes().stream())
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(51L * list.length);
    }

    @Test
    void theLastWeekIsToldPollByPoll() throws SQLException {
        channels.declare(List.of(channel("a", "item", "li", "every", "2h")));
        for (int n = 0; n < 96; n++) {
            served = n % 7 == 3
                    ? failed(Fault.HTTP_5XX, 502)
                    : document(bytes("<ul><li><a href='/%d.htm'>第一条很长的标题</a></ul>".formatted(n)));
            poll();
        }

        PollWeek week = new PollDays(database.pool(), clock).week("a");
        List<PollWeek.Cell> cells =
                week.days().stream().flatMap(day -> day.cells().stream()).toList();
        assertThat(week.isByPoll()).isTrue();
        assertThat(cells.stream().map(PollWeek.Cell::at)).isSorted();
        assertThat(cells).hasSizeBetween(60, 90);
        assertThat(cells.getLast().fresh()).isEqualTo(1);
        assertThat(cells.stream().filter(cell -> cell.failed() > 0))
                .hasSizeBetween(8, 14)
                .allSatisfy(cell -> assertThat(cell.outcome()).isEqualTo("http-5xx"));
        assertThat(database.ask("select count(distinct day) from poll_mark")).containsExactly("8");

        SourceHealth.Recent recent =
                new SourceWatch(database.pool(), clock).find("a").orElseThrow().recent();
        // every seventh poll fails, so a success comes after a failure and its back-off
        assertThat(recent.gap().orElseThrow()).isGreaterThan(Duration.ofHours(2));
        assertThat(recent.days().sum())
                .isEqualTo(week.days().stream().mapToInt(PollWeek.Day::fresh).sum());
        assertThat(recent.days().days().getLast().day())
                .isEqualTo(week.days().getLast().day());
    }

    @Test
    void aPollWritesItsMarkBesideThoseOfItsHourOnly() throws SQLException {
        clock.set(Instant.parse("2026-11-23T16:00:00Z"));
        channels.declare(List.of(new Channel(
                "a", Channel.Kind.POLL_FEED, "source-a", Map.of("url", URL, "channel", "a", "every", "5m"))));
        String items = IntStream.range(0, 100)
                .mapToObj("<item><title>第%1$d条消息的标题</title><link>https://a.example/%1$d.htm</link></item>"::formatted)
                .collect(Collectors.joining());
        served = document(bytes("<rss version='2.0'><channel>" + items + "</channel></rss>"));

        poll();
        assertThat(database.ask("select found || ' ' || fresh from poll")).containsExactly("100 100");
        written(9);
        long morning = written(50);
        written(120);
        long evening = written(50);

        System.out.printf("unchanged feed of 100 items, WAL of 50 polls: morning=%d evening=%d%n", morning, evening);
        assertThat(database.ask("select sum(regexp_count(marks, E'\\n')) from poll_mark"))
                .containsExactly("230");
        assertThat(database.ask("select max(regexp_count(marks, E'\\n')) from poll_mark"))
                .allSatisfy(most -> assertThat(Integer.parseInt(most)).isBetween(11, 15));
    }

    /** Bytes of WAL that so many polls make. */
    private long written(int polls) throws SQLException {
        String before = database.ask("select pg_current_wal_insert_lsn()").getFirst();
        for (int n = 0; n < polls; n++) {
            poll();
        }
        return Long.parseLong(
                database.ask("select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '%s')".formatted(before))
                        .getFirst());
    }

    @Test
    void anIntervalThatAnOperatorSetsGoesBeforeThatOfTheFile() throws SQLException {
        channels.declare(List.of(channel("a", "item", "li", "every", "1d")));
        served = document(bytes("<ul><li><a href='/1.htm'>第一条很长的标题</a></ul>"));
        poll();
        var settings = new SourceSettings(clock);
        try (var connection = database.pool().getConnection()) {
            settings.write(connection, SourceSetting.Kind.INTERVAL, Map.of("a", "3600"));
        }
        SourceHealth set = new SourceWatch(database.pool(), clock).find("a").orElseThrow();
        assertThat(set.next()).contains(set.lastAttempt().orElseThrow().plus(Duration.ofHours(1)));

        poll();
        SourceHealth polled = new SourceWatch(database.pool(), clock).find("a").orElseThrow();
        assertThat(polled.cadence()).isEqualTo(Duration.ofHours(1));
        assertThat(Duration.between(
                        polled.lastAttempt().orElseThrow(), polled.next().orElseThrow()))
                .isBetween(Duration.ofMinutes(54), Duration.ofMinutes(66));

        try (var connection = database.pool().getConnection()) {
            settings.write(connection, SourceSetting.Kind.INTERVAL, Map.of("a", ""));
        }
        SourceHealth back = new SourceWatch(database.pool(), clock).find("a").orElseThrow();
        assertThat(back.next()).contains(back.lastAttempt().orElseThrow().plus(Duration.ofDays(1)));
        assertThat(back.cadence()).isEqualTo(Duration.ofDays(1));
        poll();
        assertThat(new SourceWatch(database.pool(), clock)
                        .find("a")
                        .orElseThrow()
                        .cadence())
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void anIntervalThatIsTakenBackLeavesWhatWasLearned() throws SQLException {
        channels.declare(List.of(channel("a", "item", "li")));
        served = document(bytes("<ul><li><a href='/1.htm'>第一条很长的标题</a></ul>"));
        poll();
        var settings = new SourceSettings(clock);
        try (var connection = database.pool().getConnection()) {
            settings.write(connection, SourceSetting.Kind.INTERVAL, Map.of("a", "604800"));
            SourceHealth set = new SourceWatch(database.pool(), clock).find("a").orElseThrow();
            assertThat(set.why()).isEqualTo("every");
            assertThat(set.cadence()).isEqualTo(Duration.ofDays(7));
            settings.write(connection, SourceSetting.Kind.INTERVAL, Map.of("a", ""));
        }

        SourceHealth back = new SourceWatch(database.pool(), clock).find("a").orElseThrow();
        assertThat(back.setInterval()).isEmpty();
        assertThat(back.why()).isEqualTo("learned");
        assertThat(back.cadence()).isEqualTo(Rhythm.UNKNOWN);
        assertThat(back.next()).contains(back.lastAttempt().orElseThrow().plus(Rhythm.UNKNOWN));
        assertThat(database.ask("select due_at = next_at from errand join channel on id = channel where rank = 0"))
                .containsExactly("t");
    }

    @Test
    void aNewestItemThatSaysNoMoreThanItsDayIsKnownByItsDay() throws SQLException {
        channels.declare(List.of(channel("a", "item", "li", "date", "i")));
        served = document(bytes("<ul><li><a href='/1.htm'>第一条很长的标题</a><i>2026-11-22</i></ul>"));
        poll();
        assertThat(new SourceWatch(database.pool(), clock)
                        .find("a")
                        .orElseThrow()
                        .newestDay())
                .contains(LocalDate.of(2026, 11, 22));

        served = document(bytes("<ul><li><a href='/2.htm'>第二条很长的标题</a><i>2026-11-23 08:30</i></ul>"));
        poll();
        assertThat(new SourceWatch(database.pool(), clock)
                        .find("a")
                        .orElseThrow()
                        .newestDay())
                .isEmpty();
    }

    @Test
    void keepsTheLastAnswerAndTheLastDocumentWithoutWhatIsSecret() throws SQLException {
        channels.declare(List.of(channel("a")));
        assertThat(answers.find("a")).isEmpty();
        served = document(bytes("<ul><li><a href='/1.htm'>第一条很长的标题</a></ul>"));
        poll();
        Instant first = clock.instant();

        LastAnswer whole = answers.find("a").orElseThrow();
        assertThat(whole.status()).isEqualTo(200);
        assertThat(whole.headers()).containsEntry("set-cookie", "***").containsEntry("etag", "\"1\"");
        assertThat(whole.document()).hasValueSatisfying(document -> {
            assertThat(new String(document.body(), StandardCharsets.UTF_8)).contains("第一条很长的标题");
            assertThat(document.isWhole()).isTrue();
        });

        served = failed(Fault.HTTP_5XX, 502);
        poll();

        LastAnswer failed = answers.find("a").orElseThrow();
        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.fault()).isEqualTo("http-5xx");
        assertThat(failed.said()).isEqualTo(bytes("拦截"));
        assertThat(failed.headers())
                .containsEntry("x-auth-token", "***")
                .containsEntry("set-cookie", "***")
                .containsEntry("server", "waf");
        assertThat(failed.document().orElseThrow().at()).isEqualTo(first);
        assertThat(database.ask("select channel_answer::text from channel_answer"))
                .noneMatch(row -> row.contains("secret"));
    }

    @Test
    void aDocumentTakesUpNoMoreThanItsRoomAndGoesWithItsChannel() throws SQLException {
        channels.declare(List.of(channel("a")));
        byte[] noise = new byte[400_000];
        new Random(5).nextBytes(noise);
        served = document(noise);
        poll();

        LastAnswer.Document cut = answers.find("a").orElseThrow().document().orElseThrow();
        assertThat(cut.isWhole()).isFalse();
        assertThat(cut.bytes()).isEqualTo(noise.length);
        assertThat(cut.body()).hasSize(LastAnswers.ROOM).startsWith(noise[0], noise[1]);

        served = document(bytes("<p>政务公开</p>".repeat(40_000)));
        poll();
        assertThat(answers.find("a").orElseThrow().document().orElseThrow().isWhole())
                .isTrue();
        assertThat(database.ask("select pg_column_size(body) < 70000 from channel_answer"))
                .containsExactly("t");

        channels.declare(List.of());
        assertThat(answers.find("a")).isEmpty();
    }

    @Test
    void aDeclarationsPastIsKeptWithoutItsPasswordAndBounded() throws SQLException {
        channels.declare(List.of(channel("a", "item", "li", "password", "geheim"), channel("b")));
        clock.pass(Duration.ofHours(1));
        channels.declare(List.of(channel("a", "item", "div.news li", "every", "10m"), channel("b")));
        channels.declare(List.of(channel("b")));
        channels.declare(List.of(channel("a", "item", "div.news li", "every", "10m"), channel("b")));

        List<ChannelVersion> past = versions.of("a");
        assertThat(past)
                .extracting(ChannelVersion::event)
                .containsExactly(
                        ChannelVersion.Event.RETURNED,
                        ChannelVersion.Event.REMOVED,
                        ChannelVersion.Event.CHANGED,
                        ChannelVersion.Event.DECLARED);
        assertThat(past.get(2).since(past.get(3)))
                .containsExactly(
                        new ChannelVersion.Change("every", Optional.empty(), Optional.of("10m")),
                        new ChannelVersion.Change("item", Optional.of("li"), Optional.of("div.news li")));
        assertThat(past.get(0).since(past.get(1))).isEmpty();
        assertThat(versions.of("b")).hasSize(1);
        assertThat(database.ask("select parameters from channel_version")).noneMatch(row -> row.contains("geheim"));

        for (int n = 0; n < 30; n++) {
            channels.declare(List.of(channel("a", "item", "li.n" + n), channel("b")));
        }
        assertThat(versions.of("a")).hasSize(ChannelVersion.KEPT);
        assertThat(versions.of("a").getFirst().no()).isEqualTo(34);
        assertThat(versions.of("b")).hasSize(1);
    }

    @Test
    void aPollThatComesTooLateBurnsTheBudget() throws SQLException {
        channels.declare(List.of(channel("a", "every", "10m")));
        served = document(bytes("<ul><li><a href='/1.htm'>第一条很长的标题</a></ul>"));
        poll();
        poll();
        SourceWatch watch = new SourceWatch(database.pool(), clock);
        assertThat(watch.find("a").orElseThrow().week().late()).isZero();

        clock.pass(Duration.ofHours(3));
        poll();

        Punctuality.Day week = watch.find("a").orElseThrow().week();
        assertThat(week.polls()).isEqualTo(3);
        assertThat(week.late()).isEqualTo(1);
        assertThat(database.ask("select round(burn) from channel")).containsExactly("33");
    }

    private static Received pushed(String source, Instant at) {
        return new Received(
                UUID.randomUUID(),
                source,
                "id",
                Received.Form.PUSH,
                "application/json",
                Received.Encoding.TEXT,
                "{}",
                "push",
                Map.of(),
                at);
    }

    @Test
    void whoPushesIsListedWithHisOwnRhythmAndGoesQuiet() throws SQLException {
        channels.declare(List.of(
                channel("a"), new Channel("declared", Channel.Kind.PUSH, "bureau", Map.of("source", "bureau"))));
        Instant last = NOW.minus(Duration.ofDays(10));
        for (int n = 0; n < 12; n++) {
            Instant at = last.minus(Duration.ofHours(20L * n));
            // a burst of a hundred counts once
            pushes.came(IntStream.range(0, 100)
                    .mapToObj(i -> pushed("公众号/甲", at.plusSeconds(i)))
                    .toList());
            pushes.flush();
        }
        pushes.came(List.of(pushed("bureau", NOW.minusSeconds(60))));
        pushes.flush();
        var watch = new SourceWatch(database.pool(), clock);

        SourceHealth quiet = watch.find("push:公众号/甲").orElseThrow();
        assertThat(quiet.state()).isEqualTo(SourceState.QUIET);
        assertThat(quiet.kind()).isEqualTo("push");
        assertThat(quiet.quietAfter()).contains(Duration.ofDays(3));
        assertThat(quiet.lastPush()).contains(last.plusSeconds(99));
        assertThat(quiet.isPolled()).isFalse();
        assertThat(quiet.recent().days().isKnown()).isFalse();
        SourceHealth declared = watch.find("declared").orElseThrow();
        assertThat(declared.state()).isEqualTo(SourceState.PUSH_ONLY);
        assertThat(declared.lastPush()).contains(NOW.minusSeconds(60));
        assertThat(declared.recent().days().items()).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 1L);
        assertThat(declared.recent().days().bytesADay()).isEmpty();
        assertThat(database.ask("select sum(articles) from pushed_day where source <> 'bureau'"))
                .containsExactly("1200");
        assertThat(watch.find("push:bureau")).isEmpty();
        assertThat(watch.states()).containsEntry(SourceState.QUIET, 1L).containsEntry(SourceState.PUSH_ONLY, 1L);
        assertThat(database.ask("select articles from pushed_source order by 1"))
                .containsExactly("1", "1200");
    }

    @Test
    void aFeedWhoseHubTellsOfNewsIsListedAsSuch() throws SQLException {
        channels.declare(List.of(new Channel("a", Channel.Kind.POLL_FEED, "s", Map.of("url", URL))));
        database.execute("""
                insert into hub_subscription (channel, topic, hub, sha1, token, secret, state, next_at, last_delivery_at)
                values ('a', 't', 'h', false, 'x', 'y', 'active', now(), '2026-11-23T03:00:00Z')
                """);

        SourceHealth health = new SourceWatch(database.pool(), clock).find("a").orElseThrow();

        assertThat(health.kind()).isEqualTo("websub");
        assertThat(health.lastPush()).contains(Instant.parse("2026-11-23T03:00:00Z"));
    }

    @Test
    void whileTheNetworkIsGoneSourcesStayAsTheyWere() throws SQLException {
        channels.declare(
                List.of("a", "b", "c", "d").stream().map(id -> channel(id)).toList());
        database.execute("""
                update channel set last_attempt = '2026-11-23T03:55:00Z', last_success = '2026-11-23T03:20:00Z',
                    next_at = '2026-11-23T03:25:00Z', cadence = 600;
                update channel set streak = 3, fault = 'connect', failing_since = '2026-11-23T03:31:00Z' where id in ('a', 'b');
                update channel set streak = 9, fault = 'dns', failing_since = '2026-11-20T00:00:00Z' where id = 'c'
                """);
        var failures = new PollFailures(database.pool(), clock);
        Instant gone = Instant.parse("2026-11-23T03:30:00Z");
        var known = new SourceWatch(database.pool(), clock, new OwnNetwork(() -> Optional.of(gone), failures, clock));

        assertThat(known.networkGoneSince()).contains(gone);
        // c was ill before; d is not late, for nobody could ask it since
        assertThat(known.states())
                .containsExactlyInAnyOrderEntriesOf(Map.of(SourceState.FAILING, 1L, SourceState.FRESH, 3L));

        database.execute("update channel set failing_since = '2026-11-23T03:30:00Z' where id = 'c'");
        var counted = new SourceWatch(database.pool(), clock);
        assertThat(counted.networkGoneSince()).contains(gone);
        assertThat(counted.states()).containsOnlyKeys(SourceState.FRESH);

        database.execute("update channel set streak = 0, fault = '' where id in ('a', 'b')");
        clock.pass(Duration.ofSeconds(6));
        assertThat(counted.networkGoneSince()).isEmpty();
        assertThat(counted.states()).containsEntry(SourceState.LATE, 3L).containsEntry(SourceState.FAILING, 1L);
    }
}

package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.SetClock;
import org.yizhan.article.Channel;
import org.yizhan.article.Identity;
import org.yizhan.article.Message;
import org.yizhan.article.Received;
import org.yizhan.article.Withdrawal;
import org.yizhan.fetch.Fault;
import org.yizhan.fetch.Fetch;
import org.yizhan.fetch.Fetched;

class PollerIT {

    private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");
    private static PollDatabase database;

    private final SetClock clock = new SetClock(START);
    private final Map<String, Fetched> served = new HashMap<>();
    private final List<Fetch> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<Message> others = new ArrayList<>();
    private final PollStore store = new PollStore(database.pool());
    private final Channels channels = new Channels(database.pool(), clock, new Random(1));
    private final SourceControl control = new SourceControl(database.pool(), clock);
    private final Poller poller = poller();

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

    private Poller poller() {
        return new Poller(
                new PollStore(database.pool()),
                channels,
                new Poller.Means(this::answer, Papers.readers(), (channel, page) -> Optional.empty()),
                new Schedule(new Random(7)),
                clock,
                (task, outcome, took) -> {});
    }

    private Fetched answer(Fetch wanted) {
        asked.add(wanted);
        return served.getOrDefault(wanted.url(), failed(Fault.HTTP_404, 404));
    }

    private static Fetched failed(Fault fault, int status) {
        return new Fetched.Failed(fault, status, "so says the test", Map.of(), Duration.ofMillis(3));
    }

    private static Fetched document(String url, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Fetched.Document(
                url,
                Optional.empty(),
                Map.of("content-type", type, "etag", "W/\"1\""),
                bytes,
                bytes.length,
                Duration.ofMillis(3));
    }

    private static Channel feed(String id, String url) {
        return new Channel(id, Channel.Kind.POLL_FEED, "s", Map.of("url", url));
    }

    private static Channel list(String id, String url, Map<String, String> more) {
        var parameters = new HashMap<>(more);
        parameters.put("url", url);
        return new Channel(id, Channel.Kind.POLL_LIST, "s", parameters);
    }

    /** Does all that comes due in {@code time}, and gives what was sent on. */
    private List<Received> run(Duration time) throws SQLException {
        var sent = new ArrayList<Received>();
        Instant end = clock.instant().plus(time);
        while (true) {
            Optional<Instant> due = store.nextDue().filter(at -> !at.isAfter(end));
            if (due.isEmpty() || clock.instant().isAfter(end)) {
                clock.set(end);
                return sent;
            }
            clock.set(due.get().isAfter(clock.instant()) ? due.get() : clock.instant());
            List<Claim> claims = poller.claim(50);
            if (claims.isEmpty()) {
                clock.pass(Duration.ofSeconds(1));
            }
            for (Claim claim : claims) {
                Poll poll = poller.fetch(claim);
                poll.messages().forEach(message -> {
                    if (message instanceof Received received) {
                        sent.add(received);
                    } else {
                        others.add(message);
                    }
                });
                assertThat(poller.settle(poll)).isTrue();
            }
        }
    }

    @Test
    void saysWhichHostRestsAndForWhoseSake() throws SQLException {
        served.put("https://r.example/1", failed(Fault.HTTP_429, 429));
        served.put("https://s.example/1", failed(Fault.HTTP_5XX, 500));
        channels.declare(List.of(
                feed("r1", "https://r.example/1"),
                feed("r2", "https://r.example/2"),
                feed("s", "https://s.example/1")));
        database.execute("update errand set due_at = due_at + interval '1 hour' where channel = 'r2'");
        run(Duration.ofMinutes(2));
        database.execute("update errand set due_at = '%s' where channel = 'r2'".formatted(clock.instant()));

        var watch = new SourceWatch(database.pool(), clock);
        HostRest rest = watch.find("r2").orElseThrow().rest().orElseThrow();
        assertThat(rest.host()).isEqualTo("r.example");
        assertThat(rest.channel()).isEqualTo("r1");
        assertThat(rest.status()).isEqualTo(429);
        assertThat(rest.until()).isBetween(clock.instant(), clock.instant().plus(Duration.ofMinutes(5)));
        assertThat(watch.find("s").orElseThrow().rest()).isEmpty();
        assertThat(watch.rests(List.of("r2", "s"))).containsExactly(rest);
        clock.pass(Duration.ofMinutes(6));
        assertThat(watch.find("r2").orElseThrow().rest()).isEmpty();
        assertThat(watch.rests(List.of("r2"))).isEmpty();
    }

    @Test
    void sendsAFeedWithWhatIsNewInIt() throws SQLException {
        String url = "https://a.example/feed";
        served.put(url, document(url, "application/rss+xml", "1|a|1790000000|\n2|a|1790000500|"));
        channels.declare(List.of(feed("a", url)));

        assertThat(run(Duration.ofMinutes(1))).singleElement().satisfies(received -> {
            assertThat(received.form()).isEqualTo(Received.Form.FEED);
            assertThat(received.externalId()).isEqualTo("a");
            assertThat(received.hint("entries")).contains("1\n2");
            assertThat(new String(received.bytes(), StandardCharsets.UTF_8)).startsWith("1|a|");
        });
        assertThat(asked)
                .singleElement()
                .satisfies(first -> assertThat(first.etag()).isEmpty());

        served.put(url, document(url, "application/rss+xml", "3|a|1790000900|\n2|b|1790000500|\n1|a|1790000000|"));
        assertThat(run(Duration.ofHours(27)).getFirst().hint("entries")).contains("3\n2");
        assertThat(asked.getLast().etag()).contains("W/\"1\"");
    }

    @Test
    void fetchesThePagesOfAListOnceAndWithoutHaste() throws SQLException {
        String url = "https://b.example/list";
        served.put(
                "https://b.example/robots.txt",
                document("https://b.example/robots.txt", "text/plain", "User-agent: *\nDisallow: /secret/"));
        served.put(
                url,
                document(
                        url,
                        "text/html",
                        "标题一|x|2026-11-22|https://b.example/1\n标题二|x|2026-11-21|https://b.example/2\n"
                                + "三|x|2026-11-21|https://b.example/secret/3"));
        served.put("https://b.example/1", document("https://b.example/1", "text/html; charset=gbk", "<p>一</p>"));
        served.put("https://b.example/2", document("https://b.example/2", "text/html", "<p>二</p>"));
        channels.declare(List.of(list("b", url, Map.of("page-title", "h1", "page-url", "x{page}", "column", "动态"))));

        List<Received> sent = run(Duration.ofMinutes(2));

        assertThat(sent).extracting(Received::externalId).containsExactly("https://b.example/1", "https://b.example/2");
        assertThat(sent.getFirst().hints())
                .containsEntry("title", "标题一x")
                .containsEntry("published", "2026-11-22")
                .containsEntry("page-title", "h1")
                .containsEntry("column", "动态")
                .containsEntry("url", "https://b.example/1")
                .doesNotContainKey("page-url");
        assertThat(sent.getFirst().contentType()).isEqualTo("text/html; charset=gbk");
        assertThat(asked).extracting(Fetch::url).doesNotContain("https://b.example/secret/3");
        assertThat(database.ask("select failed from errand where rank = 2"))
                .singleElement()
                .asString()
                .contains("robots");
        assertThat(run(Duration.ofHours(3))).isEmpty();
    }

    @Test
    void takesOnlyTheNewestOfALongListAtFirst() throws SQLException {
        String url = "https://c.example/list";
        served.put(url, document(url, "text/html", longList(1, 40)));
        channels.declare(List.of(list("c", url, Map.of("first", "5"))));

        run(Duration.ofSeconds(30));
        assertThat(database.ask("select count(*) from errand where rank = 2")).containsExactly("5");
        served.put(url, document(url, "text/html", longList(1, 47)));
        run(Duration.ofHours(30));
        assertThat(asked)
                .extracting(Fetch::url)
                .filteredOn(address -> address.contains("/p/"))
                .contains("https://c.example/p/47")
                .doesNotContain("https://c.example/p/3");
    }

    private static String longList(int from, int to) {
        return String.join(
                "\n",
                IntStream.rangeClosed(from, to)
                        .mapToObj(n -> "t" + n + "|x|2026-11-" + (n < 10 ? "0" : "") + Math.min(n, 22)
                                + "|https://c.example/p/" + n)
                        .toList());
    }

    @Test
    void followsFurtherPagesAsFarAsTheFileSays() throws SQLException {
        for (int page = 1; page <= 4; page++) {
            String url = "https://d.example/list/" + page;
            String body = "#next=https://d.example/list/" + (page + 1) + "\nt|" + page
                    + "|2026-11-20|https://d.example/p/" + page;
            served.put(url, document(url, "text/html", body));
        }
        channels.declare(List.of(list("d", "https://d.example/list/1", Map.of("pages", "3"))));

        run(Duration.ofMinutes(5));

        assertThat(asked)
                .extracting(Fetch::url)
                .contains("https://d.example/list/3", "https://d.example/p/3")
                .doesNotContain("https://d.example/list/4");
    }

    @Test
    void remembersTheFeedThatAPageNames() throws SQLException {
        served.put("https://e.example/", document("https://e.example/", "text/html", "#names=https://f.example/rss"));
        served.put("https://f.example/rss", document("https://f.example/rss", "text/xml", "1|a|1790000000|"));
        channels.declare(List.of(feed("e", "https://e.example/")));

        assertThat(run(Duration.ofMinutes(1))).hasSize(1);
        run(Duration.ofHours(2));
        assertThat(asked).extracting(Fetch::url).containsOnlyOnce("https://e.example/");

        served.remove("https://f.example/rss");
        run(Duration.ofHours(30));
        assertThat(asked.stream()
                        .filter(fetch -> fetch.url().equals("https://e.example/"))
                        .count())
                .isGreaterThan(1);
    }

    @Test
    void twoInstancesNeverTakeTheSameErrand() throws Exception {
        channels.declare(IntStream.range(0, 300)
                .mapToObj(n -> feed("f" + n, "https://h" + n % 100 + ".example/" + n))
                .toList());
        clock.pass(Duration.ofMinutes(6));
        Poller other = poller();
        var taken = Collections.synchronizedList(new ArrayList<Claim>());
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Poller one : List.of(poller, other, poller, other)) {
                threads.submit(() -> {
                    for (int round = 0; round < 20; round++) {
                        taken.addAll(one.claim(10));
                    }
                    return null;
                });
            }
        }

        assertThat(taken).hasSize(100);
        assertThat(taken).extracting(Claim::no).doesNotHaveDuplicates();
        assertThat(taken).extracting(Claim::host).doesNotHaveDuplicates();
    }

    @Test
    void asksAHostTwiceAtOnceAtMost() throws SQLException {
        channels.declare(IntStream.range(0, 5)
                .mapToObj(n -> feed("g" + n, "https://g.example/" + n))
                .toList());
        clock.pass(Duration.ofMinutes(6));

        assertThat(poller.claim(10)).hasSize(1);
        clock.pass(Duration.ofSeconds(5));
        assertThat(poller.claim(10)).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        List<Claim> second = poller.claim(10);
        assertThat(second).hasSize(1);
        clock.pass(Duration.ofSeconds(20));
        assertThat(poller.claim(10)).isEmpty();
        poller.settle(poller.fetch(second.getFirst()));
        assertThat(poller.claim(10)).hasSize(1);
    }

    @Test
    void aClaimOfADeadInstanceIsFreeAgain() throws SQLException {
        channels.declare(List.of(feed("h", "https://h.example/")));
        clock.pass(Duration.ofMinutes(1));
        Claim lost = poller.claim(1).getFirst();
        clock.pass(Duration.ofMinutes(4));
        assertThat(poller.claim(1)).isEmpty();
        clock.pass(Duration.ofMinutes(2));
        Claim again = poller.claim(1).getFirst();

        assertThat(again.no()).isEqualTo(lost.no());
        assertThat(poller.settle(poller.fetch(lost))).isFalse();
        assertThat(poller.settle(poller.fetch(again))).isTrue();
    }

    @Test
    void anAbandonedClaimIsNoFailureOfTheSource() throws SQLException {
        String url = "https://i.example/feed";
        served.put(url, document(url, "text/xml", "1|a|1790000000|"));
        channels.declare(List.of(feed("i", url)));
        clock.pass(Duration.ofMinutes(1));
        Claim claim = poller.claim(1).getFirst();
        poller.fetch(claim);
        poller.abandon(claim, new IllegalStateException("Kafka is away"));

        assertThat(database.ask("select streak || why from channel")).containsExactly("0interrupted");
        assertThat(run(Duration.ofMinutes(6))).hasSize(1);
        assertThat(asked).allSatisfy(fetch -> assertThat(fetch.etag()).isEmpty());
    }

    @Test
    void blamesTheNetworkWhereNoHostCanBeReached() throws SQLException {
        channels.declare(IntStream.range(0, 30)
                .mapToObj(n -> feed("n" + n, "https://n" + n + ".example/"))
                .toList());
        IntStream.range(0, 30).forEach(n -> served.put("https://n" + n + ".example/", failed(Fault.DNS, 0)));

        run(Duration.ofHours(2));

        assertThat(poller.networkDownSince()).isPresent();
        assertThat(database.ask("select count(*) from channel where streak > 0"))
                .containsExactly("0");
        assertThat(asked.size()).isLessThan(2 * 60 * 2 + 30);
        IntStream.range(0, 30)
                .forEach(n -> served.put(
                        "https://n" + n + ".example/",
                        document("https://n" + n + ".example/", "text/xml", "1|a|1790000000|")));
        assertThat(run(Duration.ofMinutes(7))).hasSize(30);
        assertThat(poller.networkDownSince()).isEmpty();
    }

    private static final String STANDINGS = """
            select concat_ws(' ', id, streak, fault, status, detail, failing_since, punctuality, burn)
            from channel order by id
            """;

    @Test
    void everyChannelStandsAsBeforeWhereTheNetworkWentFirst() throws SQLException {
        String list = "https://rule.example/";
        served.put(list, document(list, "text/html", ""));
        served.put("https://busy.example/", failed(Fault.HTTP_5XX, 500));
        served.put("https://ended.example/", failed(Fault.HTTP_410, 410));
        served.put("https://well.example/", document("https://well.example/", "text/xml", "1|a|1790000000|"));
        channels.declare(List.of(
                list("rule", list, Map.of()),
                feed("busy", "https://busy.example/"),
                feed("ended", "https://ended.example/"),
                feed("well", "https://well.example/")));
        run(Duration.ofMinutes(31));
        clock.pass(Duration.ofMinutes(5));
        List<String> before = database.ask(STANDINGS);
        var watch = new SourceWatch(database.pool(), clock);
        var states = watch.states();
        assertThat(states).containsKey(SourceState.GONE);

        List.of("rule", "busy", "ended", "well")
                .forEach(id -> served.put("https://" + id + ".example/", failed(Fault.CONNECT, 0)));
        for (String id : List.of("rule", "busy", "ended", "well")) {
            control.poll(id);
        }
        clock.pass(Duration.ofMinutes(6));
        List<Poll> polls = new ArrayList<>();
        for (Claim claim : poller.claim(50)) {
            polls.add(poller.fetch(claim));
        }
        assertThat(polls).hasSize(4);
        assertThat(poller.networkDownSince()).isPresent();
        for (Poll poll : polls) {
            assertThat(poller.settle(poll)).isTrue();
        }

        assertThat(database.ask(STANDINGS)).isEqualTo(before);
        assertThat(watch.states()).containsEntry(SourceState.GONE, states.get(SourceState.GONE));
    }

    @Test
    void whatHasEndedStaysGoneThoughItsHostCannotBeReached() throws SQLException {
        served.put("https://l.example/", failed(Fault.HTTP_410, 410));
        channels.declare(List.of(feed("l", "https://l.example/")));
        run(Duration.ofMinutes(31));
        served.put("https://l.example/", failed(Fault.CONNECT, 0));
        control.poll("l");
        var watch = new SourceWatch(database.pool(), clock);
        assertThat(watch.find("l").orElseThrow().state()).isEqualTo(SourceState.GONE);
        run(Duration.ofMinutes(6));

        assertThat(asked).hasSize(2);
        SourceHealth gone = watch.find("l").orElseThrow();
        assertThat(gone.state()).isEqualTo(SourceState.GONE);
        assertThat(gone.fault()).isEqualTo("http-410");
        assertThat(gone.next()).isEmpty();
    }

    @Test
    void aFeedThatWasFoundIsKeptUntilItsNameIsNotFoundForLong() throws SQLException {
        String page = "https://names.example/";
        String found = "https://found.example/feed";
        served.put(page, document(page, "text/html", "#names=" + found));
        served.put(found, document(found, "text/xml", "1|a|1790000000|"));
        channels.declare(List.of(feed("f", page)));
        run(Duration.ofMinutes(2));
        assertThat(asked).extracting(Fetch::url).containsExactly(page, found);

        served.put(found, failed(Fault.DNS, 0));
        while (asked.size() < 5) {
            run(Duration.ofHours(1));
        }
        assertThat(asked).extracting(Fetch::url).containsExactly(page, found, found, found, found);
        assertThat(asked.get(4).etag()).contains("W/\"1\"");
        while (asked.size() < 6) {
            run(Duration.ofHours(1));
        }
        assertThat(asked.get(5).url()).isEqualTo(page);
        assertThat(asked.get(5).etag()).isEmpty();
    }

    @Test
    void aPausedChannelRestsAndGoesOn() throws SQLException {
        String url = "https://k.example/feed";
        served.put(url, document(url, "text/xml", "1|a|1790000000|"));
        channels.declare(List.of(feed("k", url)));
        assertThat(control.pause("k")).isTrue();
        assertThat(control.pause("none")).isFalse();
        run(Duration.ofHours(5));
        assertThat(asked).isEmpty();
        assertThat(control.poll("k")).isEmpty();
        assertThat(control.resume("k")).isPresent();
        assertThat(run(Duration.ofMinutes(1))).hasSize(1);
        assertThat(control.poll("k")).isPresent();
        run(Duration.ofMinutes(5));
        assertThat(asked).hasSize(2);
    }

    @Test
    void stopsAtAGoneFeedUntilItsFileChanges() throws SQLException {
        served.put("https://l.example/", failed(Fault.HTTP_410, 410));
        channels.declare(List.of(feed("l", "https://l.example/")));
        run(Duration.ofDays(60));
        assertThat(asked).hasSize(1);
        assertThat(database.ask("select why from channel where next_at is null"))
                .containsExactly("gone");

        channels.declare(List.of(feed("l", "https://l.example/new")));
        run(Duration.ofMinutes(6));
        assertThat(asked).extracting(Fetch::url).endsWith("https://l.example/new");

        channels.declare(List.of());
        int before = asked.size();
        run(Duration.ofDays(3));
        assertThat(asked).hasSize(before);
        channels.declare(List.of(feed("l", "https://l.example/new")));
        run(Duration.ofMinutes(6));
        assertThat(asked).hasSize(before + 1);
    }

    @Test
    void aChannelThatComesBackIsAskedAsBefore() throws SQLException {
        String url = "https://o.example/list";
        served.put(url, document(url, "text/html", "t|x|2026-11-20|https://o.example/1"));
        List<Channel> all = List.of(list("o", url, Map.of()));
        channels.declare(all);
        run(Duration.ofSeconds(8));
        assertThat(asked).extracting(Fetch::url).containsExactly("https://o.example/robots.txt", url);
        channels.declare(List.of());
        run(Duration.ofHours(2));
        assertThat(asked).hasSize(2);

        channels.declare(all);
        run(Duration.ofMinutes(2));
        assertThat(asked).extracting(Fetch::url).containsOnlyOnce("https://o.example/1");
        assertThat(asked.stream()
                        .filter(fetch -> fetch.url().equals(url))
                        .toList()
                        .getLast()
                        .etag())
                .contains("W/\"1\"");

        control.pause("o");
        channels.declare(List.of());
        channels.declare(all);
        run(Duration.ofDays(3));
        assertThat(asked).hasSize(4);
    }

    @Test
    void keepsTheLastFiftyPolls() throws SQLException {
        served.put("https://m.example/", failed(Fault.HTTP_404, 404));
        channels.declare(List.of(feed("m", "https://m.example/")));
        run(Duration.ofDays(60));
        assertThat(asked.size()).isGreaterThan(60);
        assertThat(database.ask("select count(*) from poll")).containsExactly("50");
    }

    private static Fetched dated(String url, String body, String etag) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of("content-type", "text/html", "etag", etag);
        return new Fetched.Document(url, Optional.empty(), headers, bytes, bytes.length, Duration.ofMillis(3));
    }

    private List<Fetch> askedFor(String url) {
        return asked.stream().filter(fetch -> fetch.url().equals(url)).toList();
    }

    private void declareListOf(String page, Map<String, String> parameters) throws SQLException {
        String url = "https://v.example/list";
        served.put(url, document(url, "text/html", "标题|x|2026-11-22|" + page));
        channels.declare(List.of(list("v", url, parameters)));
    }

    @Test
    void looksAtAPageAgainAfterAnHourADayAndAWeek() throws SQLException {
        String page = "https://v.example/1";
        served.put(page, dated(page, "<p>一</p>", "W/\"p1\""));
        declareListOf(page, Map.of());

        assertThat(run(Duration.ofMinutes(5))).hasSize(1);
        assertThat(run(Duration.ofMinutes(70))).isEmpty();
        assertThat(askedFor(page)).hasSize(2);
        assertThat(askedFor(page).getLast().etag()).contains("W/\"p1\"");

        served.put(page, dated(page, "<p>一，更正</p>", "W/\"p2\""));
        assertThat(run(Duration.ofHours(25))).singleElement().satisfies(revision -> {
            assertThat(revision.externalId()).isEqualTo(page);
            assertThat(revision.hints()).containsEntry("title", "标题x").doesNotContainKey("again-stage");
            assertThat(new String(revision.bytes(), StandardCharsets.UTF_8)).contains("更正");
        });
        assertThat(run(Duration.ofDays(30))).isEmpty();
        assertThat(askedFor(page)).hasSize(4);
        assertThat(askedFor(page).getLast().etag()).contains("W/\"p2\"");
        assertThat(database.ask("select count(*) from errand where rank >= 2")).containsExactly("0");
    }

    @Test
    void tellsThatAPageIsGone() throws SQLException {
        String page = "https://v.example/1";
        served.put(page, document(page, "text/html", "<p>一</p>"));
        declareListOf(page, Map.of());
        run(Duration.ofMinutes(5));

        served.put(page, failed(Fault.HTTP_410, 410));
        run(Duration.ofDays(20));

        assertThat(others).singleElement().isInstanceOfSatisfying(Withdrawal.class, withdrawal -> {
            assertThat(withdrawal.key()).isEqualTo(Identity.article("s", page));
            assertThat(withdrawal.reason()).isEqualTo("HTTP 410");
        });
        assertThat(askedFor(page)).hasSize(2);
    }

    @Test
    void believesThatAPageIsNotFoundAtTheSecondTime() throws SQLException {
        String page = "https://v.example/1";
        served.put(page, document(page, "text/html", "<p>一</p>"));
        declareListOf(page, Map.of());
        run(Duration.ofMinutes(5));

        served.remove(page);
        run(Duration.ofHours(2));
        assertThat(others).isEmpty();
        served.put(page, document(page, "text/html", "<p>一</p>"));
        run(Duration.ofHours(30));
        served.remove(page);
        run(Duration.ofDays(6).plusHours(1));
        assertThat(others).isEmpty();
        run(Duration.ofDays(2));

        assertThat(others)
                .singleElement()
                .isInstanceOfSatisfying(
                        Withdrawal.class,
                        withdrawal -> assertThat(withdrawal.reason()).isEqualTo("HTTP 404"));
    }

    @Test
    void takesNoOtherPageForTheArticle() throws SQLException {
        String page = "https://v.example/1";
        served.put(page, document(page, "text/html", "<p>一</p>"));
        declareListOf(page, Map.of());
        run(Duration.ofMinutes(5));

        served.put(page, document("https://moved.example/", "text/html", "<p>首页</p>"));

        assertThat(run(Duration.ofDays(20))).isEmpty();
        assertThat(others).isEmpty();
        assertThat(askedFor(page)).hasSize(4);
    }

    @Test
    void believesAWordOfRemovalAndAWayToTheFrontPageAtTheSecondTime() throws SQLException {
        String page = "https://v.example/1";
        served.put(page, document(page, "text/html", "<p>一</p>"));
        declareListOf(page, Map.of());
        run(Duration.ofMinutes(5));

        served.put(page, document("https://v.example/", "text/html", "<p>首页</p>"));
        assertThat(run(Duration.ofHours(2))).isEmpty();
        assertThat(others).isEmpty();
        served.put(page, document(page, "text/html", "<p>该内容已删除</p>"));
        assertThat(run(Duration.ofDays(20))).isEmpty();

        assertThat(others)
                .singleElement()
                .isInstanceOfSatisfying(
                        Withdrawal.class,
                        withdrawal -> assertThat(withdrawal.reason()).isEqualTo("HTTP 200: 该内容已删除"));
        assertThat(askedFor(page)).hasSize(3);
    }

    @Test
    void repeatsAVisitThatFailedUntilItAnswers() throws SQLException {
        String page = "https://v.example/1";
        served.put(page, document(page, "text/html", "<p>一</p>"));
        declareListOf(page, Map.of());
        run(Duration.ofMinutes(5));

        served.put(page, failed(Fault.HTTP_5XX, 502));
        run(Duration.ofMinutes(90));
        assertThat(askedFor(page)).hasSizeGreaterThan(2);
        served.put(page, document(page, "text/html", "<p>一，更正</p>"));

        assertThat(run(Duration.ofHours(2))).hasSize(1);
        int asked = askedFor(page).size();
        assertThat(run(Duration.ofDays(20))).isEmpty();
        assertThat(askedFor(page)).hasSize(asked + 2);
    }

    @Test
    void repeatsAVisitFiveTimesAtMost() throws SQLException {
        String page = "https://v.example/1";
        served.put(page, document(page, "text/html", "<p>一</p>"));
        declareListOf(page, Map.of());
        run(Duration.ofMinutes(5));

        served.put(page, failed(Fault.TIMEOUT, 0));
        run(Duration.ofDays(40));

        assertThat(others).isEmpty();
        assertThat(askedFor(page)).hasSize(1 + 3 * 6);
        assertThat(database.ask("select count(*) from errand where rank >= 2")).containsExactly("0");
    }

    @Test
    void looksAtNoPageAgainWhereTheFileSaysSo() throws SQLException {
        String page = "https://v.example/1";
        served.put(page, document(page, "text/html", "<p>一</p>"));
        declareListOf(page, Map.of("again", "false"));
        run(Duration.ofDays(20));
        assertThat(askedFor(page)).hasSize(1);
    }

    @Test
    void aVisitWaitsForItsTimeThoughItsChannelWasPaused() throws SQLException {
        String page = "https://v.example/1";
        served.put(page, document(page, "text/html", "<p>一</p>"));
        declareListOf(page, Map.of());
        run(Duration.ofMinutes(2));
        control.pause("v");
        control.resume("v");

        run(Duration.ofMinutes(50));
        assertThat(askedFor(page)).hasSize(1);
        run(Duration.ofMinutes(20));
        assertThat(askedFor(page)).hasSize(2);
    }

    @Test
    void passesOnWhatAFeedHasTakenBackOnce() throws SQLException {
        String url = "https://w.example/feed";
        served.put(url, document(url, "application/atom+xml", "1|a|1790000000|\n2|a|1790000500|\n#deleted=0"));
        channels.declare(List.of(feed("w", url)));
        run(Duration.ofMinutes(1));
        assertThat(others).isEmpty();

        served.put(url, document(url, "application/atom+xml", "2|a|1790000500|\n#deleted=0\n#deleted=1"));
        run(Duration.ofDays(2));
        served.put(url, document(url, "application/atom+xml", "3|a|1790090500|\n#deleted=0\n#deleted=1"));
        run(Duration.ofDays(2));

        assertThat(others)
                .singleElement()
                .isInstanceOfSatisfying(
                        Withdrawal.class,
                        withdrawal -> assertThat(withdrawal.key()).isEqualTo(Identity.article("s", "1")));
    }
}

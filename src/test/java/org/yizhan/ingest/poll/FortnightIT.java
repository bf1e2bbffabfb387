package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yizhan.SetClock;
import org.yizhan.article.Channel;
import org.yizhan.article.Message;
import org.yizhan.article.Received;
import org.yizhan.article.Withdrawal;
import org.yizhan.fetch.Fault;
import org.yizhan.ingest.poll.PoliteOrigin.Behaviour;
import org.yizhan.ingest.poll.PoliteOrigin.Seen;
import org.yizhan.ingest.poll.PoliteOrigin.Served;

/**
 * Fourteen days of the poller among hosts of all kinds, and what these hosts think of it. A leap day is one of them, and in
 * the night to the last the machine's own clock is put on by an hour.
 */
class FortnightIT {

    private static final Instant START = Instant.parse("2028-02-21T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(14));
    private static final Instant RESTART = START.plus(Duration.ofDays(6));
    private static final Duration DOWN = Duration.ofHours(3);
    private static final Instant OUTAGE = START.plus(Duration.ofDays(9));
    private static final Instant OUTAGE_END = OUTAGE.plus(Duration.ofHours(4));

    private static final TimeZone USUAL = TimeZone.getDefault();

    private static PollDatabase database;

    private final SetClock clock = new SetClock(START);
    private final PoliteOrigin origin = new PoliteOrigin(clock);
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final List<Received> sent = new ArrayList<>();
    private final List<Withdrawal> withdrawn = new ArrayList<>();

    @BeforeAll
    static void open() throws IOException {
        TimeZone.setDefault(TimeZone.getTimeZone("Africa/Casablanca"));
        database = new PollDatabase();
    }

    @AfterAll
    static void close() throws IOException {
        TimeZone.setDefault(USUAL);
        database.close();
    }

    private static Press hourly(String name) {
        return new Press(name, START.minus(Duration.ofDays(20)), Duration.ofMinutes(60), 1);
    }

    private static String url(String name) {
        return "https://" + name + ".example/feed";
    }

    private void feed(String name, String every, Behaviour behaviour) {
        channel(name, Channel.Kind.POLL_FEED, url(name), every, Map.of());
        origin.serve(url(name), reachable(behaviour));
    }

    private void channel(String name, Channel.Kind kind, String url, String every, Map<String, String> more) {
        var parameters = new HashMap<>(more);
        parameters.put("url", url);
        parameters.put("every", every);
        channels.put(name, new Channel(name, kind, name, parameters));
    }

    /** For four hours of the tenth day nobody reaches anybody. */
    private static Behaviour reachable(Behaviour behaviour) {
        return (request, now, count) -> now.isBefore(OUTAGE) || !now.isBefore(OUTAGE_END)
                ? behaviour.answer(request, now, count)
                : Served.none(Fault.DNS);
    }

    private static Served paper(Press press, Instant now) {
        String body = press.body(now);
        return Served.page(body).with("etag", "\"" + Integer.toHexString(body.hashCode()) + "\"");
    }

    private static boolean early(Instant now, int days) {
        return now.isBefore(START.plus(Duration.ofDays(days)));
    }

    private void validators() {
        feed("etag-strong", "1h", (r, now, n) -> paper(hourly("etag-strong"), now));
        feed("etag-weak", "2h", (r, now, n) -> {
            Press press = hourly("etag-weak");
            return Served.page(press.body(now))
                    .with("etag", "W/\"" + press.newest(now).getEpochSecond() + "\"");
        });
        feed("etag-odd-quotes", "2h", (r, now, n) -> {
            Press press = hourly("etag-odd-quotes");
            return Served.page(press.body(now))
                    .with("etag", "'it\"s %s".formatted(press.newest(now).getEpochSecond()));
        });
        feed(
                "etag-changing",
                "2h",
                (r, now, n) -> Served.page(new Press("etag-changing", START, Duration.ofDays(1), 1).body(now))
                        .with("etag", "\"" + n + "\""));
        feed("modified-only", "2h", (r, now, n) -> {
            Press press = hourly("modified-only");
            return Served.page(press.body(now)).with("last-modified", HttpTime.write(press.newest(now)));
        });
        feed(
                "modified-odd",
                "2h",
                (r, now, n) -> Served.page(hourly("modified-odd").body(now))
                        .with("last-modified", "2026-11-02 08:00:00 GMT+8"));
        feed(
                "both",
                "2h",
                (r, now, n) -> paper(hourly("both"), now)
                        .with("last-modified", HttpTime.write(hourly("both").newest(now))));
        feed("none", "1h", (r, now, n) -> Served.page(hourly("none").body(now)).with("date", HttpTime.write(now)));
        feed(
                "none-but-304",
                "6h",
                (r, now, n) -> r.lastModified().isPresent()
                        ? Served.status(304, Fault.PROTOCOL)
                        : Served.page(hourly("none-but-304").body(now)).with("date", HttpTime.write(now)));
    }

    private void wishes() {
        feed(
                "max-age",
                "10m",
                (r, now, n) -> paper(hourly("max-age"), now).with("cache-control", "public, max-age=5400"));
        feed(
                "max-age-on-304",
                "10m",
                (r, now, n) -> Served.page("x|1|1|")
                        .with("etag", "\"x\"")
                        .with("cache-control", n == 1 ? "max-age=600" : "max-age=7200"));
        feed(
                "expires",
                "10m",
                (r, now, n) -> paper(hourly("expires"), now)
                        .with("date", HttpTime.write(now))
                        .with("expires", HttpTime.write(now.plus(Duration.ofHours(2)))));
        feed(
                "no-cache",
                "1h",
                (r, now, n) -> paper(hourly("no-cache"), now).with("cache-control", "no-cache, max-age=0"));
        feed(
                "ttl",
                "10m",
                (r, now, n) -> Served.page("#ttl=180\n" + hourly("ttl").body(now))
                        .with("etag", "\"" + hourly("ttl").newest(now) + "\""));
        feed(
                "skip-hours",
                "1h",
                (r, now, n) -> Served.page(
                                "#skip=0,1,2,3,4,5\n" + hourly("skip-hours").body(now))
                        .with("etag", "\"" + hourly("skip-hours").newest(now) + "\""));
        feed(
                "skip-days",
                "1h",
                (r, now, n) -> Served.page(
                                "#days=SATURDAY,SUNDAY\n" + hourly("skip-days").body(now))
                        .with("etag", "\"" + hourly("skip-days").newest(now) + "\""));
    }

    private void refusals() {
        feed(
                "429-seconds",
                "2h",
                (r, now, n) -> n % 4 == 0
                        ? Served.status(429, Fault.HTTP_429).with("retry-after", "9000")
                        : paper(hourly("429-seconds"), now));
        feed(
                "429-bare",
                "2h",
                (r, now, n) -> n % 3 == 0 ? Served.status(429, Fault.HTTP_429) : paper(hourly("429-bare"), now));
        feed("429-for-ever", "2h", (r, now, n) -> Served.status(429, Fault.HTTP_429));
        feed(
                "503-date",
                "2h",
                (r, now, n) -> n % 4 == 0
                        ? Served.status(503, Fault.HTTP_5XX)
                                .with("date", HttpTime.write(now))
                                .with("retry-after", HttpTime.write(now.plus(Duration.ofHours(5))))
                        : paper(hourly("503-date"), now));
        feed(
                "500-bursts",
                "2h",
                (r, now, n) -> n % 10 > 6 ? Served.status(500, Fault.HTTP_5XX) : paper(hourly("500-bursts"), now));
        feed("403", "2h", (r, now, n) -> Served.status(403, Fault.HTTP_403));
        feed(
                "404",
                "2h",
                (r, now, n) -> early(now, 3) ? paper(hourly("404"), now) : Served.status(404, Fault.HTTP_404));
        feed(
                "404-back",
                "2h",
                (r, now, n) -> early(now, 2) || !early(now, 5)
                        ? paper(hourly("404-back"), now)
                        : Served.status(404, Fault.HTTP_404));
        feed(
                "410",
                "2h",
                (r, now, n) -> early(now, 4) ? paper(hourly("410"), now) : Served.status(410, Fault.HTTP_410));
        feed("dns", "2h", (r, now, n) -> Served.none(Fault.DNS));
        feed(
                "connect",
                "2h",
                (r, now, n) -> early(now, 1) ? paper(hourly("connect"), now) : Served.none(Fault.CONNECT));
        feed("tls", "2h", (r, now, n) -> Served.none(Fault.TLS));
        feed(
                "timeout",
                "2h",
                (r, now, n) -> n % 2 == 0
                        ? Served.none(Fault.TIMEOUT).taking(Duration.ofSeconds(20))
                        : paper(hourly("timeout"), now));
        feed(
                "304-unasked",
                "6h",
                (r, now, n) -> n == 1 ? Served.status(304, Fault.PROTOCOL) : paper(hourly("304-unasked"), now));
    }

    private void moves() {
        for (String name : List.of("301", "302", "307", "308", "301-twice", "chain")) {
            origin.serve(
                    "https://new-%s.example/feed".formatted(name), reachable((r, now, n) -> paper(hourly(name), now)));
        }
        feed("301", "2h", (r, now, n) -> Served.redirect(301, "https://new-301.example/feed"));
        feed("308", "2h", (r, now, n) -> Served.redirect(308, "https://new-308.example/feed"));
        feed("302", "2h", (r, now, n) -> Served.redirect(302, "https://new-302.example/feed"));
        feed("307", "2h", (r, now, n) -> Served.redirect(307, "https://new-307.example/feed"));
        var answers = new AtomicInteger();
        feed(
                "301-twice",
                "2h",
                (r, now, n) -> answers.incrementAndGet() % 3 != 0
                        ? Served.redirect(301, "https://new-301-twice.example/feed")
                        : paper(hourly("301-twice"), now));
        origin.serve(
                "https://half.example/feed", (r, now, n) -> Served.redirect(302, "https://new-chain.example/feed"));
        feed("chain", "2h", (r, now, n) -> Served.redirect(301, "https://half.example/feed"));
        feed("circle", "2h", (r, now, n) -> Served.redirect(302, url("circle")));
    }

    private void contents() {
        feed(
                "huge",
                "6h",
                (r, now, n) -> Served.page("x".repeat(Harvest.LARGEST_BODY + 1)).with("etag", "\"h\""));
        feed("empty", "2h", (r, now, n) -> early(now, 3) ? paper(hourly("empty"), now) : Served.page(" \n"));
        feed("junk", "2h", (r, now, n) -> Served.page("#junk").with("etag", "\"j\""));
        feed("found", "2h", (r, now, n) -> Served.page("#names=https://found.example/rss"));
        origin.serve("https://found.example/rss", reachable((r, now, n) -> paper(hourly("found"), now)));
    }

    private static final Map<String, Press> LEARNED = Map.of(
            "half-hourly", new Press("half-hourly", START.minus(Duration.ofHours(9)), Duration.ofMinutes(30), 1),
            "hourly", hourly("hourly"),
            "daily", new Press("daily", START.minus(Duration.ofDays(30)), Duration.ofDays(1), 1),
            "weekly", new Press("weekly", START.minus(Duration.ofDays(200)), Duration.ofDays(7), 1),
            "bursts", new Press("bursts", START.minus(Duration.ofDays(30)), Duration.ofHours(12), 8));

    private void rhythms() {
        LEARNED.forEach((name, press) -> feed(name, "", (r, now, n) -> paper(press, now)));
        feed(
                "falls-silent",
                "",
                (r, now, n) -> paper(hourly("falls-silent"), early(now, 2) ? now : START.plus(Duration.ofDays(2))));
        feed("slow", "2h", (r, now, n) -> paper(hourly("slow"), now).taking(Duration.ofSeconds(19)));
    }

    private void lists() {
        for (int n = 0; n < 6; n++) {
            String name = "crowd-" + n;
            channel(name, Channel.Kind.POLL_FEED, "https://crowd.example/" + n, "2h", Map.of());
            origin.serve(
                    "https://crowd.example/" + n,
                    reachable((r, now, count) -> count % 20 == 7
                            ? Served.status(503, Fault.HTTP_5XX).with("retry-after", "1800")
                            : paper(hourly(name), now).taking(Duration.ofSeconds(15))));
        }
        channel("list", Channel.Kind.POLL_LIST, "https://list.example/list", "2h", Map.of("first", "5"));
        Press daily = new Press("list", START.minus(Duration.ofDays(9)), Duration.ofHours(8), 1);
        origin.serve(
                "https://list.example/list",
                reachable((r, now, n) -> Served.page(daily.body(now).replace("p/list-3", "forbidden/list-3"))
                        .with("last-modified", HttpTime.write(daily.newest(now)))));
        origin.serve(
                "https://list.example/robots.txt",
                reachable(
                        (r, now, n) -> Served.page("User-agent: *\nAllow: /\nDisallow: /forbidden/\nCrawl-delay: 1")));
        Stream.concat(Stream.of(START), daily.between(START.minus(Duration.ofDays(9)), END).stream())
                .forEach(at -> {
                    long event = Duration.between(daily.from(), at).dividedBy(daily.gap());
                    origin.serve(
                            "https://list.example/p/list-%d-0".formatted(event),
                            reachable((r, now, n) -> Served.page("<p>正文</p>").with("content-type", "text/html")));
                });
        visited();
        channel("shut", Channel.Kind.POLL_LIST, "https://shut.example/forbidden/list", "2h", Map.of());
        origin.serve(
                "https://shut.example/robots.txt",
                (r, now, n) -> Served.page("User-agent: Yizhan\nDisallow: /forbidden"));
        channel("redesign", Channel.Kind.POLL_LIST, "https://redesign.example/list", "2h", Map.of("first", "1"));
        origin.serve(
                "https://redesign.example/list",
                reachable((r, now, n) -> early(now, 5) ? paper(hourly("redesign"), now) : Served.page("#new clothes")));
    }

    /** Every page of the list becomes something else. */
    private void visited() {
        channel("visited", Channel.Kind.POLL_LIST, "https://visited.example/list", "2h", Map.of("first", "5"));
        Press daily = new Press("visited", START.minus(Duration.ofDays(9)), Duration.ofHours(8), 1);
        origin.serve("https://visited.example/list", reachable((r, now, n) -> paper(daily, now)));
        origin.serve("https://visited.example/robots.txt", reachable((r, now, n) -> Served.page("")));
        Stream.concat(Stream.of(START), daily.between(START.minus(Duration.ofDays(9)), END).stream())
                .forEach(at -> {
                    long event = Duration.between(daily.from(), at).dividedBy(daily.gap());
                    origin.serve(
                            "https://visited.example/p/visited-%d-0".formatted(event),
                            reachable(fate((int) event % 6)));
                });
    }

    private static Behaviour fate(int which) {
        Served page = Served.page("<p>正文</p>").with("etag", "\"a\"");
        return switch (which) {
            case 0 -> (r, now, n) -> page.with("cache-control", "max-age=172800");
            case 1 -> (r, now, n) -> Served.page("<p>第" + n + "次</p>").with("last-modified", HttpTime.write(now));
            case 2 -> (r, now, n) -> n == 1 ? page : Served.status(410, Fault.HTTP_410);
            case 3 -> (r, now, n) -> n == 1 ? page : Served.status(404, Fault.HTTP_404);
            case 4 -> (r, now, n) -> n == 2 ? Served.status(503, Fault.HTTP_5XX).with("retry-after", "7200") : page;
            default -> (r, now, n) -> n == 1 ? page : Served.redirect(302, "https://visited.example/");
        };
    }

    /** A poller with what belongs to it, as one start of the program builds them. */
    private Poller start(int seed) throws SQLException {
        var declared = new Channels(database.pool(), clock, new Random(seed));
        declared.declare(channels.values());
        return new Poller(
                new PollStore(database.pool()),
                declared,
                new Poller.Means(origin, Papers.readers(), (channel, page) -> Optional.empty()),
                new Schedule(new Random(seed)),
                clock,
                (task, outcome, took) -> {});
    }

    /**
     * A poll under way.
     *
     * @param from the number of its first request in the origin's log
     * @param to the number after its last
     */
    private record Running(Instant end, Poll poll, int from, int to) {}

    /** Polls until the end; whoever is waiting for an answer then never hears it. */
    private void run(Poller poller, Instant end) throws SQLException {
        var store = new PollStore(database.pool());
        var running = new PriorityQueue<>(Comparator.comparing(Running::end));
        while (clock.instant().isBefore(end)) {
            for (Claim claim : poller.claim(50)) {
                int before = origin.log().size();
                Poll poll = poller.fetch(claim);
                Duration took = origin.log().size() > before
                        ? origin.log().getLast().end().took()
                        : Duration.ZERO;
                running.add(new Running(
                        clock.instant().plus(took), poll, before, origin.log().size()));
            }
            Instant soon = clock.instant().plusSeconds(1);
            Instant due = store.nextDue().filter(at -> at.isAfter(soon)).orElse(soon);
            Instant next = running.isEmpty() || running.peek().end().isAfter(due)
                    ? due
                    : running.peek().end();
            clock.set(next.isAfter(end) ? end : next);
            while (!running.isEmpty() && !running.peek().end().isAfter(clock.instant())) {
                Poll poll = running.remove().poll();
                poll.messages().forEach(this::take);
                poller.settle(poll);
            }
        }
        running.forEach(poll -> origin.unheard(poll.from(), poll.to()));
    }

    private void take(Message message) {
        switch (message) {
            case Received received -> sent.add(received);
            case Withdrawal withdrawal -> withdrawn.add(withdrawal);
            default -> throw new AssertionError(message);
        }
    }

    @Test
    void noHostHasReasonToComplain() throws SQLException {
        validators();
        wishes();
        refusals();
        moves();
        contents();
        rhythms();
        lists();

        run(start(1), RESTART);
        clock.pass(DOWN);
        run(start(2), END);

        report();
        assertThat(channels).hasSizeGreaterThanOrEqualTo(50);
        assertThat(Manners.breaches(origin.log())).isEmpty();
        retriesToTheSecond();
        moved();
        neverGivesUp();
        networkIsNobodysFault();
        losesNothing();
        noticesWhatBecomesOfPages();
        knowsStates();
    }

    private void report() {
        var byUrl = new LinkedHashMap<String, List<Seen>>();
        origin.log()
                .forEach(seen -> byUrl.computeIfAbsent(seen.request().url(), any -> new ArrayList<>())
                        .add(seen));
        channels.values().forEach(channel -> {
            String address = channel.parameter("url").orElseThrow();
            List<Seen> seen = byUrl.getOrDefault(address, List.of());
            System.out.printf(
                    "%-16s %5d requests, %4d of them 304, median gap %s%n",
                    channel.id(),
                    seen.size(),
                    seen.stream().filter(one -> one.served().status() == 304).count(),
                    median(seen));
        });
        System.out.printf("all: %d requests, %d records%n", origin.log().size(), sent.size());
    }

    private static List<Duration> gaps(List<Seen> seen) {
        var gaps = new ArrayList<Duration>();
        for (int n = 1; n < seen.size(); n++) {
            gaps.add(Duration.between(seen.get(n - 1).at(), seen.get(n).at()));
        }
        return gaps;
    }

    private static Duration median(List<Seen> seen) {
        List<Duration> sorted = gaps(seen).stream().sorted().toList();
        return sorted.isEmpty()
                ? Duration.ZERO
                : Duration.ofSeconds(sorted.get(sorted.size() / 2).toSeconds());
    }

    private List<Seen> of(String url) {
        return origin.log().stream()
                .filter(seen -> seen.request().url().equals(url))
                .toList();
    }

    private void retriesToTheSecond() {
        for (String name : List.of("429-seconds", "503-date")) {
            List<Seen> seen = of(url(name));
            for (int n = 1; n < seen.size(); n++) {
                Seen asked = seen.get(n - 1);
                Optional<Duration> pause = HttpTime.retryAfter(asked.served().headers(), asked.at());
                Instant next = seen.get(n).at();
                boolean disturbed = next.isAfter(RESTART.minus(DOWN)) && next.isBefore(OUTAGE_END.plus(DOWN));
                if (pause.isPresent() && !disturbed) {
                    assertThat(next)
                            .isBetween(
                                    asked.at().plus(pause.get()),
                                    asked.at().plus(pause.get()).plusSeconds(3));
                }
            }
        }
        assertThat(of(url("429-for-ever"))).hasSizeBetween(14, 30);
    }

    private void moved() {
        assertThat(of(url("301"))).hasSize(3);
        assertThat(of(url("308"))).hasSize(3);
        assertThat(of("https://new-301.example/feed")).hasSizeGreaterThan(100);
        for (String name : List.of("302", "307", "301-twice", "chain")) {
            assertThat(of(url(name)).size()).as(name).isGreaterThan(100);
            assertThat(of("https://new-%s.example/feed".formatted(name)).size())
                    .as(name)
                    .isZero();
        }
        assertThat(of(url("found"))).hasSize(1);
    }

    private void neverGivesUp() {
        for (String name : List.of("403", "404", "dns", "tls", "connect", "circle", "empty", "junk", "huge")) {
            List<Duration> gaps = gaps(of(url(name)));
            assertThat(gaps).as(name).allMatch(gap -> gap.compareTo(Duration.ofHours(29)) < 0);
            assertThat(gaps.getLast()).as(name).isGreaterThan(Duration.ofHours(19));
        }
    }

    private void networkIsNobodysFault() throws SQLException {
        assertThat(origin.log().stream()
                        .filter(seen -> !seen.at().isBefore(OUTAGE.plusSeconds(900))
                                && seen.at().isBefore(OUTAGE_END))
                        .count())
                .isLessThan(480);
        assertThat(database.ask("select count(*) from channel where id like '%etag%' and streak > 0"))
                .containsExactly("0");
    }

    private void losesNothing() {
        for (Map.Entry<String, Press> learned : LEARNED.entrySet()) {
            long events = learned.getValue()
                    .between(START, END.minus(Duration.ofHours(30)))
                    .size();
            long seen = sent.stream()
                    .filter(received -> received.channel().equals(learned.getKey()))
                    .flatMap(received -> received.hint("entries").orElse("").lines())
                    .distinct()
                    .count();
            assertThat(seen)
                    .as(learned.getKey())
                    .isGreaterThanOrEqualTo(Math.min(events * learned.getValue().atOnce(), 200));
        }
        assertThat(sent.stream()
                        .filter(received -> received.channel().equals("list"))
                        .map(Received::externalId))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(25);
    }

    private void noticesWhatBecomesOfPages() {
        assertThat(withdrawn)
                .extracting(Withdrawal::reason)
                .contains("HTTP 410", "HTTP 404")
                .containsOnly("HTTP 410", "HTTP 404");
        assertThat(withdrawn).extracting(Withdrawal::externalId).doesNotHaveDuplicates();
        Map<String, Long> revisions = sent.stream()
                .filter(received -> received.channel().equals("visited"))
                .collect(Collectors.groupingBy(Received::externalId, Collectors.counting()));
        assertThat(revisions.values()).contains(1L, 4L).allMatch(many -> many <= 4);
        assertThat(of("https://visited.example/p/visited-30-0")).hasSizeBetween(2, 4);
    }

    private void knowsStates() throws SQLException {
        assertThat(database.ask("select why from channel where id = '410'")).containsExactly("gone");
        assertThat(database.ask("select fault from channel where id = 'shut'")).containsExactly("robots");
        assertThat(database.ask("select fault from channel where id = 'redesign' and barren > 6"))
                .containsExactly("selector");
        assertThat(database.ask("select fault from channel where id = 'huge'")).containsExactly("too-large");
    }
}

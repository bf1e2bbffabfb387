package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.Cases;
import org.yizhan.Row;
import org.yizhan.SetClock;
import org.yizhan.article.Channel;
import org.yizhan.article.WebAddress;
import org.yizhan.fetch.AllowList;
import org.yizhan.fetch.ForbiddenPlaces;
import org.yizhan.fetch.HostileOrigin;
import org.yizhan.fetch.HostileOrigin.Trick;
import org.yizhan.fetch.HttpFetcher;
import org.yizhan.fetch.Limits;
import org.yizhan.fetch.Trap;

/**
 * S9 and S11 where sources are polled and hubs asked, by the fetcher itself: what an address, a list or a feed names inside is
 * asked by nobody, robots.txt included, and the channel says which limit was met.
 */
class ForbiddenDoorsIT {

    private static PollDatabase database;
    private static Trap trap;

    private final SetClock clock = new SetClock(Instant.parse("2026-11-24T03:00:00Z"));
    private final PollStore store = new PollStore(database.pool());
    private final Channels channels = new Channels(database.pool(), clock, new Random(1));

    @BeforeAll
    static void open() throws IOException {
        database = new PollDatabase();
        trap = new Trap();
    }

    @AfterAll
    static void close() throws IOException {
        trap.close();
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        database.empty();
    }

    /** Those that can be a channel's: absolute addresses of the web, and this machine at a port where somebody listens. */
    private static List<String> places() {
        List<String> places = new ArrayList<>(ForbiddenPlaces.ADDRESSES.stream()
                .filter(WebAddress::isWeb)
                .filter(url -> !url.contains(".example"))
                .toList());
        ForbiddenPlaces.LOOPBACKS.forEach(host -> places.add("http://" + host + ":" + trap.port() + "/"));
        return places;
    }

    private void poll(HttpFetcher fetcher) throws SQLException {
        var poller = new Poller(
                store,
                channels,
                new Poller.Means(fetcher, Papers.readers(), (channel, page) -> Optional.empty()),
                new Schedule(new Random(7)),
                clock,
                (task, outcome, took) -> {});
        Instant end = clock.instant().plus(Duration.ofMinutes(2));
        for (Optional<Instant> due = store.nextDue();
                due.filter(at -> at.isBefore(end)).isPresent();
                due = store.nextDue()) {
            clock.set(
                    due.get().isAfter(clock.instant())
                            ? due.get()
                            : clock.instant().plusSeconds(1));
            for (Claim claim : poller.claim(50)) {
                poller.settle(poller.fetch(claim));
            }
        }
    }

    private static HttpFetcher fetcher(String open, Duration patience) {
        return new HttpFetcher("test", AllowList.parse(open), Limits.DEFAULT.within(patience));
    }

    /** What each channel's polls came to. */
    private static SortedMap<String, String> outcomes() throws SQLException {
        SortedMap<String, String> outcomes = new TreeMap<>();
        database.ask("select channel || ' ' || outcome || ' ' || coalesce(detail, '') from poll order by at")
                .forEach(row -> outcomes.put(row.split(" ", 2)[0], row.split(" ", 2)[1]));
        return outcomes;
    }

    @ParameterizedTest
    @Row("S9")
    @CsvSource({"POLL_FEED", "POLL_LIST", "POLL_SITEMAP", "POLL_JSON"})
    void noChannelIsPolledThere(Channel.Kind kind, Cases cases) throws SQLException {
        List<Channel> declared = new ArrayList<>();
        for (String place : places()) {
            declared.add(new Channel("c" + declared.size(), kind, "s", Map.of("url", place)));
        }
        channels.declare(declared);
        try (var fetcher = fetcher("", Duration.ofSeconds(5))) {
            poll(fetcher);
        }

        assertThat(outcomes()).as("those of one host wait for each other").hasSizeGreaterThan(100);
        assertThat(outcomes().values())
                .allSatisfy(outcome -> assertThat(outcome).startsWith("forbidden-address"));
        assertThat(trap.caught()).isEmpty();
        cases.held(outcomes().size());
    }

    @Test
    @Row("S9")
    void noHubIsAskedThere(Cases cases) throws SQLException {
        try (var fetcher = fetcher("", Duration.ofSeconds(5))) {
            var subscriptions = new HubSubscriptions(
                    database.pool(),
                    fetcher,
                    clock,
                    new SecureRandom(),
                    "https://y.example/",
                    (channel, body, type) -> {});
            int wanted = 0;
            for (String place : places()) {
                subscriptions.want("c" + wanted++, new HubTopic("https://a.cn/feed", place, false));
            }
            int asked = 0;
            for (int now = subscriptions.attend(); now > 0; now = subscriptions.attend()) {
                asked += now;
            }

            assertThat(asked).isEqualTo(wanted);
            assertThat(database.ask("select last_error from hub_subscription"))
                    .hasSize(wanted)
                    .allSatisfy(error -> assertThat(error).startsWith("forbidden-address"));
            cases.held(wanted);
        }
        assertThat(trap.caught()).isEmpty();
    }

    @ParameterizedTest
    @Row("S11")
    @CsvSource(delimiter = '|', textBlock = """
            ENDLESS_CHUNKS       | too-large         | more than 15000000 bytes
            ENDLESS_BODY         | too-large         | more than 15000000 bytes
            GZIP_BOMB            | too-large         | more than 200 times
            DEFLATE_BOMB         | too-large         | more than 200 times
            NESTED_GZIP          | protocol          | packed more than once
            PACKED_OTHERWISE     | protocol          | packed as br
            HUGE_LENGTH          | too-large         | 15000000 are taken
            MANY_HEADERS         | too-large         | 100 header fields
            DRIP                 | timeout           | within 1
            REDIRECT_FOR_EVER    | redirect          | more than the 5th
            REDIRECT_TO_METADATA | forbidden-address | 169.254.169.254
            """)
    void aChannelSaysWhichLimitWasMet(Trick trick, String outcome, String limit) throws Exception {
        try (var site = new HostileOrigin();
                var fetcher = fetcher(
                        site.authority(), trick == Trick.DRIP ? Duration.ofSeconds(1) : Duration.ofSeconds(15))) {
            channels.declare(List.of(new Channel("c", Channel.Kind.POLL_FEED, "s", Map.of("url", site.url(trick)))));
            poll(fetcher);
        }

        assertThat(outcomes().get("c")).startsWith(outcome).contains(limit);
    }
}

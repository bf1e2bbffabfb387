package org.yizhan.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Article;
import org.yizhan.article.Channel;
import org.yizhan.article.Received;
import org.yizhan.article.Relation;
import org.yizhan.article.Sources;
import org.yizhan.article.Tag;
import org.yizhan.article.Verdict;
import org.yizhan.check.Finding.Outcome;
import org.yizhan.fetch.Fault;
import org.yizhan.fetch.Fetched;
import org.yizhan.fetch.Fetcher;
import org.yizhan.ingest.poll.HostRest;
import org.yizhan.normalize.Normalizer;

class SourceCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-26T04:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final UUID STORY = new UUID(7, 7);

    private static final String RSS = """
            <rss version="2.0"><channel><title>通报</title>
            <item><guid isPermaLink="false">1</guid><title>第一条</title><pubDate>2026-11-20 09:00</pubDate>
              <description>第一条的正文。</description></item>
            <item><guid isPermaLink="false">2</guid><title>第二条</title><pubDate>2026-11-21 09:00</pubDate>
              <description>第二条的正文。</description></item>
            </channel></rss>""";

    private static final String LIST = """
            <ul><li><a href="/a/1.htm">列表第一条的标题</a><i>2026-11-20</i></li>
            <li><a href="/a/2.htm">列表第二条的标题</a><i>2027-11-20</i></li>
            <li><a href="/a/3.htm">列表第三条的标题</a><i>2026-11-18</i></li></ul>""";

    @TempDir
    private Path folder;

    private final Map<String, Fetched> site = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Fetcher fetcher = wanted -> {
        asked.add(wanted.url());
        return site.getOrDefault(
                wanted.url(), new Fetched.Failed(Fault.HTTP_404, 404, "404 Not Found", Map.of(), Duration.ofMillis(3)));
    };

    private int pauses;
    private final SourceCheck check = new SourceCheck(fetcher, steps(), CLOCK, () -> pauses++);

    /** The real reading; the story store knows the second entry of the feed, the channel its first. */
    private static Steps steps() {
        var normalizer = new Normalizer(Sources.NONE);
        return new Steps() {
            @Override
            public List<Article> normalize(Received received) {
                return normalizer.normalize(received);
            }

            @Override
            public Optional<Verdict> verdict(Article article) {
                boolean copy = article.title().equals("第二条");
                return Optional.of(new Verdict(
                        STORY,
                        copy ? Relation.REPOST : Relation.ORIGINAL,
                        copy ? Optional.of(new UUID(1, 1)) : Optional.empty(),
                        copy ? 1 : 0,
                        copy ? 1 : 0,
                        "test",
                        copy ? List.of("the same text") : List.of(),
                        0));
            }

            @Override
            public List<Tag> tags(Article article) {
                return List.of();
            }

            @Override
            public boolean isKnown(Channel channel, String key) {
                return key.equals("1");
            }
        };
    }

    private void serve(String url, String type, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        site.put(
                url,
                new Fetched.Document(
                        url, Optional.empty(), Map.of("content-type", type), body, body.length, Duration.ofMillis(5)));
    }

    private static Channel channel(Channel.Kind kind, String... parameters) {
        var all = new HashMap<String, String>();
        all.put("source", "site");
        for (int i = 0; i < parameters.length; i += 2) {
            all.put(parameters[i], parameters[i + 1]);
        }
        return new Channel("site-news", kind, "site", all);
    }

    /** The store has a copy of the first, the channel brought the second; both are dated ahead, and the first is named twice. */
    @Test
    void copiesAndKnownItemsAreDoubtedTooAndCountOnce() throws InterruptedException {
        serve("https://a.example/feed", "application/rss+xml", """
                <rss version="2.0"><channel><title>通报</title>
                <item><guid isPermaLink="false">2</guid><title>第二条</title><pubDate>2027-11-21 09:00</pubDate>
                  <description>第二条的正文。</description></item>
                <item><guid isPermaLink="false">1</guid><title>第一条</title><pubDate>2027-11-20 09:00</pubDate>
                  <description>第一条的正文。</description></item>
                <item><guid isPermaLink="false">2</guid><title>第二条</title><pubDate>2027-11-21 09:00</pubDate>
                  <description>第二条的正文。</description></item>
                </channel></rss>""");

        Report report =
                check.run(new Channel("f", Channel.Kind.POLL_FEED, "f", Map.of("url", "https://a.example/feed")), 0);

        assertThat(report.findings()).extracting(Finding::outcome).containsExactly(Outcome.DUPLICATE, Outcome.KNOWN);
        assertThat(report.findings())
                .allSatisfy(finding -> assertThat(finding.published().note()).contains("ahead"));
        assertThat(report.warnings()).contains("1 items are named twice", "2 items are dated in the future");
    }

    @Test
    void whatAListNamesTwiceIsDoubtedOnce() throws InterruptedException {
        serve("https://a.example/list", "text/html", """
                <ul><li><a href="/a/1.htm">列表第一条的标题</a></li><li><a href="/a/1.htm">列表第一条的标题</a></li>
                <li><a href="/a/1.htm">列表第一条的标题</a></li>
                <li><a href="/a/2.htm">列表第二条的标题</a><i>2027-11-20</i></li>
                <li><a href="/a/2.htm">列表第二条的标题</a><i>2027-11-20</i></li>
                <li><a href="/a/3.htm">列表第三条的标题</a><i>2026-11-20</i></li></ul>""");
        var channel = new Channel(
                "l", Channel.Kind.POLL_LIST, "l", Map.of("url", "https://a.example/list", "item", "li", "date", "i"));

        Report report = check.run(channel, 0);

        assertThat(report.warnings())
                .contains("1 items are dated in the future")
                .noneMatch(warning -> warning.contains("have no publication time"));
    }

    @Test
    void aRunOverAKeptDocumentNamesNoRequestThatNobodyMade() throws InterruptedException {
        byte[] body = LIST.getBytes(StandardCharsets.UTF_8);
        var document = new Fetched.Document(
                "https://a.example/list",
                Optional.empty(),
                Map.of("content-type", "text/html"),
                body,
                body.length,
                Duration.ofMillis(5));
        var channel =
                new Channel("l", Channel.Kind.POLL_LIST, "l", Map.of("url", "https://a.example/list", "item", "li"));

        Report report = new SourceCheck(new KeptDocument(channel, document), steps(), CLOCK, () -> {}).run(channel, 0);

        assertThat(report.asked()).extracting(asked -> asked.request().url()).containsExactly("https://a.example/list");
        assertThat(report.findings()).hasSize(3);
    }

    @Test
    void saysOfEachEntryWhatWouldBecomeOfIt() throws InterruptedException {
        serve("https://site.example/rss", "application/rss+xml", RSS);
        Report report = check.run(channel(Channel.Kind.POLL_FEED, "url", "https://site.example/rss"), 2);
        assertThat(report.findings()).extracting(Finding::outcome).containsExactly(Outcome.KNOWN, Outcome.DUPLICATE);
        assertThat(report.findings().get(1).reason()).isEqualTo("joins story " + STORY + " as repost: the same text");
        assertThat(report.isUsable()).isTrue();
        assertThat(asked).containsExactly("https://site.example/rss");
    }

    @Test
    void followsAFewLinksOfAListWithAPauseBetween() throws InterruptedException {
        serve("https://site.example/list", "text/html", LIST);
        Channel list = channel(
                Channel.Kind.POLL_LIST, "url", "https://site.example/list", "item", "li", "link", "a", "date", "i");
        Report report = check.run(list, 1);
        assertThat(asked)
                .containsExactly(
                        "https://site.example/robots.txt", "https://site.example/list", "https://site.example/a/1.htm");
        assertThat(pauses).isEqualTo(2);
        assertThat(report.findings())
                .extracting(Finding::outcome)
                .containsExactly(Outcome.REJECTED, Outcome.NOT_FETCHED, Outcome.NOT_FETCHED);
        assertThat(report.findings().getFirst().reason()).isEqualTo("404 Not Found");
        assertThat(report.findings().getFirst().published().at()).contains(Instant.parse("2026-11-19T16:00:00Z"));
        assertThat(report.warnings())
                .anyMatch(warning -> warning.startsWith("a publication time is refused: “2027-11-20” lies more than"));
        assertThat(report.isUsable()).isFalse();
    }

    @Test
    void staysOutWhereRobotsSay() throws InterruptedException {
        serve("https://site.example/robots.txt", "text/plain", "User-agent: *\nDisallow: /a/\n");
        serve("https://site.example/list", "text/html", LIST);
        Report report = check.run(
                channel(Channel.Kind.POLL_LIST, "url", "https://site.example/list", "item", "li", "link", "a"), 1);
        assertThat(report.findings().getFirst().reason()).isEqualTo("robots.txt keeps us out");
        assertThat(asked).containsExactly("https://site.example/robots.txt", "https://site.example/list");
    }

    @Test
    void asksTheFeedThatAPageNames() throws InterruptedException {
        serve("https://site.example/", "text/html", "<link rel=alternate type=application/rss+xml href=/rss>");
        serve("https://site.example/rss", "application/rss+xml", RSS);
        Report report = check.run(channel(Channel.Kind.POLL_FEED, "url", "https://site.example/"), 1);
        assertThat(report.findings()).hasSize(2);
        assertThat(report.warnings()).contains("the address is a page; the feed it names is https://site.example/rss");
    }

    @Test
    void readsALargeFeedOnce() throws InterruptedException {
        String items = "<item><guid>g%d</guid><title>t%d</title><description>d</description></item>";
        var feed = new StringBuilder("<rss version=\"2.0\"><channel>");
        for (int i = 0; i < 4_000; i++) {
            feed.append(items.formatted(i, i));
        }
        serve(
                "https://site.example/rss",
                "application/rss+xml",
                feed.append("</channel></rss>").toString());
        Report report = check.run(channel(Channel.Kind.POLL_FEED, "url", "https://site.example/rss"), 1);
        assertThat(report.findings()).hasSize(50);
        assertThat(report.warnings()).contains("only the first 50 of 4000 entries are shown");
    }

    @Test
    void findsNothingWrongWithASourceThatIsNotAsked() throws InterruptedException {
        Report report = check.run(channel(Channel.Kind.PUSH), 1);
        assertThat(report.isUsable()).isTrue();
        assertThat(ReportText.lines(ReportJson.of(report, false)))
                .contains("  usable; a channel of this kind is not asked");
    }

    @Test
    void warnsWhereASelectorFindsNothing() throws InterruptedException {
        serve("https://site.example/list", "text/html", LIST);
        Report report = check.run(
                channel(Channel.Kind.POLL_LIST, "url", "https://site.example/list", "item", "div.gone", "link", "a"),
                1);
        assertThat(report.warnings())
                .contains("nothing was found: the selector or path matches nothing, or the list is empty");
    }

    @Test
    void warnsWhereMostTitlesAndTimesAreEmpty() throws InterruptedException {
        serve("https://site.example/list", "text/html", LIST.replace("标题", "").replaceAll(">[^<]*</a>", "></a>"));
        Report report = check.run(
                channel(Channel.Kind.POLL_LIST, "url", "https://site.example/list", "item", "li", "link", "a"), 0);
        assertThat(report.warnings()).contains("3 of 3 items have no title", "3 of 3 items have no publication time");
    }

    @Test
    void suggestsASourceFileForAnAddress() throws InterruptedException {
        serve("https://site.example/", "text/html", "<link rel=alternate type=application/rss+xml href=/rss>");
        serve("https://site.example/rss", "application/rss+xml", RSS);
        JsonNode answer = checks().run(new Checks.Wanted("https://site.example/", 1, false));
        assertThat(answer.path("suggestion").asText()).isEqualTo("""
                - templatedRoute:
                    routeTemplateRef: poll-feed
                    routeId: new-source
                    parameters:
                      - { name: source, value: "new-source" }
                      - { name: url, value: "https://site.example/rss" }
                """);
        assertThat(answer.at("/reports/0/items")).hasSize(2);
        assertThat(answer.at("/reports/0/items/1/published/at").asText()).isEqualTo("2026-11-21T09:00:00+08:00");
        assertThat(answer.at("/reports/0/items/1/published/utc").asText()).isEqualTo("2026-11-21T01:00:00Z");
    }

    private static final HostRest REST = new HostRest("site.example", NOW.plusSeconds(300), "site-news", 429);

    private static Rests resting(String host) {
        return (url, channel) -> url.contains("//" + host + "/") ? Optional.of(REST) : Optional.empty();
    }

    @Test
    void asksNothingOfAHostThatRests() throws InterruptedException {
        serve("https://site.example/rss", "application/rss+xml", RSS);
        Channel feed = channel(Channel.Kind.POLL_FEED, "url", "https://site.example/rss");
        var checks = new Checks(fetcher, text -> List.of(feed), steps(), CLOCK, () -> {});

        JsonNode file = checks.heeding(resting("site.example")).run(new Checks.Wanted("a file", 2, false));
        JsonNode address =
                checks.heeding(resting("site.example")).run(new Checks.Wanted("https://site.example/rss", 2, false));

        assertThat(asked).isEmpty();
        assertThat(file.at("/reports/0/usable").isNull()).isTrue();
        assertThat(file.at("/reports/0/warnings/0").asText())
                .isEqualTo(
                        "the host site.example rests until %s, since it answered 429 when site-news was polled; it was not asked"
                                .formatted(REST.until()));
        assertThat(ReportText.lines(file.at("/reports/0"))).last().isEqualTo("  not asked");
        assertThat(address.path("reports")).isEmpty();
        for (JsonNode answer : List.of(file, address)) {
            assertThat(answer.at("/hostRests/0/host").asText()).isEqualTo("site.example");
            assertThat(answer.at("/hostRests/0/until").asText())
                    .isEqualTo(REST.until().toString());
            assertThat(answer.at("/hostRests/0/channel").asText()).isEqualTo("site-news");
            assertThat(answer.at("/hostRests/0/status").asInt()).isEqualTo(429);
        }

        JsonNode later = checks.heeding(resting("elsewhere.example")).run(new Checks.Wanted("a file", 2, false));
        assertThat(later.at("/reports/0/usable").asBoolean()).isTrue();
        assertThat(later.path("hostRests")).isEmpty();
    }

    @Test
    void readsTheListOfOneHostWhereThatOfItsPagesRests() throws InterruptedException {
        serve("https://site.example/list", "text/html", """
                <ul><li><a href="https://pages.example/1.html">第一条长长的标题</a></li></ul>""");
        Channel list = channel(Channel.Kind.POLL_LIST, "url", "https://site.example/list", "item", "li");
        var checks = new Checks(fetcher, text -> List.of(list), steps(), CLOCK, () -> {});

        JsonNode answer = checks.heeding(resting("pages.example")).run(new Checks.Wanted("a file", 2, false));

        assertThat(asked).allMatch(url -> url.startsWith("https://site.example/"));
        assertThat(answer.at("/reports/0/items/0/outcome").asText()).isEqualTo("not-fetched");
        assertThat(answer.at("/reports/0/items/0/reason").asText())
                .contains("rests until")
                .endsWith("it was not asked");
        assertThat(answer.path("hostRests")).hasSize(1);
    }

    @Test
    void asksAHostNoMoreThatSaysSoOnTheWay() throws InterruptedException {
        serve("https://site.example/list", "text/html", """
                <ul><li><a href="/1.html">第一条长长的标题</a></li><li><a href="/2.html">第二条长长的标题</a></li></ul>""");
        site.put(
                "https://site.example/1.html",
                new Fetched.Failed(Fault.HTTP_429, 429, "429", Map.of("retry-after", "900"), Duration.ZERO));
        Channel list = channel(Channel.Kind.POLL_LIST, "url", "https://site.example/list", "item", "li");
        var checks = new Checks(fetcher, text -> List.of(list), steps(), CLOCK, () -> {});

        JsonNode answer = checks.run(new Checks.Wanted("a file", 2, false));

        assertThat(asked).contains("https://site.example/1.html").doesNotContain("https://site.example/2.html");
        assertThat(answer.at("/reports/0/items/1/reason").asText())
                .isEqualTo("the host site.example rests until %s, since it answered 429 just now; it was asked no more"
                        .formatted(NOW.plusSeconds(900)));
    }

    @Test
    void refusesWhatItCannotRun() {
        serve("https://site.example/api", "application/json", "{\"list\":[]}");
        assertThatThrownBy(() -> checks().run(new Checks.Wanted("https://site.example/api", 1, false)))
                .hasMessageStartingWith("this is JSON: write a source file of the template poll-json");
        assertThatThrownBy(() -> checks().run(new Checks.Wanted("https://site.example/gone", 1, false)))
                .hasMessage("https://site.example/gone can't be had: http-404: 404 Not Found");
        assertThatThrownBy(() -> new Checks.Wanted("https://site.example/", 11, false))
                .hasMessage("pages is 11; give 0 to 10");
    }

    private Checks checks() {
        return new Checks(fetcher, text -> List.of(), steps(), CLOCK, () -> {});
    }

    @Test
    void readsTheSameOutOfAFixture() throws Exception {
        serve("https://site.example/rss", "application/rss+xml", RSS);
        String address = "https://site.example/rss";
        Path file = folder.resolve("site.json");
        new Fixture(address, 2, NOW, checks().run(new Checks.Wanted(address, 2, true))).write(file);

        Fixture kept = Fixture.read(file);
        assertThat(kept.source()).isEqualTo(address);
        var again = new Checks(
                kept.fetcher(), text -> List.of(), steps(), Clock.fixed(kept.checkedAt(), ZoneOffset.UTC), () -> {});
        JsonNode now = again.run(new Checks.Wanted(address, 2, false));
        assertThat(kept.differences(now)).isEmpty();
        ((ObjectNode) now.at("/reports/0/items/0/article")).put("title", "另一条");
        assertThat(kept.differences(now)).containsExactly("0/items/0/article/title: “第一条” is now “另一条”");
    }

    @Test
    void printsEveryFieldWithItsRawText() throws InterruptedException {
        serve("https://site.example/rss", "application/rss+xml", RSS);
        Report report = check.run(channel(Channel.Kind.POLL_FEED, "url", "https://site.example/rss"), 2);
        assertThat(ReportText.lines(ReportJson.of(report, false)))
                .contains(
                        "site-news  poll-feed  source site",
                        "  known       第一条",
                        "              read time: 2026-11-21T09:00:00+08:00 = 2026-11-21T01:00:00Z",
                        "              begins: 第二条的正文。",
                        "  usable");
    }
}

package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Article;
import org.yizhan.article.Channel;
import org.yizhan.article.Received;
import org.yizhan.article.Sources;
import org.yizhan.article.Tag;
import org.yizhan.article.Verdict;
import org.yizhan.check.Checks;
import org.yizhan.check.Fixture;
import org.yizhan.check.Steps;
import org.yizhan.fetch.Fault;
import org.yizhan.fetch.Fetch;
import org.yizhan.fetch.Fetched;
import org.yizhan.ingest.DropFolder;
import org.yizhan.ingest.RestingFiles;
import org.yizhan.ingest.poll.ChannelFaults;
import org.yizhan.ingest.poll.Channels;
import org.yizhan.ingest.poll.HostRests;
import org.yizhan.ingest.poll.HubSubscriptions;
import org.yizhan.ingest.poll.LastAnswers;
import org.yizhan.ingest.poll.OwnNetwork;
import org.yizhan.ingest.poll.PollFailures;
import org.yizhan.ingest.poll.SourceControl;
import org.yizhan.ingest.poll.SourceSettings;
import org.yizhan.ingest.poll.SourceWatch;
import org.yizhan.normalize.Normalizer;
import org.yizhan.ops.OperatorEdge.Answered;
import org.yizhan.ops.console.CheckScreen;
import org.yizhan.ops.console.Screens;
import org.yizhan.ops.console.SourceAnswerScreen;
import org.yizhan.ops.console.SourceOrderScreens;
import org.yizhan.ops.console.SourceScreens;
import org.yizhan.routes.RouteFiles;
import org.yizhan.routes.SourceTexts;

/** One source's page, what it answered last, and the dry run, as operators see them. */
class SourceScreensIT {

    private static final Clock CLOCK = OperatorEdge.CLOCK;
    private static final Instant NOW = OperatorEdge.NOW;
    private static final String SOURCES = "/api/v1/ops/sources";
    private static final String LIST = "https://list.example/news";
    private static final String PAGE = """
            <html><head><meta charset="gb2312"><script>alert("x")</script></head><ul class="news">
            <li><a href="/a/1.htm">救助站冬季开放的通知</a><i>2026-11-20</i></li>
            <li><a href="/a/2.htm">第二条\u202e很长的标题</a><i>2027-11-20</i></li></ul></html>""";

    private static final AtomicReference<Optional<Instant>> NETWORK = new AtomicReference<>(Optional.empty());
    private static final AtomicReference<Map<String, String>> REFUSED = new AtomicReference<>(Map.of());
    private static final AtomicInteger FETCHED = new AtomicInteger();
    private static final Channel CHANNEL = new Channel(
            "list",
            Channel.Kind.POLL_LIST,
            "list",
            Map.of("source", "list", "url", LIST, "item", "ul.news li", "date", "i"));
    private static final Channel FEED = new Channel(
            "feed", Channel.Kind.POLL_FEED, "feed", Map.of("source", "feed", "url", "https://feed.example/"));

    @TempDir
    private static Path drop;

    private static OperatorEdge edge;

    @BeforeAll
    static void open() throws Exception {
        edge = new OperatorEdge(SourceScreensIT::parts);
        edge.book.make("ops", "leser", Role.VIEWER, "ein-anderes-wort");
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
    }

    @BeforeEach
    void begin() throws Exception {
        NETWORK.set(Optional.empty());
        REFUSED.set(Map.of());
        FETCHED.set(0);
        edge.execute("truncate channel, host, pushed_source, hub_subscription, poll_day, poll_mark cascade");
        new Channels(edge.database(), CLOCK, new Random(1)).declare(List.of(CHANNEL, FEED));
        edge.execute("""
                update channel set last_attempt = '2026-11-24T02:50:00Z', last_success = '2026-11-24T02:50:00Z',
                    next_at = '2026-11-24T03:20:00Z', cadence = 1800
                """);
    }

    private static List<Consumer<Paths>> parts(OperatorEdge edge) {
        DataSource database = edge.database();
        var watch = new SourceWatch(
                database, CLOCK, new OwnNetwork(NETWORK::get, new PollFailures(database, CLOCK), CLOCK));
        var past = new SourcePast(
                database,
                hubs(database),
                new FailedFiles(() -> List.of(folder()), new RestingFiles(CLOCK), CLOCK),
                REFUSED::get,
                CLOCK);
        var screens = new Screens(CLOCK);
        Function<String, Optional<Channel>> files = id -> List.of(CHANNEL, FEED).stream()
                .filter(one -> one.id().equals(id))
                .findFirst();
        SourceTexts texts = SourceTexts.of(RouteFiles.in("camel-routes"), new ChannelFaults(code -> true));
        var checks = new Checks(SourceScreensIT::fetch, texts::channels, steps(), CLOCK, () -> {});
        var runs = new DryRuns(
                checks,
                new LastAnswers(database),
                files,
                new RestingHosts(new HostRests(database, CLOCK), edge.audit()),
                CLOCK);
        var control = new SourceControl(database, CLOCK);
        var orders = new SourceOrders(database, watch, control, new SourceSettings(CLOCK), edge.audit());
        return List.of(
                new CheckApi(runs)::mount,
                new SourcesApi(watch, control, past, edge.audit(), CLOCK)::mount,
                new SourceOrdersApi(orders)::mount,
                new SourceOrderScreens(screens, orders, UnaryOperator.identity())::mount,
                new SourceNotesApi(database, watch, edge.audit(), CLOCK)::mount,
                new FailedFileRemoval(
                        new FailedFiles(() -> List.of(folder()), new RestingFiles(CLOCK), CLOCK), edge.audit())::mount,
                new FailedFilesApi(
                        new FailedFiles(() -> List.of(folder()), new RestingFiles(CLOCK), CLOCK), edge.audit())::mount,
                new SourceAnswerApi(past, runs)::mount,
                new SourceScreens(screens, watch, past, files, UnaryOperator.identity())::mount,
                new SourceAnswerScreen(screens, past, runs)::mount,
                new CheckScreen(screens, runs, files, UUID::randomUUID)::mount);
    }

    private static Channel folder() {
        return new Channel("ordner", Channel.Kind.DROP_FOLDER, "bao", Map.of("folder", drop.toString()));
    }

    private static Fetched fetch(Fetch wanted) {
        FETCHED.incrementAndGet();
        if (!wanted.url().equals(LIST)) {
            return new Fetched.Failed(Fault.HTTP_404, 404, "404", Map.of(), Duration.ZERO);
        }
        byte[] body = PAGE.getBytes(Charset.forName("GB18030"));
        return new Fetched.Document(
                LIST, Optional.empty(), Map.of("content-type", "text/html"), body, body.length, Duration.ZERO);
    }

    private static Steps steps() {
        var normalizer = new Normalizer(Sources.NONE);
        return new Steps() {
            @Override
            public List<Article> normalize(Received received) {
                return normalizer.normalize(received);
            }

            @Override
            public Optional<Verdict> verdict(Article article) {
                return Optional.empty();
            }

            @Override
            public List<Tag> tags(Article article) {
                return List.of();
            }

            @Override
            public boolean isKnown(Channel channel, String key) {
                return false;
            }
        };
    }

    private static HubSubscriptions hubs(DataSource database) {
        return new HubSubscriptions(
                database,
                wanted -> new Fetched.NotModified(Optional.empty(), Map.of(), Duration.ZERO),
                CLOCK,
                new SecureRandom(),
                "http://127.0.0.1",
                (channel, document, contentType) -> {});
    }

    /** As a poll keeps it. */
    private static void keep(String channel, byte[] body, String contentType) throws Exception {
        try (var connection = edge.database().getConnection();
                var insert = connection.prepareStatement("""
                        insert into channel_answer values (?, ?, 200, '', '{"server":"\\u001b[31mx","set-cookie":"***"}',
                            ?, ?, ?, ?, ?, ?, true)
                        """)) {
            insert.setString(1, channel);
            insert.setTimestamp(2, Timestamp.from(NOW.minusSeconds(60)));
            insert.setBytes(3, packed("<p>请求被拦截</p>".getBytes(StandardCharsets.UTF_8)));
            insert.setTimestamp(4, Timestamp.from(NOW.minusSeconds(120)));
            insert.setString(5, LIST);
            insert.setString(6, contentType);
            insert.setLong(7, body.length);
            insert.setBytes(8, packed(body));
            insert.executeUpdate();
        }
    }

    private static byte[] packed(byte[] bytes) throws Exception {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static final String FILE = Checks.file(CHANNEL);
    private static final String CHECK = SOURCES + "/check";

    private static Answered dryRun(String query) throws Exception {
        return edge.send(edge.as("ops", OperatorEdge.PASSWORD, CHECK + query)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(FILE)));
    }

    private static JsonNode asked() throws Exception {
        return edge.get("/api/v1/ops/audit?action=ask-resting-host").json().path("audit");
    }

    @Test
    void aDryRunAsksNoHostThatRestsUnlessSomebodySaysSoOnRecord() throws Exception {
        edge.execute("""
                insert into host (name, ready_at, next_start_at, gap) values ('list.example', now(), '-infinity', 0)
                on conflict do nothing;
                update host set rest_until = '2026-11-24T03:30:00Z', rest_channel = 'feed', rest_status = 503
                where name = 'list.example'
                """);
        int before = asked().size();
        var visitor = Visitor.operator(edge);

        String page = visitor.post("/ops/check", "input", FILE, "pages", "0", "from", "")
                .body();
        String english = visitor.post("/ops/check?lang=en", "input", FILE, "pages", "0", "from", "")
                .body();
        JsonNode json = dryRun("?pages=0").json();

        assertThat(FETCHED).as("nobody was asked").hasValue(0);
        assertThat(Jsoup.parse(page).select(".notice.held").text())
                .isEqualTo("主机 list.example 休息到 2026-11-24 11:30:00 +08:00：采集 feed 时它答了 503。没有访问它。");
        assertThat(Jsoup.parse(page).select("button[name=anyway]").text()).isEqualTo("它在休息，仍然访问");
        assertThat(english)
                .contains(
                        "Ask it all the same, although it rests",
                        "since it answered 503 when feed was polled",
                        "not asked")
                .doesNotContain("not usable", "Save the snapshot");
        assertThat(json.at("/hostRests/0/until").asText()).isEqualTo("2026-11-24T03:30:00Z");
        assertThat(json.at("/reports/0/usable").isNull()).isTrue();
        assertThat(edge.send(edge.as("leser", "ein-anderes-wort", CHECK + "?anyway=true")
                                .POST(BodyPublishers.ofString(FILE)))
                        .status())
                .isEqualTo(403);
        assertThat(asked()).hasSize(before);

        String anyway = visitor.post("/ops/check", "input", FILE, "pages", "0", "from", "", "anyway", "true")
                .body();

        assertThat(FETCHED).as("robots.txt and the list").hasValue(2);
        assertThat(anyway).contains("救助站冬季开放的通知").doesNotContain("name=\"anyway\"");
        assertThat(asked()).hasSize(before + 1);
        JsonNode line = asked().get(0);
        assertThat(line.path("object").asText()).isEqualTo("list.example");
        assertThat(line.path("operator").asText()).isEqualTo("ops");
        assertThat(line.path("detail").toString())
                .isEqualTo("{\"until\":\"2026-11-24T03:30:00Z\",\"answer\":503,\"channel\":\"feed\"}");
        assertThat(dryRun("?pages=0&anyway=true").json().at("/reports/0/usable").asBoolean())
                .isTrue();
        assertThat(asked()).hasSize(before + 2);
        assertThat(edge.get("/ops/audit?action=ask-resting-host").body())
                .contains("访问休息中的主机", "href=\"/ops/sources?q=list.example\"");
    }

    @Test
    void aDryRunAsksNothingForAChannelThatIsHeldOffUntilItsNextPoll() throws Exception {
        edge.execute("update channel set fault = 'http-429', status = 429 where id = 'list'");

        JsonNode held = dryRun("?pages=0").json();

        assertThat(FETCHED).hasValue(0);
        assertThat(held.at("/hostRests/0/until").asText()).isEqualTo("2026-11-24T03:20:00Z");
        assertThat(held.at("/hostRests/0/channel").asText()).isEqualTo("list");

        edge.execute("update channel set next_at = '2026-11-24T02:59:00Z' where id = 'list'");
        assertThat(dryRun("?pages=0").json().at("/reports/0/usable").asBoolean())
                .isTrue();
    }

    @Test
    void whileTheNetworkIsGoneTheListAndThePageSaySo() throws Exception {
        assertThat(edge.get("/ops/sources").body()).doesNotContain("网络不通");
        edge.execute("""
                update channel set streak = 3, fault = 'connect', failing_since = '2026-11-24T02:59:00Z';
                update channel set next_at = '2026-11-24T01:00:00Z'
                """);
        NETWORK.set(Optional.of(NOW.minusSeconds(60)));

        assertThat(edge.get("/ops/sources").body())
                .contains("网络不通：自 ", "2026-11-24 10:59:00 +08:00", "起暂停判断来源")
                .doesNotContain("失败</span>");
        assertThat(edge.get("/ops/sources/list?lang=en").body()).contains("Our own network is gone: since ");
        JsonNode json = edge.get(SOURCES).json();
        assertThat(json.path("networkGoneSince").asText()).isEqualTo("2026-11-24T02:59:00Z");
        assertThat(json.at("/states/failing").asInt()).isZero();
    }

    @Test
    void whoOnlyAnswers429IsHeldOffWithAManualOfItsOwn() throws Exception {
        edge.execute("""
                update channel set fault = 'http-429', status = 429, detail = 'http-429', last_success = null
                where id = 'feed'
                """);

        String page = edge.get("/ops/sources/feed").body();
        assertThat(Jsoup.parse(page).select("p.notice.warn").text()).contains("429");
        assertThat(page).contains("被限流").doesNotContain("从未采集", "notice good");
        assertThat(edge.get("/ops/sources?lang=en&state=held-off").body()).contains("held off", "/ops/sources/feed");
        assertThat(edge.get(SOURCES).json().at("/states/held-off").asInt()).isEqualTo(1);
        assertThat(troubles()).as("it has not been asked for long").isEmpty();
        edge.execute("update channel set last_success = '2026-11-22T02:50:00Z' where id = 'feed'");
        assertThat(troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.kind()).isEqualTo(Trouble.Kind.SOURCE_HELD_OFF);
            assertThat(trouble.subject()).isEqualTo("feed");
            assertThat(trouble.chinese()).contains("429");
        });
        edge.execute("update channel set last_success = '2026-11-24T02:50:00Z' where id = 'feed'");
        assertThat(troubles()).as("its last success is new").isEmpty();
        edge.execute("update channel set last_success = null, last_attempt = null, fault = '' where id = 'feed'");
        assertThat(edge.get("/ops/sources/feed").body()).contains("尚无答复");
    }

    private static List<Trouble> troubles() {
        return new SourceTroubles(
                        new SourceWatch(edge.database(), CLOCK),
                        new PollFailures(edge.database(), CLOCK),
                        new SourceTroubles.Supply(
                                Optional::empty,
                                REFUSED::get,
                                () -> REFUSED.get().keySet()))
                .look()
                .causes();
    }

    @Test
    void threeSourcesOfAHostThatFailAreOneTroubleAndFewerAreEachTheirOwn() throws Exception {
        new Channels(edge.database(), CLOCK, new Random(1))
                .declare(List.of(ofHost("a"), ofHost("b"), ofHost("c"), CHANNEL, FEED));
        edge.execute("update channel set streak = 2, fault = 'http-5xx', last_success = null, failing_since = now()");

        var troubles = troubles();
        assertThat(troubles)
                .extracting(Trouble::kind)
                .containsExactlyInAnyOrder(
                        Trouble.Kind.SOURCE_HOST, Trouble.Kind.SOURCE_FAILING, Trouble.Kind.SOURCE_FAILING);
        Trouble host = troubles.stream()
                .filter(one -> one.kind() == Trouble.Kind.SOURCE_HOST)
                .findFirst()
                .orElseThrow();
        assertThat(host.subject()).isEqualTo("one.example");
        assertThat(host.english()).contains("one.example", "3 of them", "http-5xx");
        assertThat(host.screen()).isEqualTo("/ops/sources?q=one.example");
        assertThat(edge.get(host.screen()).body()).contains("/ops/sources/a", "/ops/sources/b", "/ops/sources/c");
        assertThat(host.swallows(Trouble.Kind.SOURCE_FAILING, "a")).isTrue();
        assertThat(host.swallows(Trouble.Kind.SOURCE_FAILING, "list")).isFalse();
        edge.execute("update channel set streak = 0, fault = '', last_success = last_attempt where id = 'a'");
        assertThat(troubles()).extracting(Trouble::kind).containsOnly(Trouble.Kind.SOURCE_FAILING);
    }

    private static Channel ofHost(String id) {
        return new Channel(id, Channel.Kind.POLL_FEED, id, Map.of("url", "https://one.example/" + id));
    }

    @Test
    void aHostThatRestsIsTheAnswerToWhyItsSourcesAreSilent() throws Exception {
        edge.execute("""
                update host set rest_until = '2026-11-24T03:04:00Z', rest_channel = 'other', rest_status = 429
                where name = 'feed.example'
                """);

        assertThat(edge.get("/ops/sources/feed").body())
                .contains("主机 feed.example 休息到 2026-11-24 11:04:00 +08:00：采集 other 时它答了 429");
        assertThat(edge.get("/ops/sources?lang=en").body())
                .contains("‖ host rests until <span class=\"whole\">11-24 11:04</span>");
        assertThat(edge.get("/ops/sources/list").body()).doesNotContain("休息到");
        JsonNode rest = edge.get(SOURCES + "/feed").json().path("hostRest");
        assertThat(rest.path("until").asText()).isEqualTo("2026-11-24T03:04:00Z");
        assertThat(rest.path("channel").asText()).isEqualTo("other");
        assertThat(edge.get(SOURCES + "/list").json().path("hostRest").isNull()).isTrue();

        String orders = "source-orders?action=poll&id=feed&id=list";
        assertThat(edge.get("/ops/" + orders).body()).contains("主机 feed.example 休息到");
        JsonNode done = edge.post("/api/v1/ops/" + orders, "").json();
        assertThat(done.at("/hostRests/0/host").asText()).isEqualTo("feed.example");
        assertThat(edge.get("/ops/source-orders/" + done.path("no").asLong() + "?lang=en")
                        .body())
                .contains("the host feed.example rests until");
    }

    @Test
    void aRefusedFileIsFoundWhereItsAlertLeads() throws Exception {
        assertThat(edge.get("/ops/sources").body()).doesNotContain("refused-files");
        REFUSED.set(Map.of(
                "<b>x.camel.yaml",
                "line 5: the template poll-list has no parameter urll: did you mean url?; it has item, url"));

        assertThat(edge.get("/ops/sources").body())
                .contains("id=\"refused-files\"", "&lt;b&gt;x.camel.yaml", "第 5 行", "是不是 url？", "href=\"/ops/check\"")
                .doesNotContain("<b>x");
        assertThat(edge.get("/ops/sources?lang=en").body()).contains("did you mean url?");
        assertThat(edge.get(SOURCES)
                        .json()
                        .at("/refusedFiles")
                        .elements()
                        .next()
                        .asText())
                .startsWith("line 5");
        assertThat(troubles()).singleElement().satisfies(trouble -> {
            assertThat(trouble.screen()).isEqualTo("/ops/sources#refused-files");
            assertThat(trouble.chinese()).endsWith("第 5 行：模板 poll-list 没有参数 urll，是不是 url？");
            assertThat(trouble.english()).endsWith("did you mean url?");
        });
    }

    @Test
    void aPauseKeepsItsReasonAndShowsIt() throws Exception {
        assertThat(edge.post(SOURCES + "/list/pause?reason=umbau", "").status()).isEqualTo(200);
        assertThat(edge.get("/ops/sources/list").body()).contains("暂停：ops", "理由：umbau");
        assertThat(edge.get("/ops/sources/list?lang=en").body())
                .containsPattern("Paused by ops .*because: umbau")
                .contains("<q>umbau</q>");
        assertThat(edge.get(SOURCES + "/list").json().at("/deeds/0/reason").asText())
                .isEqualTo("umbau");
        assertThat(edge.post(SOURCES + "/list/resume", "{\"reason\":\"fertig\"}")
                        .status())
                .isEqualTo(202);
        assertThat(edge.get("/ops/sources/list").body())
                .contains("<q>fertig</q>", "恢复来源", "/ops/audit?before=")
                .doesNotContain("resume-source", "暂停：ops");

        String order = "/source-orders?action=pause&id=list";
        var visitor = Visitor.operator(edge);
        assertThat(visitor.get("/ops" + order).body()).contains("name=\"reason\"", "取消，回到来源");
        visitor.post("/ops" + order, "reason", "网站迁移");
        assertThat(edge.get("/api/v1/ops/audit?action=pause-sources&object=list")
                        .json()
                        .at("/audit/0/reason")
                        .asText())
                .isEqualTo("网站迁移");
        assertThat(edge.get("/ops/sources/list").body()).contains("理由：网站迁移");
    }

    /** As curl sends it: it calls everything a form. */
    @Test
    void aReasonIsKeptWhateverTheBodyIsCalled() throws Exception {
        String[] curls = {"Content-Type", "application/x-www-form-urlencoded"};
        assertThat(edge.post(SOURCES + "/list/pause", "{\"reason\":\"umzug\"}", curls)
                        .status())
                .isEqualTo(200);
        assertThat(edge.get(SOURCES + "/list").json().at("/deeds/0/reason").asText())
                .isEqualTo("umzug");
        assertThat(edge.post(SOURCES + "/list/resume", "{\"raeson\":\"x\"}", curls)
                        .status())
                .isEqualTo(422);
        var form = edge.post(SOURCES + "/list/resume", "reason=x", curls);
        assertThat(form.status()).isEqualTo(400);
        assertThat(form.detail()).contains("the body is not JSON", "send {\"reason\":\"…\"}");
        assertThat(edge.post(
                                "/api/v1/ops/source-orders?action=resume",
                                "{\"ids\":[\"list\"],\"reason\":\"fertig\"}",
                                curls)
                        .status())
                .isEqualTo(200);
        assertThat(edge.get(SOURCES + "/list").json().path("state").asText()).isEqualTo("fresh");
    }

    @Test
    void anOrderOnWhatThereIsNotIsRefusedByItsName() throws Exception {
        String order = "/source-orders?action=pause&id=list&id=listt";
        for (var refused : List.of(
                edge.post("/api/v1/ops" + order, ""),
                edge.get("/api/v1/ops" + order),
                edge.post("/api/v1/ops/source-orders?action=pause", "{\"ids\":[\"listt\"]}"))) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.detail())
                    .isEqualTo("nothing was changed, no channel has these ids: listt;"
                            + " GET /api/v1/ops/sources lists them");
        }
        assertThat(edge.send(edge.request("/ops" + order, "Accept", "text/html"))
                        .body())
                .contains("没有这些来源：listt");
        assertThat(edge.get(SOURCES + "/list").json().path("state").asText()).isEqualTo("fresh");
    }

    @Test
    void aReasonThatIsNotKeptIsRefused() throws Exception {
        assertThat(edge.post(SOURCES + "/list/notes?reason=x", "{\"text\":\"y\"}")
                        .status())
                .isEqualTo(400);
        assertThat(edge.post(SOURCES + "/list/pause", "{\"why\":\"x\"}").status())
                .isEqualTo(422);
        assertThat(edge.post(SOURCES + "/list/pause?reason=a", "{\"reason\":\"b\"}")
                        .status())
                .isEqualTo(422);
        assertThat(edge.post(SOURCES + "/list/pause", "{\"reason\":\"" + "x".repeat(501) + "\"}")
                        .status())
                .isEqualTo(422);
        assertThat(edge.get(SOURCES + "/list").json().path("state").asText()).isEqualTo("fresh");
    }

    @Test
    void anUndoLeavesWhatSomebodyPausedAfterwards() throws Exception {
        String orders = "/api/v1/ops/source-orders";
        long first = edge.post(orders + "?action=pause&id=list&id=feed", "")
                .json()
                .path("no")
                .asLong();
        edge.post(SOURCES + "/list/resume", "");
        edge.post(SOURCES + "/list/pause?reason=anders", "");

        JsonNode undone = edge.post(orders + "/" + first + "/undo", "").json();
        assertThat(undone.path("ids")).extracting(JsonNode::asText).containsExactly("feed");
        assertThat(undone.path("leftOut")).extracting(JsonNode::asText).containsExactly("list");
        assertThat(edge.get(SOURCES + "/list").json().path("state").asText()).isEqualTo("paused");
        assertThat(edge.get(SOURCES + "/feed").json().path("state").asText()).isEqualTo("fresh");
        String page =
                edge.get("/ops/source-orders/" + undone.path("no").asLong()).body();
        assertThat(page).contains("没有动后来另有改动的", "/ops/sources/list");
    }

    @Test
    void aRuleThatNeverMatchedAndASourceThatNeverAnsweredAreToldAsTheyAre() throws Exception {
        edge.execute("""
                update channel set barren = 2, matched = 0, fault = 'selector', flaw = 'selector' where id = 'list';
                update channel set last_success = null, streak = 1, fault = 'http-5xx', failing_since = last_attempt,
                    punctuality = array[%d, 1, 0, 0, 0] where id = 'feed'
                """.formatted(NOW.getEpochSecond() / 86_400));

        assertThat(edge.get("/ops/sources?lang=en").body())
                .contains("its rule never matched", "Published 24 h / 7 d")
                .doesNotContain("0.0×");
        assertThat(edge.get("/ops/sources/list?lang=en").body())
                .contains("it answers, but its rule has never matched", "Items published in 24 h / 7 d");
        assertThat(edge.get("/ops/sources/feed?lang=en").body()).doesNotContain("0.0×");
        assertThat(edge.get(SOURCES + "/feed").json().path("burn7d").isNull()).isTrue();
    }

    @Test
    void whoPushesIsListedWithoutWhatIsForPolls() throws Exception {
        edge.execute("""
                insert into pushed_source values ('<b>号</b>/一', '2026-11-24T02:00:00Z', 12, '{1795399200}', 400000)
                """);

        String list = edge.get("/ops/sources?kind=push").body();
        assertThat(list).contains("不由我们采集", "推送", "&lt;b&gt;号").doesNotContain("<b>号");
        JsonNode row = edge.get(SOURCES + "?kind=push").json().at("/sources/0");
        assertThat(row.path("lastPush").asText()).isEqualTo("2026-11-24T02:00:00Z");
        String page = edge.get("/ops/sources/push%3A%3Cb%3E%E5%8F%B7%3C%2Fb%3E%2F%E4%B8%80")
                .body();
        assertThat(page).contains("上次推送", "它的稿件由对方送来").doesNotContain("最近的采集", "最近的答复", "action=pause");
        assertThat(edge.get("/ops/sources?sort=push").status()).isEqualTo(200);
    }

    @Test
    void notesAreKeptWithWhoWroteThemAndTheContactIsTheLastOne() throws Exception {
        var visitor = Visitor.operator(edge);
        visitor.get("/ops/sources/list");
        visitor.post("/ops/sources/list/notes", "text", "<b>每周三</b>改版，\n先打电话");
        assertThat(edge.post(SOURCES + "/list/notes", "{\"text\":\"第二条\"}").status())
                .isEqualTo(201);
        edge.post(SOURCES + "/list/contact", "{\"text\":\"旧联系人\"}");
        visitor.post("/ops/sources/list/contact", "text", "王某 0931-0000000");

        String page = edge.get("/ops/sources/list").body();
        assertThat(page)
                .contains("&lt;b&gt;每周三&lt;/b&gt;改版", "第二条", "王某 0931-0000000", "健康时间线")
                .doesNotContain("<b>每周三", "旧联系人");
        JsonNode json = edge.get(SOURCES + "/list").json();
        assertThat(json.path("notes"))
                .extracting(note -> note.path("text").asText())
                .containsExactly("第二条", "<b>每周三</b>改版，\n先打电话");
        assertThat(json.at("/notes/0/operator").asText()).isEqualTo("ops");
        assertThat(json.at("/contact/text").asText()).isEqualTo("王某 0931-0000000");
        assertThat(edge.get("/api/v1/ops/audit?action=set-source-contact").body())
                .doesNotContain("王某");

        edge.post(SOURCES + "/list/contact", "{\"text\":\"\"}");
        theAuditSaysInWordsThatTextsChanged();
        assertThat(edge.get(SOURCES + "/list").json().path("contact").isNull()).isTrue();
        assertThat(edge.post(SOURCES + "/list/notes", "{\"text\":\" \"}").status())
                .isEqualTo(422);
        assertThat(edge.post(SOURCES + "/list/notes", "{\"text\":\"" + "字".repeat(2001) + "\"}")
                        .detail())
                .contains("2001");
        assertThat(edge.post(SOURCES + "/nobody/notes", "{\"text\":\"x\"}").status())
                .isEqualTo(404);
        var viewer = edge.as("leser", "ein-anderes-wort", SOURCES + "/list/notes")
                .POST(BodyPublishers.ofString("{\"text\":\"x\"}"));
        assertThat(edge.send(viewer).status()).isEqualTo(403);
    }

    private static void theAuditSaysInWordsThatTextsChanged() throws Exception {
        var older = Answer.object();
        older.putObject("before").put("characters", 3);
        older.putObject("after").put("characters", 12);
        edge.audit().write(new Audit.Deed("ops", Audit.Action.SET_SOURCE_CONTACT, "older", "", older));

        assertThat(edge.get("/api/v1/ops/audit?object=list")
                        .json()
                        .path("audit")
                        .findValuesAsText("change"))
                .startsWith(
                        "contact taken away; its text was kept with the source only",
                        "contact changed; its text is kept with the source only",
                        "contact written down; its text is kept with the source only",
                        "note added; its text is kept with the source only");
        var visitor = Visitor.operator(edge);
        assertThat(visitor.get("/ops/audit?object=list").body())
                .contains("去掉了联系人", "改了联系人，内容只存在来源那里", "写下了联系人", "加了一条备注")
                .doesNotContain("字数", "characters", "王某", "旧联系人");
        assertThat(visitor.get("/ops/audit?object=older").body())
                .as("lines of before there were words")
                .contains("改了联系人，内容只存在来源那里")
                .doesNotContain("<del>3");
        assertThat(visitor.get("/ops/audit?object=older&lang=en").body())
                .contains("contact changed; its text is kept with the source only");
    }

    @Test
    void filesThatWereNotTakenAreShownWithTheirReasonAndTriedAgain() throws Exception {
        new Channels(edge.database(), CLOCK, new Random(1)).declare(List.of(CHANNEL, FEED, folder()));
        var in = new DropFolder(drop);
        in.note("<b>坏.json", "7: title is missing or blank\nthe file is empty");
        Files.writeString(drop.resolve("failed/<b>坏.json"), "{}");
        in.note("halb.ndjson", "2: title is missing or blank");
        String api = SOURCES + "/ordner/failed-files";

        assertThat(edge.get("/ops/sources").body()).contains("没收下的文件", "/ops/sources/ordner#failed-files");
        var visitor = Visitor.operator(edge);
        String page = visitor.get("/ops/sources/ordner").body();
        assertThat(page)
                .contains("&lt;b&gt;坏.json", "7：缺标题，或标题是空的", "文件是空的", "一部分")
                .doesNotContain("<b>坏");
        assertThat(Jsoup.parse(page)
                        .select("form[action$=retry] input[name=name]")
                        .eachAttr("value"))
                .containsExactly("<b>坏.json");
        JsonNode json = edge.get(api).json();
        assertThat(json.path("total").asInt()).isEqualTo(2);
        assertThat(json.path("files"))
                .extracting(file -> file.path("taken").asText())
                .containsExactlyInAnyOrder("nothing", "partly");
        assertThat(edge.get(SOURCES + "/ordner").json().path("failedFiles")).isEqualTo(json);
        assertThat(edge.get(SOURCES).json().at("/failedFiles/ordner").asInt()).isEqualTo(2);
        assertThat(edge.get(SOURCES + "/list/failed-files").status()).isEqualTo(404);

        for (String name : List.of("../x", "halb.ndjson", "gone", "")) {
            assertThat(edge.post(api + "/retry", "{\"name\":\"" + name + "\"}").status())
                    .isEqualTo(404);
        }
        assertThat(edge.post(api + "/retry", "{\"path\":\"x\"}").status()).isEqualTo(422);
        assertThat(edge.send(edge.as("leser", "ein-anderes-wort", api + "/retry")
                                .POST(BodyPublishers.ofString("{\"name\":\"<b>坏.json\"}")))
                        .status())
                .isEqualTo(403);
        Files.writeString(drop.resolve("<b>坏.json"), "neuer");
        assertThat(edge.post(api + "/retry", "{\"name\":\"<b>坏.json\"}").status())
                .isEqualTo(409);
        Files.delete(drop.resolve("<b>坏.json"));

        Answered tried = visitor.post("/ops/sources/ordner/failed-files/retry", "name", "<b>坏.json");
        assertThat(tried.status()).isEqualTo(303);
        assertThat(drop.resolve("<b>坏.json")).hasContent("{}");
        assertThat(drop.resolve("failed/<b>坏.json")).doesNotExist();
        JsonNode deeds = edge.get("/api/v1/ops/audit?action=retry-file").json().path("audit");
        assertThat(deeds.get(0).path("object").asText()).isEqualTo("ordner");
        assertThat(deeds.get(0).at("/detail/file").asText()).isEqualTo("<b>坏.json");
        assertThat(edge.get("/ops/audit?action=retry-file").body()).contains("重试文件");
        in.forget("halb.ndjson");
        assertThat(edge.get("/ops/sources/ordner").body()).contains("放进文件夹的都收下了");
        assertThat(edge.get("/ops/sources").body()).doesNotContain("没收下的文件");
    }

    @Test
    void aFileThatNobodyWantsIsDiscardedWithAReasonOnceThatIsOnRecord() throws Exception {
        new Channels(edge.database(), CLOCK, new Random(1)).declare(List.of(CHANNEL, FEED, folder()));
        var in = new DropFolder(drop);
        Path failed = Files.createDirectories(drop.resolve("failed"));
        for (String name : List.of("wegwerfen.json", "weg.json")) {
            in.note(name, "the file is empty");
            Files.writeString(failed.resolve(name), "{}");
        }
        in.note("halb.ndjson", "2: title is missing or blank");
        String api = SOURCES + "/ordner/failed-files/discard";
        String form = "/ops/sources/ordner/failed-files/discard";
        var visitor = Visitor.operator(edge);
        assertThat(Jsoup.parse(visitor.get("/ops/sources/ordner").body())
                        .select("input[form=discard-files][name=name]")
                        .eachAttr("value"))
                .containsExactlyInAnyOrder("wegwerfen.json", "weg.json", "halb.ndjson");

        assertThat(edge.send(edge.as("leser", "ein-anderes-wort", api)
                                .POST(BodyPublishers.ofString("{\"names\":[\"weg.json\"],\"reason\":\"x\"}")))
                        .status())
                .isEqualTo(403);
        assertThat(edge.post(api, "{\"names\":[\"weg.json\"]}").status())
                .as("no reason")
                .isEqualTo(422);
        assertThat(visitor.post(form, "name", "weg.json", "reason", " ").status())
                .isEqualTo(422);
        assertThat(edge.post(api, "{\"names\":[\"weg.json\",\"../x\"],\"reason\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(edge.post(SOURCES + "/list/failed-files/discard", "{\"names\":[\"weg.json\"],\"reason\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(visitor.post(form, "reason", "nichts gewählt").status()).isEqualTo(422);
        edge.execute("alter table audit add constraint full_disk check (action <> 'discard-file')");
        assertThat(edge.post(api, "{\"names\":[\"weg.json\"],\"reason\":\"doppelt\"}")
                        .status())
                .isEqualTo(503);
        edge.execute("alter table audit drop constraint full_disk");
        assertThat(failed.resolve("weg.json")).as("no word of it is on record").exists();

        assertThat(edge.post(api, "{\"names\":[\"weg.json\"],\"reason\":\"doppelt\"}")
                        .status())
                .isEqualTo(200);
        assertThat(visitor.post(form, "name", "wegwerfen.json", "name", "halb.ndjson", "reason", "nachgereicht")
                        .status())
                .isEqualTo(303);

        assertThat(failed).isEmptyDirectory();
        assertThat(edge.get("/ops/sources/ordner").body()).contains("放进文件夹的都收下了", "doppelt", "丢弃文件");
        JsonNode deeds =
                edge.get("/api/v1/ops/audit?action=discard-file").json().path("audit");
        assertThat(deeds)
                .extracting(deed -> deed.path("reason").asText())
                .containsExactly("nachgereicht", "nachgereicht", "doppelt");
        assertThat(deeds.get(0).path("detail").toString()).isEqualTo("{\"file\":\"halb.ndjson\",\"taken\":\"partly\"}");
        assertThat(deeds.get(2).path("object").asText()).isEqualTo("ordner");
        assertThat(deeds.get(2).path("detail").toString())
                .isEqualTo("{\"file\":\"weg.json\",\"bytes\":2,\"taken\":\"nothing\"}");
        assertThat(edge.get("/ops/audit?action=discard-file").body())
                .contains("href=\"/ops/sources/ordner\"", "收下的</span> 一部分");
    }

    @Test
    void eachPollOfAWeekIsACellUntilTheyAreTooMany() throws Exception {
        edge.execute("""
                insert into poll_mark values ('list', '2026-11-24', E'623 ok 3\n653 timeout 0\n'),
                    ('list', '2026-11-20', E'0 not-modified 0\n'), ('list', '2026-11-17', E'0 ok 9\n');
                insert into poll_mark select 'feed', '2026-11-23', string_agg(n * 5 || case when n % 6 = 2
                    then E' http-5xx 0\n' else E' ok 1\n' end, '') from generate_series(0, 287) n
                """);

        var page = Jsoup.parse(edge.get("/ops/sources/list").body());
        assertThat(page.select(".week dt")).hasSize(7);
        assertThat(page.select(".week dt").first().text()).isEqualTo("11-24 周二 采集 2，失败 1，新稿 3");
        assertThat(page.select(".week li").eachText())
                .containsExactly("11-24 10:23 正常，新稿 3", "11-24 10:53 超时，新稿 0", "11-20 00:00 未变，新稿 0");
        assertThat(page.select(".week li").eachAttr("class")).containsExactly("good", "bad", "calm");
        assertThat(page.select(".week [style], .legend [style]")).isEmpty();
        JsonNode week = edge.get(SOURCES + "/list").json().path("week");
        assertThat(week.path("cell").asText()).isEqualTo("poll");
        assertThat(week.at("/days/6/cells/0/new").asInt()).isEqualTo(3);

        var busy = Jsoup.parse(edge.get("/ops/sources/feed?lang=en").body());
        assertThat(busy.select(".week li")).hasSize(48);
        assertThat(busy.select(".week li").first().text())
                .isEqualTo("11-23 00:00–00:30 6 polls, 1 failed (http-5xx), 5 new items");
        assertThat(busy.text()).contains("a cell is the polls of half an hour", "288 polls, 48 failed");
        assertThat(edge.get(SOURCES + "/feed").json().at("/week/cell").asText()).isEqualTo("half-an-hour");
    }

    @Test
    void theLastThirtyDaysAreACellEachAndTheLastSevenAreFigures() throws Exception {
        edge.execute("""
                insert into poll_day (channel, day, polls, failed, late, unchanged, fresh) values ('list', '2026-11-24', 20, 12, 1, 3, 4), ('list', '2026-11-20', 24, 0, 0, 20, 2),
                    ('list', '2026-10-26', 9, 1, 0, 0, 0), ('list', '2026-10-20', 9, 9, 0, 0, 0)
                """);

        var page = Jsoup.parse(edge.get("/ops/sources/list").body());
        var cells = page.select("ol.days li");
        assertThat(cells).hasSize(30);
        assertThat(cells.first().classNames()).containsExactly("warn");
        assertThat(cells.last().classNames()).containsExactly("bad");
        assertThat(cells.last().text()).isEqualTo("2026-11-24：采集 20，失败 12，迟 1，新稿 4");
        assertThat(cells.get(1).text()).contains("没有采集");
        assertThat(page.select("td:matchesOwn(^2026-11-2)")).hasSize(5);
        JsonNode days = edge.get(SOURCES + "/list").json().path("days");
        assertThat(days).hasSize(30);
        assertThat(days.at("/25/unchanged").asInt()).isEqualTo(20);
        assertThat(edge.get("/ops/sources/list?lang=en").body()).contains("20 polls, 12 failed, 1 late, 4 new items");
    }

    @Test
    void aListWithoutTimesIsSaidByTheDay() throws Exception {
        edge.execute("""
                update channel set newest_day = '2026-11-22', newest_item_at = '2026-11-22T05:30:00Z' where id = 'list'
                """);

        assertThat(edge.get("/ops/sources/list").body()).contains(">2026-11-22</time>", "对方只给出日期");
        assertThat(edge.get("/ops/sources?kind=poll-list").body()).contains(">2026-11-22</time>");
        assertThat(edge.get(SOURCES + "/list").json().path("newestDay").asText())
                .isEqualTo("2026-11-22");
    }

    @Test
    void theFreshnessBudgetIsSortedByAndShown() throws Exception {
        long today = NOW.getEpochSecond() / 86_400;
        edge.execute("update channel set punctuality = '{%d,300,6,10,0}', burn = 2 where id = 'feed'".formatted(today));
        edge.execute("update channel set punctuality = '{%d,300,0,10,0}', burn = 0 where id = 'list'".formatted(today));

        JsonNode rows = edge.get(SOURCES + "?sort=burn").json().path("sources");
        assertThat(rows).extracting(row -> row.path("channel").asText()).containsExactly("feed", "list");
        assertThat(rows.at("/0/burn7d").asDouble()).isEqualTo(2);
        assertThat(edge.get("/ops/sources?sort=burn").body()).contains("2.0×", "0.0×");
        assertThat(edge.get("/ops/sources/feed").body()).contains("6 / 300 (2.0 %)", "两个间隔");
    }

    @Test
    void theLastAnswerIsShownAsItCameAndAsItIsReadAndNothingIsFetched() throws Exception {
        keep("list", PAGE.getBytes(Charset.forName("GB18030")), "text/html; charset=ISO-8859-1");

        String page = edge.get("/ops/sources/list/answer").body();
        assertThat(page)
                .contains("GB18030", "文档自己的声明", "ISO-8859-1", "&lt;script&gt;alert(", "救助站冬季开放的通知", "set-cookie", "***")
                .contains("&lt;p&gt;请求被拦截", "1 条的日期在将来", "“2026-11-20” = 2026-11-20 00:00:00 +08:00")
                .doesNotContain("<script>alert", "\u202e", "\u001b");
        assertThat(edge.get("/ops/sources/list/answer?as=hex").body()).contains("000000  3c 68 74 6d 6c");
        JsonNode json = edge.get(SOURCES + "/list/answer").json();
        assertThat(json.at("/document/charset/origin").asText()).isEqualTo("declared");
        assertThat(json.at("/report/items")).hasSize(2);
        assertThat(edge.get("/ops/sources/list").body()).contains("/ops/sources/list/answer", "HTTP 200");
        assertThat(edge.get("/ops/sources/feed/answer").status()).isEqualTo(404);
        assertThat(FETCHED.get()).isZero();
    }

    @Test
    void whatAFeedAnsweredStandsBesideItsSanitisedText() throws Exception {
        keep("feed", """
                <rss version="2.0"><channel><title>试站</title><item><guid isPermaLink="false">1</guid>
                <title>第一条的标题</title><pubDate>2026-11-20 09:00</pubDate>
                <description>&lt;p onclick="x()"&gt;冬季每天开放。&lt;script&gt;bad()&lt;/script&gt;&lt;/p&gt;</description>
                </item></channel></rss>""".getBytes(StandardCharsets.UTF_8), "application/rss+xml");

        var beside = Jsoup.parse(edge.get("/ops/sources/feed/answer").body()).select(".beside > div");
        assertThat(beside).hasSize(2);
        assertThat(beside.get(0).text()).contains("第一条的标题");
        assertThat(beside.get(1).text()).contains("冬季每天开放。").doesNotContain("onclick", "bad()");
    }

    @Test
    void aViewerSeesThatThereIsAnAnswerAndNotWhatItSays() throws Exception {
        keep("list", "<p>geheim</p>".getBytes(StandardCharsets.UTF_8), "text/html");

        for (String path : List.of("/ops/sources/list/answer", SOURCES + "/list/answer")) {
            assertThat(edge.send(edge.as("leser", "ein-anderes-wort", path)).status())
                    .isEqualTo(403);
        }
        Answered page = edge.send(edge.as("leser", "ein-anderes-wort", "/ops/sources/list"));
        assertThat(page.body()).contains("原文需要 operator 角色").doesNotContain("geheim");
    }

    @Test
    void aDeclarationsPastAndTheDeedsOfOperatorsAreOnThePage() throws Exception {
        var changed = new HashMap<>(CHANNEL.parameters());
        changed.put("item", "ul.old <li>");
        new Channels(edge.database(), CLOCK, new Random(1))
                .declare(List.of(new Channel("list", CHANNEL.kind(), "list", changed), FEED));
        edge.post("/api/v1/ops/source-orders?action=pause&id=list&id=feed", "");

        String page = edge.get("/ops/sources/list").body();
        assertThat(page)
                .contains("<del>ul.news li</del>", "<ins>ul.old &lt;li&gt;</ins>", "文件改动", "这里不能恢复旧版", "批量暂停来源");
        JsonNode json = edge.get(SOURCES + "/list").json();
        assertThat(json.at("/versions/0/changes/0/before").asText()).isEqualTo("ul.news li");
        assertThat(json.at("/versions/0/by").asText()).isEqualTo("file");
        assertThat(json.at("/deeds/0/action").asText()).isEqualTo("pause-sources");
    }

    @Test
    void aDryRunMarksWhatMatchedAndItsSnapshotIsRunAgainWithoutTheSite() throws Exception {
        var visitor = Visitor.operator(edge);
        String file = Checks.file(CHANNEL);
        visitor.get("/ops/check?source=list");
        Answered first = visitor.post("/ops/check", "input", file, "pages", "0", "from", "");
        int asked = FETCHED.get();
        var page = Jsoup.parse(first.body());

        assertThat(page.select("mark.item")).isNotEmpty();
        assertThat(page.select("mark.date").eachText()).contains("<i>2026-11-20</i>");
        assertThat(page.select("main script, main ul.news")).isEmpty();
        assertThat(first.body())
                .contains("2026-11-20T00:00:00+08:00 = 2026-11-19T16:00:00Z", "1 条的日期在将来", "刚才抓到的快照")
                .doesNotContain("\u202e");
        String snapshot = page.select("a[download]").attr("href");
        Answered saved = visitor.get(snapshot);
        assertThat(saved.header("content-disposition")).contains("fixture.json");
        Fixture fixture = Fixture.of(Answer.JSON.readTree(saved.body())).orElseThrow();
        assertThat(fixture.source()).isEqualTo(file);

        String from = page.select("input[name=from][value^=run:]").attr("value");
        Answered again = visitor.post(
                "/ops/check", "input", file.replace("ul.news li", "table.gone td"), "pages", "0", "from", from);
        assertThat(again.body()).contains("一条也没匹配到", "item 选择器“table.gone td”什么也没找到");
        assertThat(FETCHED.get()).isEqualTo(asked);
        assertThat(visitor.get("/ops/check/snapshots/" + UUID.randomUUID()).status())
                .isEqualTo(404);
        assertThat(visitor.post("/ops/check", "input", file, "pages", "0", "from", "run:gone")
                        .body())
                .contains("这份快照已不在内存里");
    }

    @Test
    void aDryRunOnWhatAPollKeptAsksNobody() throws Exception {
        assertThat(edge.post(
                                SOURCES + "/check",
                                "{\"file\":\"x\",\"stored\":\"list\"}",
                                "Content-Type",
                                "application/json")
                        .detail())
                .contains("no answer of this channel is kept");
        keep("list", PAGE.getBytes(Charset.forName("GB18030")), "text/html");
        String body = Answer.object()
                .put("file", Checks.file(CHANNEL))
                .put("stored", "list")
                .toString();

        JsonNode run = edge.post(SOURCES + "/check?pages=0&marks=true", body, "Content-Type", "application/json")
                .json();
        assertThat(run.at("/reports/0/items")).hasSize(2);
        assertThat(run.at("/reports/0/marked")).isNotEmpty();
        assertThat(run.at("/reports/0/requests/0").has("body")).isFalse();
        Answered fixture = edge.post(SOURCES + "/check?pages=0&fixture=true", body, "Content-Type", "application/json");
        assertThat(Fixture.of(fixture.json()).orElseThrow().differences(run)).isEmpty();
        assertThat(FETCHED.get()).isZero();
        assertThat(Jsoup.parse(Visitor.operator(edge)
                                .get("/ops/check?source=list&from=stored:list")
                                .body())
                        .select("input[name=from][value=stored:list][checked]"))
                .hasSize(1);
    }
}

package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.fetch.HostileOrigin;
import org.yizhan.fetch.HostileOrigin.Trick;
import org.yizhan.fetch.Origin;
import org.yizhan.fetch.Origin.Page;

/** Every kind of source, each with an origin of its own, from what it serves to what readers see. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayIngestIT {

    private static final Duration SOON = Duration.ofSeconds(45);
    private static final String HTML = "text/html; charset=utf-8";

    @TempDir
    private static Path folder;

    private final List<Origin> origins = new ArrayList<>();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private Relay relay;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Path routes = folder.resolve("routes");
        Files.createDirectories(routes.resolve("sources"));
        try (Stream<Path> stages = Files.list(Path.of("camel-routes"))) {
            for (Path file : stages.filter(Files::isRegularFile).toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        mail.start();
        relay = Relay.start(Map.of(
                "YIZHAN_POLLING", "true",
                "YIZHAN_ROUTES", routes.toString(),
                "YIZHAN_FETCH_ALLOW", "127.0.0.1:*"));
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        if (relay != null) {
            relay.close();
        }
        mail.stop();
        origins.forEach(Origin::close);
    }

    private Origin origin() throws IOException {
        var origin = new Origin();
        origins.add(origin);
        return origin;
    }

    /** @param parameters names and values in turn */
    private void declare(String template, String source, String... parameters) throws IOException {
        var text = new StringBuilder("""
                - templatedRoute:
                    routeTemplateRef: %s
                    routeId: %s-news
                    parameters:
                      - { name: source, value: %s }
                      - { name: name, value: "测试站 %s" }
                """.formatted(template, source, source, source));
        for (int i = 0; i < parameters.length; i += 2) {
            text.append("      - { name: %s, value: \"%s\" }\n".formatted(parameters[i], parameters[i + 1]));
        }
        Files.writeString(file(source), text);
    }

    private Path file(String source) {
        return folder.resolve("routes/sources/" + source + ".camel.yaml");
    }

    private List<String> titles(String source) throws Exception {
        Answer feed = relay.get("/feeds/source/" + source + ".json");
        if (feed.status() != 200) {
            return List.of();
        }
        var titles = new ArrayList<String>();
        feed.json().path("items").forEach(item -> titles.add(item.path("title").asText()));
        return titles;
    }

    private void awaitTitles(String source, String... titles) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(titles(source)).containsExactlyInAnyOrder(titles));
    }

    private Optional<JsonNode> exported(String source, String title) throws Exception {
        return relay.export().stream()
                .filter(row -> row.path("source").asText().equals(source))
                .filter(row -> row.path("title").asText().equals(title))
                .findFirst();
    }

    private static String page(String title, String body) {
        return """
                <html><head><title>%s-测试网</title>
                <meta name="ArticleTitle" content="%s"><meta name="PubDate" content="2026-11-20 09:30">
                <meta name="ContentSource" content="中国网信网"></head>
                <body><div class="nav"><a href="/">首页</a></div><h1>%s</h1>
                <div class="TRS_Editor"><p>%s</p><p>活动由当地民政部门主办，来自十个社区的志愿者参加，现场发放宣传材料三百余份。</p></div>
                <div class="footer">版权所有 测试网 备案号0000</div></body></html>
                """.formatted(title, title, title, body);
    }

    @Test
    void readsAFeed() throws Exception {
        Origin origin = origin();
        origin.serve("/news.xml", Page.of("application/rss+xml", """
                <rss version="2.0"><channel><title>甲站</title><link>https://jia.example/</link>
                <item><guid isPermaLink="false">a1</guid><title>甲站新闻一</title><pubDate>2026-11-20 09:00</pubDate>
                <description>甲站新闻一的正文，说的是社区食堂开业。</description></item>
                <item><guid isPermaLink="false">a2</guid><title>甲站新闻二</title><pubDate>2026年11月21日 10:00</pubDate>
                <description>甲站新闻二的正文，说的是志愿者培训班开班。</description></item>
                </channel></rss>""").with("ETag", "\"v1\""));
        Numbers before = Numbers.of(relay);
        declare("poll-feed", "jia", "url", origin.url("/news.xml"));
        awaitTitles("jia", "甲站新闻一", "甲站新闻二");
        await().atMost(SOON).untilAsserted(() -> {
            Numbers came = Numbers.of(relay).since(before);
            assertThat(came.metric("ingest", "received")).isPositive();
            assertThat(came.metric("ingest", "sent")).isPositive();
        });
        assertThat(exported("jia", "甲站新闻二").orElseThrow().path("publishedAt").asText())
                .startsWith("2026-11-21T10:00:00");
    }

    @Test
    void findsTheFeedThatAPageNames() throws Exception {
        Origin origin = origin();
        origin.serve(
                "/",
                Page.of(
                        HTML,
                        "<html><head><link rel=alternate type='application/atom+xml' href='/atom.xml'>"
                                + "</head><body>首页</body></html>"));
        origin.serve("/atom.xml", Page.of("application/atom+xml", """
                <feed xmlns="http://www.w3.org/2005/Atom"><title>乙站</title><id>urn:yi</id><updated>2026-11-20T01:00:00Z</updated>
                <entry><id>urn:yi:1</id><title>乙站新闻</title><updated>2026-11-20T01:00:00Z</updated>
                <content type="html">&lt;p&gt;乙站新闻的正文，讲养老服务站。&lt;/p&gt;</content></entry></feed>"""));
        declare("poll-feed", "yi", "url", origin.url("/"));
        awaitTitles("yi", "乙站新闻");
    }

    @Test
    void readsAListAndItsPages() throws Exception {
        Origin origin = origin();
        origin.serve("/list.htm", Page.of(HTML, """
                <ul class="news"><li><a href="/art/1.htm">关于开展社区志愿服务活动的通知</a><span>2026-11-20</span></li></ul>"""));
        origin.serve("/art/1.htm", Page.of(HTML, page("关于开展社区志愿服务活动的通知", "为弘扬志愿精神，决定在全区开展社区志愿服务活动。")));
        declare("poll-list", "bing", "url", origin.url("/list.htm"), "item", "ul.news li", "date", "span");
        awaitTitles("bing", "关于开展社区志愿服务活动的通知");
        JsonNode row = exported("bing", "关于开展社区志愿服务活动的通知").orElseThrow();
        assertThat(row.path("publishedAt").asText()).startsWith("2026-11-20T09:30:00");
        assertThat(row.path("attribution").path("name").asText()).isEqualTo("中国网信网");
        assertThat(row.path("url").asText()).isEqualTo(origin.url("/art/1.htm"));
        assertThat(origin.requests())
                .anySatisfy(request -> assertThat(request.target()).isEqualTo("/robots.txt"));
    }

    @Test
    void readsAListInJson() throws Exception {
        Origin origin = origin();
        origin.serve("/cms/JsonList", Page.of("application/json", """
                {"list":[{"topic":"网络举报平台升级","infourl":"/2026-11/20/c_1.htm","pubtime":"2026-11-20 08:00"}]}"""));
        origin.serve("/2026-11/20/c_1.htm", Page.of(HTML, page("网络举报平台升级", "网络举报平台完成升级，新增老年人服务入口。")));
        declare(
                "poll-json",
                "ding",
                "url",
                origin.url("/cms/JsonList"),
                "form",
                "channelCode=A1&pageno={page}",
                "list",
                "list",
                "link",
                "infourl",
                "title",
                "topic",
                "date",
                "pubtime");
        awaitTitles("ding", "网络举报平台升级");
        assertThat(origin.requests()).anySatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.text()).isEqualTo("channelCode=A1&pageno=1");
        });
    }

    @Test
    void readsASitemap() throws Exception {
        Origin origin = origin();
        origin.serve("/sitemap.xml", Page.of("application/xml", """
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>%s</loc><lastmod>2026-11-20</lastmod></url>
                </urlset>""".formatted(origin.url("/news/1.html"))));
        origin.serve("/news/1.html", Page.of(HTML, page("慈善超市在三个镇开业", "慈善超市昨日在三个镇同时开业，困难家庭可以凭券领取物资。")));
        declare("poll-sitemap", "wu", "url", origin.url("/sitemap.xml"), "match", "/news/");
        awaitTitles("wu", "慈善超市在三个镇开业");
    }

    @Test
    void joinsAnArticleThatRunsOverSeveralPages() throws Exception {
        Origin origin = origin();
        origin.serve("/list.htm", Page.of(HTML, """
                <ul class="news"><li><a href="/art/content_7.htm">一篇分两页的长文章的标题</a></li></ul>"""));
        String pager = "<div class=page><a href='content_7_2.htm'>下一页</a></div>";
        origin.serve(
                "/art/content_7.htm",
                Page.of(
                        HTML,
                        page("一篇分两页的长文章的标题", "第一页的正文，讲的是上半部分的工作安排。")
                                .replace("<div class=\"footer\">", pager + "<div class=\"footer\">")));
        origin.serve("/art/content_7_2.htm", Page.of(HTML, page("一篇分两页的长文章的标题", "第二页的正文，讲的是下半部分的总结。")));
        declare("poll-list", "chang", "url", origin.url("/list.htm"), "item", "ul.news li");
        awaitTitles("chang", "一篇分两页的长文章的标题");
        JsonNode row = exported("chang", "一篇分两页的长文章的标题").orElseThrow();
        String text = relay.get("/api/v1/articles/" + row.path("articleId").asText())
                .json()
                .path("article")
                .path("text")
                .asText();
        assertThat(text).contains("上半部分", "下半部分");
        assertThat(row.path("url").asText()).isEqualTo(origin.url("/art/content_7.htm"));
    }

    @Test
    void showsWhatASourceWouldBring() throws Exception {
        Origin origin = origin();
        origin.serve("/feed.xml", Page.of("application/rss+xml", """
                <rss version="2.0"><channel><title>试站</title><item><guid isPermaLink="false">s1</guid><title>试站新闻</title>
                <pubDate>2026-11-20 09:00</pubDate><description>试站新闻的正文。</description></item></channel></rss>"""));
        JsonNode answer = relay.operate(
                        "POST", "/api/v1/ops/sources/check", "{\"url\":\"" + origin.url("/feed.xml") + "\"}")
                .json();
        assertThat(answer.path("suggestion").asText()).contains("routeTemplateRef: poll-feed");
        JsonNode item = answer.at("/reports/0/items/0");
        assertThat(item.path("outcome").asText()).isEqualTo("new");
        assertThat(item.at("/published/at").asText()).isEqualTo("2026-11-20T09:00:00+08:00");
        assertThat(relay.get("/feeds/source/new-source.json").status()).isEqualTo(404);
        Answer broken = relay.operate("POST", "/api/v1/ops/sources/check", "{\"file\":\"- route: 1\"}");
        assertThat(broken.status()).isEqualTo(422);
        assertThat(broken.detail()).isEqualTo("line 1: route is to be a mapping of names to values");
    }

    @Test
    void hearsFromTheHubThatAFeedNames() throws Exception {
        Origin origin = origin();
        String feed = """
                <feed xmlns="http://www.w3.org/2005/Atom"><title>辛站</title><id>urn:xin</id><updated>2026-11-20T01:00:00Z</updated>
                <link rel="hub" href="%s"/><link rel="self" href="%s"/>
                <entry><id>urn:xin:%s</id><title>%s</title><updated>2026-11-20T01:00:00Z</updated>
                <content>%s的正文，说的是街道便民服务。</content></entry></feed>""";
        String self = origin.url("/atom.xml");
        String hub = origin.url("/hub");
        origin.serve("/atom.xml", Page.of("application/atom+xml", feed.formatted(hub, self, "1", "辛站第一条", "辛站第一条")));
        origin.serve("/hub", Page.status(202));
        declare("websub", "renzi", "url", self);
        awaitTitles("renzi", "辛站第一条");
        await().atMost(SOON)
                .until(() -> origin.requests().stream()
                        .anyMatch(request -> request.target().equals("/hub")));
        Map<String, String> asked = form(origin.requests().stream()
                .filter(request -> request.target().equals("/hub"))
                .findFirst()
                .orElseThrow()
                .text());
        assertThat(asked).containsEntry("hub.mode", "subscribe").containsEntry("hub.topic", self);

        String callback = asked.get("hub.callback").replaceFirst("^https?://[^/]+", "");
        Answer verified = relay.get(callback
                + "?hub.mode=subscribe&hub.challenge=xyz&hub.lease_seconds=864000&hub.topic=" + Relay.encoded(self));
        assertThat(verified.text()).isEqualTo("xyz");
        byte[] news = feed.formatted(hub, self, "2", "辛站第二条", "辛站第二条").getBytes(StandardCharsets.UTF_8);
        assertThat(relay.deliver(callback, "sha256=00", news).status()).isEqualTo(202);
        assertThat(relay.deliver(callback, "sha256=" + hmac(asked.get("hub.secret"), news), news)
                        .status())
                .isEqualTo(202);
        awaitTitles("renzi", "辛站第一条", "辛站第二条");
    }

    private static Map<String, String> form(String body) {
        return Stream.of(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String hmac(String secret, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }

    @Test
    void takesFilesThatAreDropped() throws Exception {
        Path drop = folder.resolve("drop");
        declare("drop-folder", "ji", "folder", drop.toString());
        await().atMost(SOON).until(() -> Files.isDirectory(drop));
        Files.writeString(drop.resolve("items.ndjson"), """
                {"id":"1","title":"儿童之家暑期开放","text":"全县二十个儿童之家暑期全部开放。"}
                {"id":"2","text":"没有标题的一条"}
                """);
        Files.writeString(drop.resolve("tz.html.camelLock"), "left by a program that was killed");
        Files.writeString(drop.resolve("tz.html"), page("关于领取救助金的公告", "请符合条件的家庭持身份证到镇便民中心领取救助金。"));
        Files.writeString(drop.resolve("photo.jpg"), "x");
        awaitTitles("ji", "儿童之家暑期开放", "关于领取救助金的公告");
        await().atMost(SOON)
                .until(() -> Files.exists(drop.resolve("done/items.ndjson"))
                        && Files.exists(drop.resolve("done/tz.html"))
                        && Files.exists(drop.resolve("failed/photo.jpg")));
        await().atMost(SOON)
                .until(() -> !relay.operate("GET", "/api/v1/ops/sources/ji-news", "")
                        .json()
                        .path("lastSuccess")
                        .isNull());
        assertThat(drop.resolve("failed/items.ndjson.reason.txt")).hasContent("2: title is missing or blank");
        assertThat(drop.resolve("failed/photo.jpg.reason.txt")).content().startsWith("the file's name tells no kind");
        takesAFileThatWasMended(drop);
        tellsOfWhatWasNotTakenUntilItIsDiscarded();
    }

    private void takesAFileThatWasMended(Path drop) throws Exception {
        Files.writeString(drop.resolve("kaputt.json"), "{\"id\":\"3\",");
        await().atMost(SOON).until(() -> Files.exists(drop.resolve("failed/kaputt.json")));
        Files.writeString(drop.resolve("failed/kaputt.json"), """
                {"id":"3","title":"修好的一条","text":"文件修好之后又收了一次。"}
                """);
        var again =
                relay.operate("POST", "/api/v1/ops/sources/ji-news/failed-files/retry", "{\"name\":\"kaputt.json\"}");
        assertThat(again.status()).as(again.text()).isEqualTo(202);
        awaitTitles("ji", "儿童之家暑期开放", "关于领取救助金的公告", "修好的一条");
        await().atMost(SOON).until(() -> Files.exists(drop.resolve("done/kaputt.json")));
        assertThat(drop.resolve("failed/kaputt.json.reason.txt")).doesNotExist();
    }

    private List<String> problems() throws Exception {
        return relay.operate("GET", "/api/v1/ops/status", "")
                .json()
                .path("problems")
                .findValuesAsText("screen");
    }

    private void tellsOfWhatWasNotTakenUntilItIsDiscarded() throws Exception {
        String files = "/ops/sources/ji-news#failed-files";
        await().atMost(SOON).until(() -> problems().contains(files));
        assertThat(relay.observe("GET", "/observe/metrics").text()).containsPattern("yizhan_ingest_failed_files [1-9]");

        var gone = relay.operate(
                "POST",
                "/api/v1/ops/sources/ji-news/failed-files/discard",
                "{\"names\":[\"photo.jpg\",\"items.ndjson\"],\"reason\":\"nobody wants them\"}");

        assertThat(gone.status()).as(gone.text()).isEqualTo(200);
        assertThat(problems()).doesNotContain(files);
    }

    /** Whoever fills a folder may neither read through it nor write through it. */
    @Test
    void goesThroughNoLinkInADropFolder() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Path secret = Files.writeString(outside.resolve("secret.html"), page("不该公开的秘密", "这一段不该让任何人读到。"));
        Path theirs = Files.writeString(outside.resolve("evil.camel.yaml.reason.txt"), "theirs");
        Path files = drop("links");
        Files.createSymbolicLink(files.resolve("2026-11-23_4.txt"), secret);
        Files.createSymbolicLink(files.resolve("sec.html"), secret);
        Path written = folder.resolve("written");
        String route = """
                - route:
                    from:
                      uri: timer:evil?repeatCount=1
                      steps:
                        - setBody:
                            constant: evil
                        - to: "file:%s"
                """.formatted(written);
        Path failing = drop("failing");
        Files.createSymbolicLink(failing.resolve("failed"), outside);
        Files.writeString(failing.resolve("evil.camel.yaml"), route);
        Path loading = drop("loading");
        Files.createSymbolicLink(loading.resolve("failed"), folder.resolve("routes/sources"));
        Files.writeString(loading.resolve("evil.camel.yaml"), route);
        Path doing = drop("doing");
        Files.createSymbolicLink(doing.resolve("done"), outside);
        Files.writeString(doing.resolve("gut.html"), page("等着的一条", "这一条要等到文件夹改好才收。"));
        for (String source : List.of("failing", "loading", "doing", "links")) {
            declare(
                    "drop-folder",
                    source,
                    "folder",
                    folder.resolve("drops/" + source).toString());
        }
        taken(files, "eins", page("老年食堂开张", "镇上的老年食堂今天开张，六十五岁以上老人午餐八元。"));
        taken(files, "zwei", page("河道清淤工程完工", "历时三个月的河道清淤工程已经完工，沿线排水能力提高一倍。"));

        assertThat(stuck("links")).containsOnlyKeys("2026-11-23_4.txt", "sec.html");
        assertThat(stuck("failing").get("failed")).startsWith("failed is to be a real folder");
        assertThat(stuck("loading").get("failed")).startsWith("failed is to be a real folder");
        assertThat(stuck("doing").get("done")).startsWith("done is to be a real folder");
        assertThat(Files.isSymbolicLink(files.resolve("sec.html"))).isTrue();
        assertThat(failing.resolve("evil.camel.yaml")).exists();
        assertThat(loading.resolve("evil.camel.yaml")).exists();
        assertThat(outside.toFile().list())
                .containsExactlyInAnyOrder("secret.html", theirs.getFileName().toString());
        assertThat(theirs).hasContent("theirs");
        assertThat(folder.resolve("routes/sources/evil.camel.yaml")).doesNotExist();
        assertThat(written).doesNotExist();
        assertThat(titles("doing")).isEmpty();
        awaitTitles("links", "老年食堂开张", "河道清淤工程完工");

        Files.delete(failing.resolve("failed"));
        Files.delete(doing.resolve("done"));
        await().atMost(SOON)
                .until(() -> Files.exists(failing.resolve("failed/evil.camel.yaml.reason.txt"))
                        && Files.exists(failing.resolve("failed/evil.camel.yaml"))
                        && Files.exists(doing.resolve("done/gut.html")));
        awaitTitles("doing", "等着的一条");
    }

    private static void taken(Path drop, String name, String page) throws IOException {
        Files.writeString(drop.resolve(name + ".html"), page);
        await().atMost(SOON).until(() -> Files.exists(drop.resolve("done/" + name + ".html")));
    }

    private static Path drop(String source) throws IOException {
        return Files.createDirectories(folder.resolve("drops/" + source));
    }

    /** What lies in a source's folder and can't be taken, with the reason. */
    private Map<String, String> stuck(String source) throws Exception {
        var stuck = new HashMap<String, String>();
        relay.operate("GET", "/api/v1/ops/sources/" + source + "-news/failed-files", "")
                .json()
                .path("files")
                .forEach(file -> {
                    assertThat(file.path("stuck").asBoolean()).isTrue();
                    stuck.put(file.path("name").asText(), file.path("reason").asText());
                });
        return stuck;
    }

    @Test
    void readsAMailbox() throws Exception {
        var user = mail.setUser("news@yizhan.example", "news", "geheim");
        user.deliver(GreenMailUtil.createTextEmail(
                "news@yizhan.example",
                "bulletin@geng.example",
                "社会组织年报开始报送",
                "社会组织年度报告报送工作今日启动，截止时间为明年三月三十一日。",
                mail.getImap().getServerSetup()));
        declare(
                "mail",
                "geng",
                "protocol",
                "imap",
                "host",
                "127.0.0.1",
                "port",
                Integer.toString(mail.getImap().getPort()),
                "user",
                "news",
                "password",
                "geheim",
                "from",
                "bulletin@geng.example");
        awaitTitles("geng", "社会组织年报开始报送");
    }

    @Test
    void saysWhichLimitAHostileOriginMetAndKeepsTheOthersSchedule() throws Exception {
        Map<Trick, String> faults = Map.of(
                Trick.GZIP_BOMB, "too-large",
                Trick.ENDLESS_CHUNKS, "too-large",
                Trick.DRIP, "timeout",
                Trick.HANG, "timeout",
                Trick.REDIRECT_CIRCLE, "redirect",
                Trick.REDIRECT_TO_METADATA, "forbidden-address",
                Trick.REDIRECT_TO_IPV6_LOOPBACK, "forbidden-address",
                Trick.NOT_MODIFIED, "protocol",
                Trick.OTHER_PROTOCOL, "protocol");
        Map<Trick, HostileOrigin> hostile = new EnumMap<>(Trick.class);
        try {
            for (Trick trick : faults.keySet()) {
                hostile.put(trick, new HostileOrigin());
                declare("poll-feed", word(trick), "url", hostile.get(trick).url(trick));
            }
            Origin origin = origin();
            origin.serve("/ok.xml", Page.of("application/rss+xml", """
                    <rss version="2.0"><channel><title>好站</title><item><guid isPermaLink="false">g1</guid><title>好站新闻</title>
                    <description>好站新闻的正文，与旁人无关。</description></item></channel></rss>"""));
            declare("poll-feed", "hao", "url", origin.url("/ok.xml"));
            awaitTitles("hao", "好站新闻");
            for (Trick trick : faults.keySet()) {
                await().atMost(SOON).untilAsserted(() -> {
                    JsonNode source = relay.operate("GET", "/api/v1/ops/sources/" + word(trick) + "-news", "")
                            .json();
                    assertThat(source.path("fault").asText())
                            .as(source.toString())
                            .isEqualTo(faults.get(trick));
                    assertThat(source.path("detail").asText()).isNotBlank();
                    assertThat(source.path("next").asText()).isNotBlank();
                });
            }
        } finally {
            for (Trick trick : hostile.keySet()) {
                Files.deleteIfExists(file(word(trick)));
                hostile.get(trick).close();
            }
        }
    }

    private static String word(Trick trick) {
        return trick.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Test
    void takesChangesOfSourceFilesWithinFiveSeconds() throws Exception {
        declare("push", "xin");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(relay.get("/sources/xin").status()).isEqualTo(200));
        Files.writeString(file("xin"), Files.readString(file("xin")).replace("测试站 xin", "新名字"));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> new String(relay.get("/sources/xin").body(), StandardCharsets.UTF_8).contains("新名字"));
        Files.writeString(file("xin"), Files.readString(file("xin")).replace("push", "pusch"));
        await().atMost(Duration.ofSeconds(5))
                .until(() -> relay.operate("GET", "/api/v1/ops/status", "")
                        .text()
                        .contains("line 2: there is no template pusch"));
        assertThat(relay.get("/sources/xin").status()).isEqualTo(200);
    }
}

package org.yizhan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yizhan.relay.Topic;

/** What operators have to get done, in a real browser: each in five clicks at most from the overview. */
@ExtendWith(Chromium.Shared.class)
class ConsoleTasksIT {

    private static final String PASSWORD = "ein-langes-wort";
    private static final int MOST_CLICKS = 5;
    private static final int LETTERS = 200;

    private static HttpServer outside;
    private static Path routes;
    private static Relay relay;
    private static String article;
    private static Chromium browser;

    private final List<String> troubles = new ArrayList<>();
    private BrowserContext operator;
    private Page page;
    private int clicks;

    @BeforeAll
    static void open(Chromium chromium) throws Exception {
        browser = chromium;
        outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        outside.createContext("/", ConsoleTasksIT::answer);
        outside.start();
        routes = routes();
        relay = Relay.start(Map.of(
                "YIZHAN_OPS_PASSWORD",
                PASSWORD,
                "YIZHAN_POLLING",
                "true",
                "YIZHAN_ROUTES",
                routes.toString(),
                "YIZHAN_FETCH_ALLOW",
                "127.0.0.1:*"));
        article = relay.publish(Relay.article("wen-zhan", "1", "清河县办起社区食堂", text("清河县", "食堂")));
        relay.publish(Relay.article("zhuan-zhan", "1", "清河县办起社区食堂", text("清河县", "食堂")));
        List<byte[]> broken = IntStream.range(0, LETTERS)
                .mapToObj(i -> ("坏记录 " + i).getBytes(UTF_8))
                .toList();
        relay.broker().put(Topic.NORMALIZED, 0, broken);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(waiting()).isEqualTo(LETTERS));
    }

    private static int waiting() throws Exception {
        return relay
                .operate("GET", "/api/v1/ops/dead-letters?limit=1", "")
                .json()
                .path("deadLetterCounts")
                .findValues("waiting")
                .stream()
                .mapToInt(JsonNode::asInt)
                .sum();
    }

    private static String text(String place, String what) {
        return "%s民政局本月在三个社区办起%s，老人凭卡用餐，每餐八元，由县财政补贴三元。".formatted(place, what).repeat(3);
    }

    /** A list whose items no selector of ours finds, a feed that is broken, and a callback that agrees to everything. */
    private static void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        String path = exchange.getRequestURI().getPath();
        int status = path.equals("/feed.xml") ? 500 : path.equals("/robots.txt") ? 404 : 200;
        String body = query.contains("hub.challenge=")
                ? query.replaceAll(".*hub\\.challenge=([^&]*).*", "$1")
                : "<html><body><ul class='new'><li><a href='/a/1.html'>一则通知的标题</a></li></ul></body></html>";
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(status, body.getBytes(UTF_8).length);
        exchange.getResponseBody().write(body.getBytes(UTF_8));
        exchange.close();
    }

    private static Path routes() throws IOException {
        Path folder = Files.createTempDirectory("console-routes");
        try (Stream<Path> files = Files.list(Path.of("camel-routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.createDirectory(folder.resolve("sources"));
        String base = "http://127.0.0.1:" + outside.getAddress().getPort();
        Files.writeString(
                folder.resolve("sources/test.camel.yaml"),
                source("poll-feed", "huai-yuan", "坏源站", "620000", base + "/feed.xml", "")
                        + source("poll-list", "huai-liebiao", "改版站", "620702", base + "/list.html", "ul.old li"));
        return folder;
    }

    private static String source(String template, String id, String name, String region, String url, String item) {
        return """
                - templatedRoute:
                    routeTemplateRef: %s
                    routeId: %s
                    parameters:
                      - { name: source, value: %s }
                      - { name: name, value: %s }
                      - { name: region, value: "%s" }
                      - { name: url, value: "%s" }
                """.formatted(template, id, id, name, region, url)
                + (item.isEmpty() ? "" : "      - { name: item, value: \"%s\" }\n".formatted(item));
    }

    @AfterAll
    static void close() throws Exception {
        relay.close();
        outside.stop(0);
        try (Stream<Path> files = Files.walk(routes)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @BeforeEach
    void logIn() {
        operator = browser.visitor(
                new Browser.NewContextOptions().setLocale("zh-CN").setViewportSize(1440, 900));
        page = operator.newPage();
        page.onPageError(troubles::add);
        page.onDialog(dialog -> troubles.add("dialog " + dialog.message()));
        page.navigate(relay.console("/ops").toString());
        page.fill("input[name=name]", "ops");
        page.fill("input[name=password]", PASSWORD);
        page.click("button.main");
        page.waitForURL("**/ops");
        clicks = 0;
    }

    @AfterEach
    void leave() {
        operator.close();
        assertThat(clicks).as("clicks").isBetween(1, MOST_CLICKS);
        assertThat(troubles).isEmpty();
    }

    private void click(String what) {
        clicks++;
        page.locator(what).first().click();
    }

    private void goTo(String place) {
        click("nav >> text=\"" + place + "\"");
    }

    private String shown() {
        return page.innerText("main");
    }

    private void waitFor(String text) {
        page.waitForCondition(() -> {
            if (shown().contains(text)) {
                return true;
            }
            page.reload();
            return false;
        });
    }

    @Test
    void findsWhyASourceIsSilent() {
        page.waitForCondition(() -> {
            page.reload();
            return page.navigate(relay.console("/ops/sources").toString())
                    .text()
                    .contains("http-5xx");
        });
        page.navigate(relay.console("/ops").toString());
        goTo("来源");
        click("main >> text=坏源站");
        assertThat(shown()).contains("500", "http-5xx");
    }

    @Test
    void pausesAProvince() throws Exception {
        goTo("来源");
        click("main summary");
        click("main .facets >> text=/甘肃|620000/");
        click("main a.button >> text=暂停");
        assertThat(shown()).contains("2");
        click("main button.main");
        assertThat(relay.operate("GET", "/api/v1/ops/sources/huai-liebiao", "")
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("paused");
        relay.operate("POST", "/api/v1/ops/sources/huai-liebiao/resume", "");
        relay.operate("POST", "/api/v1/ops/sources/huai-yuan/resume", "");
    }

    @Test
    void runsABrokenSelectorDry() {
        goTo("来源");
        click("main >> text=改版站");
        click("main >> text=\"试运行\"");
        click("main form[method=post] button.main");
        assertThat(shown()).contains("ul.old li");
        assertThat(page.locator("main .warn, main .bad").count()).isPositive();
    }

    @Test
    void replaysTwoHundred() throws Exception {
        goTo("死信");
        click("main >> text=重放全部符合的");
        assertThat(shown()).contains(String.valueOf(LETTERS));
        page.fill("input[name=rate]", "500");
        click("main button.main");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(relay.operate("GET", "/api/v1/ops/dead-letters/orders", "")
                                .json()
                                .at("/orders/0/done")
                                .asInt())
                        .isEqualTo(LETTERS));
    }

    /** One that is the only one is shown at once; of several one is picked. */
    private void findItem() {
        goTo("追踪");
        page.fill("input[name=q]", "社区食堂");
        click("main button");
        if (page.url().contains("?q=")) {
            click("main table a");
        }
    }

    @Test
    void followsOneItem() {
        findItem();
        assertThat(shown()).contains("清河县办起社区食堂", "normalize", "deduplicate", "publish");
    }

    @Test
    void splitsAStory() throws Exception {
        findItem();
        click("main a[href^='/ops/stories/']");
        page.locator("input[name=article]").last().check();
        page.locator("input[name=reason]").first().fill("是两件事");
        click("main >> text=把选中的拆成另一篇报道");
        assertThat(shown()).contains("已下达");
        waitFor("是两件事");
    }

    @Test
    void rotatesAKey() throws Exception {
        relay.operate("POST", "/api/v1/ops/keys", "{\"source\":\"lunhuan-zhan\"}");
        goTo("推送方");
        click("main table >> text=/lunhuan-zhan/ >> xpath=ancestor::tr >> a");
        click("main >> text=轮换");
        assertThat(shown()).contains("yzk_");
    }

    @Test
    void stopsARouteAndStartsItAgain() throws Exception {
        goTo("路由");
        click("main >> text=\"tag\"");
        click("main a.button[href$='/stop']");
        click("main button.main");
        assertThat(state("tag")).isEqualTo("stopped");
        relay.operate("POST", "/api/v1/ops/routes/tag/start", "");
        assertThat(state("tag")).isEqualTo("started");
    }

    private static String state(String route) throws Exception {
        for (JsonNode one :
                relay.operate("GET", "/api/v1/ops/routes?limit=500", "").json().findParents("state")) {
            if (one.path("id").asText().equals(route)) {
                return one.path("state").asText();
            }
        }
        return "no such route";
    }

    @Test
    void endsASubscription() throws Exception {
        String topic = relay.base() + "/feeds/all.atom";
        String callback = "http://127.0.0.1:" + outside.getAddress().getPort() + "/callback";
        relay.post(
                "/websub",
                "application/x-www-form-urlencoded",
                ("hub.mode=subscribe&hub.topic=%s&hub.callback=%s"
                                .formatted(Relay.encoded(topic), Relay.encoded(callback)))
                        .getBytes(UTF_8));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> relay.operate("GET", "/api/v1/ops/subscriptions", "")
                                .json()
                                .path("subscriptions")
                                .size()
                        == 1);
        goTo("订阅者");
        click("main table a[href^='/ops/subscribers/']");
        click("main >> text=结束订阅");
        click("main button.danger");
        assertThat(relay.operate("GET", "/api/v1/ops/subscriptions", "").json().path("subscriptions"))
                .isEmpty();
    }

    @Test
    void silencesAnAlert() {
        page.waitForCondition(() -> {
            page.navigate(relay.console("/ops/alerts").toString());
            return page.locator("main a >> text=静默").count() > 0;
        });
        page.navigate(relay.console("/ops").toString());
        goTo("告警");
        click("main a >> text=静默");
        page.fill("input[name=reason]", "正在处理");
        click("main button.main");
        assertThat(shown()).contains("静默");
    }

    @Test
    void seesWhoDidWhat() throws Exception {
        relay.operate("POST", "/api/v1/ops/keys", "{\"source\":\"shenji-zhan\"}");
        goTo("审计");
        assertThat(shown()).contains("ops", "新建推送密钥", "shenji-zhan");
    }

    @Test
    void looksAtARecord() {
        goTo("Kafka");
        click("main >> text=articles.tagged");
        page.fill("input[name=key]", article);
        click("main form button.main");
        assertThat(shown()).contains("清河县办起社区食堂");
    }
}

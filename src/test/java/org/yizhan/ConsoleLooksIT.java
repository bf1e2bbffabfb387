package org.yizhan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.ops.Paths.Rule;
import org.yizhan.ops.Role;

/**
 * Every screen of the console in a real browser, found by following links from the overview: nothing is out of reach at 390,
 * 1024 and 1440 pixels, by day and by night, everything has a name, can be focused and read, in the language that was asked
 * for.
 */
@ExtendWith(Chromium.Shared.class)
class ConsoleLooksIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Optional<Role> ADMIN = Optional.of(Role.ADMIN);
    private static final List<Integer> WIDTHS = List.of(390, 1024, 1440);
    private static final int EACH = 3;

    /** What is no screen, and what is looked at by itself. */
    private static final Pattern NO_SCREEN = Pattern.compile(
            "/ops/(static/.*|events|login|incidents\\.atom|.*\\.(csv|opml|ndjson))|/ops/check/snapshots/.*");

    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)");

    private static HttpServer outside;
    private static HttpServer resting;
    private static Path routes;
    private static Console console;
    private static long order;
    private static Chromium browser;

    @BeforeAll
    static void open(Chromium chromium) throws Exception {
        browser = chromium;
        outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        outside.createContext("/", ConsoleLooksIT::answer);
        outside.start();
        resting = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        resting.createContext("/", ConsoleLooksIT::rest);
        resting.start();
        routes = routes(
                "http://127.0.0.1:" + outside.getAddress().getPort(),
                "http://127.0.0.1:" + resting.getAddress().getPort());
        console = Console.start(Map.of(
                "YIZHAN_API_KEY", "looks-push-key",
                "YIZHAN_POLLING", "true",
                "YIZHAN_ROUTES", routes.toString(),
                "YIZHAN_FETCH_ALLOW", "127.0.0.1:*",
                "YIZHAN_WEBSUB_ALLOW", "127.0.0.1:*"));
        fill();
    }

    /** A feed that is broken, and a callback that agrees to everything. */
    private static void answer(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        byte[] body = query.contains("hub.challenge=")
                ? query.replaceAll(".*hub\\.challenge=([^&]*).*", "$1").getBytes(UTF_8)
                : "<p>kaputt</p>".getBytes(UTF_8);
        exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/feed.xml") ? 500 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Asks to be left alone for two hours. */
    private static void rest(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Retry-After", "7200");
        exchange.sendResponseHeaders(429, -1);
        exchange.close();
    }

    private static Path routes(String base, String restful) throws IOException {
        Path folder = Files.createTempDirectory("console-looks");
        try (Stream<Path> files = Files.list(Path.of("camel-routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.createDirectory(folder.resolve("sources"));
        Files.writeString(
                folder.resolve("sources/test.camel.yaml"), """
                - templatedRoute:
                    routeTemplateRef: poll-feed
                    routeId: huai-yuan
                    parameters:
                      - { name: source, value: huai-yuan }
                      - { name: name, value: 坏源站 }
                      - { name: region, value: "620000" }
                      - { name: url, value: "%s/feed.xml" }
                - templatedRoute:
                    routeTemplateRef: poll-feed
                    routeId: xiu-xi
                    parameters:
                      - { name: source, value: xiu-xi }
                      - { name: name, value: 休息站 }
                      - { name: url, value: "%s/feed.xml" }
                - templatedRoute:
                    routeTemplateRef: drop-folder
                    routeId: wen-jian
                    parameters:
                      - { name: source, value: wen-jian }
                      - { name: name, value: 文件站 }
                      - { name: folder, value: "%s" }
                """.formatted(base, restful, folder.resolve("in")));
        Files.createDirectory(folder.resolve("in"));
        Files.writeString(folder.resolve("in/照片.jpg"), "x");
        Files.writeString(folder.resolve("in/稿件.json"), "[{\"id\":\"1\",\"text\":\"没有标题\"}]");
        return folder;
    }

    /** Something for every screen: two stories, a dead letter with an order, a subscription, an account, a token. */
    private static void fill() throws Exception {
        String text = "清河县民政局本月在三个社区办起食堂，老人凭卡用餐，每餐八元，由县财政补贴三元。".repeat(3);
        push(List.of(
                article("wen-zhan", "1", text), article("zhuan-zhan", "1", text), article("wen-zhan", "2", "短讯。")));
        console.read(
                "POST",
                "/api/v1/pages?paper=wen-bao&date=2026-11-20&page=01",
                "要闻",
                "Content-Type",
                "text/plain",
                "Authorization",
                "Bearer looks-push-key");
        String topic = JSON.readTree(console.read("GET", "/feeds/all.json", "").body())
                .path("feed_url")
                .asText();
        subscribe(topic, "/hook");
        awaitSome("/api/v1/ops/subscriptions", "/subscriptions/0/id");
        console.send("POST", "/api/v1/ops/subscriptions/1/suspend", ADMIN, "");
        subscribe(topic, "/other");
        console.send("POST", "/api/v1/ops/feed-tokens", ADMIN, "{\"name\":\"leser\"}");
        awaitSome("/api/v1/ops/dead-letters", "/deadLetters/0/id");
        awaitSome("/api/v1/ops/subscriptions", "/subscriptions/1/id");
        String letters = "{\"action\":\"replay\",\"filter\":{},\"reason\":\"\"}";
        assertThat(console.send("POST", "/api/v1/ops/dead-letters/orders", ADMIN, letters)
                        .statusCode())
                .isBetween(200, 299);
        push(List.of(article("wen-zhan", "3", "又一条。")));
        awaitSome("/api/v1/ops/subscriptions", "/subscriptions/1/lastDeliveryAt");
        awaitSome("/api/v1/ops/sources/huai-yuan", "/fault");
        awaitSome("/api/v1/ops/sources/xiu-xi", "/hostRest/until");
        awaitSome("/api/v1/ops/sources/wen-jian/failed-files", "/files/1/name");
        awaitSome("/api/v1/ops/alerts", "/open/0/id");
        awaitSome("/api/v1/ops/pulse", "/stages/4/stage");
        String polled = console.send("POST", "/api/v1/ops/source-orders?action=poll&all=true", ADMIN, "")
                .body();
        order = JSON.readTree(polled).path("no").asLong();
        console.send("POST", "/api/v1/ops/backups", ADMIN, "");
        awaitSome("/api/v1/ops/backups", "/backups/0/file");
        console.send("POST", "/api/v1/ops/routes/claim/suspend", ADMIN, "");
        console.send("POST", "/api/v1/ops/routes/keep-dead-letter/stop", ADMIN, "");
    }

    private static void subscribe(String topic, String hook) throws Exception {
        String callback = "http://127.0.0.1:" + outside.getAddress().getPort() + hook;
        console.read(
                "POST",
                "/websub",
                "hub.mode=subscribe&hub.topic=%s&hub.callback=%s"
                        .formatted(Relay.encoded(topic), Relay.encoded(callback)),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    private static Map<String, String> article(String source, String id, String text) {
        return Map.of(
                "source",
                source,
                "id",
                id,
                "title",
                "清河县办起社区食堂",
                "text",
                text,
                "url",
                "https://" + source + ".example/" + id,
                "publishedAt",
                "2026-11-23T10:00:00+08:00");
    }

    private static void push(List<Map<String, String>> articles) throws Exception {
        var answer = console.read(
                "POST",
                "/api/v1/articles",
                JSON.writeValueAsString(articles),
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer looks-push-key");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static void awaitSome(String path, String place) {
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            String body = console.send("GET", path, ADMIN, "").body();
            assertThat(JSON.readTree(body).at(place).asText(""))
                    .as(body)
                    .isNotEmpty()
                    .isNotEqualTo("null");
        });
    }

    @AfterAll
    static void close() throws Exception {
        console.close();
        outside.stop(0);
        resting.stop(0);
        try (Stream<Path> files = Files.walk(routes)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static BrowserContext visitor() {
        BrowserContext visitor = browser.visitor(
                new Browser.NewContextOptions().setLocale("zh-CN").setViewportSize(1440, 900));
        Page page = visitor.newPage();
        page.navigate(console.address("/ops"));
        page.fill("input[name=name]", "ops");
        page.fill("input[name=password]", Console.PASSWORD);
        page.click("button.main");
        page.waitForURL("**/ops");
        return visitor;
    }

    /** The patterns of the screens, as the program mounts them. */
    private static Set<String> screens() {
        return console.rules().stream()
                .filter(rule -> rule.method().equals("GET") && rule.path().startsWith("/ops"))
                .map(Rule::path)
                .filter(path -> !NO_SCREEN.matcher(path).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The pattern of a link's target; one that is written out stands before one with a name in it. */
    private static Optional<String> pattern(String link) {
        String path = link.replaceAll("[?#].*", "");
        return screens().stream()
                .filter(pattern -> path.matches(pattern.replaceAll(":[A-Za-z]+", "[^/]+")))
                .min(Comparator.comparing((String pattern) -> pattern.contains(":")));
    }

    private static List<String> starts() {
        return List.of(
                "/ops",
                "/ops/password",
                "/ops/trace?q=" + Relay.encoded("清河县办起社区食堂"),
                "/ops/routes/keep-dead-letter",
                "/ops/routes/claim",
                "/ops/routes/tag",
                "/ops/sources/wen-jian",
                "/ops/sources/huai-yuan",
                "/ops/sources/xiu-xi",
                "/ops/source-orders/" + order);
    }

    /** Follows links from the overview, and from what only a form or a search leads to; at most {@value #EACH} of each screen. */
    private static Map<String, List<String>> crawl(Page page) {
        var found = new LinkedHashMap<String, List<String>>();
        var waiting = new ArrayDeque<>(starts());
        var seen = new TreeSet<String>(waiting);
        while (!waiting.isEmpty()) {
            String link = waiting.poll();
            List<String> of = found.computeIfAbsent(pattern(link).orElseThrow(), pattern -> new ArrayList<>());
            if (of.size() == EACH) {
                continue;
            }
            of.add(link);
            page.navigate(console.address(link));
            page.locator("a[href^='/ops']").all().stream()
                    .map(anchor -> String.valueOf(anchor.getAttribute("href")).replaceAll("#.*", ""))
                    .filter(next -> !next.contains("lang=") && pattern(next).isPresent() && seen.add(next))
                    .forEach(waiting::add);
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void nothingIsWrongWithAnyScreen(String language) throws IOException {
        String script = script();
        try (BrowserContext visitor = visitor()) {
            Page page = visitor.pages().getFirst();
            Map<String, List<String>> screens = crawl(page);
            assertThat(screens.keySet())
                    .as("screens that links lead to")
                    .containsExactlyInAnyOrderElementsOf(screens());
            var faults = new LinkedHashMap<String, Set<String>>();
            for (String link : screens.values().stream().flatMap(List::stream).toList()) {
                page.navigate(console.address(link + (link.contains("?") ? "&" : "?") + "lang=" + language));
                page.keyboard().press("Tab");
                look(page, script, language)
                        .forEach(fault -> faults.computeIfAbsent(fault, same -> new TreeSet<>())
                                .add(link));
            }
            assertThat(faults).as("on %d screens", screens.size()).isEmpty();
        }
    }

    /** The twins in JSON and the files included: nobody is led to what is not there, or not for him. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void everyLinkLeadsSomewhere(Role role) throws Exception {
        var waiting = new ArrayDeque<>(starts());
        var seen = new TreeSet<>(waiting);
        var asked = new HashMap<String, Integer>();
        var broken = new TreeMap<String, Integer>();
        while (!waiting.isEmpty()) {
            String link = waiting.poll();
            if (asked.merge(rule(link), 1, Integer::sum) > EACH) {
                continue;
            }
            var answer = console.send("GET", link, Optional.of(role), "", "Accept", "text/html");
            if (answer.statusCode() != 200 && answer.statusCode() != 303) {
                broken.put(link, answer.statusCode());
            }
            Stream.concat(
                            LINK.matcher(answer.body()).results().map(found -> found.group(1)),
                            answer.headers().firstValue("location").stream())
                    .map(next -> next.replace("&amp;", "&"))
                    .filter(seen::add)
                    .forEach(waiting::add);
        }
        assertThat(broken).isEmpty();
        assertThat(asked.keySet()).contains("/ops/trace/:id", "/api/v1/ops/stories/:id", "/api/v1/ops/audit");
    }

    /** The pattern that answers a link; the link itself where none does. */
    private static String rule(String link) {
        String path = link.replaceAll("[?#].*", "");
        return console.rules().stream()
                .filter(rule -> rule.method().equals("GET"))
                .map(Rule::path)
                .filter(pattern -> path.matches(pattern.replaceAll(":[A-Za-z]+", "[^/]+")))
                .min(Comparator.comparing((String pattern) -> pattern.contains(":")))
                .orElse(path);
    }

    private static String script() throws IOException {
        try (var file = Objects.requireNonNull(ConsoleLooksIT.class.getResourceAsStream("/console/faults.js"))) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }

    private static Set<String> look(Page page, String script, String language) {
        var faults = new TreeSet<String>();
        for (int width : WIDTHS) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.setViewportSize(width, 900);
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                // the page's own script hears of a new size with the next frame
                page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
                Map<String, Object> expected = new HashMap<>();
                expected.put("lang", language.equals("zh") ? "zh-CN" : "en");
                expected.put("dark", scheme == ColorScheme.DARK);
                ((List<?>) page.evaluate(script, expected))
                        .forEach(fault -> faults.add(width + " " + scheme + ": " + fault));
            }
        }
        return faults;
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void theOverviewAndTheMenuFitTheirPlace(String language) {
        try (BrowserContext visitor = visitor()) {
            Page page = visitor.pages().getFirst();
            page.navigate(console.address("/ops?lang=" + language));
            page.waitForCondition(() -> page.locator(".spark canvas").count() >= 5);
            assertThat((int) page.evaluate("document.documentElement.scrollHeight"))
                    .as("height of the overview with its problems")
                    .isLessThanOrEqualTo(900);
            assertThat((int) page.evaluate("new Set([...document.querySelectorAll('.top nav a')]"
                            + ".map(link => Math.round(link.getBoundingClientRect().top))).size"))
                    .as("lines of the menu")
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void nothingSticksOutOfTheOverviewsBoxes(String language) {
        try (BrowserContext visitor = visitor()) {
            Page page = visitor.pages().getFirst();
            page.setViewportSize(1024, 900);
            page.navigate(console.address("/ops?lang=" + language));
            page.waitForCondition(() -> page.locator(".spark canvas").count() >= 5);
            String manyLetters = language.equals("zh") ? "20,001 条死信" : "20,001 dead letters";
            Object out = page.evaluate("""
                    letters => {
                      document.querySelectorAll(".flow li").forEach((card) => {
                        const badge = document.createElement("p");
                        badge.innerHTML = '<a class="state bad" href="/ops">' + letters + "</a>";
                        card.append(badge);
                      });
                      const inside = (box, child) => {
                        const outer = box.getBoundingClientRect();
                        const inner = child.getBoundingClientRect();
                        return inner.right <= outer.right + 1 && inner.bottom <= outer.bottom + 1;
                      };
                      return [...document.querySelectorAll(".flow li, .spark, .card")]
                        .flatMap((box) => [...box.querySelectorAll("*")]
                        .filter((child) => !inside(box, child)).map((child) => box.textContent.trim() + " > " + child.outerHTML));
                    }
                    """, manyLetters);
            assertThat((List<?>) out).isEmpty();
            assertThat((int) page.evaluate("document.documentElement.scrollHeight"))
                    .as("height of the overview at 1024 pixels with its problems")
                    .isLessThanOrEqualTo(900);
        }
    }

    @Test
    void onANarrowScreenEachCellSaysItsColumn() {
        try (BrowserContext visitor = visitor()) {
            Page page = visitor.pages().getFirst();
            page.setViewportSize(390, 900);
            page.navigate(console.address("/ops/sources"));
            assertThat(page.locator("td[data-label='上次成功']").count()).isPositive();
            assertThat((String) page.evaluate("getComputedStyle(document.querySelector('td[data-label=\"状态\"]'),"
                            + " '::before').content"))
                    .contains("状态");
        }
    }

    @Test
    void theSourcesNeedNoScrollingOnATabletAndNoWordIsBrokenOnADesk() {
        try (BrowserContext visitor = visitor()) {
            Page page = visitor.pages().getFirst();
            page.setViewportSize(1024, 900);
            page.navigate(console.address("/ops/sources?lang=en"));
            assertThat((boolean) page.evaluate("[...document.querySelectorAll('.wide')]"
                            + ".every(box => box.scrollWidth <= box.clientWidth + 1)"))
                    .isTrue();
            assertThat((double) page.locator("tbody tr").first().boundingBox().height)
                    .as("a row of a table")
                    .isLessThan(120);
            page.setViewportSize(1440, 900);
            assertThat((boolean) page.evaluate("[...document.querySelectorAll('.wide')]"
                            + ".every(box => box.scrollWidth <= box.clientWidth + 1)"))
                    .isTrue();
            assertThat((String) page.evaluate("getComputedStyle(document.querySelector('.dense td')).overflowWrap"))
                    .isEqualTo("break-word");
            assertThat((String) page.evaluate("getComputedStyle(document.querySelector('.dense .why')).overflowWrap"))
                    .isEqualTo("break-word");
        }
    }

    @Test
    void withoutScriptsWideTablesScrollInTheirBox() {
        try (BrowserContext visitor = browser.visitor(new Browser.NewContextOptions()
                .setLocale("zh-CN")
                .setViewportSize(390, 900)
                .setJavaScriptEnabled(false))) {
            Page page = visitor.newPage();
            page.navigate(console.address("/ops"));
            page.fill("input[name=name]", "ops");
            page.fill("input[name=password]", Console.PASSWORD);
            page.click("button.main");
            page.navigate(console.address("/ops/sources"));
            assertThat(page.locator(".wide").first().boundingBox().width).isLessThanOrEqualTo(390);
            assertThat(page.locator(".wide table").first().boundingBox().width).isGreaterThan(390);
        }
    }
}

package org.yizhan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Row;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;
import org.yizhan.article.Withdrawal;
import org.yizhan.pdf.Composed;
import org.yizhan.pdf.Press;

class PushApiIT {

    private static final String ARTICLES = "/api/v1/articles";
    private static final String JSON = "application/json";
    private static final String GOOD =
            "{\"source\":\"cac\",\"id\":\"1\",\"title\":\"题\",\"text\":\"文\",\"publishedAt\":\"2026-11-23T10:00:00+08:00\"}";

    private static Desk desk;

    @BeforeAll
    static void open() throws IOException {
        desk = new Desk();
    }

    @AfterAll
    static void close() throws IOException {
        desk.close();
    }

    @BeforeEach
    void clear() {
        desk.sent.clear();
        desk.refusing = false;
        desk.full = false;
    }

    private static void assertProblem(Desk.Reply reply, int status) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().path("status").asInt()).isEqualTo(status);
        assertThat(reply.json().path("type").asText()).isEqualTo("about:blank");
        assertThat(reply.json().path("title").asText()).isNotBlank();
        assertThat(reply.json().path("detail").asText()).isNotBlank();
        assertThat(reply.json().path("instance").asText()).startsWith("/api/v1/");
        assertThat(desk.sent).isEmpty();
    }

    private static String item(String id, String more) {
        return "{\"source\":\"cac\",\"id\":\"" + id + "\",\"title\":\"题\",\"text\":\"文\"" + more + "}";
    }

    @Test
    void anArticleIsTakenAndNamed() {
        var reply = desk.push(GOOD);
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().toString())
                .isEqualTo("{\"accepted\":[{\"id\":\"1\",\"articleId\":\"" + Identity.article("cac", "1")
                        + "\"}],\"rejected\":[]}");
        assertThat(desk.sent).singleElement().isInstanceOfSatisfying(Received.class, received -> {
            assertThat(received.body()).isEqualTo(GOOD);
            assertThat(received.key()).isEqualTo(Identity.article("cac", "1"));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"publishedAt\":\"0012-11-23T00:00:00Z\"     | publishedAt",
                ",\"publishedAt\":\"41737052-01-01T00:00:00Z\" | publishedAt",
                ",\"publishedAt\":\"昨天\"                      | publishedAt",
                ",\"url\":\"javascript:alert(1)\"              | url",
                ",\"authors\":\"张三\"                          | authors",
                ",\"editors\":[1]                              | editors",
                ",\"images\":[{\"url\":\"x\"}]                 | url",
                ",\"column\":7                                 | column",
                ",\"title\":\" \"                              | title",
                ",\"text\":\"\"                                | text"
            })
    void aBadFieldRejectsItsOwnItemOnly(String field, String named) {
        var reply = desk.push("[" + item("1", "") + "," + item("2", field) + "," + item("3", "") + "]");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().path("accepted").findValuesAsText("id")).containsExactly("1", "3");
        JsonNode rejected = reply.json().path("rejected");
        assertThat(rejected.findValuesAsText("id")).containsExactly("2");
        assertThat(rejected.path(0).path("error").asText()).contains(named);
        assertThat(desk.sent).hasSize(2);
    }

    @Test
    void aBrokenLineRejectsItselfOnly() {
        String lines = item("1", "") + "\n{\"id\":\n" + "[".repeat(100_000) + "\n" + item("2", "") + "\n";
        var reply = desk.post(ARTICLES, "application/x-ndjson", lines.getBytes(UTF_8));
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().path("accepted").findValuesAsText("id")).containsExactly("1", "2");
        assertThat(reply.json().path("rejected").findValuesAsText("error"))
                .hasSize(2)
                .satisfies(errors -> assertThat(errors.getFirst()).startsWith("line 2"))
                .satisfies(errors -> assertThat(errors.getLast()).startsWith("line 3"));
        assertThat(desk.sent).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[", "null", "7", "\"x\"", "{\"id\":1}{", "[1] 2", "{'id':1}", "\u0000"})
    void anUnreadableBodyIs400(String body) {
        assertProblem(desk.push(body), 400);
    }

    @Test
    void bytesOfAnotherCharsetThanTheHeaderSaysAre400() {
        byte[] gbk = GOOD.getBytes(Charset.forName("GB18030"));
        assertProblem(desk.post(ARTICLES, "application/json; charset=utf-8", gbk), 400);
        assertProblem(desk.post(ARTICLES, JSON, new byte[] {'{', (byte) 0xC3, (byte) 0x28, '}'}), 400);
        assertProblem(desk.post(ARTICLES, "application/json; charset=klingon", GOOD.getBytes(UTF_8)), 400);
        assertThat(desk.post(ARTICLES, "application/json; charset=gbk", gbk).status())
                .isEqualTo(202);
        assertThat(((Received) desk.sent.getFirst()).body()).isEqualTo(GOOD);
    }

    @Test
    void deepJsonIs400() {
        assertProblem(desk.push("[".repeat(100_000)), 400);
        assertProblem(desk.push("{\"a\":".repeat(100_000)), 400);
        assertProblem(desk.push("[" + item("1", ",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000)) + "]"), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer yzk_wrong", "Basic eDp5", "Bearer null"})
    void noKeyOrAWrongOneIs401(String authorization) {
        for (String path : List.of(ARTICLES, "/api/v1/pages?paper=x&date=2026-11-23&page=1", "/api/v1/preview/page")) {
            var reply = desk.send("POST", path, JSON, BodyPublishers.ofString(GOOD), authorization);
            assertProblem(reply, 401);
            assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
        }
        assertProblem(desk.send("DELETE", ARTICLES + "/cac/1", JSON, BodyPublishers.noBody(), authorization), 401);
    }

    @Test
    void aSourcesKeyPushesForThatSourceOnly() {
        String own = "Bearer " + desk.cacKey;
        String foreign = "{\"source\":\"mca\",\"id\":\"9\",\"title\":\"题\",\"text\":\"文\"}";
        assertProblem(desk.send("POST", ARTICLES, JSON, BodyPublishers.ofString(foreign), own), 403);
        assertProblem(desk.send("DELETE", ARTICLES + "/mca/9", JSON, BodyPublishers.noBody(), own), 403);
        String page = "/api/v1/pages?paper=mca&date=2026-11-23&page=1";
        assertProblem(desk.send("POST", page, "text/plain", BodyPublishers.ofString("文"), own), 403);
        String unnamed = "{\"id\":\"1\",\"title\":\"题\",\"text\":\"文\"}";
        var mixed =
                desk.send("POST", ARTICLES, JSON, BodyPublishers.ofString("[" + unnamed + "," + foreign + "]"), own);
        assertThat(mixed.status()).isEqualTo(202);
        assertThat(mixed.json().path("rejected").findValuesAsText("id")).containsExactly("9");
        assertThat(desk.sent)
                .extracting(message -> ((Received) message).source())
                .containsExactly("cac");
    }

    @Test
    @Row("S6")
    void aBodyOfTenMegabytesIsTakenAndOneByteMoreIs413() {
        String most = item("1", ",\"html\":\"" + "字".repeat(3_300_000) + "\"");
        byte[] full = (most + " ".repeat(Desk.LIMIT - most.getBytes(UTF_8).length)).getBytes(UTF_8);
        assertThat(desk.post(ARTICLES, JSON, full).status()).isEqualTo(202);
        assertThat(desk.chunked(ARTICLES, JSON, full).status()).isEqualTo(202);
        desk.sent.clear();
        byte[] more = (new String(full, UTF_8) + " ").getBytes(UTF_8);
        assertProblem(desk.post(ARTICLES, JSON, more), 413);
        assertProblem(desk.chunked(ARTICLES, JSON, more), 413);
        assertProblem(desk.chunked("/api/v1/preview/article", JSON, more), 413);
        assertProblem(desk.chunked("/api/v1/pages?paper=x&date=2026-11-23&page=1", "text/plain", more), 413);
    }

    /** Where its quotation marks are escaped once more it is larger than a record may be; that is no outage. */
    @Test
    @Row("S6")
    void whatDoublesWhenItIsStoredIs413AloneAndIsRejectedAmongOthers() {
        String quotes = item("1", ",\"html\":\"<p>字" + "\\\"".repeat(4_500_000) + "\"");

        assertThat(detail(desk.post(ARTICLES, JSON, quotes.getBytes(UTF_8)), 413))
                .contains("once its quotation marks, backslashes and line breaks are escaped", "send less of it");
        assertThat(desk.sent).isEmpty();
        Desk.Reply many = desk.post(ARTICLES, JSON, ("[" + quotes + "," + item("2", "") + "]").getBytes(UTF_8));
        assertThat(many.status()).isEqualTo(202);
        assertThat(many.json().path("accepted").findValuesAsText("id")).containsExactly("2");
        assertThat(many.json().path("rejected").path(0).path("error").asText()).contains("send less of it");
        assertThat(desk.sent).hasSize(1);
    }

    @Test
    @Row("S6")
    void thirtyMegabytesAre413AndTheNextRequestIsServed() {
        byte[] huge = new byte[30_000_000];
        assertProblem(desk.post(ARTICLES, JSON, huge), 413);
        assertProblem(desk.chunked(ARTICLES, JSON, huge), 413);
        assertThat(desk.push(GOOD).status()).isEqualTo(202);
    }

    /** The head of the request is all that is sent. */
    @Test
    @Row("S6")
    void whoAsksBeforeHeSendsTooMuchIsRefusedAtOnce() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), desk.port())) {
            socket.setSoTimeout(10_000);
            String head = "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n"
                    + "Expect: 100-continue\r\n\r\n";
            socket.getOutputStream()
                    .write(head.formatted(ARTICLES, desk.anyKey, Desk.LIMIT + 1).getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413").contains("larger than 10 MB");
        }
    }

    @Test
    @Row("S6")
    void aCompressedBodyIs415() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), desk.port())) {
            socket.setSoTimeout(10_000);
            String head = "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: 2\r\n"
                    + "Content-Encoding: gzip\r\n\r\n{}";
            socket.getOutputStream().write(head.formatted(ARTICLES, desk.anyKey).getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 415").containsIgnoringCase("accept-encoding: identity");
        }
    }

    @Test
    @Row("S6")
    void aLargeBodyWithAWrongKeyIs401() {
        assertProblem(
                desk.send("POST", ARTICLES, JSON, BodyPublishers.ofByteArray(new byte[5_000_000]), "Bearer x"), 401);
    }

    @Test
    @Row("S6")
    void moreThanFiveHundredArticlesAre422() {
        var items = new ArrayList<String>();
        for (int i = 0; i <= 500; i++) {
            items.add(item("n" + i, ""));
        }
        assertProblem(desk.push(items.toString()), 422);
        assertThat(desk.push(items.subList(0, 500).toString()).json().path("accepted"))
                .hasSize(500);
    }

    @Test
    void nothingIsTakenWhileTheDiskIsNearlyFull() {
        desk.full = true;

        for (Desk.Reply refused : List.of(
                desk.push(GOOD),
                desk.push("no JSON"),
                desk.post("/api/v1/pages?paper=cac&date=2026-11-23&page=1", "text/plain", "版面".getBytes(UTF_8)),
                desk.send("DELETE", ARTICLES + "/cac/1", JSON, BodyPublishers.noBody(), "Bearer " + desk.anyKey))) {
            assertProblem(refused, 507);
            assertThat(refused.header("Retry-After")).isEqualTo("60");
            assertThat(refused.json().path("title").asText()).isEqualTo("Insufficient storage");
            assertThat(refused.json().path("detail").asText()).contains("nothing of this was taken");
        }
        desk.full = false;
        assertThat(desk.push(GOOD).status()).isEqualTo(202);
    }

    @Test
    void whereNothingCanBeStoredItIs503WithATimeToComeBack() {
        desk.refusing = true;
        var reply = desk.push(GOOD);
        assertProblem(reply, 503);
        assertThat(reply.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void aRequestWithNothingGoodInItIs202AndSaysWhy() {
        desk.refusing = true;
        var reply = desk.push("[{}]");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().path("accepted")).isEmpty();
        assertThat(reply.json().path("rejected").path(0).path("error").asText()).contains("source is missing");
    }

    @Test
    void aWithdrawalNamesItsArticleHoweverTheIdIsSpelt() {
        String id = "a/b?民政 %";
        var reply = desk.send(
                "DELETE",
                ARTICLES + "/" + Links.segment("来源/一") + "/" + Links.segment(id) + "?reason=" + Links.segment("内容有误"),
                JSON,
                BodyPublishers.noBody(),
                "Bearer " + desk.anyKey);
        assertThat(reply.status()).isEqualTo(202);
        assertThat(desk.sent)
                .containsExactly(new Withdrawal(Identity.article("来源/一", id), "来源/一", id, "内容有误", Desk.NOW));
        assertThat(reply.json().path("accepted").path(0).path("articleId").asText())
                .isEqualTo(Identity.article("来源/一", id).toString());
    }

    @Test
    void aPageIsTakenLikeAPush() {
        var reply =
                desk.post("/api/v1/pages?paper=shgb&date=2026-11-23&page=1", "text/plain", "社区议事亭开门".getBytes(UTF_8));
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().path("accepted").path(0).path("articleId").asText())
                .isEqualTo(desk.sent.getFirst().key().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "date=2026-11-23&page=1, 400",
        "paper=x&page=1, 400",
        "paper=x&date=23.11.2026&page=1, 400",
        "paper=x&date=2026-11-23, 400",
        "paper=x&date=2026-11-23&page=0, 400",
        "paper=x&date=2026-11-23&page=one, 400",
        "paper=x&date=2026-11-23&page=%, 400"
    })
    void aPageWithoutItsPlaceIsRefused(String query, int status) {
        assertProblem(
                desk.post("/api/v1/pages?" + query.replace("%", "%25"), "text/plain", "文".getBytes(UTF_8)), status);
    }

    @Test
    void anEmptyPageIs422AndOneInAnotherCharset400() {
        String path = "/api/v1/pages?paper=x&date=2026-11-23&page=1";
        assertProblem(desk.post(path, "text/plain", new byte[0]), 422);
        assertProblem(desk.post(path, "text/plain", " \n\u3000\n".getBytes(UTF_8)), 422);
        assertProblem(desk.post(path, "text/plain", "文".getBytes(Charset.forName("GB18030"))), 400);
    }

    @Test
    void badPagesAreToldWhatIsWrongWithThem() throws IOException {
        String path = "/api/v1/pages?paper=x&date=2026-11-23&page=1";
        byte[] scan = new Press().box(10, 10, 500, 700).sheet().print();
        assertThat(detail(desk.post(path, "application/pdf", scan), 422)).contains("OCR");
        assertThat(detail(desk.post(path, "application/pdf", "no PDF".getBytes(UTF_8)), 422))
                .contains("broken-pdf");
        assertThat(detail(desk.post(path, "image/jpeg", new byte[] {1, 2, 3}), 415))
                .contains("text/plain", "OCR");
        assertThat(detail(desk.post(path, "text/plain", new byte[2000]), 422)).contains("binary");
        assertThat(detail(
                        desk.post(path, "text/plain", "社区议事亭开门。".repeat(210_000).getBytes(UTF_8)), 413))
                .contains("page by page");
        assertThat(detail(desk.post(path, "text/html", ("<p>社区议事亭开门。".repeat(100_000)).getBytes(UTF_8)), 413))
                .contains("page by page");
        assertThat(detail(
                        desk.post(
                                path,
                                "text/html",
                                "<ul id='titleList'><li><a href='c.htm'>题目</a></li></ul>".getBytes(UTF_8)),
                        422))
                .contains("题目 c.htm");
        assertThat(desk.sent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/html", "text/html; charset=gb18030", "text/html; charset=big5", "text/html; charset=latin1"
            })
    void aBinaryFileThatIsCalledAWebPageIs422(String contentType) throws IOException {
        String path = "/api/v1/pages?paper=x&date=2026-11-23&page=1";
        var picture = new byte[20_000];
        new Random(7).nextBytes(picture);
        byte[] sheet = Composed.of(1, 4).pdf();

        assertThat(detail(desk.post(path, contentType, picture), 422)).contains("binary");
        assertThat(detail(
                        desk.post(path, contentType, Arrays.copyOfRange(sheet, sheet.length / 8, sheet.length / 2)),
                        422))
                .contains("binary");
        assertThat(desk.sent).isEmpty();
    }

    @Test
    void aPdfAndAWebPageAreTakenLikeAPush() throws IOException {
        byte[] sheet = new Press()
                .text(40, 60, 24, "水渠修好以后")
                .text(40, 90, 10, "水渠修好以后村里的变化，大家都说方便了许多。")
                .sheet()
                .print();
        assertThat(desk.post("/api/v1/pages?paper=x&date=2026-11-23&page=1", "application/pdf", sheet)
                        .status())
                .isEqualTo(202);
        String web =
                "<html><body><p>2026年11月23日 第04版</p><h1>题目</h1><div id='ozoom'><p>天一黑，渡口边就亮起灯来。</p></div></body></html>";
        var reply = desk.post("/api/v1/pages?paper=x", "text/html; charset=utf-8", web.getBytes(UTF_8));
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.json().at("/accepted/0/id").asText()).isEqualTo("2026-11-23/4");
    }

    private static String detail(Desk.Reply reply, int status) {
        assertProblem(reply, status);
        return reply.json().path("detail").asText();
    }

    @Test
    void anUnknownAddressOrMethodIsAProblem() {
        assertProblem(desk.post("/api/v1/nothing", JSON, GOOD.getBytes(UTF_8)), 404);
        assertProblem(desk.send("PUT", ARTICLES, JSON, BodyPublishers.ofString(GOOD), "Bearer " + desk.anyKey), 405);
    }
}

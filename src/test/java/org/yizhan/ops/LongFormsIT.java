package org.yizhan.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the console's forms take, and what becomes of what was typed where they fail. */
class LongFormsIT {

    private static final String PATH = "/ops/dead-letters/";
    private static final String RECORD = """
            {"schema":1,"topic":"articles.received","kind":"withdrawal","traceId":"t-1","hops":[],"checksum":"00000000",
             "message":{"key":"0b9c3a52-9d0e-8f4b-a3c1-5d2e7f60b814","source":"cac","externalId":"7","reason":"%s","receivedAt":1764000000000000}}
            """;

    private static OperatorEdge edge;
    private Visitor visitor;

    @BeforeAll
    static void open() throws Exception {
        edge = new OperatorEdge();
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
    }

    @BeforeEach
    void logIn() throws Exception {
        edge.execute("truncate dead_letter, dead_letter_order, mended_record");
        edge.replayed.clear();
        edge.diskIsFull = false;
        visitor = Visitor.operator(edge);
    }

    private static long kept() throws Exception {
        edge.keeper().store(List.of(Letters.letter("normalize", "checksum", 5, "{\"schema\":1".getBytes(UTF_8))));
        return edge.letters()
                .list(LetterFilter.of("state=all"), OptionalLong.empty(), 1)
                .getFirst()
                .id();
    }

    @Test
    void mendsARecordOfAMegabyte() throws Exception {
        String path = PATH + kept() + "/mend";
        for (int characters : new int[] {9_000, 70_000, 900_000}) {
            var answer = visitor.post(path, "record", RECORD.formatted("改".repeat(characters)), "reason", "长");

            assertThat(answer.status()).as("%d: %s", characters, answer.body()).isEqualTo(303);
        }
        assertThat(edge.replayed).hasSize(3);
    }

    @Test
    void mendsByTheApiWhatTheFormTakes() throws Exception {
        String body = Answer.object()
                .put("record", RECORD.formatted("改".repeat(300_000)))
                .put("reason", "长")
                .toString();

        assertThat(edge.post("/api/v1" + PATH + kept() + "/mend", body).status())
                .isEqualTo(202);
    }

    @Test
    void takesTheLongestDryRunOfTheApi() throws Exception {
        String file = "# " + "稿".repeat(21_000);

        assertThat(visitor.post("/ops/dead-letters/1/discard", "reason", file).status())
                .isNotIn(400, 413);
    }

    @Test
    void staysBounded() throws Exception {
        var answer = visitor.post("/ops/dead-letters/1/discard", "reason", "x".repeat(300_000));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("正文不能超过 262144 字节").doesNotContain("xxxxx");
        assertThat(new Visitor(edge).logIn("ops", "x".repeat(70_000)).status()).isEqualTo(413);
    }

    @Test
    void whatWasTypedIsKeptWhereItDidNotGoThrough() throws Exception {
        String path = PATH + kept() + "/mend";
        String page = "http://localhost:1" + path + "?lang=zh";
        var answer = edge.send(edge.anonymous(path)
                .headers(
                        "Accept",
                        "text/html",
                        "Cookie",
                        visitor.cookie(),
                        "Referer",
                        page + "&x=1",
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        Visitor.form("csrf", visitor.token(), "record", "写了 <很久>", "reason", "因为"))));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("写了 &lt;很久&gt;").contains("因为");
    }

    @Test
    void leadsBackToThePageOfTheForm() throws Exception {
        String from = PATH + "7?lang=zh";
        var answer = visitor.get("/ops/routes/no-such-route", "Referer", "http://console.example" + from);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body())
                .contains("href=\"" + from + "\"")
                .contains("没有这条路由")
                .doesNotContain("/api/v1/ops/routes lists")
                .doesNotContain("没有做成");
        assertThat(visitor.get("/ops/nothing-here", "Referer", "http://evil.example/x")
                        .body())
                .doesNotContain("evil.example")
                .doesNotContain("/observe")
                .contains("这个地址什么也没有");
    }

    @Test
    void aFullDiskIsNotBlamedOnKafka() throws Exception {
        long id = kept();
        edge.diskIsFull = true;

        var answer = edge.post("/api/v1" + PATH + id + "/replay", "");
        assertThat(answer.status()).isEqualTo(507);
        assertThat(answer.detail()).contains("disk is nearly full").doesNotContain("Kafka");
        assertThat(visitor.post(PATH + id + "/replay").body()).contains("没有重放，磁盘快满了");
    }

    @Test
    void anOrderThatWaitsForRoomSaysSo() throws Exception {
        kept();
        edge.diskIsFull = true;
        String order = edge.post("/api/v1/ops/dead-letters/orders", "{\"action\":\"replay\",\"filter\":{}}")
                .json()
                .path("id")
                .asText();
        edge.letterWorker(Clock.fixed(OperatorEdge.NOW.plusSeconds(5), ZoneOffset.UTC))
                .step();

        assertThat(visitor.get("/ops/dead-letters/orders/" + order).body())
                .contains("磁盘快满了，命令等着")
                .doesNotContain("Kafka 没有确认");
    }
}

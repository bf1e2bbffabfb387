package org.yizhan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that can't be used: each is refused with the reason, and the next good one goes through. */
@ExtendWith(Relay.Shared.class)
class RelayBadInputIT {

    private final Relay relay;

    RelayBadInputIT(Relay relay) {
        this.relay = relay;
    }

    private void assertRefused(Answer answer, int status, String why) throws Exception {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).contains("problem+json");
        assertThat(answer.detail()).contains(why);
        relay.assertGoesOn();
    }

    private Answer push(String type, byte[] body) throws Exception {
        return relay.post("/api/v1/articles", type, body);
    }

    @Test
    void refusesBytesThatAreNotOfTheCharsetTheyClaim() throws Exception {
        String json = "{\"source\":\"zifu-zhan\",\"id\":\"%s\",\"title\":\"编码不对的稿件\",\"text\":\"正文。\"}";
        byte[] broken = json.formatted("broken").getBytes(UTF_8);
        broken[broken.length - 4] = (byte) 0xFF;
        byte[] gbk = json.formatted("gbk").getBytes(Charset.forName("GBK"));

        assertRefused(push("application/json", broken), 400, "not UTF-8 at byte");
        assertRefused(push("application/json; charset=utf-8", gbk), 400, "charset=gb18030");

        Answer honest = push("application/json; charset=GBK", gbk);
        assertThat(honest.status()).as(honest.toString()).isEqualTo(202);
        relay.settle();
        assertThat(relay.row(honest.articleId()).path("title").asText()).isEqualTo("编码不对的稿件");
        assertThat(relay.export())
                .extracting(row -> row.path("externalId").asText())
                .doesNotContain("broken");
    }

    @Test
    void refusesABodyOfThirtyMegabytes() throws Exception {
        byte[] body = new byte[30_000_000];
        Arrays.fill(body, (byte) ' ');

        assertRefused(push("application/json", body), 413, "10 MB");
        assertRefused(relay.post("/api/v1/pages?paper=p&date=2026-11-23&page=1", "text/plain", body), 413, "10 MB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"source\":\"s\",\"id\":\"1\",\"title\":["})
    void refusesJsonThatIsAHundredThousandDeep(String opening) throws Exception {
        String inner = opening.startsWith("{\"source") ? "[" : opening;
        byte[] body = (opening + inner.repeat(100_000)).getBytes(UTF_8);

        assertRefused(push("application/json", body), 400, "no readable JSON");

        Answer lines = push(
                "application/x-ndjson",
                (new String(body, UTF_8)
                                + "\n{\"source\":\"shen-zhan\",\"id\":\"1\",\"title\":\"深处之外\",\"text\":\"照收不误。\"}")
                        .getBytes(UTF_8));
        assertThat(lines.status()).isEqualTo(202);
        assertThat(lines.json().path("accepted")).hasSize(1);
        assertThat(lines.json().path("rejected")).hasSize(1);
    }

    @Test
    void refusesATimeThatIsNoTimeOfNewsAndTakesTheOtherArticles() throws Exception {
        var early = Relay.article("shijian-zhan", "early", "公元十二年的稿件", "时间错了。");
        early.put("publishedAt", "0012-11-23T10:00:00+08:00");
        var late = Relay.article("shijian-zhan", "late", "四千万年后的稿件", "时间又错了。");
        late.put("publishedAt", "41737052-11-23T10:00:00+08:00");
        var fine = Relay.article("shijian-zhan", "fine", "今年的稿件", "时间对了。");

        Answer answer = relay.push(List.of(early, fine, late));

        assertThat(answer.json().path("rejected").findValuesAsText("id")).containsExactly("early", "late");
        assertThat(answer.json().at("/rejected/0/error").asText()).contains("publishedAt", "year 12");
        assertThat(answer.json().at("/rejected/1/error").asText()).contains("publishedAt", "ahead");
        assertThat(answer.json().path("accepted").findValuesAsText("id")).containsExactly("fine");
        relay.settle();
        assertThat(relay.feed("source/shijian-zhan", "atom"))
                .extracting(FeedItem::title)
                .containsExactly("今年的稿件");
    }

    @Test
    void refusesAnEmptyPage() throws Exception {
        for (String empty : List.of("", " \n\t\n　")) {
            assertRefused(
                    relay.post(
                            "/api/v1/pages?paper=kong-bao&date=2026-11-23&page=1", "text/plain", empty.getBytes(UTF_8)),
                    422,
                    "empty");
        }
    }
}

package org.yizhan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yizhan.article.Envelope;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;
import org.yizhan.relay.Topic;
import org.yizhan.relay.Wire;

/** One item, followed by an operator through everything that happened to it. */
@ExtendWith(Relay.Shared.class)
class RelayTraceIT {

    private static final String SOURCE = "zhuizong-zhan";
    private static final String TEXT =
            "昨日，渡口镇的灯塔经过三个月修缮后重新点亮。修缮由省航道局主持，塔身外墙按旧照片恢复了原来的青砖纹样，灯器换成了新的透镜。" + "镇上三百多位居民到江边观看。守塔人说，自己的祖父也在这里守过灯。";

    private final Relay relay;

    RelayTraceIT(Relay relay) {
        this.relay = relay;
    }

    private JsonNode trace(String id) throws Exception {
        Answer answer = relay.operate("GET", "/api/v1/ops/trace/" + id, "");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode hits(String sought) throws Exception {
        Answer answer = relay.operate("GET", "/api/v1/ops/trace?q=" + Relay.encoded(sought), "");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().path("hits");
    }

    @Test
    void findsAnItemByWhateverNamesIt() throws Exception {
        String article = relay.publish(Relay.article(
                SOURCE, "deng/ta 7", "渡口镇灯塔重新点亮\u202e\u001b[31m", "县里的灯塔博物馆周末开馆，展出旧灯器四十件，参观者可以登塔，门票免费，须提前三天预约。"));
        for (String sought : new String[] {
            article,
            "deng/ta 7",
            " " + article.toUpperCase(Locale.ROOT) + " ",
            "https://" + SOURCE + ".example/deng/ta 7.html",
            "http://" + SOURCE + ".example/deng/ta%207.html",
        }) {
            assertThat(hits(sought))
                    .as(sought)
                    .singleElement()
                    .satisfies(hit -> assertThat(hit.path("articleId").asText()).isEqualTo(article));
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(hits("灯塔 重新点亮"))
                        .anyMatch(hit -> hit.path("articleId").asText().equals(article)));
        var renamed = Relay.article(SOURCE, "deng/ta 7", "灯塔博物馆开馆通告", "县里的灯塔博物馆周末开馆，展出旧灯器四十件，门票改为十元，须提前三天预约。");
        assertThat(relay.publish(renamed)).isEqualTo(article);
        for (String title : new String[] {"渡口镇灯塔重新点亮 [31m", "《灯塔博物馆开馆通告》"}) {
            assertThat(hits(title))
                    .as(title)
                    .first()
                    .satisfies(hit -> assertThat(hit.path("by").asText()
                                    + hit.path("articleId").asText())
                            .isEqualTo("title" + article));
        }
        assertThat(hits("没有这样的标题这样写过")).isEmpty();
        findsTheSameOnThePageAndAsJson(article);
        Answer page = relay.operate("GET", "/ops/trace/" + article, "");
        assertThat(page.text()).contains("渡口镇灯塔重新点亮").doesNotContain("\u202e").doesNotContain("\u001b");
    }

    /** In the path and in the search, by whatever people copy from us. */
    private void findsTheSameOnThePageAndAsJson(String article) throws Exception {
        String story = relay.row(article).path("storyId").asText();
        for (String name : new String[] {
            article,
            story,
            "deng/ta 7",
            "tag:yizhan.org,2026:story/" + story,
            "http://localhost:8080/stories/" + story,
            "/feeds/story/" + story + ".atom",
            "/api/v1/articles/" + article,
            "https://" + SOURCE + ".example/deng/ta 7.html"
        }) {
            String encoded = Relay.encoded(name).replace("+", "%20");
            assertThat(trace(encoded).path("articleId").asText()).as(name).isEqualTo(article);
            Answer json = relay.operate("GET", "/api/v1/ops/trace?q=" + encoded, "");
            assertThat(json.json().path("articleId").asText()).as(name).isEqualTo(article);
            Answer search = relay.operate("GET", "/ops/trace?q=" + encoded, "");
            assertThat(search.header("location")).as(name).isEqualTo("/ops/trace/" + article);
            Answer path = relay.operate("GET", "/ops/trace/" + encoded, "");
            if (!name.equals(article)) {
                assertThat(path.header("location")).as(name).isEqualTo("/ops/trace/" + article);
            }
        }
        String arrival = trace(article).path("traceId").asText();
        Answer arrived = relay.operate("GET", "/api/v1/ops/trace?q=" + arrival, "");
        assertThat(arrived.json().path("articleId").asText()).isEqualTo(article);
        Answer listed = relay.operate("GET", "/api/v1/ops/trace?source=" + SOURCE, "");
        assertThat(listed.json().path("hits"))
                .anyMatch(hit -> hit.path("articleId").asText().equals(article))
                .allMatch(hit -> hit.path("source").asText().equals(SOURCE));
        Answer narrowed = relay.operate("GET", "/api/v1/ops/trace?source=another&q=" + article, "");
        assertThat(narrowed.json().path("hits")).isEmpty();
        assertThat(relay.operate("GET", "/ops/trace?source=" + SOURCE, "").status())
                .isLessThan(400);
    }

    @Test
    void tellsEveryStepOfARepostAndItsRevisions() throws Exception {
        String original = relay.publish(Relay.article(SOURCE, "yuan", "渡口镇灯塔修缮完工", TEXT));
        Map<String, Object> copy = Relay.article("dengta-zhuanzai", "fu", "渡口镇灯塔修缮完工", TEXT);
        copy.put("publishedAt", "2026-11-23T12:00:00+08:00");
        copy.put("attribution", "来源：" + SOURCE);
        String repost = relay.publish(copy);
        copy.put("text", TEXT.replace("三百多位", "五百多位"));
        relay.publish(copy);

        JsonNode trace = trace(repost);

        assertThat(trace.path("steps"))
                .extracting(step -> step.path("stage").asText())
                .containsExactly("ingest", "normalize", "deduplicate", "tag", "publish");
        assertThat(trace.path("steps")).filteredOn(step -> step.has("offset")).hasSize(4);
        JsonNode normalized = trace.path("steps").get(1);
        Answer peek = relay.operate(
                "GET",
                "/api/v1/ops/kafka/topics/%s?partition=%d&offset=%d&limit=1"
                        .formatted(
                                normalized.path("topic").asText(),
                                normalized.path("partition").asInt(),
                                normalized.path("offset").asLong()),
                "");
        assertThat(peek.json().at("/look/records/0/key").asText()).isEqualTo(repost);
        assertThat(trace.path("verdict").path("relation").asText()).isIn("repost", "edited");
        assertThat(trace.path("verdict").path("matched").asText()).isEqualTo(original);
        assertThat(trace.path("verdict").path("similarity").isNumber()).isTrue();
        assertThat(trace.path("verdict").path("containment").isNumber()).isTrue();
        assertThat(trace.path("verdict").path("reasons")).isNotEmpty();
        JsonNode first = trace(original).path("verdict");
        assertThat(first.path("relation").asText()).isEqualTo("original");
        for (String ofMatched : List.of("matched", "similarity", "containment")) {
            assertThat(first.path(ofMatched).isNull()).as(ofMatched).isTrue();
        }
        assertThat(trace.path("compared"))
                .anyMatch(other -> other.path("articleId").asText().equals(original));
        assertThat(trace.path("storyId").asText()).isEqualTo(original);
        assertThat(trace.path("revisions"))
                .extracting(revision -> revision.path("revision").asInt())
                .containsExactly(2, 1);
        assertThat(trace.path("revisions").get(0).path("changes"))
                .anyMatch(change -> change.path("after").asText().contains("五")
                        && change.path("before").asText().contains("三"));
        assertThat(trace.path("changes"))
                .anyMatch(change -> change.path("articleId").asText().equals(repost));
        assertThat(relay.operate("GET", "/ops/trace/" + original + "?lang=en", "")
                        .text())
                .contains("nothing was found that it repeats", "href=\"/ops/sources?source=" + SOURCE + "\"")
                .doesNotContain("similarity 100");
        assertThat(trace.path("feeds"))
                .extracting(JsonNode::asText)
                .contains("all", "source/" + SOURCE, "source/dengta-zhuanzai");
        assertThat(relay.operate("GET", "/ops/trace/" + repost + "?lang=en", "").text())
                .contains("Step by step", "articles.deduplicated", "<ins>");
    }

    /** A page of a newspaper, say, is one record and several articles; a letter of it and they name one another. */
    @Test
    void leadsFromAMendedLetterToItsArticleAndBack() throws Exception {
        String arrival = UUID.randomUUID().toString();
        byte[] whole = received("deng-gai", arrival);
        byte[] damaged = Arrays.copyOf(whole, whole.length - 20);
        relay.broker().put(Topic.RECEIVED, 0, List.of(damaged));
        JsonNode letter = await().atMost(Duration.ofSeconds(30))
                .until(() -> letters(arrival), found -> !found.isEmpty())
                .get(0);
        String id = letter.path("id").asText();
        String body =
                new ObjectMapper().writeValueAsString(Map.of("record", new String(whole, UTF_8), "reason", "记录断了，补全"));
        assertThat(relay.operate("POST", "/api/v1/ops/dead-letters/" + id + "/mend", body)
                        .status())
                .isEqualTo(202);
        String article = Identity.article(SOURCE, "deng-gai").toString();
        relay.settle();

        JsonNode forward =
                trace("dead-articles.received-0-" + letter.path("offset").asText());
        assertThat(forward.path("articleId").asText())
                .isEqualTo(letter.path("key").asText());
        assertThat(forward.at("/deadLetters/0/articleIds/0").asText()).isEqualTo(article);
        assertThat(relay.operate("GET", "/ops/trace/" + letter.path("key").asText(), "")
                        .text())
                .contains("/ops/trace/" + article);
        JsonNode back = trace(article);
        assertThat(back.path("traceId").asText()).isEqualTo(arrival);
        assertThat(back.path("deadLetters").findValuesAsText("id")).containsExactly(id);
        assertThat(relay.operate("GET", "/ops/trace/" + article, "").text()).contains("/ops/dead-letters/" + id, "这一篇");

        JsonNode both =
                relay.operate("GET", "/api/v1/ops/trace?q=" + arrival, "").json();
        assertThat(both.path("hits").findValuesAsText("articleId")).containsExactly(article);
        assertThat(both.path("hits").get(0).path("by").asText()).isEqualTo("trace");
        assertThat(both.path("deadLetters").findValuesAsText("id")).containsExactly(id);
        String lain = "dead-%s-%s-%s"
                .formatted(
                        Topic.RECEIVED.topicName(),
                        letter.path("partition").asText(),
                        letter.path("offset").asText());
        assertThat(relay.operate("GET", "/api/v1/ops/trace?q=" + lain, "")
                        .json()
                        .path("deadLetters")
                        .findValuesAsText("id"))
                .containsExactly(id);
    }

    @Test
    void findsALetterByItsOwnTraceIdThoughANewerOneSupersedesIt() throws Exception {
        String arrival = UUID.randomUUID().toString();
        byte[] whole = received("deng-gai-er", arrival);
        byte[] damaged = Arrays.copyOf(whole, whole.length - 20);
        relay.broker().put(Topic.RECEIVED, 0, List.of(damaged));
        JsonNode first = await().atMost(Duration.ofSeconds(30))
                .until(() -> letters(arrival), found -> !found.isEmpty())
                .get(0);
        relay.broker().put(Topic.RECEIVED, 0, List.of(damaged));
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> letters(arrival),
                        found -> !found.isEmpty() && !found.get(0).path("id").equals(first.path("id")));

        String own = "dead-%s-%s-%s"
                .formatted(
                        Topic.RECEIVED.topicName(),
                        first.path("partition").asText(),
                        first.path("offset").asText());

        assertThat(letters(own).findValuesAsText("id"))
                .containsExactly(first.path("id").asText());
    }

    @Test
    void stillKnowsTheNumberOfALetterThatWasDiscarded() throws Exception {
        String arrival = UUID.randomUUID().toString();
        byte[] whole = received("deng-diu", arrival);
        relay.broker().put(Topic.RECEIVED, 0, List.of(Arrays.copyOf(whole, whole.length - 20)));
        JsonNode letter = await().atMost(Duration.ofSeconds(30))
                .until(() -> letters(arrival), found -> !found.isEmpty())
                .get(0);
        String id = letter.path("id").asText();
        String key = letter.path("key").asText();
        assertThat(letter.path("failedAt").asText()).isNotEmpty();
        assertThat(letter.path("state").asText()).isEqualTo("waiting");
        String own = "/api/v1/ops/dead-letters/" + id;

        assertThat(relay.operate("DELETE", own, "{\"reason\":\"试投\"}").status()).isEqualTo(204);

        assertThat(relay.operate("GET", own, "").status()).isEqualTo(410);
        JsonNode byNumber =
                relay.operate("GET", "/api/v1/ops/trace?q=" + id, "").json();
        assertThat(byNumber.path("known").asText()).isEqualTo(key);
        Answer byAddress = relay.operate("GET", "/ops/trace?q=" + Relay.encoded("/ops/dead-letters/" + id), "");
        assertThat(byAddress.header("location")).isEqualTo("/ops/trace/" + key);
        assertThat(trace(key).path("audit"))
                .anySatisfy(deed -> assertThat(deed.path("action").asText()
                                + deed.path("object").asText())
                        .isEqualTo("discard-dead-letter" + id));
    }

    private JsonNode letters(String arrival) throws Exception {
        return relay.operate("GET", "/api/v1/ops/trace?q=" + arrival, "").json().path("deadLetters");
    }

    private static byte[] received(String id, String arrival) {
        String json = "{\"source\":\"%s\",\"id\":\"%s\",\"title\":\"灯塔改建工程验收\",\"text\":\"%s\"}"
                .formatted(SOURCE, id, "灯塔改建工程上午通过验收，灯器试亮一小时，射程达到十八海里，夜航船只已经收到通告。");
        var received = new Received(
                Identity.article(SOURCE, id),
                SOURCE,
                id,
                Received.Form.PUSH,
                "application/json",
                Received.Encoding.TEXT,
                json,
                "push",
                Map.of(),
                Instant.parse("2026-11-23T02:00:00Z"));
        return Wire.write(Topic.RECEIVED, new Envelope(arrival, List.of(), received));
    }

    @Test
    void stillKnowsWhatWasErased() throws Exception {
        String article =
                relay.publish(Relay.article(SOURCE, "si", "某人的旧事一则", "此稿写到一位居民的旧事，后来本人要求删除，因此不应再被看见，也不应留下任何字句。"));
        Answer erased = relay.operate("POST", "/api/v1/ops/articles/" + article + "/erase", "{\"reason\":\"本人要求\"}");
        assertThat(erased.status()).as(erased.toString()).isEqualTo(202);
        relay.settle();

        JsonNode trace = trace(article);

        assertThat(trace.path("status").asText()).isEqualTo("erased");
        assertThat(trace.toString()).doesNotContain("旧事");
        assertThat(trace.path("audit").get(0).path("action").asText()).isEqualTo("erase");
        assertThat(relay.operate("GET", "/ops/trace?q=" + article, "").status()).isEqualTo(303);
    }

    @Test
    void saysWhatItDoesNotKnow() throws Exception {
        assertThat(relay.operate("GET", "/api/v1/ops/trace/" + UUID.randomUUID(), "")
                        .status())
                .isEqualTo(404);
        assertThat(relay.operate("GET", "/api/v1/ops/trace/%27%20or%201=1", "").status())
                .isEqualTo(404);
        assertThat(relay.operate("GET", "/api/v1/ops/trace?q=", "").status()).isEqualTo(400);
        assertThat(hits("\u0000\u001b[\u202e -\"")).isEmpty();
        assertThat(relay.operate("GET", "/ops/trace?q=%00%1b%5b31m%ff", "").status())
                .isLessThan(400);
        assertThat(hits("字".repeat(300))).isEmpty();
    }
}

package org.yizhan.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.article.DeadLetter;

/** What operators see of a dead letter: whether it waits, what was changed in it, and what came of it. */
class LetterOutcomesIT {

    private static final String PATH = "/api/v1/ops/dead-letters";
    private static final UUID KEY = UUID.fromString("0b9c3a52-9d0e-8f4b-a3c1-5d2e7f60b814");
    private static final UUID OTHER = UUID.fromString("1b9c3a52-9d0e-8f4b-a3c1-5d2e7f60b815");

    private static OperatorEdge edge;

    @BeforeAll
    static void open() throws Exception {
        edge = new OperatorEdge();
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        edge.execute("truncate dead_letter, dead_letter_order, mended_record, erasure_order");
        edge.replayed.clear();
        edge.pieces.clear();
        edge.kafkaIsAway = false;
    }

    private static String record(UUID key, String id, String reason) {
        return """
                {"schema":1,"topic":"articles.received","kind":"withdrawal","traceId":"t-1","hops":[],"checksum":"00000000",
                 "message":{"key":"%s","source":"cac","externalId":"%s","reason":"%s","receivedAt":1764000000000000}}
                """.formatted(key, id, reason);
    }

    private static DeadLetter letter(UUID key, long offset, byte[] value) {
        return new DeadLetter(
                key,
                "normalize",
                "articles.received",
                3,
                offset,
                "unreadable",
                "读不懂",
                Base64.getEncoder().encodeToString(value),
                Letters.AT);
    }

    private static long keep(UUID key, long offset, String value) throws SQLException {
        edge.keeper().store(List.of(letter(key, offset, value.getBytes(UTF_8))));
        return edge.letters()
                .list(LetterFilter.of(""), OptionalLong.empty(), 1)
                .getFirst()
                .id();
    }

    private static JsonNode one(long id) throws Exception {
        return edge.get(PATH + "/" + id).json();
    }

    private static List<String> listed(String query) throws Exception {
        return edge.get(PATH + query).json().path("deadLetters").findValuesAsText("id");
    }

    private static OperatorEdge.Answered mend(long id, String written) throws Exception {
        return edge.post(
                PATH + "/" + id + "/mend",
                Answer.object().put("record", written).put("reason", "来源改了编号").toString());
    }

    @Test
    void saysWhatWasChangedByWhomAndWhyUntilTheArticleIsErased() throws Exception {
        long id = keep(KEY, 1, record(KEY, "<b>7", "旧的缘由"));
        assertThat(mend(id, record(OTHER, "<b>7", "新的缘由")).status()).isEqualTo(202);

        JsonNode line =
                edge.get("/api/v1/ops/audit?object=" + id).json().path("audit").get(0);
        assertThat(line.path("operator").asText()).isEqualTo("ops");
        assertThat(line.path("reason").asText()).isEqualTo("来源改了编号");
        assertThat(line.at("/detail/before/message.reason").asText()).isEqualTo("旧的缘由");
        assertThat(line.at("/detail/after/message.reason").asText()).isEqualTo("新的缘由");
        assertThat(line.at("/detail/before").has("message.source")).isFalse();
        assertThat(edge.get("/ops/audit?object=" + id).body()).contains("message.reason</span> <del>旧的缘由</del> → 新的缘由");
        assertThat(edge.get("/ops/dead-letters/" + id).body())
                .contains("<del>旧的缘由</del> → 新的缘由", "来源改了编号", "&lt;b&gt;7");
        for (UUID article : List.of(KEY, OTHER)) {
            assertThat(edge.audit().about(article, Optional.empty(), 10))
                    .first()
                    .satisfies(found -> assertThat(found.detail()).contains("旧的缘由", "新的缘由"));
        }

        edge.tell(OTHER);
        assertThat(edge.post("/api/v1/ops/articles/" + OTHER + "/erase", "{\"reason\":\"本人要求\"}")
                        .status())
                .isEqualTo(202);

        JsonNode kept =
                edge.get("/api/v1/ops/audit?object=" + id).json().path("audit").get(0);
        assertThat(kept.toString()).doesNotContain("缘由");
        assertThat(kept.at("/detail/fields").toString()).isEqualTo("[\"message.key\",\"message.reason\"]");
    }

    @Test
    void leadsFromAMendedLetterToWhatIsPublished() throws Exception {
        long id = keep(KEY, 1, "{\"schema\":1");
        mend(id, record(OTHER, "7", "x"));
        assertThat(one(id).has("articleId")).isFalse();
        assertThat(edge.get("/ops/dead-letters/" + id).body()).contains("还没有结果");

        edge.tell(OTHER);

        assertThat(one(id).path("articleId").asText()).isEqualTo(OTHER.toString());
        assertThat(one(id).path("state").asText()).isEqualTo("replayed");
        assertThat(edge.get("/ops/dead-letters/" + id).body()).contains("已发布", "/ops/trace/" + OTHER);
    }

    @Test
    void leadsFromAMendedLetterToTheOneThatFailedAgain() throws Exception {
        long id = keep(KEY, 1, "{\"schema\":1");
        mend(id, record(OTHER, "7", "x"));
        DeadLetter sent = edge.replayed.getFirst();
        edge.keeper().store(List.of(letter(OTHER, 2, Base64.getDecoder().decode(sent.bytes()))));

        JsonNode found = one(id);
        long again = found.path("cameOf").asLong();

        assertThat(again).isGreaterThan(id);
        assertThat(found.path("state").asText()).isEqualTo("failed-again");
        assertThat(one(again).path("follows").asLong()).isEqualTo(id);
        assertThat(one(again).path("attempts").asInt()).isEqualTo(1);
        assertThat(edge.get("/ops/dead-letters/" + id).body()).contains("又失败了", "/ops/dead-letters/" + again);
        assertThat(listed("?state=failed-again")).containsExactly(String.valueOf(id));
        assertThat(listed("?state=waiting")).containsExactly(String.valueOf(again));
    }

    /** A page or a feed is one record, and its articles have keys of their own. */
    @Test
    void leadsFromADocumentToTheArticlesThatWereMadeOfIt() throws Exception {
        long id = keep(KEY, 1, record(KEY, "2026-11-20/7", "a"));
        mend(id, record(KEY, "2026-11-20/7", "b"));
        var piece =
                new Published.Piece("cac", "2026-11-20/7/1", "", Optional.of(Instant.ofEpochSecond(1_764_000_000L)));
        edge.pieces.put(OTHER, piece);

        assertThat(one(id).path("articleIds")).extracting(JsonNode::asText).containsExactly(OTHER.toString());
        assertThat(edge.get("/ops/dead-letters/" + id).body()).contains("已发布", "/ops/trace/" + OTHER);
        assertThat(edge.audit().about(OTHER, Optional.of(piece), 10))
                .first()
                .satisfies(line -> assertThat(line.object()).isEqualTo(String.valueOf(id)));
    }

    @Test
    void leadsToTheLetterThatAStageFurtherOnMadeOfIt() throws Exception {
        long id = keep(KEY, 1, "{\"schema\":1");
        mend(id, record(OTHER, "7", "x"));
        var further = new DeadLetter(
                OTHER, "tag", "articles.deduplicated", 0, 9, "stage-failure", "r", "e30=", OperatorEdge.NOW);
        edge.keeper().store(List.of(further));

        long next = one(id).path("cameOf").asLong();

        assertThat(one(next).path("stage").asText()).isEqualTo("tag");
    }

    /** A replay says nothing about what came of the one before. */
    @Test
    void keepsTheOutcomeOfEveryReplay() throws Exception {
        String before = record(KEY, "7", "a");
        long id = keep(KEY, 1, before);
        mend(id, record(OTHER, "7", "b"));
        edge.tell(OTHER);
        edge.post(PATH + "/" + id + "/replay", "");
        long again = keep(KEY, 2, before);

        JsonNode found = one(id);

        assertThat(found.path("cameOf").asLong()).isEqualTo(again);
        assertThat(found.path("articleIds")).extracting(JsonNode::asText).containsExactly(OTHER.toString());
        assertThat(found.path("outcomes")).hasSize(2);
        assertThat(found.at("/outcomes/0/mended").asBoolean()).isFalse();
        assertThat(found.at("/outcomes/0/cameOf").asLong()).isEqualTo(again);
        assertThat(found.at("/outcomes/0/articleIds")).isEmpty();
        assertThat(found.at("/outcomes/1/mended").asBoolean()).isTrue();
        assertThat(found.at("/outcomes/1/articleIds/0").asText()).isEqualTo(OTHER.toString());
        assertThat(found.at("/outcomes/1").has("cameOf")).isFalse();
        assertThat(edge.get("/ops/dead-letters/" + id).body())
                .contains("已发布", "/ops/trace/" + OTHER, "又失败了", "/ops/dead-letters/" + again, "改后", "原样");
    }

    @Test
    void namesTheOrderThatReplayedALetter() throws Exception {
        long id = keep(KEY, 1, record(KEY, "7", "a"));
        String order = edge.post(PATH + "/orders", "{\"action\":\"replay\",\"ids\":[%d]}".formatted(id))
                .json()
                .path("id")
                .asText();
        edge.letterWorker(OperatorEdge.CLOCK).run();

        assertThat(one(id).at("/outcomes/0/order").asText()).isEqualTo(order);
        assertThat(one(id).at("/outcomes/0/operator").asText()).isEqualTo("ops");
        assertThat(edge.get("/ops/dead-letters/" + id).body()).contains("/ops/dead-letters/orders/" + order);
    }

    /** Whichever letter of a record is replayed, the newest that it ended in is the one to deal with. */
    @Test
    void listsARecordOnceHoweverOftenItFails() throws Exception {
        String poison = record(KEY, "7", "a");
        long first = keep(KEY, 1, poison);
        edge.post(PATH + "/" + first + "/replay", "");
        long second = keep(KEY, 2, poison);
        edge.post(PATH + "/" + first + "/replay", "");
        long third = keep(KEY, 3, poison);

        assertThat(listed("")).containsExactly(String.valueOf(third));
        assertThat(listed("?state=waiting")).containsExactly(String.valueOf(third));
        assertThat(listed("?state=failed-again")).containsExactly(String.valueOf(second), String.valueOf(first));
        assertThat(listed("?state=all")).hasSize(3);
        JsonNode counts = edge.get(PATH).json().path("deadLetterCounts");
        assertThat(counts.at("/0/waiting").asInt()).isEqualTo(1);
        assertThat(counts.at("/0/total").asInt()).isEqualTo(1);
        assertThat(one(first).path("outcomes")).hasSize(2);
        assertThat(one(first).at("/outcomes/0/cameOf").asLong())
                .isNotEqualTo(one(first).at("/outcomes/1/cameOf").asLong());
        String page = edge.get("/ops/dead-letters").body();
        assertThat(page)
                .contains("/ops/dead-letters/" + third + "\"")
                .doesNotContain("/ops/dead-letters/" + first + "\"");
    }

    @Test
    void saysWhatAReplayDoesBeforeItDoesIt() throws Exception {
        long id = keep(KEY, 1, record(KEY, "7", "a"));
        edge.post(PATH + "/" + id + "/replay", "");
        edge.replayed.clear();

        String page = edge.get("/ops/dead-letters/" + id + "/replay").body();

        assertThat(page)
                .contains("articles.received", "规整", "去重", "标引", "发布", "1 次", "积压", "15 分钟后", "以前的重放")
                .contains("重放这 1 条");
        assertThat(edge.replayed).isEmpty();
        assertThat(edge.get("/ops/dead-letters/" + id).body())
                .contains("href=\"/ops/dead-letters/" + id + "/replay\"")
                .doesNotContain("action=\"/ops/dead-letters/" + id + "/replay\"");
        assertThat(edge.get("/ops/dead-letters/9" + id + "/replay").status()).isEqualTo(404);
    }

    @Test
    void replaysLaterWhereThatIsWished() throws Exception {
        long id = keep(KEY, 1, record(KEY, "7", "a"));

        OperatorEdge.Answered later = edge.post(
                "/ops/dead-letters/" + id + "/replay", "delay=15", "Content-Type", "application/x-www-form-urlencoded");

        assertThat(later.status()).as(later.body()).isEqualTo(303);
        assertThat(later.header("location")).startsWith("/ops/dead-letters/orders/");
        assertThat(one(id).path("state").asText()).isEqualTo("ordered");
        assertThat(edge.get(later.header("location")).body()).contains("不早于");
        assertThat(edge.get("/ops/dead-letters/orders").body())
                .contains("等待中", "不早于")
                .doesNotContain("进行中");
        Instant due = OperatorEdge.NOW.plus(Duration.ofMinutes(15));
        assertThat(edge.letterWorker(Clock.fixed(due.minusSeconds(1), ZoneOffset.UTC))
                        .step())
                .isFalse();
        assertThat(edge.letterWorker(Clock.fixed(due, ZoneOffset.UTC)).step()).isTrue();
        assertThat(edge.replayed).hasSize(1);
        assertThat(edge.post(PATH + "/orders", "{\"action\":\"replay\",\"filter\":{},\"delayMinutes\":1441}")
                        .detail())
                .isEqualTo("the delay must be 0 to 1440 minutes");
    }

    @Test
    void putsAnAttemptThatKafkaDidNotTakeOnRecord() throws Exception {
        long id = keep(KEY, 1, record(KEY, "7", "a"));
        edge.kafkaIsAway = true;

        assertThat(mend(id, record(KEY, "7", "b")).status()).isEqualTo(503);

        JsonNode found = one(id);
        assertThat(found.path("state").asText()).isEqualTo("waiting");
        assertThat(found.at("/audit/0/detail/failed").asText()).contains("no broker answers");
        assertThat(found.at("/audit/0/detail/after/message.reason").asText()).isEqualTo("b");
        assertThat(edge.get("/ops/dead-letters/" + id).body()).contains("未成", "no broker answers");
    }

    @Test
    void auditsWhatALetterWasBeforeAndIsThen() throws Exception {
        long id = keep(KEY, 1, "x");
        edge.post(PATH + "/" + id + "/replay", "");
        edge.delete(PATH + "/" + id, "{\"reason\":\"试投\"}");

        JsonNode lines = edge.get("/api/v1/ops/audit?object=" + id).json().path("audit");

        assertThat(edge.get(PATH + "/" + id).status()).isEqualTo(410);
        assertThat(edge.get("/ops/dead-letters/" + id).detail())
                .isEqualTo("dead letter %d was discarded by ops at 2026-11-24T11:00:00+08:00: 试投", id);
        assertThat(edge.get(PATH + "/9" + id).status()).isEqualTo(404);
        assertThat(lines.get(0).at("/detail/before/state").asText()).isEqualTo("replayed");
        assertThat(lines.get(0).at("/detail/after/state").asText()).isEqualTo("discarded");
        assertThat(lines.get(1).at("/detail/before/replays").asInt()).isZero();
        assertThat(lines.get(1).at("/detail/after/replays").asInt()).isEqualTo(1);
        assertThat(edge.audit().about(KEY, Optional.empty(), 2))
                .allMatch(line -> line.object().equals(String.valueOf(id)));
    }

    @Test
    void tellsWhichWaitAndWhichAnOrderWillComeTo() throws Exception {
        long first = keep(KEY, 1, record(KEY, "甲/1", "a"));
        long second = keep(OTHER, 2, record(OTHER, "乙/2", "b"));
        JsonNode order = edge.post(PATH + "/orders", "{\"action\":\"replay\",\"filter\":{\"item\":\"甲/1\"},\"rate\":1}")
                .json();
        edge.post(PATH + "/orders/" + order.path("id").asText() + "/pause", "");

        assertThat(listed("?state=ordered")).containsExactly(String.valueOf(first));
        assertThat(listed("?item=%E4%B9%99%2F2")).containsExactly(String.valueOf(second));
        assertThat(one(first).path("order").asText()).isEqualTo(order.path("id").asText());
        assertThat(one(second).path("state").asText()).isEqualTo("waiting");
        String page = edge.get("/ops/dead-letters").body();
        assertThat(page)
                .contains("已下令", "/ops/dead-letters/orders/" + order.path("id").asText())
                .contains("未重放", "?item=%E4%B9%99%2F2");
        assertThat(edge.get("/ops/dead-letters?state=ordered").body()).doesNotContain("orders/new?action=replay");
        assertThat(edge.post(PATH + "/orders", "{\"action\":\"replay\",\"filter\":{\"state\":\"ordered\"}}")
                        .detail())
                .contains("an order comes to these already");
        edge.post(PATH + "/orders/" + order.path("id").asText() + "/cancel", "");
        assertThat(listed("?state=ordered")).isEmpty();
        JsonNode cancelled = edge.get("/api/v1/ops/audit?action=cancel-order")
                .json()
                .path("audit")
                .get(0);
        assertThat(cancelled.at("/detail/before/state").asText()).isEqualTo("paused");
        assertThat(cancelled.at("/detail/after/state").asText()).isEqualTo("cancelled");
    }

    private static List<String> ends(long id) throws Exception {
        return one(id).path("outcomes").findValuesAsText("cameOf");
    }

    @Test
    void keepsWhatAReplayEndedInWhenThatIsDiscarded() throws Exception {
        String poison = record(KEY, "7", "a");
        long first = keep(KEY, 1, poison);
        edge.post(PATH + "/" + first + "/replay", "");
        edge.post(PATH + "/" + first + "/replay", "");
        long second = keep(KEY, 2, poison);
        long third = keep(KEY, 3, poison);
        mend(third, record(KEY, "7", "b"));
        edge.tell(KEY);
        List<String> before = ends(first);
        assertThat(before).containsExactlyInAnyOrder(String.valueOf(second), String.valueOf(third));

        edge.delete(PATH + "/" + second, "{\"reason\":\"试投\"}");
        JsonNode order = edge.post(
                        PATH + "/orders", "{\"action\":\"discard\",\"ids\":[%d],\"reason\":\"试投\"}".formatted(third))
                .json();
        edge.letterWorker(OperatorEdge.CLOCK).run();

        assertThat(order.path("id").asText()).isNotEmpty();
        assertThat(edge.get(PATH + "/" + third).status()).isNotEqualTo(200);
        assertThat(ends(first)).isEqualTo(before);
        assertThat(one(first).path("outcomes"))
                .allMatch(outcome -> outcome.path("discarded").asBoolean());
        assertThat(one(first).path("articleIds")).isEmpty();
        assertThat(one(first).path("outcomes")).allSatisfy(outcome -> {
            assertThat(outcome.path("discardedBy").asText()).isEqualTo("ops");
            assertThat(outcome.path("discardedAt").asText()).isEqualTo(OperatorEdge.NOW.toString());
        });
        assertThat(edge.get("/ops/dead-letters/" + first).body())
                .contains("死信 " + second + "，后来丢弃了", "，由 ops")
                .doesNotContain("已发布");
    }

    private static void erase(UUID article) throws Exception {
        assertThat(edge.post("/api/v1/ops/articles/" + article + "/erase", "{\"reason\":\"本人要求\"}")
                        .status())
                .isEqualTo(202);
        edge.pieces.remove(article);
    }

    private static void assertErased(long letter, UUID article) throws Exception {
        JsonNode outcome = one(letter).at("/outcomes/0");
        assertThat(outcome.path("articleIds")).isEmpty();
        assertThat(outcome.at("/erased/0/articleId").asText()).isEqualTo(article.toString());
        assertThat(outcome.at("/erased/0/at").asText()).isEqualTo(OperatorEdge.NOW.toString());
        assertThat(outcome.at("/erased/0/operator").asText()).isEqualTo("ops");
        assertThat(outcome.at("/erased/0/reason").asText()).isEqualTo("本人要求");
        assertThat(edge.get("/ops/dead-letters/" + letter).body())
                .contains("已删除", "，由 ops", "/ops/trace/" + article)
                .doesNotContain("还没有结果", "已发布");
        assertThat(edge.get("/ops/dead-letters/" + letter + "?lang=en").body()).contains("erased", " by ops");
    }

    @Test
    void saysThatWhatAReplayBecameWasErased() throws Exception {
        long id = keep(KEY, 1, "{\"schema\":1");
        mend(id, record(OTHER, "7", "x"));
        edge.tell(OTHER);

        erase(OTHER);

        assertErased(id, OTHER);
    }

    /** Also where the article's own letter, which the replay had ended in, went with it. */
    @Test
    void saysThatTheLetterAReplayEndedInWasErased() throws Exception {
        long id = keep(KEY, 1, "{\"schema\":1");
        mend(id, record(OTHER, "7", "x"));
        long again = keep(
                OTHER,
                2,
                new String(Base64.getDecoder().decode(edge.replayed.getFirst().bytes()), UTF_8));

        erase(OTHER);

        assertThat(edge.get(PATH + "/" + again).status()).isEqualTo(410);
        assertErased(id, OTHER);
    }

    @Test
    void saysThatAnArticleOfAReplayedDocumentWasErasedBesideThoseThatStay() throws Exception {
        long id = keep(KEY, 1, record(KEY, "2026-11-20/7", "a"));
        mend(id, record(KEY, "2026-11-20/7", "b"));
        Optional<Instant> received = Optional.of(Instant.ofEpochSecond(1_764_000_000L));
        edge.pieces.put(OTHER, new Published.Piece("cac", "2026-11-20/7/1", "", received));
        UUID stays = UUID.randomUUID();
        edge.pieces.put(stays, new Published.Piece("cac", "2026-11-20/7/2", "", received));

        erase(OTHER);

        assertThat(one(id).at("/outcomes/0/articleIds/0").asText()).isEqualTo(stays.toString());
        assertThat(one(id).at("/outcomes/0/erased/0/articleId").asText()).isEqualTo(OTHER.toString());
        assertThat(edge.get("/ops/dead-letters/" + id).body())
                .contains("已发布", "/ops/trace/" + stays, "已删除", "/ops/trace/" + OTHER);
    }

    @Test
    void keepsThatAMendFailedAfterTheNextOneWasGood() throws Exception {
        long id = keep(KEY, 1, "{\"schema\":1");
        mend(id, record(OTHER, "7", "x"));
        long again = keep(
                OTHER,
                2,
                new String(Base64.getDecoder().decode(edge.replayed.getFirst().bytes()), UTF_8));
        mend(id, record(OTHER, "7", "y"));
        edge.tell(OTHER);
        edge.delete(PATH + "/" + again, "{\"reason\":\"试投\"}");

        assertThat(one(id).at("/outcomes/0/articleIds/0").asText()).isEqualTo(OTHER.toString());
        assertThat(one(id).at("/outcomes/1/cameOf").asLong()).isEqualTo(again);
        assertThat(one(id).at("/outcomes/1/articleIds")).isEmpty();
    }

    @Test
    void saysOfALetterThatItsRecordIsPublishedSince() throws Exception {
        long id = keep(KEY, 1, "{\"schema\":1");
        mend(id, record(KEY, "2026-11-20/7", "x"));
        long again = keep(
                KEY,
                2,
                new String(Base64.getDecoder().decode(edge.replayed.getFirst().bytes()), UTF_8));
        assertThat(listed("?state=waiting")).containsExactly(String.valueOf(again));
        mend(id, record(KEY, "2026-11-20/7", "y"));
        var piece =
                new Published.Piece("cac", "2026-11-20/7/1", "", Optional.of(Instant.ofEpochSecond(1_764_000_000L)));
        edge.pieces.put(OTHER, piece);

        assertThat(listed("?state=waiting")).isEmpty();
        assertThat(edge.get(PATH).json().at("/deadLetterCounts/0/waiting").asInt())
                .isZero();
        assertThat(one(again).path("state").asText()).isEqualTo("replayed");
        assertThat(one(again).path("articleIds")).extracting(JsonNode::asText).containsExactly(OTHER.toString());
        assertThat(edge.get("/ops/dead-letters/" + again).body()).contains("同一记录已发布", "不用再处理", "/ops/trace/" + OTHER);
        assertThat(edge.letters().about(OTHER, Optional.of(piece), 10))
                .extracting(KeptDeadLetter::id)
                .contains(id);
    }

    @Test
    void showsTheDocumentOfARecordAsText() throws Exception {
        byte[] page = "<html><head><meta charset=gbk></head><body>灯塔改建工程验收</body></html>".getBytes("GBK");
        long id = keep(KEY, 1, """
                {"schema":1,"kind":"received","message":{"key":"%s","source":"cac","externalId":"7","form":"HTML",
                 "contentType":"text/html","encoding":"BASE64","body":"%s"}}
                """.formatted(KEY, Base64.getEncoder().encodeToString(page)));

        assertThat(one(id).at("/document/text").asText()).contains("灯塔改建工程验收");
        assertThat(edge.get("/ops/dead-letters/" + id).body())
                .contains(
                        "其中的文档",
                        "&lt;body&gt;灯塔改建工程验收",
                        one(id).at("/document/charset").asText());
    }

    @Test
    void mendsTheDocumentAsTextAndRefusesACopyWithoutChanges() throws Exception {
        byte[] page = "<html><head><meta charset=gbk></head><body>灯塔改建工程验收</body></html>".getBytes("GBK");
        String record = """
                {"schema":1,"topic":"articles.received","kind":"received","traceId":"t-1","hops":[],"checksum":"00000000",
                 "message":{"key":"%s","source":"cac","externalId":"7","form":"HTML","contentType":"text/html",
                 "encoding":"BASE64","body":"%s","channel":"cac-list","hints":{"column":"要闻"},"receivedAt":1764000000000000}}
                """.formatted(KEY, Base64.getEncoder().encodeToString(page));
        long id = keep(KEY, 1, record);
        String path = "/ops/dead-letters/" + id + "/mend";
        String form = edge.get(path + "?lang=en").body();
        assertThat(form)
                .contains("&lt;body&gt;灯塔改建工程验收", "name=\"hint.title\" value=\"\"", "value=\"要闻\"", "<details>");
        assertThat(form).contains("  \"topic\" : \"articles.received\"");

        String unchanged =
                "document=" + LetterQuery.encoded(one(id).at("/document/text").asText());
        for (String copy : List.of(
                unchanged + "&hint.column=%E8%A6%81%E9%97%BB&hint.title=",
                "record=" + LetterQuery.encoded(Answer.JSON.readTree(record).toPrettyString()))) {
            var refused = edge.post(path, copy + "&reason=x", "Content-Type", "application/x-www-form-urlencoded");
            assertThat(refused.status()).as(copy).isEqualTo(422);
            assertThat(refused.detail()).contains("nothing was changed");
        }
        assertThat(mend(id, record).status()).isEqualTo(422);
        assertThat(edge.replayed).isEmpty();

        assertThat(edge.post(
                                path,
                                unchanged + "%0D%0A&hint.title=%E9%A2%98%E7%9B%AE&reason=x",
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(303);
        JsonNode sent = Answer.JSON
                .readTree(Base64.getDecoder().decode(edge.replayed.getFirst().bytes()))
                .path("message");
        assertThat(sent.path("hints").toString()).isEqualTo("{\"column\":\"要闻\",\"title\":\"题目\"}");
        assertThat(new String(Base64.getDecoder().decode(sent.path("body").asText()), "GBK"))
                .endsWith("灯塔改建工程验收</body></html>\n");

        var body = Answer.object().put("document", "<title>题目</title>").put("reason", "x");
        assertThat(edge.post(PATH + "/" + id + "/mend", body.toString()).status())
                .isEqualTo(202);
        body.putObject("hints").put("title", 7);
        assertThat(edge.post(PATH + "/" + id + "/mend", body.toString()).status())
                .isEqualTo(422);
    }
}

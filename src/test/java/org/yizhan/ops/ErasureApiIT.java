package org.yizhan.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.article.DeadLetter;
import org.yizhan.article.Envelope;
import org.yizhan.article.Erasure;
import org.yizhan.relay.Topic;
import org.yizhan.relay.Wire;

/** Articles erased and dead letters discarded over HTTP. */
class ErasureApiIT {

    private static final UUID ARTICLE = new UUID(1, 0xA);
    private static final UUID FEED = new UUID(1, 0xF);
    private static final String REASON = "{\"reason\":\"本人要求\"}";

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
        edge.stories.clear();
        edge.pieces.clear();
        edge.sent.clear();
        edge.forgotten.clear();
        edge.kafkaIsAway = false;
        edge.execute("truncate dead_letter, erasure_order");
    }

    private static DeadLetter letter(UUID key, long offset, String text) {
        return new DeadLetter(
                key,
                "normalize",
                "articles.received",
                0,
                offset,
                "unreadable",
                "《王某某的家》读不懂",
                Base64.getEncoder().encodeToString(text.getBytes(UTF_8)),
                Letters.AT);
    }

    private static List<KeptDeadLetter> kept() throws SQLException {
        return edge.letters().list(LetterFilter.of(""), OptionalLong.empty(), 100);
    }

    private static OperatorEdge.Answered erase(UUID article) throws Exception {
        return edge.post("/api/v1/ops/articles/" + article + "/erase", REASON);
    }

    private static JsonNode audited(String object) throws Exception {
        return edge.get("/api/v1/ops/audit?object=" + object).json().path("audit");
    }

    @Test
    void tellsTheStagesAndSaysWhatStays() throws Exception {
        edge.tell(ARTICLE);
        edge.keeper().store(List.of(letter(ARTICLE, 1, "王某某"), letter(FEED, 2, "another")));

        OperatorEdge.Answered answer = erase(ARTICLE);

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(edge.sent).containsExactly(new Erasure(ARTICLE, "ops", "本人要求", OperatorEdge.NOW));
        assertThat(answer.json().path("copiesInKafkaUntil").asText()).isEqualTo("2026-12-08T03:00:00Z");
        assertThat(answer.json().path("deadLettersRemoved").asInt()).isEqualTo(1);
        assertThat(answer.json().path("pagesForgotten").asInt()).isEqualTo(2);
        assertThat(answer.json().path("published").asBoolean()).isTrue();
        assertThat(edge.get("/api/v1/ops/erasures/" + ARTICLE).json()).isEqualTo(answer.json());
        assertThat(kept()).extracting(kept -> kept.letter().key()).containsExactly(FEED);
        assertThat(edge.forgotten).contains("cac https://cac.example/" + ARTICLE);
    }

    @Test
    void saysOfALetterThatWentWithItsArticleWhenAndByWhom() throws Exception {
        edge.keeper().store(List.of(letter(ARTICLE, 1, "王某某")));
        long id = kept().getFirst().id();
        assertThat(erase(ARTICLE).status()).isEqualTo(202);
        assertThat(erase(ARTICLE).status()).as("ordered again").isEqualTo(202);

        OperatorEdge.Answered gone = edge.get("/api/v1/ops/dead-letters/" + id);

        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.detail())
                .isEqualTo(
                        "dead letter %d was erased by ops at 2026-11-24T11:00:00+08:00 with its article, nothing of it is kept: 本人要求",
                        id);
        Visitor visitor = Visitor.operator(edge);
        for (String path : List.of("", "/replay", "/mend")) {
            OperatorEdge.Answered page = visitor.get("/ops/dead-letters/" + id + path);
            assertThat(page.status()).as(path).isEqualTo(410);
            assertThat(page.body()).as(path).contains("已由 ops 随稿件删除", "本人要求").doesNotContain("王某某");
        }
        assertThat(visitor.get("/ops/dead-letters/" + id + "?lang=en").body())
                .contains("was erased by ops at", "with its article");
    }

    @Test
    void auditsTheIdAndNothingTheArticleSaid() throws Exception {
        UUID article = UUID.randomUUID();
        edge.keeper().store(List.of(letter(article, 1, "王某某")));

        assertThat(erase(article).status()).isEqualTo(202);

        assertThat(audited(article.toString())).singleElement().satisfies(line -> {
            assertThat(line.path("action").asText()).isEqualTo("erase");
            assertThat(line.path("operator").asText()).isEqualTo("ops");
            assertThat(line.path("reason").asText()).isEqualTo("本人要求");
            assertThat(line.path("detail").path("deadLetters").asInt()).isEqualTo(1);
            assertThat(line.toString()).doesNotContain("王某某");
        });
    }

    @Test
    void namesTheDeadLettersOfWholeDocumentsThatMentionIt() throws Exception {
        edge.tell(ARTICLE);
        edge.keeper()
                .store(List.of(
                        letter(FEED, 1, "entries: https://cac.example/" + ARTICLE),
                        letter(FEED, 2, "entries: c_" + ARTICLE),
                        letter(FEED, 3, "entries: https://cac.example/other")));
        List<Long> ids = kept().stream().map(KeptDeadLetter::id).toList();

        JsonNode told = erase(ARTICLE).json();

        assertThat(told.path("deadLettersRemoved").asInt()).isZero();
        assertThat(told.path("deadLettersToLookAt").toString()).isEqualTo("[%d,%d]", ids.get(1), ids.get(2));
        assertThat(kept()).hasSize(3);
    }

    @Test
    void keepsNoDeadLetterOfItFromThenOn() throws Exception {
        edge.tell(ARTICLE);
        erase(ARTICLE);

        edge.keeper().store(List.of(letter(ARTICLE, 7, "late"), letter(FEED, 8, "another")));

        assertThat(kept()).extracting(kept -> kept.letter().offset()).containsExactly(8L);
    }

    @Test
    void removesLaterWhatWasBeingKeptMeanwhile() throws Exception {
        edge.keeper().store(List.of(letter(ARTICLE, 7, "at the same moment"), letter(FEED, 8, "another")));
        long late = kept().getLast().id();
        edge.execute("""
                insert into erasure_order (article_id, requested_at, operator, reason, letters, mentions, pages)
                values ('%s', now(), 'ops', '', 0, '{}', 0)""".formatted(ARTICLE));

        assertThat(new DeadLetterRemoval(edge.database(), edge.audit(), OperatorEdge.CLOCK).dropErased())
                .isOne();
        assertThat(kept()).extracting(kept -> kept.letter().offset()).containsExactly(8L);
        assertThat(edge.get("/api/v1/ops/dead-letters/" + late).status())
                .as("the erasure says of it what it says of those before")
                .isEqualTo(410);
        assertThat(edge.get("/api/v1/ops/erasures/" + ARTICLE)
                        .json()
                        .path("deadLettersRemoved")
                        .asInt())
                .isOne();
    }

    @Test
    void saysThatItIsToBeOrderedAgainWhereKafkaIsAway() throws Exception {
        UUID article = UUID.randomUUID();
        edge.tell(article);
        edge.kafkaIsAway = true;

        assertThat(erase(article).status()).isEqualTo(503);
        assertThat(edge.get("/api/v1/ops/erasures/" + article)
                        .json()
                        .path("sentAt")
                        .isNull())
                .isTrue();
        assertThat(audited(article.toString())
                        .path(0)
                        .path("detail")
                        .path("failed")
                        .asText())
                .isEqualTo("no broker answers");

        edge.kafkaIsAway = false;
        edge.pieces.clear();
        JsonNode again = erase(article).json();
        assertThat(again.path("sentAt").asText()).isEqualTo("2026-11-24T03:00:00Z");
        assertThat(again.path("published").asBoolean()).isFalse();
        assertThat(edge.sent).hasSize(1);
    }

    @Test
    void refusesWhatNobodyKnowsAndWhatHasNoReason() throws Exception {
        edge.tell(ARTICLE);

        assertThat(erase(new UUID(9, 9)).status()).isEqualTo(404);
        assertThat(edge.post("/api/v1/ops/articles/first/erase", REASON).status())
                .isEqualTo(404);
        assertThat(edge.post("/api/v1/ops/articles/" + ARTICLE + "/erase", "").status())
                .isEqualTo(422);
        assertThat(edge.post("/api/v1/ops/articles/" + ARTICLE + "/erase", "{\"reason\":\"\"}")
                        .status())
                .isEqualTo(422);
        assertThat(edge.get("/api/v1/ops/erasures/" + ARTICLE).status()).isEqualTo(404);
        assertThat(edge.get("/api/v1/ops/erasures/first").status()).isEqualTo(404);
        assertThat(edge.sent).isEmpty();
    }

    @Test
    void discardsADeadLetterWithAReason() throws Exception {
        edge.keeper().store(List.of(letter(FEED, 1, "one"), letter(FEED, 2, "two")));
        long id = kept().getFirst().id();
        String path = "/api/v1/ops/dead-letters/" + id;

        assertThat(edge.delete(path, "").status()).isEqualTo(422);
        assertThat(kept()).hasSize(2);
        OperatorEdge.Answered gone = edge.delete(path, "{\"reason\":\"重复\"}");
        assertThat(gone.status()).isEqualTo(204);
        assertThat(gone.body()).isEmpty();

        assertThat(edge.get(path).status()).isEqualTo(410);
        assertThat(edge.delete(path + "?reason=again", "").status()).isEqualTo(404);
        assertThat(audited(Long.toString(id))).singleElement().satisfies(line -> {
            assertThat(line.path("action").asText()).isEqualTo("discard-dead-letter");
            assertThat(line.path("reason").asText()).isEqualTo("重复");
            assertThat(line.path("detail").path("key").asText()).isEqualTo(FEED.toString());
            assertThat(line.path("detail").path("stage").asText()).isEqualTo("normalize");
        });
        long other = kept().getFirst().id();
        assertThat(edge.delete("/api/v1/ops/dead-letters/" + other + "?reason=too", "")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void discardsADeadLetterFromItsPage() throws Exception {
        edge.keeper().store(List.of(letter(FEED, 1, "one")));
        String page = "/ops/dead-letters/" + kept().getFirst().id();
        String[] form = {"Content-Type", "application/x-www-form-urlencoded"};
        assertThat(edge.get(page).body()).contains("action=\"" + page + "/discard\"", "name=\"reason\"");

        assertThat(edge.post(page + "/discard", "reason=", form).status()).isEqualTo(422);
        assertThat(edge.post(page + "/discard", "reason=%E9%8", form).status()).isEqualTo(400);
        OperatorEdge.Answered gone = edge.post(page + "/discard", "reason=%E9%87%8D%E5%A4%8D", form);

        assertThat(gone.status()).isEqualTo(303);
        assertThat(gone.header("location")).isEqualTo("/ops/dead-letters");
        assertThat(kept()).isEmpty();
        assertThat(edge.get("/api/v1/ops/audit?action=discard-dead-letter&limit=1")
                        .body())
                .contains("重复");
    }

    @Test
    void keepsAnOrderToEraseThatAStageCouldNotCarryOut() throws Exception {
        edge.tell(ARTICLE);
        erase(ARTICLE);
        byte[] order =
                Wire.write(Topic.TAGGED, new Envelope("0123456789abcdef", List.of(), (Erasure) edge.sent.getFirst()));

        edge.keeper().store(List.of(letter(ARTICLE, 3, new String(order, UTF_8))));

        assertThat(erase(ARTICLE).json().path("deadLettersRemoved").asInt()).isZero();
        assertThat(new DeadLetterRemoval(edge.database(), edge.audit(), OperatorEdge.CLOCK).dropErased())
                .isZero();
        assertThat(kept()).hasSize(1);
    }

    @Test
    void auditsAReplayThatWasAcknowledgedOnly() throws Exception {
        edge.keeper().store(List.of(letter(FEED, 1, "one")));
        long id = kept().getFirst().id();
        edge.kafkaIsAway = true;
        assertThat(edge.post("/api/v1/ops/dead-letters/" + id + "/replay", "").status())
                .isEqualTo(503);
        assertThat(audited(Long.toString(id))).isEmpty();

        edge.kafkaIsAway = false;
        assertThat(edge.post("/api/v1/ops/dead-letters/" + id + "/replay", "").status())
                .isEqualTo(202);
        assertThat(audited(Long.toString(id)).findValuesAsText("action")).containsExactly("replay-dead-letter");
    }

    @Test
    void dropsTheOldestDeadLettersOfAnAge() throws Exception {
        edge.keeper().store(List.of(letter(FEED, 1, "old"), letter(FEED, 2, "young")));
        edge.execute("update dead_letter set stored_at = '2026-08-01T00:00:00Z' where kafka_offset = 1");
        var removal = new DeadLetterRemoval(edge.database(), edge.audit(), OperatorEdge.CLOCK);

        assertThat(removal.drop(OperatorEdge.NOW.minusSeconds(90 * 86_400))).isOne();
        assertThat(removal.drop(OperatorEdge.NOW.minusSeconds(90 * 86_400))).isZero();
        assertThat(kept()).extracting(kept -> kept.letter().offset()).containsExactly(2L);
    }
}

package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.article.Mending;

/** Stories mended over HTTP, up to what is sent to the stages. */
class MendingApiIT {

    private static final UUID A = new UUID(1, 0xA);
    private static final UUID B = new UUID(1, 0xB);
    private static final UUID C = new UUID(1, 0xC);
    private static final UUID D = new UUID(1, 0xD);
    private static final UUID NOBODY = new UUID(1, 0xF);

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
    void tell() {
        edge.stories.clear();
        edge.pieces.clear();
        edge.mendings.clear();
        edge.sent.clear();
        edge.kafkaIsAway = false;
        edge.tell(A, B, C);
        edge.tell(D);
    }

    private static String split(UUID... articles) {
        return "{\"articles\":%s,\"reason\":\"两件事\"}".formatted(list(articles));
    }

    private static String merge(UUID... stories) {
        return "{\"stories\":%s,\"reason\":\"一件事\"}".formatted(list(stories));
    }

    private static String list(UUID... ids) {
        return Answer.JSON.valueToTree(ids).toString();
    }

    private static OperatorEdge.Answered splitStory(UUID story, String body, String... headers) throws Exception {
        return edge.post("/api/v1/ops/stories/" + story + "/split", body, headers);
    }

    private static OperatorEdge.Answered mergeStories(String body, String... headers) throws Exception {
        return edge.post("/api/v1/ops/stories/merge", body, headers);
    }

    private static OperatorEdge.Answered undo(String key, String... headers) throws Exception {
        return edge.post("/api/v1/ops/mendings/" + key + "/undo", "{\"reason\":\"看错了\"}", headers);
    }

    private static String key(OperatorEdge.Answered answer) throws Exception {
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().path("mending").asText();
    }

    private static Mending sent() {
        return (Mending) edge.sent.getLast();
    }

    private static List<JsonNode> audited(String object, String action) throws Exception {
        JsonNode lines = edge.get("/api/v1/ops/audit?object=" + object + "&action=" + action)
                .json()
                .path("audit");
        return lines.findParents("action");
    }

    @Test
    void sendsASplitAndAuditsIt() throws Exception {
        String key = key(splitStory(A, split(B, C)));

        assertThat(sent())
                .isEqualTo(new Mending(
                        UUID.fromString(key),
                        Mending.Action.SPLIT,
                        List.of(B, C),
                        Optional.empty(),
                        "ops",
                        "两件事",
                        OperatorEdge.NOW));
        JsonNode line = audited(A.toString(), "split").getFirst();
        assertThat(line.path("operator").asText()).isEqualTo("ops");
        assertThat(line.path("reason").asText()).isEqualTo("两件事");
        assertThat(line.path("detail").path("mending").asText()).isEqualTo(key);
        assertThat(line.path("detail").path("articles").toString()).isEqualTo(list(B, C));
    }

    @Test
    void splitsUnderAnAliasAsUnderTheStorysOwnId() throws Exception {
        edge.stories.put(NOBODY, edge.stories.get(A));

        key(splitStory(NOBODY, split(B)));

        assertThat(audited(A.toString(), "split")
                        .getFirst()
                        .path("detail")
                        .path("articles")
                        .toString())
                .isEqualTo(list(B));
    }

    @Test
    void refusesASplitThatCanNotBe() throws Exception {
        assertThat(splitStory(NOBODY, split(B)).status()).isEqualTo(404);
        assertThat(edge.post("/api/v1/ops/stories/first/split", split(B)).status())
                .isEqualTo(404);
        assertThat(splitStory(A, split(NOBODY)).detail()).contains(NOBODY + " is not known");
        assertThat(splitStory(A, split(B, D)).detail()).contains(D + " is in another story");
        assertThat(splitStory(A, split(A, B, C)).detail()).contains("at least one must stay behind");
        assertThat(splitStory(D, split(D)).status()).isEqualTo(422);
        assertThat(edge.sent).isEmpty();
    }

    @Test
    void sendsAMergeByAMemberOfEachStory() throws Exception {
        key(mergeStories(merge(D, A)));

        assertThat(sent().action()).isEqualTo(Mending.Action.MERGE);
        assertThat(sent().articles()).containsExactly(D, A);
    }

    @Test
    void namesAStoryWhoseFirstArticleIsGoneByAnother() throws Exception {
        edge.stories.put(A, new Published.Story(A, List.of(C, B)));

        key(mergeStories(merge(A, D)));

        assertThat(sent().articles()).containsExactly(C, D);
    }

    @Test
    void refusesAMergeThatCanNotBe() throws Exception {
        edge.stories.put(NOBODY, edge.stories.get(A));

        assertThat(mergeStories(merge(A, new UUID(9, 9))).detail()).contains("no story stands under");
        assertThat(mergeStories(merge(A)).status()).isEqualTo(422);
        assertThat(mergeStories(merge(A, A)).status()).isEqualTo(422);
        assertThat(mergeStories(merge(A, NOBODY)).detail()).contains("two at least");
        assertThat(edge.sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "| 422 | reason is required",
                "[] | 422 | must be a JSON object",
                "{\"articles\":[\"00000000-0000-0001-0000-00000000000b\"]} | 422 | reason is required",
                "{\"articles\":[\"00000000-0000-0001-0000-00000000000b\"],\"reason\":\"  \"} | 422 | reason is required",
                "{\"articles\":[\"00000000-0000-0001-0000-00000000000b\"],\"reason\":7} | 422 | reason must be text",
                "{\"articles\":[\"00000000-0000-0001-0000-00000000000b\"],\"reason\":\"a\\u0000b\"} | 422 | one line",
                "{\"articles\":[\"00000000-0000-0001-0000-00000000000b\"],\"reason\":\"a\\ud800\"} | 422 | one line",
                "{\"articles\":[],\"reason\":\"r\"} | 422 | articles must be a list of 1 to 500",
                "{\"articles\":\"b\",\"reason\":\"r\"} | 422 | articles must be a list",
                "{\"articles\":[\"1-1-1-1-1\"],\"reason\":\"r\"} | 422 | '1-1-1-1-1' is no id",
                "{\"articles\":[null],\"reason\":\"r\"} | 422 | is no id",
                "{\"article\":[],\"reason\":\"r\"} | 422 | no field 'article'",
                "{\"reason\":\"r\" | 400 | not JSON",
            })
    void saysWhatToMendInABody(String body, int status, String detail) throws Exception {
        OperatorEdge.Answered answer = splitStory(A, body == null ? "{}" : body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.detail()).contains(detail);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(edge.sent).isEmpty();
    }

    @Test
    void takesAReasonOfFiveHundredCharactersAndNoMore() throws Exception {
        String body = "{\"articles\":[\"%s\"],\"reason\":\"%s\"}";

        assertThat(splitStory(A, body.formatted(B, "𠮷".repeat(500))).status()).isEqualTo(202);
        assertThat(splitStory(A, body.formatted(B, "由".repeat(501))).status()).isEqualTo(422);
    }

    @Test
    void answersTheSameKeyToTheSameIdempotencyKey() throws Exception {
        String first = key(splitStory(A, split(B), "Idempotency-Key", "tuesday-1"));
        String again = key(splitStory(A, split(B), "Idempotency-Key", "tuesday-1"));
        edge.apply(sent());
        edge.tell(A, C);
        edge.tell(B);
        int before = edge.sent.size();

        assertThat(key(splitStory(A, split(B), "Idempotency-Key", "tuesday-1")))
                .isEqualTo(first)
                .isEqualTo(again);
        assertThat(edge.sent).hasSize(before);
        assertThat(key(splitStory(A, split(C), "Idempotency-Key", "tuesday-2"))).isNotEqualTo(first);
    }

    @Test
    void refusesAnotherOrderUnderAUsedIdempotencyKey() throws Exception {
        String[] header = {"Idempotency-Key", "used"};
        key(mergeStories(merge(A, D), header));
        edge.apply(sent());
        edge.stories.put(D, new Published.Story(A, List.of(A, B, C, D)));
        edge.stories.put(A, edge.stories.get(D));
        UUID other = new UUID(2, 2);
        edge.tell(other);

        key(mergeStories(merge(A, D), header));
        assertThat(mergeStories(merge(A, other), header).detail()).contains("Idempotency-Key was another order's");
        assertThat(splitStory(A, split(B), header).status()).isEqualTo(422);
        assertThat(splitStory(A, split(B), "Idempotency-Key", "k".repeat(201)).status())
                .isEqualTo(400);
    }

    @Test
    void takesAMendingBackOnce() throws Exception {
        String key = key(splitStory(A, split(B)));
        edge.apply(sent());

        String undo = key(undo(key, "Idempotency-Key", "back"));
        assertThat(sent().undoes()).contains(UUID.fromString(key));
        assertThat(sent().articles()).isEmpty();
        edge.apply(sent());

        assertThat(key(undo(key, "Idempotency-Key", "back"))).isEqualTo(undo);
        assertThat(undo(key).status()).isEqualTo(409);
        assertThat(undo(key).detail()).contains("taken back already, by " + undo);
        assertThat(undo(undo).status()).isEqualTo(409);
        assertThat(audited(key, "undo")).hasSize(1);
    }

    @Test
    void refusesToTakeBackWhatItDoesNotKnow() throws Exception {
        assertThat(undo(NOBODY.toString()).status()).isEqualTo(404);
        assertThat(undo("nothing").status()).isEqualTo(404);
        assertThat(edge.post("/api/v1/ops/mendings/" + NOBODY + "/undo", "{}").status())
                .isEqualTo(422);
    }

    @Test
    void saysWhenKafkaIsAwayAndWritesThatDownToo() throws Exception {
        edge.kafkaIsAway = true;

        OperatorEdge.Answered answer = splitStory(A, split(C));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isNotEmpty();
        assertThat(audited(A.toString(), "split")
                        .getFirst()
                        .path("detail")
                        .path("failed")
                        .asText())
                .isEqualTo("no broker answers");
    }

    @Test
    void listsWhatWasAppliedByStoryAndArticle() throws Exception {
        String key = key(splitStory(A, split(B)));
        edge.apply(sent());
        key(undo(key));
        edge.apply(sent());

        JsonNode all = edge.get("/api/v1/ops/mendings?limit=1").json();
        assertThat(all.path("mendings")).hasSize(1);
        assertThat(all.path("next").asText()).contains("before=2026-11-24T03:00:00Z");
        assertThat(edge.get("/api/v1/ops/mendings?article=" + B).json().path("mendings"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.path("mending").asText()).isEqualTo(key);
                    assertThat(row.path("action").asText()).isEqualTo("split");
                    assertThat(row.path("outcome").asText()).isEqualTo("applied");
                    assertThat(row.path("undoneBy").asText())
                            .isEqualTo(sent().key().toString());
                });
        assertThat(edge.get("/api/v1/ops/mendings?story=" + A).json().path("mendings"))
                .hasSize(1);
        assertThat(edge.get("/api/v1/ops/mendings?story=" + D).json().path("mendings"))
                .isEmpty();
        assertThat(edge.get("/api/v1/ops/mendings?story=" + NOBODY).status()).isEqualTo(404);
        assertThat(edge.get("/api/v1/ops/mendings?article=x").status()).isEqualTo(400);
        assertThat(edge.get("/api/v1/ops/mendings?before=yesterday").status()).isEqualTo(400);
        assertThat(edge.get("/api/v1/ops/mendings?story=" + A + "&article=" + B).status())
                .isEqualTo(400);
    }

    @Test
    void letsNobodyInWithoutALogin() throws Exception {
        var request = edge.anonymous("/api/v1/ops/stories/merge").POST(BodyPublishers.ofString(merge(A, D)));

        assertThat(edge.send(request).status()).isEqualTo(401);
        assertThat(edge.send(edge.request("/api/v1/ops/stories/merge", "Origin", "https://evil.example")
                                .POST(BodyPublishers.ofString(merge(A, D))))
                        .status())
                .isEqualTo(403);
        assertThat(edge.get("/api/v1/ops/stories/merge").header("allow")).isEqualTo("POST");
        assertThat(edge.sent).isEmpty();
    }
}

package org.yizhan.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yizhan.ops.Letters.letter;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.article.DeadLetter;
import org.yizhan.ops.OperatorEdge.Answered;

class LetterOrdersIT {

    private static final String PATH = "/api/v1/ops/dead-letters";

    private static OperatorEdge edge;

    private Duration later = Duration.ZERO;

    @BeforeAll
    static void open() throws IOException {
        edge = new OperatorEdge();
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        edge.execute("truncate dead_letter, dead_letter_order");
        edge.replayed.clear();
        edge.kafkaIsAway = false;
    }

    /** One step, as long after the one before as it has to be. */
    private boolean step() throws SQLException {
        later = later.plus(LetterWorker.PAUSE).plusMillis(1);
        return edge.letterWorker(Clock.fixed(OperatorEdge.NOW.plus(later), ZoneOffset.UTC))
                .step();
    }

    private static void store(String stage, int letters) throws SQLException {
        edge.keeper()
                .store(LongStream.range(0, letters)
                        .mapToObj(offset -> letter(stage, "unreadable", offset))
                        .toList());
    }

    private static JsonNode ordered(String body) throws Exception {
        Answered answer = edge.post(PATH + "/orders", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json();
    }

    private static JsonNode order(JsonNode order) throws Exception {
        return edge.get(PATH + "/orders/" + order.path("id").asText()).json();
    }

    private static List<KeptDeadLetter> all() throws SQLException {
        return edge.letters().list(LetterFilter.of("state=all"), OptionalLong.empty(), DeadLetters.MOST_LISTED);
    }

    @Test
    void saysWhatAnOrderWouldDoWithoutDoingIt() throws Exception {
        store("tag", 7);
        store("publish", 2);
        Answered answer =
                edge.post(PATH + "/orders", "{\"action\":\"replay\",\"filter\":{\"stage\":\"tag\"},\"dryRun\":true}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("total").asInt()).isEqualTo(7);
        assertThat(answer.json().path("parts").get(0).path("topic").asText()).isEqualTo("articles.received");
        assertThat(edge.get(PATH + "/orders").json().path("orders")).isEmpty();
        assertThat(step()).isFalse();
        assertThat(edge.replayed).isEmpty();
    }

    @Test
    void replaysAllThatMatchAtItsRateAndKeepsTheLetters() throws Exception {
        store("tag", 25);
        store("publish", 3);
        JsonNode order = ordered("{\"action\":\"replay\",\"filter\":{\"stage\":\"tag\"},\"rate\":10}");
        assertThat(step()).isTrue();
        assertThat(edge.replayed).hasSize(10);
        assertThat(order(order).path("done").asInt()).isEqualTo(10);
        assertThat(order(order).path("state").asText()).isEqualTo("open");
        step();
        step();
        assertThat(order(order).path("state").asText()).isEqualTo("done");
        assertThat(edge.replayed).hasSize(25).extracting(DeadLetter::stage).containsOnly("tag");
        assertThat(edge.replayed.stream().map(DeadLetter::offset).distinct()).hasSize(25);
        assertThat(all()).hasSize(28);
        assertThat(step()).isFalse();
    }

    @Test
    void takesTurnsSoThatASlowOrderHoldsNoOtherUp() throws Exception {
        store("tag", 9);
        store("publish", 2);
        store("normalize", 1);
        JsonNode slow = ordered("{\"action\":\"replay\",\"filter\":{\"stage\":\"tag\"},\"rate\":1}");
        step();
        JsonNode replay = ordered("{\"action\":\"replay\",\"filter\":{\"stage\":\"publish\"},\"rate\":1}");
        JsonNode discard = ordered("{\"action\":\"discard\",\"filter\":{\"stage\":\"normalize\"},\"reason\":\"试投\"}");
        assertThat(edge.get("/ops/dead-letters/orders?lang=en").body())
                .containsOnlyOnce("under way")
                .contains("waiting");
        step();
        step();
        assertThat(order(replay).path("done").asInt()).isEqualTo(1);
        assertThat(order(discard).path("done").asInt()).isEqualTo(1);
        step();
        assertThat(order(slow).path("done").asInt()).isEqualTo(2);
        step();
        step();
        step();
        assertThat(order(replay).path("state").asText()).isEqualTo("done");
        assertThat(order(discard).path("state").asText()).isEqualTo("done");
    }

    @Test
    void keepsItsPaceWhicheverInstanceTakesTheStep() throws Exception {
        store("tag", 4);
        ordered("{\"action\":\"replay\",\"filter\":{},\"rate\":2}");
        assertThat(step()).isTrue();
        Clock soon = Clock.fixed(OperatorEdge.NOW.plus(later).plusMillis(500), ZoneOffset.UTC);
        assertThat(edge.letterWorker(soon).step()).isFalse();
        assertThat(edge.replayed).hasSize(2);
    }

    @Test
    void waitsWithoutLossWhileKafkaIsAway() throws Exception {
        store("tag", 5);
        edge.kafkaIsAway = true;
        JsonNode order = ordered("{\"action\":\"replay\",\"filter\":{},\"rate\":100}");
        step();
        step();
        assertThat(order(order).path("state").asText()).isEqualTo("open");
        assertThat(order(order).path("done").asInt()).isZero();
        assertThat(order(order).path("trouble").asText()).contains("no broker answers");
        assertThat(all()).allMatch(kept -> kept.replays() == 0);
        edge.kafkaIsAway = false;
        step();
        assertThat(order(order).path("state").asText()).isEqualTo("done");
        assertThat(order(order).has("trouble")).isFalse();
        assertThat(edge.replayed).hasSize(5);
    }

    /** What a kill between the acknowledgement and the commit leaves. */
    @Test
    void takesAStepAgainThatDiedAfterItsRecordsWereTaken() throws Exception {
        store("tag", 6);
        JsonNode order = ordered("{\"action\":\"replay\",\"filter\":{},\"rate\":4}");
        var taken = new ArrayList<DeadLetter>();
        var dying = new LetterWorker(
                edge.database(),
                edge.letters(),
                edge.keeper(),
                records -> {
                    taken.addAll(records);
                    throw new StackOverflowError("killed");
                },
                OperatorEdge.CLOCK);
        assertThatThrownBy(dying::step).isInstanceOf(StackOverflowError.class);
        assertThat(taken).hasSize(4);
        assertThat(order(order).path("done").asInt()).isZero();
        step();
        step();
        assertThat(edge.replayed.stream().map(DeadLetter::offset)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(order(order).path("done").asInt()).isEqualTo(6);
        assertThat(all()).allMatch(kept -> kept.replays() == 1);
    }

    @Test
    void pausesResumesAndCancels() throws Exception {
        store("tag", 9);
        JsonNode order = ordered("{\"action\":\"replay\",\"filter\":{},\"rate\":3}");
        String path = PATH + "/orders/" + order.path("id").asText();
        step();
        assertThat(edge.post(path + "/pause", "").json().path("state").asText()).isEqualTo("paused");
        assertThat(step()).isFalse();
        Answered twice = edge.post(path + "/pause", "");
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.detail()).contains("paused");
        edge.post(path + "/resume", "");
        step();
        assertThat(edge.post(path + "/cancel", "").json().path("left").asInt()).isEqualTo(3);
        assertThat(step()).isFalse();
        assertThat(edge.replayed).hasSize(6);
        assertThat(edge.post(path + "/resume", "").status()).isEqualTo(409);
        assertThat(edge.get("/api/v1/ops/audit?object=" + order.path("id").asText())
                        .json()
                        .path("audit"))
                .extracting(line -> line.path("action").asText())
                .containsExactly("cancel-order", "resume-order", "pause-order", "replay-dead-letters");
    }

    @Test
    void leavesOutWhatFailedThreeTimesAlready() throws Exception {
        byte[] poison = "{\"kind\":\"received\",\"message\":{}}".getBytes(UTF_8);
        for (int offset = 0; offset < 4; offset++) {
            edge.keeper().store(List.of(letter("normalize", "unreadable", offset, poison)));
            ordered("{\"action\":\"replay\",\"filter\":{\"state\":\"waiting\"}}");
            step();
        }
        assertThat(edge.replayed).hasSize(3);
        KeptDeadLetter last = all().getFirst();
        assertThat(last.attempts()).isEqualTo(3);
        assertThat(last.follows()).hasValue(all().get(1).id());
        assertThat(edge.get(PATH + "/orders").json().path("orders"))
                .filteredOn(order -> order.path("leftOut").asInt() == 1)
                .singleElement()
                .matches(order -> order.path("done").asInt() == 0);
        assertThat(edge.get(PATH + "/" + all().get(1).id())
                        .json()
                        .path("cameOf")
                        .asLong())
                .isEqualTo(last.id());
        assertThat(edge.post(PATH + "/" + last.id() + "/replay", "").status()).isEqualTo(202);
        assertThat(edge.replayed).hasSize(4);
    }

    @Test
    void discardsThePickedWithAReasonButNoOrderToErase() throws Exception {
        store("tag", 3);
        edge.keeper().store(List.of(letter("tag", "stage-failure", 99, "{\"kind\":\"erasure\"}".getBytes(UTF_8))));
        List<Long> ids = all().stream().map(KeptDeadLetter::id).limit(3).toList();
        String body = "{\"action\":\"discard\",\"ids\":%s%s}";
        assertThat(edge.post(PATH + "/orders", body.formatted(ids, "")).status())
                .isEqualTo(422);
        JsonNode order = ordered(body.formatted(ids, ",\"reason\":\"试投的废稿\""));
        step();
        assertThat(order(order).path("done").asInt()).isEqualTo(2);
        assertThat(order(order).path("leftOut").asInt()).isEqualTo(1);
        assertThat(all()).extracting(kept -> kept.letter().offset()).containsExactly(99L, 0L);
        assertThat(edge.get("/api/v1/ops/audit?action=discard-dead-letters")
                        .json()
                        .path("audit")
                        .get(0)
                        .path("reason")
                        .asText())
                .isEqualTo("试投的废稿");
    }

    @Test
    void refusesWhatIsNoOrder() throws Exception {
        for (String body : List.of(
                "[]",
                "{\"action\":\"eat\",\"filter\":{}}",
                "{\"action\":\"replay\"}",
                "{\"action\":\"replay\",\"filter\":{},\"ids\":[1]}",
                "{\"action\":\"replay\",\"ids\":[]}",
                "{\"action\":\"replay\",\"ids\":[\"1 or 1=1\"]}",
                "{\"action\":\"replay\",\"filter\":{\"colour\":\"red\"}}",
                "{\"action\":\"replay\",\"filter\":{\"state\":\"lost\"}}",
                "{\"action\":\"replay\",\"filter\":{\"since\":\"gestern\"}}",
                "{\"action\":\"replay\",\"filter\":{},\"rate\":100000}",
                "{\"action\":\"discard\",\"filter\":{},\"reason\":\"a\\nb\"}")) {
            assertThat(edge.post(PATH + "/orders", body).status()).as(body).isEqualTo(422);
        }
        Answered gone = edge.post(PATH + "/orders", "{\"action\":\"replay\",\"ids\":[424242]}");
        assertThat(gone.status()).isEqualTo(422);
        assertThat(gone.detail()).contains("none of the chosen dead letters is there");
        assertThat(edge.get(PATH + "/orders/7").status()).isEqualTo(404);
        assertThat(edge.get(PATH + "?since=gestern").status()).isEqualTo(400);
        assertThat(edge.get(PATH + "/orders").json().path("orders")).isEmpty();
    }

    @Test
    void doesNothingForAViewer() throws Exception {
        edge.book.make("ops", "kan", Role.VIEWER, "lange-genug-wort");
        store("tag", 2);
        long id = all().getFirst().id();
        for (String path : List.of("/orders", "/" + id + "/replay", "/" + id + "/mend")) {
            var answer = edge.send(edge.as("kan", "lange-genug-wort", PATH + path)
                    .POST(BodyPublishers.ofString("{\"action\":\"replay\",\"filter\":{}}")));
            assertThat(answer.status()).as(path).isEqualTo(403);
        }
        assertThat(edge.send(edge.as("kan", "lange-genug-wort", PATH)).status()).isEqualTo(200);
        String list = edge.send(edge.as("kan", "lange-genug-wort", "/ops/dead-letters"))
                .body();
        assertThat(list).doesNotContain("href=\"/ops/dead-letters/" + id, ".ndjson");
        assertThat(edge.get("/ops/dead-letters").body()).contains("href=\"/ops/dead-letters/" + id, ".ndjson");
        assertThat(edge.replayed).isEmpty();
        assertThat(edge.get(PATH + "/orders").json().path("orders")).isEmpty();
    }

    @Test
    void replaysAMendedCopyAndKeepsTheOriginal() throws Exception {
        String written = """
                {"schema":1,"topic":"articles.received","kind":"withdrawal","traceId":"t-1","hops":[],"checksum":"00000000",
                 "message":{"key":"0b9c3a52-9d0e-8f4b-a3c1-5d2e7f60b814","source":"cac","externalId":"7","reason":"","receivedAt":1764000000000000}}
                """;
        edge.keeper().store(List.of(letter("normalize", "checksum", 5, "{\"schema\":1".getBytes(UTF_8))));
        KeptDeadLetter kept = all().getFirst();
        String path = PATH + "/" + kept.id() + "/mend";
        for (String unfit : List.of(
                "",
                "{}",
                "null",
                "nicht JSON",
                written.replace("withdrawal", "gossip"),
                written + "{}",
                written.replace("articles.received", "articles.tagged"),
                written.replace("\"schema\":1,", ""))) {
            Answered refused = edge.post(path, mended(unfit));
            assertThat(refused.status()).as(unfit).isEqualTo(422);
            assertThat(refused.detail()).as(unfit).contains("could not read this record");
        }
        assertThat(edge.replayed).isEmpty();
        assertThat(edge.post(path, mended(written)).status()).isEqualTo(202);
        DeadLetter sent = edge.replayed.getFirst();
        assertThat(new String(Base64.getDecoder().decode(sent.bytes()), UTF_8)).contains("\"externalId\":\"7\"");
        assertThat(sent.key()).hasToString("0b9c3a52-9d0e-8f4b-a3c1-5d2e7f60b814");
        KeptDeadLetter now = edge.letters().find(kept.id()).orElseThrow();
        assertThat(now.letter().bytes()).isEqualTo(Base64.getEncoder().encodeToString("{\"schema\":1".getBytes(UTF_8)));
        assertThat(now.replays()).isEqualTo(1);
        assertThat(edge.get("/api/v1/ops/audit?action=replay-mended-dead-letter")
                        .json()
                        .path("audit")
                        .get(0)
                        .path("reason")
                        .asText())
                .isEqualTo("校验和补上");
    }

    @Test
    void leadsFromTheListOverThePageOfTheEffectToTheProgress() throws Exception {
        store("tag", 12);
        String list = edge.get("/ops/dead-letters?stage=tag").body();
        assertThat(list)
                .contains("orders/new?action=replay&amp;stage=tag&amp;state=waiting", "unreadable", "第 7 版没有正文");
        String asked = edge.get("/ops/dead-letters/orders/new?action=replay&stage=tag&state=waiting")
                .body();
        assertThat(asked).contains("重放 12 条死信", "articles.received", "value=\"stage=tag&amp;state=waiting\"");
        assertThat(edge.replayed).isEmpty();
        String form = "Content-Type";
        Answered given = edge.post(
                "/ops/dead-letters/orders",
                "action=replay&filter=stage%3Dtag%26state%3Dwaiting&rate=5&reason=",
                form,
                "application/x-www-form-urlencoded");
        assertThat(given.status()).as(given.body()).isEqualTo(303);
        String order = given.header("location");
        step();
        Answered progress = edge.get(order + "?lang=en");
        assertThat(progress.body()).contains("5 / 12", "under way", "Pause");
        assertThat(progress.header("refresh")).isNotEmpty();
        assertThat(edge.post(order + "/pause", "", form, "application/x-www-form-urlencoded")
                        .status())
                .isEqualTo(303);
        assertThat(edge.get(order).body()).contains("已暂停", "取消，剩下的 7 条不动");
        assertThat(edge.get("/ops/dead-letters/orders").body()).contains("已暂停", order);
    }

    @Test
    void asksForPickedLettersAndShowsOneWithItsBytes() throws Exception {
        edge.keeper().store(List.of(letter("normalize", "unreadable", 7, new byte[] {
            0, (byte) 0xff, 27, '[', '3', '1', 'm'
        })));
        long id = all().getFirst().id();
        assertThat(edge.get("/ops/dead-letters/orders/new?action=discard&id=" + id)
                        .body())
                .contains("丢弃这 1 条", "name=\"id\" value=\"" + id + "\"");
        assertThat(edge.get("/ops/dead-letters/orders/new?action=discard&id=nichts")
                        .status())
                .isEqualTo(422);
        assertThat(edge.get("/ops/dead-letters/orders/new").status()).isEqualTo(422);
        String page = edge.get("/ops/dead-letters/" + id).body();
        assertThat(page).contains("00 ff 1b 5b 33 31 6d", "记录里读不出").doesNotContain("\u001b", "堆栈");
        edge.keeper().store(List.of(letter("normalize", "stage-failure", 8)));
        assertThat(edge.get("/ops/dead-letters/" + all().getFirst().id()).body())
                .contains("堆栈");
        assertThat(edge.get("/ops/dead-letters/" + id + "/mend").body()).contains("不是文本");
    }

    private static String mended(String record) {
        return Answer.object().put("record", record).put("reason", "校验和补上").toString();
    }
}

package org.yizhan.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Chronicle;
import org.yizhan.article.DeadLetter;
import org.yizhan.article.Envelope;
import org.yizhan.article.Erasure;
import org.yizhan.article.Evidence;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Grouped;
import org.yizhan.article.Hop;
import org.yizhan.article.Image;
import org.yizhan.article.Mending;
import org.yizhan.article.Message;
import org.yizhan.article.Moved;
import org.yizhan.article.Notice;
import org.yizhan.article.Print;
import org.yizhan.article.Received;
import org.yizhan.article.Relation;
import org.yizhan.article.Tag;
import org.yizhan.article.Tagged;
import org.yizhan.article.Unreadable;
import org.yizhan.article.Verdict;
import org.yizhan.article.Withdrawal;

class WireTest {

    private static final UUID ID = UUID.fromString("6f8b8a2e-7a3f-8c11-9d02-3b6f0c5a1e77");
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00.123456Z");
    static final List<Hop> HOPS = List.of(new Hop("ingest", NOW), new Hop("normalize", NOW.plusMillis(7)));

    private static final Article ARTICLE = new Article(
            ID,
            "央视网·新闻联播",
            "a/1?b=\"2\"",
            "https://example.org/1",
            "标题“引号”与\\反斜杠",
            Optional.of("眉题"),
            Optional.empty(),
            Optional.of("党建动态"),
            "<p>正文 &amp; 🎉</p>",
            List.of("第一段", "第二段"),
            NOW.minusSeconds(60),
            NOW,
            new Attribution(
                    AttributionKind.REPOST,
                    Optional.of("中国网信网"),
                    Optional.of("cac"),
                    Optional.empty(),
                    List.of("张三"),
                    List.of()),
            List.of(new Image("https://example.org/1.jpg", "图说")),
            Optional.of(new Print("驿站样报", LocalDate.of(2026, 11, 23), 4, Optional.of(1), Optional.empty())),
            "00ff",
            List.of("a warning"),
            Optional.of(new Notice(Notice.Kind.CORRECTION, Optional.of("旧题"), Optional.empty())));

    private static final Verdict VERDICT =
            new Verdict(ID, Relation.EXCERPT, Optional.of(ID), 0.31, 0.97, "containment", List.of("why"), 0);

    private static final Chronicle CHRONICLE = new Chronicle(
            List.of("trace-1", "trace-2"),
            Map.of(ID, NOW),
            List.of(new Chronicle.Grave("topic/charity", ID, NOW, "有误", false)),
            List.of(new Chronicle.Page("all", 3, NOW, ID)));

    static Stream<Message> messages() {
        return Stream.of(
                new Received(
                        ID,
                        "cac",
                        "1",
                        Received.Form.PUSH,
                        "application/json",
                        Received.Encoding.TEXT,
                        "{\"title\":\"x\"}",
                        "push",
                        Map.of("url", "https://www.cac.gov.cn/1.htm"),
                        NOW),
                new Withdrawal(ID, "cac", "1", "", NOW),
                ARTICLE,
                new Grouped(ARTICLE, VERDICT),
                new Moved(ID, VERDICT, new UUID(3, 4), NOW),
                new Mending(
                        ID, Mending.Action.SPLIT, List.of(new UUID(1, 2)), Optional.empty(), "ops", "two events", NOW),
                new Mending(ID, Mending.Action.UNDO, List.of(), Optional.of(ID), "ops", "", NOW),
                new Erasure(ID, "ops", "a court's order", NOW),
                new Tagged(ARTICLE, VERDICT, List.of(new Tag(Tag.Scheme.REGION, "620702", "甘州区", "甘州区"))),
                new Tagged(
                        ARTICLE,
                        VERDICT,
                        List.of(Tag.of(
                                Tag.Scheme.TOPIC,
                                "elderly-care",
                                "养老服务",
                                List.of(new Evidence("养老", Evidence.Part.LEAD, 1, 4.5))))),
                new DeadLetter(ID, "tag", "articles.deduplicated", 3, 42, "stage-failure", "why", "AAEC", NOW),
                new FeedsChanged(17, List.of("all", "region/620702"), List.of(ID), Optional.empty()),
                new FeedsChanged(17, List.of("all", "region/620702"), List.of(ID), Optional.of(CHRONICLE)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void givesBackWhatWasWritten(Message message) {
        var envelope = new Envelope("trace-1", HOPS, message);

        Envelope read = Wire.read(Topic.TAGGED, Wire.write(Topic.TAGGED, envelope));

        assertThat(read).isEqualTo(envelope);
    }

    @Test
    void refusesAMessageThatWasDamaged() {
        String value = text(ARTICLE).replace("第二段", "第三段");

        assertThat(errorOf(value)).isEqualTo("checksum");
    }

    @Test
    void refusesARecordWrittenForAnotherTopic() {
        byte[] value = Wire.write(Topic.NORMALIZED, new Envelope("t", HOPS, ARTICLE));

        var failure = catchThrowableOfType(Unreadable.class, () -> Wire.read(Topic.TAGGED, value));

        assertThat(failure.error()).isEqualTo("wrong-topic");
        assertThat(failure).hasMessageContaining("articles.normalized").hasMessageContaining("articles.tagged");
    }

    @Test
    void refusesASchemaVersionFromTheFuture() {
        assertThat(errorOf(text(ARTICLE).replace("\"schema\":1", "\"schema\":99")))
                .isEqualTo("unknown-schema");
    }

    @Test
    void refusesAKindFromTheFuture() {
        assertThat(errorOf(text(ARTICLE).replace("\"kind\":\"article\"", "\"kind\":\"podcast\"")))
                .isEqualTo("unknown-kind");
    }

    @Test
    void passesOverFieldsItDoesNotKnow() {
        String value = text(ARTICLE).replace("\"hops\":", "\"priority\":{\"a\":[1,2]},\"hops\":");

        assertThat(Wire.read(Topic.TAGGED, value.getBytes(StandardCharsets.UTF_8))
                        .message())
                .isEqualTo(ARTICLE);
    }

    @Test
    void refusesWhatIsNoEnvelope() {
        assertThat(errorOf("")).isEqualTo("unreadable-envelope");
        assertThat(errorOf("null")).isEqualTo("unreadable-envelope");
        assertThat(errorOf("[1]")).isEqualTo("unreadable-envelope");
        assertThat(errorOf("{}")).isEqualTo("unreadable-envelope");
        assertThat(errorOf("\u0000\u0001")).isEqualTo("unreadable-envelope");
        assertThat(errorOf(text(ARTICLE).substring(0, 200))).isEqualTo("unreadable-envelope");
    }

    private static String text(Message message) {
        return new String(Wire.write(Topic.TAGGED, new Envelope("t", HOPS, message)), StandardCharsets.UTF_8);
    }

    private static String errorOf(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return catchThrowableOfType(Unreadable.class, () -> Wire.read(Topic.TAGGED, bytes))
                .error();
    }
}

package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;
import org.yizhan.article.Withdrawal;

class IntakeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final Grant ANY = new Grant("any", Optional.empty());
    private static final Grant CAC = new Grant("cac", Optional.of("cac"));
    private static final String NDJSON = "application/x-ndjson";

    private final SourceRegistry sources = new SourceRegistry(NoDatabase.source());
    private final Intake intake = new Intake(sources, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void putsDownExactlyWhatCame() throws Refused {
        String raw = "{ \"source\":\"cac\", \"id\":\"1\",\"title\":\"t\" , \"text\":\"b\\u0000\", \"unknown\": 1.0 }";

        Intake.Taken taken = push(raw, ANY);

        assertThat(taken.rejected()).isEmpty();
        assertThat(taken.accepted()).containsExactly(new Intake.Accepted("1", Identity.article("cac", "1")));
        assertThat(taken.messages()).singleElement().isInstanceOfSatisfying(Received.class, received -> {
            assertThat(received.body()).isEqualTo(raw);
            assertThat(received.receivedAt()).isEqualTo(NOW);
            assertThat(received.channel()).isEqualTo("push");
            assertThat(received.key()).isEqualTo(Identity.article("cac", "1"));
        });
        assertThat(sources.find("cac")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "{`id`:`7`;`url`:`https://a.cn/1`},7",
        "{`url`:`https://u:p@a.cn/1`},https://a.cn/1",
        "{`url`:` https://a.cn/1 `},https://a.cn/1",
        "{`id`:` `;`url`:`no address`},no address"
    })
    void namesAnArticleAsAPushWould(String json, String id) throws Exception {
        String plain = json.replace('`', '"').replace(';', ',');

        assertThat(Intake.externalId(new JsonMapper().readTree(plain))).contains(id);
    }

    @Test
    void takesTheGoodItemsAndSaysWhatIsWrongWithTheOthers() throws Refused {
        Intake.Taken taken = push(
                "[{'source':'cac','id':'1','title':'t','text':'b'},{'source':'cac','id':'2','text':'b'},7,"
                        + "{'source':'cac','id':'4','title':'t','text':'b'}]",
                ANY);

        assertThat(taken.accepted()).extracting(Intake.Accepted::id).containsExactly("1", "4");
        assertThat(taken.rejected())
                .containsExactly(
                        new Intake.Rejected("2", "title is missing or blank"),
                        new Intake.Rejected("", "item 3: an article is a JSON object"));
        assertThat(taken.messages()).hasSize(2);
    }

    @Test
    void keepsTwoRevisionsOfOneRequestInOrder() throws Refused {
        Intake.Taken taken = push(
                "[{'source':'a','id':'1','title':'t1','text':'b'},{'source':'a','id':'1','title':'t2','text':'b'}]",
                ANY);

        assertThat(taken.messages())
                .extracting(message -> ((Received) message).receivedAt())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void rejectsALineThatIsNoJsonAndALineWithTwo() throws Refused {
        String good = "{\"source\":\"a\",\"id\":\"1\",\"title\":\"t\",\"text\":\"b\"}";

        Intake.Taken taken = intake.push(bytes(good + "\n{oops\n" + good + good + "\n"), NDJSON, ANY);

        assertThat(taken.accepted()).hasSize(1);
        assertThat(taken.rejected())
                .extracting(Intake.Rejected::error)
                .satisfiesExactly(
                        error -> assertThat(error).startsWith("line 2 is no readable JSON"),
                        error -> assertThat(error).startsWith("line 3 is no readable JSON"));
    }

    @Test
    void letsAKeyPushForItsSourceOnly() throws Refused {
        String own = "{'id':'1','title':'t','text':'b'}";
        String foreign = "{'source':'mca','id':'1','title':'t','text':'b'}";

        assertThat(push(own, CAC).messages())
                .singleElement()
                .extracting("source")
                .isEqualTo("cac");
        assertThat(push("[" + own + "," + foreign + "]", CAC).rejected())
                .singleElement()
                .extracting(Intake.Rejected::error)
                .isEqualTo("this key pushes for 'cac' only, not for 'mca'");
        var refused = catchThrowableOfType(Refused.class, () -> push(foreign, CAC));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(sources.find("mca")).isEmpty();
    }

    @Test
    void identifiesByUnicodeNfc() throws Refused {
        Intake.Taken taken = push("{'source':'cafe\\u0301','id':' 1 ','title':'t','text':'b'}", ANY);

        assertThat(taken.accepted().getFirst().articleId()).isEqualTo(Identity.article("caf\u00e9", "1"));
    }

    @Test
    void takesAPageInTheCharsetThatIsNamed() throws Refused {
        byte[] gbk = "社区食堂".getBytes(Charset.forName("GBK"));

        Intake.Taken taken = intake.page(gbk, "text/plain; charset=gbk", "paper", "2026-11-23", "4", ANY);

        assertThat(taken.accepted().getFirst().id()).isEqualTo("2026-11-23/4");
        assertThat(taken.messages()).singleElement().isInstanceOfSatisfying(Received.class, received -> {
            assertThat(received.form()).isEqualTo(Received.Form.PAGE);
            assertThat(received.body()).isEqualTo("社区食堂");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2026-11-23, 1, x, 400, paper is missing",
        "p, 23.11.2026, 1, x, 400, date is '23.11.2026'",
        "p, 2026-02-30, 1, x, 400, date is '2026-02-30'",
        "p, 2026-11-23, 0, x, 400, page is '0'",
        "p, 2026-11-23, A1, x, 400, page is 'A1'",
        "p, 2026-11-23, 1, ' ', 422, the page is empty",
    })
    void refusesAPageThatCannotBePlaced(
            String paper, String date, String page, String text, int status, String detail) {
        var refused = catchThrowableOfType(
                Refused.class, () -> intake.page(bytes(text), "text/plain", paper, date, page, ANY));

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.detail()).startsWith(detail);
    }

    @Test
    void refusesAPageOfAForeignPaper() {
        assertThat(catchThrowableOfType(
                                Refused.class,
                                () -> intake.page(bytes("x"), "text/plain", "mca", "2026-11-23", "1", CAC))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void takesAWithdrawal() throws Refused {
        Intake.Taken taken = intake.withdraw("cac", "1", Optional.of(" 内容有误 "), CAC);

        assertThat(taken.messages()).singleElement().isInstanceOfSatisfying(Withdrawal.class, withdrawal -> {
            assertThat(withdrawal.key()).isEqualTo(Identity.article("cac", "1"));
            assertThat(withdrawal.reason()).isEqualTo("内容有误");
        });
        assertThat(catchThrowableOfType(Refused.class, () -> intake.withdraw("mca", "1", Optional.empty(), CAC))
                        .status())
                .isEqualTo(403);
    }

    private Intake.Taken push(String json, Grant grant) throws Refused {
        return intake.push(bytes(json.replace('\'', '"')), "application/json", grant);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PushBodyTest {

    private static final String JSON = "application/json";

    @Test
    void keepsEachItemsOwnCharacters() throws Refused {
        List<PushBody.Item> items = read("[ {\"id\": 1.0, \"t\":\"标题\"} ,{}]", JSON);

        assertThat(items)
                .extracting(item -> ((PushBody.Item.Read) item).raw())
                .containsExactly("{\"id\": 1.0, \"t\":\"标题\"}", "{}");
    }

    @Test
    void readsOneObject() throws Refused {
        assertThat(read(" {\"id\":\"1\"} ", JSON)).hasSize(1);
    }

    @Test
    void readsLinesAndSaysWhichIsBroken() throws Refused {
        List<PushBody.Item> items = read("{\"id\":\"1\"}\n\n{oops\n{\"id\":\"3\"}\n", "application/x-ndjson");

        assertThat(items).hasSize(3);
        assertThat(items.get(1))
                .isInstanceOfSatisfying(
                        PushBody.Item.Broken.class,
                        broken -> assertThat(broken.error()).startsWith("line 2 is no readable JSON"));
    }

    @Test
    void readsTheCharsetThatIsNamed() throws Refused {
        byte[] gbk = "{\"title\":\"甘州区民政局\"}".getBytes(Charset.forName("GB18030"));

        List<PushBody.Item> items = PushBody.read(gbk, "application/json; charset=GB2312");

        assertThat(((PushBody.Item.Read) items.getFirst()).json().path("title").textValue())
                .isEqualTo("甘州区民政局");
    }

    @Test
    void refusesGbkThatClaimsToBeUtf8() {
        byte[] gbk = "{\"title\":\"甘州区民政局\"}".getBytes(Charset.forName("GB18030"));

        var refused = catchThrowableOfType(Refused.class, () -> PushBody.read(gbk, "application/json; charset=utf-8"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail()).contains("not UTF-8 at byte 10").contains("gb18030");
    }

    @Test
    void refusesBytesThatAreNoUtf8AndSaysWhere() {
        byte[] body = "{\"title\":\"??\"}".getBytes(StandardCharsets.US_ASCII);
        body[11] = (byte) 0xC0;

        var refused = catchThrowableOfType(Refused.class, () -> PushBody.read(body, JSON));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail()).contains("not UTF-8 at byte 11");
    }

    @Test
    void refusesACharsetThatIsNone() {
        assertThat(catchThrowableOfType(Refused.class, () -> read("{}", "application/json; charset=klingon"))
                        .detail())
                .isEqualTo("the charset 'klingon' is not known; send UTF-8");
    }

    @Test
    void passesOverAByteOrderMark() throws Refused {
        assertThat(read("\uFEFF{\"id\":\"1\"}", JSON)).hasSize(1);
    }

    @Test
    void refusesJsonOfAHundredThousandLevels() {
        assertThat(refusal("[".repeat(100_000)).status()).isEqualTo(400);
        assertThat(refusal("{\"a\":".repeat(100_000)).status()).isEqualTo(400);
    }

    @Test
    void refusesWhatIsNoArticle() {
        assertThat(refusal("").detail()).contains("empty");
        assertThat(refusal("42").detail()).contains("send an object");
        assertThat(refusal("{\"id\":").detail()).contains("no readable JSON");
        assertThat(refusal("{}{}").detail()).contains("array or as NDJSON");
    }

    @Test
    void refusesMoreThanFiveHundredInAnArray() {
        String items = IntStream.range(0, 501).mapToObj(i -> "{}").collect(Collectors.joining(",", "[", "]"));

        assertThat(refusal(items).status()).isEqualTo(422);
    }

    private static List<PushBody.Item> read(String body, String contentType) throws Refused {
        return PushBody.read(body.getBytes(StandardCharsets.UTF_8), contentType);
    }

    private static Refused refusal(String body) {
        return catchThrowableOfType(Refused.class, () -> read(body, JSON));
    }
}

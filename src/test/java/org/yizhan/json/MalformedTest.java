package org.yizhan.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.Row;
import org.yizhan.ops.Chinese;

@Row("S21")
class MalformedTest {

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(5)
                            .maxStringLength(20)
                            .maxTokenCount(30)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private record Holder(List<Held> held) {
        private record Held(UUID id) {}
    }

    private static String why(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return Malformed.why(catchThrowableOfType(IOException.class, () -> STRICT.readTree(bytes)), bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":                       | it ends too early (line 1, column 6)",
                "[1,                           | it ends too early (line 1, column 4)",
                "\"abc                         | it ends too early (line 1, column 5)",
                "nonsense                      | something there is no JSON (line 1, column 1)",
                "{'a':1}                       | something there is no JSON (line 1, column 2)",
                "{\"a\":1,}                    | something there is no JSON (line 1, column 8)",
                "{\"a\":01}                    | something there is no JSON (line 1, column 7)",
                "{\"标题\":文}                 | something there is no JSON (line 1, column 7)",
                "{}{}                          | it goes on after its end (line 1, column 3)",
                "{\"a\":1,\"a\":2}            | one field is there twice (line 1, column 11)",
                "[[[[[[1]]]]]]                 | it is nested too deep",
                "\"123456789012345678901234\"  | a name, a number or a text in it is too long",
                "[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1] | it has too many parts"
            })
    void saysWhatAndWhere(String json, String why) {
        assertThat(why(json)).startsWith(why);
    }

    @Test
    void countsLines() {
        assertThat(why("{\"a\":1,\n \"甲\": 文}")).isEqualTo("something there is no JSON (line 2, column 7)");
        assertThat(why("{\"a\":\"b\nc\"}"))
                .startsWith("a line break or another control character stands in a text as it is (line ");
    }

    @Test
    void saysThatBytesAreNotUtf8() {
        byte[] bytes = {'{', '"', 'a', '"', ':', '"', (byte) 0xff, '"', '}'};
        assertThat(Malformed.why(catchThrowableOfType(IOException.class, () -> STRICT.readTree(bytes)), bytes))
                .startsWith("its bytes are not UTF-8");
    }

    /** The parser's own words name {@code java.util.UUID}, and repeat what was sent. */
    @Test
    void namesTheFieldThatDoesNotFit() {
        var failure = catchThrowableOfType(
                IOException.class, () -> STRICT.readValue("{\"held\":[{\"id\":\"none\"}]}", Holder.class));
        assertThat(Malformed.why(failure)).startsWith("the field 'held.0.id' does not hold what it should (line 1, ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`{\"a\":`|the body is no JSON|正文不是 JSON：没有写完（第 1 行第 6 列）",
                "`{}{}`|not an envelope|不是信封：结束之后还有内容（第 1 行第 3 列）"
            })
    void isSaidInChineseToo(String json, String before, String chinese) {
        assertThat(Chinese.sentence(before + ": " + why(json))).hasValue(chinese);
    }
}

package org.yizhan.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordChangesTest {

    private static RecordChanges between(String before, String after) {
        return RecordChanges.between(before.getBytes(UTF_8), after.getBytes(UTF_8));
    }

    @Test
    void namesTheFieldsThatDifferAndNoOther() {
        var changes = between(
                "{\"schema\":1,\"checksum\":\"aa\",\"message\":{\"title\":\"旧题\",\"authors\":[\"甲\",\"乙\"],\"same\":7}}",
                "{\"schema\":1,\"checksum\":\"bb\",\"message\":{\"title\":\"新题\",\"authors\":[\"甲\"],\"same\":7,\"url\":\"u\"}}");

        assertThat(changes.before()).isEqualTo(Map.of("message.title", "旧题", "message.authors[1]", "乙"));
        assertThat(changes.after()).isEqualTo(Map.of("message.title", "新题", "message.url", "u"));
        assertThat(changes.names()).containsExactly("message.authors[1]", "message.title", "message.url");
    }

    @Test
    void looksIntoWhatWasPushed() {
        var changes = between(
                "{\"message\":{\"body\":\"{\\\"title\\\":\\\"a\\\",\\\"text\\\":\\\"t\\\"}\"}}",
                "{\"message\":{\"body\":\"{\\\"title\\\":\\\"b\\\",\\\"text\\\":\\\"t\\\"}\"}}");

        assertThat(changes.after()).containsOnlyKeys("message.body.title");
    }

    @Test
    void saysOfBytesTheirSizeAndChecksum() {
        String same = "AAAA".repeat(200);
        var changes = between(
                "{\"message\":{\"body\":\"" + same + "AAAA\"}}", "{\"message\":{\"body\":\"" + same + "AAAB\"}}");

        assertThat(changes.before().get("message.body")).startsWith("603 bytes, checksum ");
        assertThat(changes.after().get("message.body"))
                .startsWith("603 bytes, checksum ")
                .isNotEqualTo(changes.before().get("message.body"));
    }

    @Test
    void showsALongTextFromWhereItParts() {
        String same = "同".repeat(5_000);
        var changes = between(
                "{\"message\":{\"text\":\"" + same + "旧" + same + "\"}}",
                "{\"message\":{\"text\":\"" + same + "新" + same + "\"}}");

        String before = changes.before().get("message.text");
        assertThat(before).startsWith("…同").contains("旧").endsWith("同…").hasSize(RecordChanges.LONGEST + 2);
        assertThat(changes.after().get("message.text")).contains("新").hasSize(before.length());
    }

    @Test
    void showsWhatCouldNotBeReadAsAWhole() {
        var changes = between("{\"schema\":1", "{\"schema\":1,\"message\":{}}");

        assertThat(changes.before()).containsEntry("record", "{\"schema\":1");
        assertThat(changes.names()).containsExactly("record");
        assertThat(between("\0\u001b[31m", "{}").json().toString()).doesNotContain("\\u0000");
    }

    @Test
    void keepsToAFewFieldsAndToNamesOfOurs() {
        var many = new StringBuilder("{");
        for (int n = 0; n < 100; n++) {
            many.append("\"f%d\":%d,".formatted(n, n));
        }
        var changes = between("{\"message\":{}}", many + "\"王某某的家\":1}");

        assertThat(changes.after()).hasSize(RecordChanges.MOST_FIELDS - 1);
        assertThat(changes.more()).isEqualTo(62);
        assertThat(between("{}", "{\"王某某的家\":1}").names()).containsExactly("(other)");
    }

    @Test
    void findsNothingWhereNothingWasChanged() {
        assertThat(between("{\"a\":[{\"b\":null}],\"checksum\":\"1\"}", "{\"a\":[{\"b\":null}]}")
                        .names())
                .isEmpty();
    }

    @Test
    void aShortDocumentBesideALongOneIsToldByItsSizeAsWell() {
        String before = "{\"message\":{\"body\":\"%s\"}}".formatted("QUJD".repeat(30));
        var changes = RecordChanges.between(
                before.getBytes(StandardCharsets.UTF_8),
                "{\"message\":{\"body\":\"eA==\"}}".getBytes(StandardCharsets.UTF_8));

        assertThat(changes.before().get("message.body")).startsWith("90 bytes, checksum ");
        assertThat(changes.after().get("message.body")).startsWith("1 bytes, checksum ");
    }
}

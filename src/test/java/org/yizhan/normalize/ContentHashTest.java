package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContentHashTest {

    private static final Object[] BASE = {
        "title", "社区食堂开张",
        "text", "老人凭卡就餐。\n首日三百份。",
        "publishedAt", "2026-11-20T09:30:00+08:00",
        "url", "https://example.org/1"
    };

    static List<Arguments> seen() {
        return List.of(
                Arguments.of("title", "社区食堂开张了"),
                Arguments.of("text", "老人凭卡就餐。\n首日四百份。"),
                Arguments.of("text", "老人凭卡就餐。首日三百份。"),
                Arguments.of("html", "<p>老人凭卡就餐。</p><p>首日三百份。</p>"),
                Arguments.of("publishedAt", "2026-11-20T09:31:00+08:00"),
                Arguments.of("url", "https://example.org/2"),
                Arguments.of("column", "工作动态"),
                Arguments.of("attribution", "转自中国网信网"),
                Arguments.of("authors", List.of("林知远")),
                Arguments.of("editors", List.of("林知远")),
                Arguments.of("images", List.of(Map.of("url", "https://example.org/a.jpg"))));
    }

    @ParameterizedTest
    @MethodSource("seen")
    void changesWithWhatAReaderSees(String field, Object value) {
        assertThat(with(field, value)).isNotEqualTo(hash(BASE));
    }

    static List<Arguments> unseen() {
        return List.of(
                Arguments.of("title", " 社区食堂开张\n"),
                Arguments.of("text", "\n　　老人凭卡就餐。\r\n\r\n　　首日三百份。 "),
                Arguments.of("publishedAt", "2026-11-20 09:30"),
                Arguments.of("publishedAt", "2026-11-20T01:30:00Z"),
                Arguments.of("column", "  "),
                Arguments.of("authors", List.of()),
                Arguments.of("source", "another"),
                Arguments.of("anUnknownField", "x"));
    }

    @ParameterizedTest
    @MethodSource("unseen")
    void staysWithWhatAReaderDoesNotSee(String field, Object value) {
        assertThat(with(field, value)).isEqualTo(hash(BASE));
    }

    @Test
    void staysWhenATimeThatWasRefusedIsRefusedAgain() {
        assertThat(with("publishedAt", "0012-01-01")).isEqualTo(with("publishedAt", "0013-01-01"));
    }

    @Test
    void staysWithMarkupThatIsCleanedAway() {
        assertThat(hash("title", "t", "html", "<p onclick='x()'>一</p><script>1</script>"))
                .isEqualTo(hash("title", "t", "html", "<p>一</p>"));
    }

    @Test
    void changesWithACaption() {
        assertThat(with("images", List.of(Map.of("url", "https://example.org/a.jpg", "caption", "甲"))))
                .isNotEqualTo(with("images", List.of(Map.of("url", "https://example.org/a.jpg", "caption", "乙"))));
    }

    @Test
    void keepsAnAuthorFromBeingAnEditor() {
        assertThat(with("authors", List.of("林知远"))).isNotEqualTo(with("editors", List.of("林知远")));
    }

    private static String with(String field, Object value) {
        List<Object> fields = new ArrayList<>(Arrays.asList(BASE));
        fields.addAll(List.of(field, value));
        return hash(fields.toArray());
    }

    private static String hash(Object... fields) {
        return Pushes.article(fields).contentHash();
    }
}

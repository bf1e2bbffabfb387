package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Hop;

class TraceNameTest {

    private static final String ID = "0b9c3a52-9d0e-8f4b-a3c1-5d2e7f60b814";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tag:yizhan.org,2026:story/" + ID,
                "TAG:yizhan.org,2026:story/" + ID,
                "https://yizhan.example/stories/" + ID,
                "https://yizhan.example/prefix/stories/" + ID + "?lang=en#c",
                "/stories/" + ID + "/compare/1b9c3a52-9d0e-8f4b-a3c1-5d2e7f60b814",
                "/feeds/story/" + ID + ".atom",
                "http://localhost:8080/api/v1/articles/" + ID,
                "/ops/trace/" + ID,
                "/api/v1/ops/trace/" + ID,
                "/ops/stories/" + ID + "?done=1"
            })
    void readsTheIdOffNamesAndAddressesOfOurs(String text) {
        assertThat(TraceName.id(text)).contains(UUID.fromString(ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ID,
                "tag:yizhan.org,2026:feed/all",
                "https://yizhan.example/stories/",
                "https://yizhan.example/stories/" + ID + "0",
                "see /stories/" + ID,
                "关于 /stories/ 的通告"
            })
    void findsNoneInAnythingElse(String text) {
        assertThat(TraceName.id(text)).isEmpty();
    }

    @Test
    void readsWhereARecordLayOffTheTraceIdOfItsLetter() {
        assertThat(TraceName.buried("dead-articles.received-3-17"))
                .contains(new TraceName.Spot("articles.received", new Hop.Place(3, 17)));
        assertThat(TraceName.buried("dead-articles.received-3")).isEmpty();
        assertThat(TraceName.arrival(ID.toUpperCase(Locale.ROOT))).contains(ID);
        assertThat(TraceName.arrival("渡口镇灯塔修缮完工了没有灯塔修缮完工")).isEmpty();
    }

    @Test
    void readsTheNumberOfADeadLetter() {
        assertThat(TraceName.letter("17")).contains(17L);
        assertThat(TraceName.letter("http://127.0.0.1:8081/ops/dead-letters/17?lang=en"))
                .contains(17L);
        assertThat(TraceName.letter("/api/v1/ops/dead-letters/17")).contains(17L);
        assertThat(TraceName.letter("/ops/dead-letters/orders")).isEmpty();
        assertThat(TraceName.letter("17a")).isEmpty();
    }
}

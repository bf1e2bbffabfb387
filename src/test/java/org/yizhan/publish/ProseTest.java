package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProseTest {

    @Test
    void escapesWhatMarkupWouldRead() {
        assertThat(Prose.html(List.of("<script>&\"", "二"))).isEqualTo("<p>&lt;script&gt;&amp;&quot;</p>\n<p>二</p>");
        assertThat(Prose.html(List.of())).isEmpty();
    }

    @Test
    void summarisesAShortTextByItself() {
        assertThat(Prose.summary(List.of(" 一 ", "二"))).isEqualTo("一 二");
        assertThat(Prose.summary(List.of())).isEmpty();
        assertThat(Prose.summary(List.of("长".repeat(200)))).isEqualTo("长".repeat(200));
    }

    @Test
    void cutsALongTextAtTwoHundredCharacters() {
        assertThat(Prose.summary(List.of("长".repeat(150), "短".repeat(150))))
                .isEqualTo("长".repeat(150) + " " + "短".repeat(48) + "…");
    }

    @Test
    void cutsNoCharacterInTwo() {
        String summary = Prose.summary(List.of("长".repeat(198) + "\uD840\uDC00" + "尾".repeat(10)));
        assertThat(summary).isEqualTo("长".repeat(198) + "…");
    }
}

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
    void cutsALongTextBehindTheLastSentenceThatIsWhole() {
        String first = "长".repeat(120) + "。";
        assertThat(Prose.summary(List.of(first + "第二句也完。“还有一句。”" + "尾".repeat(150))))
                .isEqualTo(first + "第二句也完。“还有一句。”");
        assertThat(Prose.summary(List.of("字".repeat(198) + "。”" + "尾"))).isEqualTo("字".repeat(198) + "。”");
        assertThat(Prose.summary(List.of("字".repeat(199) + "。”尾")))
                .as("its quotation mark is the 201st")
                .endsWith("…");
        assertThat(Prose.summary(List.of("a".repeat(100) + " grew 3.5 %. Then" + "b".repeat(100))))
                .isEqualTo("a".repeat(100) + " grew 3.5 %.");
        assertThat(Prose.summary(List.of("短句。" + "长".repeat(300))))
                .as("too little")
                .hasSize(200)
                .endsWith("…");
        assertThat(Prose.summary(List.of("一段。".repeat(40), "二段。".repeat(40))))
                .hasSizeLessThanOrEqualTo(200)
                .endsWith("二段。");
    }

    @Test
    void cutsNoCharacterInTwo() {
        String summary = Prose.summary(List.of("长".repeat(198) + "\uD840\uDC00" + "尾".repeat(10)));
        assertThat(summary).isEqualTo("长".repeat(198) + "…");
    }
}

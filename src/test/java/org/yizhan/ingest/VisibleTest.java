package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n\t　",
                "<p></p>",
                "<div><br/><p>&nbsp;&emsp;</p></div>",
                "<script>alert('甲')</script>",
                "<SCRIPT>甲</ScRiPt >",
                "<style>p{}</style><!-- 乙 --><p>\u200b</p>",
                "<svg><text>丙</text></svg>",
                "<script>丁",
                "<!DOCTYPE html><?xml version='1.0'?>",
                "<img src='javascript:x'><img alt='图'>",
                "<img src=data:image/png;base64,AA==>",
                "<textarea>戊</textarea><select><option>己</option></select>",
            })
    void seesNothing(String markup) {
        assertThat(Visible.isIn(markup)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "甲",
                "<p>甲</p>",
                "<script>x</script>乙",
                "<img src='https://example.org/a.jpg'>",
                "<p>&lt;</p>",
                "<img alt='图' src=/a.jpg>",
                "<3",
                "a < b",
                "<a href='a.pdf'>附件</a>",
                "<p>&nbsp;丙</p>",
                "𠀀",
            })
    void seesSomething(String markup) {
        assertThat(Visible.isIn(markup)).isTrue();
    }

    @Test
    void endsSoonWhateverIsLeftOpen() {
        for (String open : new String[] {"<script>", "</script", "<!--", "<p ", "&nbsp;", "<svg><"}) {
            String markup = open.repeat(500_000);

            assertTimeoutPreemptively(Duration.ofSeconds(60), () -> Visible.isIn(markup));
        }
    }
}

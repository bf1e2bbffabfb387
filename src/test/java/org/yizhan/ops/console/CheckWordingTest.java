package org.yizhan.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckWordingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 of 5 items have no publication time | 5 条里有 3 条没有发布时间
            2 of 2 articles read have no attribution | 读出的 2 篇里有 2 篇没有出处
            1 link named before on the same page, taken once | 1 个链接在同一页出现不止一次，只取一次
            the selector item “ul.old li” finds nothing | item 选择器“ul.old li”什么也没找到
            “2027-11-20” lies more than a day ahead; send it as x | “2027-11-20”在将来，不当作发布时间
            joins story 7 as repost: the same text; the same title | 并入报道 7（repost）：the same text; the same title
            """)
    void saysInChineseWhatADryRunWarnsOf(String english, String chinese) {
        assertThat(CheckWording.chinese(english)).isEqualTo(chinese);
    }

    @Test
    void leavesWhatNobodyHasTranslatedAsItIs() {
        assertThat(CheckWording.chinese("the JSON breaks off: $1")).isEqualTo("the JSON breaks off: $1");
        assertThat(CheckWording.chinese("the selector item “$2 $1” finds nothing"))
                .contains("$2");
    }
}

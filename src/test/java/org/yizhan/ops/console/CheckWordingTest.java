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
            joins story 7 as repost: the texts are equal; both have one address | 并入报道 7（转载）：正文相同；网址相同
            selector: the path list “data” leads to nothing | 规则没有匹配：路径 list“data”什么也没有
            robots: robots.txt keeps us out of https://a.example/ | robots.txt 不让抓 https://a.example/
            publishedAt: “昨天” is no time: x; send it as 2026; the time of receipt stands instead | 发布时间：“昨天”不是时间；请写作 2026；以收到的时间代替
            """)
    void saysInChineseWhatADryRunWarnsOf(String english, String chinese) {
        assertThat(CheckWording.chinese(english)).isEqualTo(chinese);
    }

    @Test
    void leavesWhatNobodyHasTranslatedAsItIs() {
        assertThat(CheckWording.chinese("nobody has said this: $1")).isEqualTo("nobody has said this: $1");
        assertThat(CheckWording.chinese("the selector item “$2 $1” finds nothing"))
                .contains("$2");
    }
}

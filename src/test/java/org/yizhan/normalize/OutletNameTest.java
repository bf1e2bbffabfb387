package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutletNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    中国网信网                        | 中国网信网
                    “网信中国”微信公众号                | 网信中国
                    《光明日报》2026年9月13日           | 光明日报
                    《半月谈》2026年第18期              | 半月谈
                    人民日报 第3版                     | 人民日报
                    福建省民政厅官网                   | 福建省民政厅官网
                    微信公众号“甘州民政”               | 甘州民政
                    网信中国微信公众号                  | 网信中国
                    社工客栈(ID:shegong)              | 社工客栈
                    网信中国、陕西网                   | 网信中国
                    新华社2026年09月13日22:24          | 新华社
                    经济日报 作者:周明                 | 经济日报
                    央视新闻。                        | 央视新闻
                    FreeBuf https://example.org/a     | FreeBuf
                    国家发改委网站                     | 国家发改委网站
                    民政部官网                        | 民政部官网
                    《人民日报》客户端                  | 人民日报
                    人民网－人民日报                   | 人民网－人民日报
                    公众号“网信中国”                   | 网信中国
                    官方微信公众号“网信中国”            | 网信中国
                    微信公众号 网信中国                 | 网信中国
                    微信公众号：网信中国                | 网信中国
                    『网信中国』公众号                  | 网信中国
                    〈样报〉                          | 样报
                    网信中国微信                       | 网信中国微信
                    甘州发布                          | 甘州发布
                    网站管理局                        | 网站管理局
                    """)
    void cutsOutTheName(String text, String name) {
        assertThat(OutletName.read(text)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "网络", "本站", "本网原创", "综合", "请注明出处", "、", "——", "https://example.org/a", "X"})
    void namesNobody(String text) {
        assertThat(OutletName.read(text)).isEmpty();
    }
}

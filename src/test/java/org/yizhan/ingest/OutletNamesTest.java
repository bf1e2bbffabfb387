package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Approval;
import org.yizhan.article.Source;

class OutletNamesTest {

    private static final OutletNames KNOWN = OutletNames.of(List.of(
            source("ndrc", "国家发展和改革委员会", "国家发改委", "发改委"),
            source("mca", "民政部", "中华人民共和国民政部"),
            source("cac", "中国网信网", "网信中国"),
            source("gz-mzj", "张掖市甘州区民政局", "甘州民政"),
            source("rmrb", "人民日报"),
            source("people", "人民网"),
            source("radio", "河西之声客户端"),
            source("one", "城关晚报", "晚报"),
            source("two", "新城晚报", "晚报"),
            source("station", "网站管理局"),
            Source.unknown("央视网·新闻联播"),
            Source.unknown("网信中国")));

    private static Source source(String id, String name, String... aliases) {
        return new Source(id, name, List.of(aliases), "", "", "list", Approval.NEVER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    国家发改委网站              | ndrc
                    国家发改委官方网站           | ndrc
                    国家发改委微信公众号         | ndrc
                    国家发改委发布              | ndrc
                    民政部官网                 | mca
                    中國網信網                 | cac
                    國家發改委網站              | ndrc
                    民政部门户网站              | mca
                    民政部官方微信公众号         | mca
                    民政部官方微博              | mca
                    “网信中国”微信公众号         | cac
                    "网信中国"微信公众号         | cac
                    ＂网信中国＂微信公众号        | cac
                    「网信中国」                | cac
                    『网信中国』                | cac
                    ‘网信中国’公众号            | cac
                    〈网信中国〉                | cac
                    公众号“网信中国”            | cac
                    微信公众号 网信中国          | cac
                    微信公众号：网信中国         | cac
                    官方微信公众号“网信中国”     | cac
                    网信中国（微信公众号）        | cac
                    网信中国(ID:wangxin)        | cac
                    网信中国微信                | cac
                    网 信 中 国                | cac
                    张掖市甘州区民政局网站        | gz-mzj
                    甘州民政微信公众号           | gz-mzj
                    甘州民政发布                | gz-mzj
                    《人民日报》                | rmrb
                    《人民日报》客户端           | rmrb
                    人民日报新闻客户端           | rmrb
                    人民日报ＡＰＰ              | rmrb
                    人民网－人民日报             | rmrb
                    人民网-《人民日报》          | rmrb
                    人民网—人民日报客户端        | rmrb
                    人民网－地方报道             | people
                    人民网                     | people
                    河西之声                   | radio
                    央视网·新闻联播             | 央视网·新闻联播
                    网站管理局                  | station
                    """)
    void looksThroughWhatIsPrintedAroundAName(String printed, String id) {
        assertThat(KNOWN.resolve(printed)).map(Source::id).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "网站",
                "官网",
                "发布",
                "微信公众号",
                "晚报",
                "晚报官网",
                "网站管理",
                "民政部网站管理局",
                "国家发改委网站处",
                "甘州区民政局",
                "民政",
                "人民",
                "人民-日报",
                "人民网-人民日报-头版",
                "人民日报社",
                "河西之声发布会",
            })
    void knowsNobodyWhereTheNameIsAnother(String printed) {
        assertThat(KNOWN.resolve(printed)).isEmpty();
    }

    @Test
    void aDeclaredNameIsFirmerThanTheIdThatAPushCameWith() {
        var both = List.of(Source.unknown("网信中国"), source("cac", "中国网信网", "网信中国"));

        assertThat(OutletNames.of(both).resolve("网信中国")).map(Source::id).contains("cac");
        assertThat(OutletNames.of(both.reversed()).resolve("网信中国"))
                .map(Source::id)
                .contains("cac");
    }

    @Test
    void aWholeNameIsFirmerThanAShortenedOne() {
        var names = OutletNames.of(List.of(source("paper", "样报"), source("app", "样报客户端")));

        assertThat(names.resolve("样报客户端")).map(Source::id).contains("app");
        assertThat(names.resolve("样报网站")).map(Source::id).contains("paper");
    }
}

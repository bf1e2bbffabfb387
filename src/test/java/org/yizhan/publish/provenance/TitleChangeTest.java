package org.yizhan.publish.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitleChangeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    养老服务站今天开门               | 养老服务站今天开门                  | NONE
                    ~养老服务站今天开门 ~            | 养老服务站今天开门                  | NONE
                    养老服务站,今天开门              | 养老服务站，今天开门                | PUNCTUATION
                    “养老服务站”今天开门             | 养老服务站 今天开门                 | PUNCTUATION
                    第１０个养老服务站开门            | 第10个养老服务站开门                | PUNCTUATION
                    养老服务站今天开门               | 養老服務站今天開門                  | PUNCTUATION
                    “養老服務站”今天開門             | 养老服务站　今天开门                | PUNCTUATION
                    養老服務站今天開門               | 养老服务站昨天开门                  | WORDS
                    甘州区养老服务站今天开门          | 養老服務站今天開門                  | REGION
                    关注丨养老服务站今天开门          | 養老服務站今天開門                  | PREFIX
                    成效显著                        | 成效显着                          | WORDS
                    成效顯著                        | 成效显著                          | PUNCTUATION
                    养老服务站今天开门               | 【走基层】养老服务站今天开门          | PREFIX
                    【头条】养老服务站今天开门        | 【走基层】养老服务站今天开门          | PREFIX
                    养老服务站今天开门               | 关注丨养老服务站今天开门             | PREFIX
                    聚焦丨养老服务站今天开门          | 转载｜养老服务站今天开门             | PREFIX
                    养老服务站今天开门               | 转载：养老服务站今天开门             | PREFIX
                    养老服务站今天开门               | 养老服务站今天开门——样报             | PREFIX
                    养老服务站今天开门               | 养老服务站今天开门_要闻_样报网        | PREFIX
                    养老服务站今天开门               | 养老服务站今天开门（图）             | PREFIX
                    民政部：养老服务站今天开门        | 养老服务站今天开门                  | PREFIX
                    养老服务站今天开门_中国网信网     | 养老服务站今天开门 - 福建省民政厅     | PREFIX
                    养老服务站今天开门_样县新闻网     | 养老服务站今天开门_要闻_新闻_样报网    | PREFIX
                    养老服务站今天开门——样县政府网    | 养老服务站今天开门｜样县日报           | PREFIX
                    样县日报_养老服务站今天开门       | 养老服务站今天开门-样县融媒体中心      | PREFIX
                    政务公开｜养老服务站今天开门      | 养老服务站今天开门_首页_样县民政局     | PREFIX
                    养老服务站今天开门               | 养老服务站今天开门_中华人民共和国样样部样样司政府门户网站 | PREFIX
                    養老服務站今天開門_中國網信網     | 养老服务站今天开门——样报             | PREFIX
                    【头条】养老服务站今天开门_样报网  | 聚焦丨养老服务站今天开门             | PREFIX
                    养老服务站今天开门_样报网         | 养老服务站昨天开门_样报网            | WORDS
                    养老服务站今天开门——记样县民政局   | 养老服务站今天开门                  | WORDS
                    养老服务站今天开门—— 走进样县日报  | 养老服务站今天开门                  | WORDS
                    养老服务站今天开门——织密养老服务网 | 养老服务站今天开门——样报             | WORDS
                    一个都不能少——来自样县的网       | 一个都不能少——来自样市的网           | WORDS
                    养老服务站今天开门-社区新格局     | 养老服务站今天开门-忙坏好干部         | WORDS
                    养老服务站今天开门——兜底保障网    | 养老服务站今天开门——社区食堂         | WORDS
                    养老服务站今天开门——访谈录       | 养老服务站今天开门                  | PREFIX
                    养老服务站今天开门               | 甘州区养老服务站今天开门             | REGION
                    养老服务站今天开门               | 甘州区：养老服务站今天开门           | REGION
                    养老服务站今天开门               | 赣州丨养老服务站今天开门             | REGION
                    养老服务站今天开门               | 【江西赣州】养老服务站今天开门        | REGION
                    赣州市养老服务站今天开门          | 杭州市养老服务站今天开门             | REGION
                    甘肃养老服务站今天开门            | 内蒙古自治区养老服务站今天开门        | REGION
                    全省养老工作会议召开              | 全市养老工作会议召开                | REGION
                    张掖市养老工作会议召开            | 张掖市甘州区养老工作会议召开          | REGION
                    关注丨张掖市养老工作会议召开       | 转载丨甘州区养老工作会议召开          | REGION
                    养老服务站今天开门               | 养老服务站昨天开门                  | WORDS
                    养老服务站今天开门               | 养老服务站今天开门迎客               | WORDS
                    民政部：养老服务站今天开门        | 教育部：养老服务站今天开门           | WORDS
                    物价上涨3.5%                   | 物价上涨35%                        | WORDS
                    物价上涨5%                     | 物价上涨5‰                         | WORDS
                    赣州市养老服务站今天开门          | 杭州市养老服务站昨天开门             | WORDS
                    公告                           | 通知                              | WORDS
                    ！！                           | ？？                              | WORDS
                    """)
    void gradesWhatBecameOfATitle(String before, String after, TitleChange grade) {
        assertThat(TitleChange.between(before, after)).isEqualTo(grade);
        assertThat(TitleChange.between(after, before)).as("the other way").isEqualTo(grade);
    }

    @Test
    void onlyAChangeOfSignsIsSlight() {
        assertThat(TitleChange.NONE.isSlight()).isTrue();
        assertThat(TitleChange.PUNCTUATION.isSlight()).isTrue();
        assertThat(TitleChange.PREFIX.isSlight()).isFalse();
    }

    @Test
    void aTitleOfNothingButNamesIsGradedInReasonableTime() {
        String names = "样报网_".repeat(120);
        long start = System.nanoTime();
        assertThat(TitleChange.between(names, names + "样报")).isNotNull();
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    @Test
    void gradesAHostileTitleInReasonableTime() {
        String brackets = "【".repeat(20_000) + "丨".repeat(20_000) + "——".repeat(20_000);
        long start = System.nanoTime();
        assertThat(TitleChange.between(brackets, brackets + "：")).isNotNull();
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }
}

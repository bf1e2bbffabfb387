package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroundsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            各媒体：因数据有误，现予撤回。敬请谅解。             | 各媒体：因数据有误，现予撤回。
            本网刊发《食堂开张》一文。经核实，文中时间有误。特此声明。 | 经核实，文中时间有误。
            该稿已撤回。由于图片来源不明涉及侵权，请予删除！谢谢。  | 由于图片来源不明涉及侵权，请予删除！
            一、文章内容与事实不符。二、已致歉。                | 一、文章内容与事实不符。
            《食堂开张》一文因故撤稿                        | 《食堂开张》一文因故撤稿
            经县民政局调查，报道的人数存在较大出入。            | 经县民政局调查，报道的人数存在较大出入。
            """)
    void findsTheSentenceThatSaysWhy(String text, String why) {
        assertThat(Grounds.in(text)).contains(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "现撤回《因大雾停运有误》一文。",
                "请各转载单位删除，因此带来的不便敬请谅解。",
                "失实原因正在核查。",
                "该文已撤下。特此声明。",
                "本站一贯重视内容质量，杜绝差错。现予以撤回。",
                "本网已刊发《经核实数据有误的三篇论文》，请勿转载。"
            })
    void findsNoneWhereNoneIsGiven(String text) {
        assertThat(Grounds.in(text)).isEmpty();
    }

    @Test
    void ofALongSentenceItTellsTheGroundsOnly() {
        String list = "本网" + "某某栏目、".repeat(30) + "所刊文章";
        assertThat(Grounds.in(list + "因数据有误，现予撤回。")).contains("因数据有误，现予撤回。");
        assertThat(Grounds.in(list + "因数据有误" + "，另有说明".repeat(30) + "。")).isEmpty();
    }
}

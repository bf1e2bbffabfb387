package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuedTest {

    private static Issued of(String title, String html) {
        return Issued.of(Entries.titled(Entries.withBody(Entries.entry(0), html), title));
    }

    @ParameterizedTest
    @CsvSource({
        "<p>云办发〔2026〕12号</p><p>各县人民政府：</p>, 云办发〔2026〕12号",
        "<p>云 民 函 ［2026］ 第 7 号</p><p>各县：</p>, 云民函［2026］第7号",
        "<div>（云政发[2025]103号）<br>各县：</div>, 云政发[2025]103号",
        "<table><tr><td>发文字号：</td><td>云民规〔2026〕3号</td></tr></table><p>正文。</p>, 云民规〔2026〕3号",
        "<p>索引号：11220 文号：云教（2026）9号 主题：教育</p>, 云教（2026）9号"
    })
    void aNumberOnALineOfItsOwnOrBehindItsLabelIsTheDocuments(String html, String number) {
        assertThat(of("通知", html).number()).contains(number);
    }

    @Test
    void aNumberInBracketsAtTheTitlesEndIsTheDocuments() {
        assertThat(of("关于做好防汛工作的通知（云应急〔2026〕21号）", "<p>各县：</p>").number()).contains("云应急〔2026〕21号");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>根据云办发〔2026〕12号文件，各县要抓紧。</p>",
                "<p>《办法》（云民规〔2026〕3号）自发布之日起施行。</p><p>2026年3月1日</p>",
                "<p>赛事于2026年3月1日举行。</p><p>2026年3月1日</p>",
                "<p>12号</p>"
            })
    void aNumberThatASentenceMentionsIsAnotherDocuments(String html) {
        assertThat(of("消息", html)).isEqualTo(new Issued(Optional.empty(), Optional.empty()));
    }

    @Test
    void theDateStandsBehindItsLabelOrUnderATextThatHasANumber() {
        assertThat(of("通知", "<p>云办发〔2026〕12号</p><p>各县：2026年1月1日起施行。</p><p>云县人民政府办公室</p><p>2026 年 3 月 1 日</p>")
                        .date())
                .contains(LocalDate.of(2026, 3, 1));
        assertThat(of("通知", "<p>成文日期：2026-02-28</p><p>正文。</p>").date()).contains(LocalDate.of(2026, 2, 28));
        assertThat(of("通知", "<p>云办发〔2026〕12号</p><p>2026年2月30日</p>").date()).isEmpty();
        assertThat(of("通知", "<p>发布日期：2026-02-28</p><p>正文。</p>").date()).isEmpty();
    }
}

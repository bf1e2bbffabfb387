package org.yizhan.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.deduplicate.Prints.MONDAY;
import static org.yizhan.deduplicate.Prints.REPORT;
import static org.yizhan.deduplicate.Prints.article;
import static org.yizhan.deduplicate.Prints.notice;
import static org.yizhan.deduplicate.Prints.print;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {

    private static final String TITLE = "城东社区长者食堂一年不涨价";

    private static Likeness both(Fingerprint one, Fingerprint other) {
        Likeness likeness = Judge.compare(one, other);
        Likeness mirrored = Judge.compare(other, one);
        assertThat(mirrored.same()).as("the same either way round").isEqualTo(likeness.same());
        assertThat(mirrored.rule()).isEqualTo(likeness.rule());
        assertThat(mirrored.similarity()).isEqualTo(likeness.similarity());
        return likeness;
    }

    @Test
    void takesAnEqualTextForACopy() {
        Likeness likeness = both(print(TITLE, REPORT), print("转载｜" + TITLE, REPORT));
        assertThat(likeness.same()).isTrue();
        assertThat(likeness.rule()).isEqualTo("same-text");
        assertThat(likeness.similarity()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "关于王强同志任职前公示,关于李梅同志任职前公示,王强,李梅",
        "王强任职公示,李梅任职公示,王强,李梅",
        "任前公示：王强,任前公示：欧阳振华,王强,欧阳振华",
        "关于王强的公示,关于王梅的公示,王强,王梅",
        "上秦镇高升庵村党群服务中心启用,上秦镇缪家堡村党群服务中心启用,高升庵,缪家堡"
    })
    void tellsPiecesOfOneFormulaByTheNameWhereverItStandsInTheTitle(
            String title, String otherTitle, String name, String otherName) {
        String text = "根据干部选拔任用有关规定，经县委常委会研究，并报市委组织部同意，%s一事已经办理完毕，现予公示，"
                + "公示期为五个工作日。公示期间如有意见，请以书面形式向县委组织部反映，反映情况应当署真实姓名并留下联系方式。"
                + "联系地址为县行政中心三号楼，受理时间为工作日上午九时至下午五时，逾期不再受理。";
        Likeness likeness = both(print(title, text.formatted(name)), print(otherTitle, text.formatted(otherName)));
        assertThat(likeness.same()).isFalse();
        assertThat(likeness.rule()).isEqualTo("differing-title");
    }

    @Test
    void looksThroughHeadAndFootLinesOfTheCopyist() {
        String copy = "发布日期：2026-11-24 来源：晚报\n" + REPORT + "（本文转自晚报，版权归原作者所有，如有侵权请联系删除）";
        Likeness likeness = both(print(TITLE, REPORT), print(TITLE, copy));
        assertThat(likeness.same()).isTrue();
        assertThat(likeness.containment()).isGreaterThan(0.95);
    }

    @Test
    void looksThroughTheScriptAndThePunctuation() {
        String traditional =
                REPORT.replace('东', '東').replace('区', '區').replace('长', '長').replace('，', ',');
        assertThat(both(print(TITLE, REPORT), print(TITLE, traditional)).rule()).isEqualTo("same-text");
    }

    @Test
    void looksThroughWhatScanningConfuses() {
        String scanned = REPORT.replace('人', '入').replace('日', '曰').replace("去年", "去牟");
        assertThat(both(print(TITLE, REPORT), print(TITLE, scanned)).same()).isTrue();
    }

    @Test
    void takesAThirdOfTheTextForAnExcerpt() {
        String excerpt = REPORT.lines().skip(1).findFirst().orElseThrow();
        Likeness likeness = both(print(TITLE, REPORT), print("账目贴在门口", excerpt));
        assertThat(likeness.same()).isTrue();
        assertThat(likeness.containment()).isEqualTo(1);
        assertThat(likeness.similarity()).isLessThan(0.6);
    }

    @Test
    void tellsTheSameNoticeOfAnotherCountyApart() {
        Likeness likeness = both(
                print("河湾县召开消防安全工作例会", notice("河湾县", 5, 12, 28, 940, "赵一鸣")),
                print("青坪县召开消防安全工作例会", notice("青坪县", 5, 13, 31, 865, "钱立本")));
        assertThat(likeness.same()).isFalse();
        assertThat(likeness.containment()).isGreaterThan(Judge.LEAST_CONTAINMENT - 0.2);
    }

    @Test
    void tellsTheSameNoticeOfAnotherMonthApartByItsNumbers() {
        Likeness likeness = both(
                print("河湾县召开2026年5月消防安全工作例会", notice("河湾县", 5, 12, 28, 940, "赵一鸣")),
                print("河湾县召开2026年6月消防安全工作例会", notice("河湾县", 6, 11, 28, 955, "赵一鸣"), MONDAY.plus(Duration.ofDays(30))));
        assertThat(likeness.same()).isFalse();
        assertThat(likeness.rule()).isEqualTo("differing-numbers");
        assertThat(likeness.reason()).contains("5").contains("6");
    }

    @Test
    void tellsIdenticalYearlyAnnouncementsApartByTime() {
        Likeness likeness = both(print("烈士纪念日公告", REPORT), print("烈士纪念日公告", REPORT, MONDAY.plus(Duration.ofDays(365))));
        assertThat(likeness.same()).isFalse();
        assertThat(likeness.rule()).isEqualTo("window");
        assertThat(likeness.similarity()).isEqualTo(1);
    }

    @Test
    void tellsStrangersWithACommonFooterApart() {
        String footer = Prints.text(7, 6);
        Likeness likeness = both(print("甲", Prints.text(1, 4) + footer), print("乙", Prints.text(2, 4) + footer));
        assertThat(likeness.same()).isFalse();
    }

    @Test
    void tellsEditionsInOtherLanguagesApart() {
        String text = "《基层治理一百问》%s文版近日由明州出版社出版，面向国内外发行。该书收录基层干部来信一百封，逐条作答。%s文版的出版，有助于海外读者了解中国城乡社区的日常运转，增进相互理解，促进民间交流。"
                .repeat(1);
        Likeness likeness = both(
                print("《基层治理一百问》法文版出版发行", text.formatted("法", "法")),
                print("《基层治理一百问》俄文版出版发行", text.formatted("俄", "俄")));
        assertThat(likeness.same()).isFalse();
        assertThat(likeness.rule()).isEqualTo("differing-title");
    }

    @Test
    void takesOneAddressForOnePieceWhateverItsText() {
        var one = Fingerprint.of(
                article("a", "1", "https://www.example.cn/art/1.html?from=timeline", "甲", REPORT, MONDAY),
                Prints.FOLDING,
                java.util.Set.of());
        var other = Fingerprint.of(
                article("b", "9", "http://example.cn/art/1.html#top", "乙", Prints.text(3, 5), MONDAY),
                Prints.FOLDING,
                java.util.Set.of());
        assertThat(both(one, other).rule()).isEqualTo("same-url");
    }

    @Test
    void wantsTheSameTitleOfATextTooShortToTell() {
        String title = "河湾县民政局关于公布二〇二六年第三批慈善组织名单的公告";
        assertThat(both(print(title, "详见附件。"), print(title, "详见附件")).same()).isTrue();
        assertThat(both(print("公告", "详见附件。"), print("公告", "详见附件")).same())
                .as("a title and a text that thousands have")
                .isFalse();
        assertThat(both(print("公告一", "详见附件。"), print("公告二", "详见附件。")).same()).isFalse();
        assertThat(both(print(title, ""), print(title, "")).same()).isFalse();
        assertThat(both(print("公告", "无"), print("公告", "有")).same()).isFalse();
    }

    @Test
    void standsOneRepeatedCharacter() {
        Likeness likeness = both(print("一", "一".repeat(500_000)), print("二", "二".repeat(500_000)));
        assertThat(likeness.same()).isFalse();
    }
}

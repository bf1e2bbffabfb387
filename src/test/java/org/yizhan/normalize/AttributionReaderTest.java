package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;

class AttributionReaderTest {

    private static final List<String> BODY =
            List.of("社区食堂本周在城南开张，六十岁以上的老人凭卡就餐，首日供应午餐三百份。", "街道负责人介绍，食堂由旧厂房改建，能同时坐下八十人。", "今后还将送餐上门，方便行动不便的老人。");

    private final AttributionReader reader = new AttributionReader(new Pushes.Known());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    （转自中国网信网）                       | REPOST | 中国网信网 | cac
                    (转自福建省民政厅官网)                    | REPOST | 福建省民政厅官网 | mzt-fujian
                    （转自张掖市甘州区民政局）                 | REPOST | 张掖市甘州区民政局 | ganzhouqu-mzj
                    （转自：“网信中国”微信公众号）             | REPOST | 网信中国 | cac
                    【转自内蒙古社会工作】                    | REPOST | 内蒙古社会工作 | ''
                    转自：光明日报                           | REPOST | 光明日报 | ''
                    本文转载自光明网                         | REPOST | 光明网 | ''
                    （摘自《半月谈》2026年第18期）             | REPOST | 半月谈 | ''
                    （据9月10日央视新闻）                     | REPOST | 央视新闻 | ''
                    （甘州区民政局供稿）                      | REPOST | 甘州区民政局 | ganzhouqu-mzj
                    供稿：甘州区民政局                        | REPOST | 甘州区民政局 | ganzhouqu-mzj
                    （来源：公安部网站）                      | SOURCE | 公安部网站 | ''
                    来源：中国网信网                          | SOURCE | 中国网信网 | cac
                    来源丨中国网信网                          | SOURCE | 中国网信网 | cac
                    来 源：中国网信网                         | SOURCE | 中国网信网 | cac
                    ［来源：中国网信网］                      | SOURCE | 中国网信网 | cac
                    信息来源：张掖市甘州区民政局               | SOURCE | 张掖市甘州区民政局 | ganzhouqu-mzj
                    文章来源：网信中国、陕西网                 | SOURCE | 网信中国 | cac
                    稿源:新华社                              | SOURCE | 新华社 | ''
                    来源：新华社2026年09月13日22:24            | SOURCE | 新华社 | ''
                    （综合新华社、央视新闻报道）               | SOURCE | 新华社 | ''
                    来源：中国网信网（记者 张三）              | SOURCE | 中国网信网 | cac
                    来源：中国网信网（记者张三 通讯员李四）     | SOURCE | 中国网信网 | cac
                    （来源：中国网信网 作者：张三）            | SOURCE | 中国网信网 | cac
                    来源：晨报(城南版)                      | SOURCE | 晨报(城南版) | ''
                    稿件来源：综合人民日报、新华网、央视网等     | SOURCE | 人民日报 | ''
                    来源：综合新华社消息                      | SOURCE | 新华社 | ''
                    来源：综合开发研究院                      | SOURCE | 综合开发研究院 | ''
                    （摘自《读者》）                          | REPOST | 读者 | ''
                    """)
    void readsAClosingNote(String note, AttributionKind kind, String name, String sourceId) {
        AttributionReader.Reading reading = read(with(BODY, note));

        assertThat(reading.attribution().kind()).isEqualTo(kind);
        assertThat(reading.attribution().name()).contains(name);
        assertThat(reading.attribution().sourceId())
                .isEqualTo(Optional.of(sourceId).filter(id -> !id.isEmpty()));
        assertThat(reading.paragraphs()).isEqualTo(BODY);
    }

    @Test
    void readsALabelWhoseValueStandsOnTheNextLine() {
        AttributionReader.Reading reading = read(List.of("来源：", "中国网信网", BODY.get(0), BODY.get(1)));

        assertThat(reading.attribution().name()).contains("中国网信网");
        assertThat(reading.paragraphs()).containsExactly(BODY.get(0), BODY.get(1));
    }

    @Test
    void readsANoteGluedToTheLastSentence() {
        AttributionReader.Reading reading = read(List.of(BODY.get(0), BODY.get(1) + "（转自中国网信网）（责任编辑：周明）"));

        assertThat(reading.attribution().sourceId()).contains("cac");
        assertThat(reading.attribution().editors()).containsExactly("周明");
        assertThat(reading.paragraphs()).containsExactly(BODY.get(0), BODY.get(1));
    }

    @Test
    void readsTheEditorGluedToALongLastLine() {
        AttributionReader.Reading reading = read(List.of(String.join("", BODY) + " 【纠错】    【责任编辑:周明】    阅读下一篇："));

        assertThat(reading.attribution().editors()).containsExactly("周明");
        assertThat(reading.paragraphs()).containsExactly(String.join("", BODY));
    }

    @Test
    void keepsTheAddressOfTheOriginal() {
        AttributionReader.Reading reading = read(with(BODY, "原文来源：https://example.org/news/1.html"));

        assertThat(reading.attribution().kind()).isEqualTo(AttributionKind.SOURCE);
        assertThat(reading.attribution().name()).isEmpty();
        assertThat(reading.attribution().originalUrl()).contains("https://example.org/news/1.html");
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.cac.example/2026-09/13/c_1.htm, cac",
        "http://cac.example, cac",
        "https://www.cac.example.org/1.html, ''",
        "https://other.example/cac.example, ''"
    })
    void knowsTheSourceByTheHostOfABareAddress(String address, String sourceId) {
        Attribution attribution = read(with(BODY, "文章来源：" + address)).attribution();

        assertThat(attribution.sourceId()).isEqualTo(Optional.of(sourceId).filter(id -> !id.isEmpty()));
        assertThat(attribution.originalUrl()).contains(address);
    }

    @Test
    void readsANoteInFrontOfALicence() {
        AttributionReader.Reading reading = read(with(BODY, "声明：本文转自中国网信网，如有侵权请联系。"));

        assertThat(reading.attribution().kind()).isEqualTo(AttributionKind.REPOST);
        assertThat(reading.attribution().sourceId()).contains("cac");
        assertThat(reading.paragraphs()).isEqualTo(BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"（作者：王小明 单位：城南街道办事处）", "（作者：王小明 职务：讲师）", "作者：王小明 工作单位：城南街道办事处"})
    void takesNoLabelBehindAnAuthorForAnother(String credit) {
        assertThat(read(with(BODY, credit)).attribution().authors()).containsExactly("王小明");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    新华社北京9月13日电（记者张枫）全国已建成社区食堂万余家。      | AGENCY | 新华社 | 张枫
                    新华社福州2026年9月13日电 全国已建成社区食堂万余家。           | AGENCY | 新华社 | ''
                    中新社北京9月13日电 (记者 李 京)全国已建成社区食堂万余家。      | AGENCY | 中新社 | 李京
                    央视网消息（新闻联播）：全国已建成社区食堂万余家。             | AGENCY | 央视网 | ''
                    本报讯（记者 林知远 通讯员 周明）全国已建成社区食堂万余家。      | REPORTER | 林知远 | 林知远、周明
                    本报北京9月13日电（记者林知远）全国已建成社区食堂万余家。       | REPORTER | 林知远 | 林知远
                    本报讯 全国已建成社区食堂万余家。                           | REPORTER | '' | ''
                    据赣州市民政局消息，全国已建成社区食堂万余家。                | HEARSAY | 赣州市民政局 | ''
                    据《光明日报》报道，全国已建成社区食堂万余家。                | HEARSAY | 光明日报 | ''
                    据新华社电，全国已建成社区食堂万余家。                       | HEARSAY | 新华社 | ''
                    """)
    void readsALead(String lead, AttributionKind kind, String name, String authors) {
        AttributionReader.Reading reading = read(List.of(lead, BODY.get(1), BODY.get(2)));

        assertThat(reading.attribution().kind()).isEqualTo(kind);
        assertThat(reading.attribution().name()).isEqualTo(Optional.of(name).filter(n -> !n.isEmpty()));
        assertThat(String.join("、", reading.attribution().authors())).isEqualTo(authors);
        assertThat(reading.paragraphs()).startsWith(lead);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ■ 本报记者 林知远            | 林知远
                    □ 记者 林知远 通讯员 周 明     | 林知远
                    本报记者　张　枫              | 张枫
                    （本报记者 林知远）            | 林知远
                    ■ 城乡样报记者 林知远          | 林知远
                    ■ 本報記者 林知远             | 林知远
                    本報特約記者 林知远            | 林知远
                    ■ 本报评论员                 | 本报评论员
                    """)
    void readsAByline(String byline, String name) {
        AttributionReader.Reading reading = read(List.of(byline, BODY.get(0), BODY.get(1), BODY.get(2)));

        assertThat(reading.attribution().kind()).isEqualTo(AttributionKind.REPORTER);
        assertThat(reading.attribution().name()).contains(name);
        assertThat(reading.paragraphs()).isEqualTo(BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "转载请注明来源：中国网信网",
                "转载请注明出处。",
                "声明：转载自其他媒体的内容，版权归原作者所有。",
                "声明：本文转载请注明来源",
                "声明：本文来自网络，如有侵权请联系。",
                "如需转载，请注明来源中国网信网",
                "如若转载，请注明原文地址",
                "未经授权不得转载",
                "凡本网注明“来源：中国网信网”的作品，均为本网原创",
                "参考来源：中国网信网",
                "数据来源：国家统计局",
                "图片来源：中国网信网",
                "图源：中国网信网",
                "漏洞来源：某安全团队",
                "情报来源：某安全团队",
                "资料来源：中国网信网",
                "来源：本网",
                "来源：网络",
                "消息来源：知情人士",
                "来源：相关人士",
                "来源：热心网友",
                "来源：读者",
                "来源：综合网络",
                "来源：",
                "内容来源于互联网",
                "综合自网络",
            })
    void takesNoLicenceAndNoOtherSourceForAnAttribution(String trap) {
        assertThat(read(with(BODY, trap)).attribution().kind()).isEqualTo(AttributionKind.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "这份报告可以翻转自然语言处理的结论，让机器读懂社区里的方言和俗语，也让老人少跑腿。",
                "比赛的结局在最后一分钟逆转自如，主队把收入来源于门票的一半捐给了社区的食堂和书屋。",
                "每次回家，母亲总会端上一盘刚摘自菜园的青菜，这是他记得最牢的味道，也是他回乡的理由。",
                "据了解，食堂由旧厂房改建，能同时坐下八十人，菜价比市场便宜三成，老人都说好。",
                "据介绍，食堂由旧厂房改建，能同时坐下八十人，菜价比市场便宜三成，老人都说好。",
                "据有关部门介绍，食堂由旧厂房改建，能同时坐下八十人，菜价比市场便宜三成，老人都说好。",
                "据外媒报道，这种食堂由旧厂房改建，能同时坐下八十人，菜价比市场便宜三成，老人都说好。",
                "村民的收入来源：一是外出务工，二是在家门口的食堂帮厨，三是出租闲置的农房和土地。",
            })
    void takesNoWordInRunningTextForAnAttribution(String line) {
        AttributionReader.Reading reading = read(List.of(line, BODY.get(1), BODY.get(2)));

        assertThat(reading.attribution().kind()).isEqualTo(AttributionKind.NONE);
        assertThat(reading.paragraphs()).startsWith(line);
    }

    @Test
    void takesNeitherAPhotographersNorASpeakersNameForAReporters() {
        assertThat(read(with(BODY, "图为食堂一角。新华社记者 林知远 摄")).attribution().kind()).isEqualTo(AttributionKind.NONE);
        assertThat(read(List.of("本台记者 林知远：我现在在食堂门口。", BODY.get(0), BODY.get(1)))
                        .attribution()
                        .kind())
                .isEqualTo(AttributionKind.NONE);
    }

    @Test
    void leavesASourceUnderAFigureInsideTheTextAlone() {
        var lines = List.of(BODY.get(0), "图1：就餐人数", "来源：街道办事处", BODY.get(1), BODY.get(2), BODY.get(0), BODY.get(1));

        assertThat(read(lines).attribution().kind()).isEqualTo(AttributionKind.NONE);
    }

    @Test
    void letsTheStrongestSignWin() {
        assertThat(read(List.of("来源：新华社", "本报讯（记者 林知远）" + BODY.get(0), BODY.get(1), "（转自中国网信网）"))
                        .attribution())
                .isEqualTo(new Attribution(
                        AttributionKind.REPOST,
                        Optional.of("中国网信网"),
                        Optional.of("cac"),
                        Optional.empty(),
                        List.of("林知远"),
                        List.of()));
    }

    @Test
    void readsTheDesk() {
        AttributionReader.Reading reading =
                read(List.of(BODY.get(0), BODY.get(1), "（视频编辑：王清 文字编辑：冯思）", "责任编辑：周明", "初审：甲乙 复审：丙丁 终审：戊己"));

        assertThat(reading.attribution().kind()).isEqualTo(AttributionKind.NONE);
        assertThat(reading.attribution().editors()).containsExactlyInAnyOrder("王清", "冯思", "周明");
        assertThat(reading.paragraphs()).containsExactly(BODY.get(0), BODY.get(1));
    }

    @Test
    void keepsATextThatIsNothingButANote() {
        assertThat(read(List.of("来源：中国网信网")).paragraphs()).containsExactly("来源：中国网信网");
        assertThat(read(List.of()).paragraphs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "中国网信网, SOURCE, 中国网信网",
        "转自中国网信网, REPOST, 中国网信网",
        "（来源：光明日报）, SOURCE, 光明日报",
        "本站原创, NONE, ''",
        "' ', NONE, ''",
    })
    void readsTheNoteBesideAText(String note, AttributionKind kind, String name) {
        Attribution attribution = reader.read(note, BODY).attribution();

        assertThat(attribution.kind()).isEqualTo(kind);
        assertThat(attribution.name()).isEqualTo(Optional.of(name).filter(n -> !n.isEmpty()));
    }

    private AttributionReader.Reading read(List<String> lines) {
        return reader.read("", lines);
    }

    private static List<String> with(List<String> lines, String last) {
        return Stream.concat(lines.stream(), Stream.of(last)).toList();
    }
}

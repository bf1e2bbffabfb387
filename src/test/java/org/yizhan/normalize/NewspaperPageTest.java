package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Unreadable;

class NewspaperPageTest {

    private static final String OPENING = "社区食堂本周在城南开张,六十岁以上的老人凭卡就餐,首日供应午餐三百份。";
    private static final String CLOSING = "街道负责人介绍,食堂由旧厂房改建,能同时坐下八十人。";

    private final NewspaperPage page = new NewspaperPage(new Pushes.Known());

    @Test
    void readsAPageOfLongLines() {
        List<Piece> pieces = read(fixture("page-long-lines.txt"));

        assertThat(pieces)
                .extracting(piece -> piece.title().orElse("-"))
                .containsExactly("旧厂房里开饭了城南街道办起社区食堂", "山乡小学通了班车", "网络素养课走进敬老院", "-", "护林员老周的二十年", "刚满月的图书角,有了三百位小读者");
        assertThat(pieces)
                .extracting(piece -> piece.column().orElse("-"))
                .containsExactly("民生一线", "民生一线", "经验做法", "-", "经验做法", "经验做法");
        assertThat(pieces)
                .extracting(piece -> piece.attribution().kind())
                .containsExactly(
                        AttributionKind.REPOST,
                        AttributionKind.REPORTER,
                        AttributionKind.HEARSAY,
                        AttributionKind.NONE,
                        AttributionKind.REPORTER,
                        AttributionKind.REPOST);
        assertThat(pieces)
                .extracting(piece -> piece.attribution().name().orElse("-"))
                .containsExactly("张掖市甘州区民政局", "林知远", "赣州市民政局", "-", "周明", "福建省民政厅官网");
        assertThat(pieces.getFirst().attribution().sourceId()).contains("ganzhouqu-mzj");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026年11月20日 星期五 样县日报 1版",
                "样县日报 2026年11月20日 星期五 第1版",
                "第1版 2026.11.20 样县日报",
                "2026年11月20日　星期五　样县日报　A1版",
                "1版 样县日报 2026-11-20"
            })
    void takesNoHeaderForATitleInWhateverOrderItStands(String header) {
        List<Piece> pieces = read(header + "\n\n老街装上夜灯\n\n" + OPENING + "\n" + CLOSING);

        assertThat(pieces).singleElement().satisfies(piece -> {
            assertThat(piece.title()).contains("老街装上夜灯");
            assertThat(piece.paragraphs()).containsExactly(OPENING, CLOSING);
        });
    }

    @Test
    void readsTraditionalAndSimplifiedOnOnePage() {
        List<Piece> pieces = read("老街裝上夜燈\n\n" + OPENING + "\n（轉自樣縣日報）\n\n山里通了班车\n\n" + CLOSING + CLOSING);

        assertThat(pieces).extracting(piece -> piece.title().orElse("-")).containsExactly("老街裝上夜燈", "山里通了班车");
        assertThat(pieces.getFirst().attribution().kind()).isEqualTo(AttributionKind.REPOST);
        assertThat(pieces.getFirst().attribution().name()).contains("樣縣日報");
    }

    @Test
    void joinsWhatAColumnBreakCut() {
        List<Piece> pieces = read(fixture("page-long-lines.txt"));

        assertThat(pieces.get(0).paragraphs())
                .containsExactly(
                        "“这里的豆腐比我做的还嫩。”七十二岁的陈阿婆端着餐盘说。本周一,城南街道社区食堂在停产多年的纺织厂里开张,首日供应午餐三百份。",
                        "找准“空房子”,在场地上精准发力。街道摸排闲置厂房十一处,请居民代表现场打分,最后选定离公交站最近的一处。",
                        "用好“小积分”",
                        "志愿者每帮厨一小时记一分,十分换一餐。半年下来,登记的志愿者从九人增加到一百四十人。");
        assertThat(pieces.get(0).captions()).containsExactly("图为老人在社区食堂就餐。");
        assertThat(pieces.get(1).byline()).contains("■ 本报记者 林知远");
    }

    @Test
    void readsContinuationMarks() {
        List<Piece> pieces = read(fixture("page-long-lines.txt"));

        assertThat(pieces.get(3).continuedFrom()).contains(1);
        assertThat(pieces.get(3).paragraphs()).hasSize(2);
        assertThat(pieces.get(4).continuedOn()).contains(6);
        assertThat(pieces.get(4).paragraphs()).noneMatch(paragraph -> paragraph.contains("下转"));
    }

    @Test
    void readsAPageOfNarrowColumns() {
        List<Piece> pieces = read(fixture("page-narrow-columns.txt"));

        assertThat(pieces).extracting(piece -> piece.title().orElse("-")).containsExactly("水库边建起夜校", "全县选出一百名村级调解员");
        assertThat(pieces.get(0).kicker()).contains("走基层·库区见闻");
        assertThat(pieces.get(0).paragraphs())
                .containsExactly(
                        "天一黑,水库边的旧仓库就亮起灯来。仓库里的夜校开课已经半年,每周三个晚上,教村民记账、修机器、用手机办事。",
                        "夜校于2026年3月5日开课,头一晚只来了七个人。如今座位要提前一天预约,县里又添了两间教室。");
        assertThat(pieces.get(1).paragraphs())
                .containsExactly("本报讯（记者 周明）经过村民推荐、乡镇考试和公示,全县日前选出一百名村级调解员,年纪最大的六十八岁,最小的二十六岁。");
        assertThat(pieces.get(1).attribution().name()).contains("周明");
    }

    @Test
    void leavesHeadersAndFootersOut() {
        String text = fixture("page-long-lines.txt") + "\n\n" + fixture("page-narrow-columns.txt");

        assertThat(read(text))
                .flatExtracting(Piece::paragraphs)
                .noneMatch(paragraph -> paragraph.contains("责任编辑") || paragraph.contains("城乡样报"));
    }

    @Test
    void keepsADatedLineOfAColumn() {
        String column = "本次会议于二〇二六年\n会议于2026年3月5日\n上午在县城召开会议室\n里座无虚席人人发言后\n形成了六条实在的意见\n随后逐条公示给村民。";

        assertThat(read("调解员开会\n\n" + column).getFirst().paragraphs())
                .singleElement()
                .asString()
                .contains("会议于2026年3月5日上午");
    }

    @Test
    void keepsAHeadlineFromSwallowingTheFirstWords() {
        List<Piece> pieces = read("城南街道社区食堂开张\n\n城南街道社区食堂本周一在停产多年的纺织\n\n厂里开张,首日供应午餐三百份。\n\n" + CLOSING);

        assertThat(pieces).hasSize(1);
        assertThat(pieces.getFirst().title()).contains("城南街道社区食堂开张");
        assertThat(pieces.getFirst().paragraphs()).startsWith("城南街道社区食堂本周一在停产多年的纺织厂里开张,首日供应午餐三百份。");
    }

    @Test
    void joinsATitleWhoseFirstLineEndsInAColon() {
        assertThat(read("县政府新闻发布会：\n三项措施帮扶小店\n\n" + OPENING).getFirst().title()).contains("县政府新闻发布会：三项措施帮扶小店");
    }

    @Test
    void readsASubtitle() {
        Piece piece = read("旧厂房里开饭了\n——城南街道社区食堂见闻\n\n" + OPENING).getFirst();

        assertThat(piece.title()).contains("旧厂房里开饭了");
        assertThat(piece.subtitle()).contains("——城南街道社区食堂见闻");
    }

    @Test
    void tellsASubheadingFromAHeadline() {
        List<Piece> pieces = read("社区食堂开张\n\n" + OPENING + "\n\n聚合力，织牢服务网\n\n" + CLOSING);

        assertThat(pieces).hasSize(1);
        assertThat(pieces.getFirst().paragraphs()).containsExactly(OPENING, "聚合力，织牢服务网", CLOSING);
    }

    @Test
    void readsANoteGluedToTheLastParagraph() {
        Piece piece =
                read("社区食堂开张\n\n" + OPENING + "\n\n" + CLOSING + "（转自中国网信网）").getFirst();

        assertThat(piece.attribution().sourceId()).contains("cac");
        assertThat(piece.paragraphs()).containsExactly(OPENING, CLOSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\n\t", "　　\r\n", "\u0000\u0000"})
    void refusesAnEmptyPage(String text) {
        assertThat(refusal(text).error()).isEqualTo("empty-page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8版 城乡样报\n2026年7月25日 星期六", "责任编辑：周明 电话：010-00000000", "党建动态", "社区食堂开张", "■ 本报记者 周明", "（转自中国网信网）"
            })
    void refusesAPageWithoutAnArticleAndSaysWhy(String text) {
        assertThat(refusal(text).error()).isEqualTo("no-article");
        assertThat(refusal(text)).hasMessageContaining("no paragraph of running text");
    }

    @Test
    void readsTheSameWithWindowsLineEnds() {
        String text = fixture("page-long-lines.txt");

        assertThat(read(text.replace("\n", "\r\n"))).isEqualTo(read(text));
    }

    @Test
    void losesNoCharacterOfTheText() {
        String text = fixture("page-long-lines.txt");
        String all = read(text).stream()
                .map(piece -> piece.kicker().orElse("")
                        + piece.title().orElse("")
                        + piece.subtitle().orElse("")
                        + String.join("", piece.captions())
                        + String.join("", piece.paragraphs()))
                .collect(Collectors.joining());

        assertThat(text.lines().filter(line -> line.length() > 30))
                .allMatch(line -> line.contains("转自") || line.contains("下转") || all.contains(line.strip()));
    }

    private List<Piece> read(String text) {
        return page.read(text).pieces();
    }

    private Unreadable refusal(String text) {
        return catchThrowableOfType(Unreadable.class, () -> page.read(text));
    }

    private static String fixture(String name) {
        try (InputStream in = NewspaperPageTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("no fixture " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "国内统一连续出版物号 CN11-0037 邮发代号 1-101",
                "国内统一连续出版物号：CN 11-0037",
                "邮发代号1-101",
                "本版编辑 李红 视觉 王刚 校对",
                "本版编辑：李红 美编：王刚",
                "电子信箱：news@example.org",
                "值班编委 赵明 责任编辑 李红",
                "（作者单位：海州市民政局）",
                "（作者系海州大学社会学系教授）",
                "（作者分别为海州市民政局局长、海州大学教授）"
            })
    void leavesOutImprintAndAuthorsPostsWhereverTheyStand(String line) {
        List<Piece> pieces =
                read("老街装上夜灯\n\n" + OPENING + "\n\n" + line + "\n\n山乡小学通了班车\n\n山乡小学的班车本周开通,接送四十个孩子上学。\n\n" + line);

        assertThat(pieces).extracting(piece -> piece.title().orElse("-")).containsExactly("老街装上夜灯", "山乡小学通了班车");
        assertThat(pieces.getFirst().paragraphs()).containsExactly(OPENING);
        assertThat(pieces.getLast().paragraphs()).hasSize(1);
        assertThat(pieces).allSatisfy(piece -> assertThat(piece.captions()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"作者系列讲座走进社区食堂", "编辑部里的年轻人", "值班编辑的一夜", "电子信箱里的民情", "邮发一封家书"})
    void keepsHeadlinesThatBeginAsImprintsDo(String title) {
        assertThat(read(title + "\n\n" + OPENING + "\n" + CLOSING).getFirst().title())
                .contains(title);
    }

    @ParameterizedTest
    @CsvSource({"一, 三, 1, 3", "第一, 第三, 1, 3", "十, 第十二, 10, 12", "第二十, A二, 20, 2", "第01, 第4, 1, 4"})
    void readsWhereAPieceGoesOnInChineseNumerals(String from, String on, int fromPage, int onPage) {
        List<Piece> pieces = read("老街装上夜灯\n\n" + OPENING + "（下转" + on + "版）\n\n（上接" + from + "版）\n\n" + CLOSING);

        assertThat(pieces).hasSize(2);
        assertThat(pieces.getFirst().continuedOn()).contains(onPage);
        assertThat(pieces.getFirst().paragraphs()).containsExactly(OPENING);
        assertThat(pieces.getLast().continuedFrom()).contains(fromPage);
        assertThat(pieces.getLast().paragraphs()).containsExactly(CLOSING);
    }
}

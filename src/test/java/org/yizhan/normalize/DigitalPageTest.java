package org.yizhan.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Image;
import org.yizhan.article.PageType;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;
import org.yizhan.html.PaperPage;
import org.yizhan.html.PaperPageReader;

class DigitalPageTest {

    private static final String FOUNDER = """
            <html><head><meta charset="utf-8"><title>海州日报数字报-渡口边的夜校</title></head><body>
            <table><tr><td>2026年11月23日 星期一</td><td><a href="node_5.htm">第04版：民生</a></td></tr></table>
            <table>
            <tr><td class="font02">走读乡村</td></tr>
            <tr><td class="font01">渡口边的夜校</td></tr>
            <tr><td class="font02">——白沙村的三百个晚上</td></tr>
            <tr><td class="font02">■ 本报记者 秦川</td></tr>
            </table>
            <div id="ozoom"><table><tr><td><img src="res04_b.jpg"></td></tr><tr><td>夜校的灯亮着。 秦川 摄</td></tr></table>
            <!--enpcontent--><founder-content><P>　　天一黑，白沙村的渡口边就亮起灯来，二十多个村民坐进旧船坞改成的教室。</P>
            <P>　　教他们认字的是退休教师老莫，一教就是三百个晚上。（下转6版）</P></founder-content><!--/enpcontent--></div>
            <p>责任编辑：王小明</p>
            <!--enpproperty <articleid>7</articleid><title>渡口边的夜校</title><introtitle>走读乡村</introtitle><subtitle></subtitle>/enpproperty-->
            </body></html>""";

    private final PageDocument pages = new PageDocument(Sources.NONE);

    private NewspaperPage.Reading read(String markup) {
        return pages.read(
                        markup.getBytes(UTF_8),
                        PageType.HTML,
                        "text/html",
                        "https://paper.example.org/2026-11/23/content_7.htm")
                .getFirst();
    }

    private static String fixture(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(DigitalPageTest.class.getResourceAsStream("/html/" + name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void readsAFoundersContentPage() {
        NewspaperPage.Reading page = read(FOUNDER);

        assertThat(page.pieces()).hasSize(1);
        Piece piece = page.pieces().getFirst();
        assertThat(piece.title()).contains("渡口边的夜校");
        assertThat(piece.kicker()).contains("走读乡村");
        assertThat(piece.subtitle()).contains("——白沙村的三百个晚上");
        assertThat(piece.byline()).contains("■ 本报记者 秦川");
        assertThat(piece.attribution().kind()).isEqualTo(AttributionKind.REPORTER);
        assertThat(piece.continuedOn()).contains(6);
        assertThat(piece.captions()).containsExactly("夜校的灯亮着。 秦川 摄");
        assertThat(piece.images())
                .containsExactly(new Image("https://paper.example.org/2026-11/23/res04_b.jpg", "夜校的灯亮着。 秦川 摄"));
        assertThat(piece.paragraphs())
                .containsExactly("天一黑，白沙村的渡口边就亮起灯来，二十多个村民坐进旧船坞改成的教室。", "教他们认字的是退休教师老莫，一教就是三百个晚上。");
    }

    @Test
    void readsAContentPageInGbkByItsOwnWord() {
        byte[] gbk = FOUNDER.replace("charset=\"utf-8\"", "charset=\"gb2312\"").getBytes(Charset.forName("GB18030"));

        assertThat(pages.read(gbk, PageType.HTML, "text/html", "")
                        .getFirst()
                        .pieces()
                        .getFirst()
                        .title())
                .contains("渡口边的夜校");
    }

    @Test
    void asksThePageWhereItWasPrinted() {
        PaperPage page = PaperPageReader.read(FOUNDER, "");

        assertThat(page.imprint().paper()).contains("海州日报");
        assertThat(page.imprint().date()).contains(LocalDate.of(2026, 11, 23));
        assertThat(page.imprint().page()).contains(4);
    }

    @Test
    void readsTheHeadlineAboveAndBelowTheTitleOfAPeoplesDailyPage() throws IOException {
        Piece piece = read(fixture("peoples-daily.html")).pieces().getFirst();

        assertThat(piece.title()).contains("山村亮起议事灯");
        assertThat(piece.kicker()).contains("走进基层看治理");
        assertThat(piece.subtitle()).contains("一张方桌坐下来谈");
        assertThat(piece.byline().orElse("")).contains("本报记者");
        assertThat(piece.paragraphs()).hasSize(3).noneMatch(line -> line.contains("岭南日报"));
    }

    @Test
    void readsSeveralArticlesInOnePage() {
        NewspaperPage.Reading page = read("""
                <html><body><div class="head">海州日报 2026年11月23日 第04版</div>
                <div class="article"><h4>走读乡村</h4><h2>渡口边的夜校</h2><p>■ 本报记者 秦川</p><p>天一黑，白沙村的渡口边就亮起灯来。</p></div>
                <div class="article"><h2>旧仓库变图书馆</h2><p>镇上的旧仓库装了书架，周末有三百人来借书。</p><p>（转自海州市民政局）</p></div>
                <div class="foot">责任编辑：王小明 美编：李丽</div></body></html>""");

        assertThat(page.pieces()).extracting(piece -> piece.title().orElse("-")).containsExactly("渡口边的夜校", "旧仓库变图书馆");
        assertThat(page.pieces().getFirst().kicker()).contains("走读乡村");
        assertThat(page.pieces().getFirst().byline()).contains("■ 本报记者 秦川");
        assertThat(page.pieces().getFirst().paragraphs()).containsExactly("天一黑，白沙村的渡口边就亮起灯来。");
        assertThat(page.pieces().getLast().attribution().name()).contains("海州市民政局");
    }

    @Test
    void readsSeveralFounderContents() {
        NewspaperPage.Reading page = read("""
                <html><body><div><founder-title>渡口边的夜校</founder-title><founder-content><p>天一黑，白沙村的渡口边就亮起灯来。</p></founder-content></div>
                <div><founder-title>旧仓库变图书馆</founder-title><founder-content><p>镇上的旧仓库装了书架，周末有三百人来借书。</p></founder-content></div>
                </body></html>""");

        assertThat(page.pieces()).extracting(piece -> piece.title().orElse("-")).containsExactly("渡口边的夜校", "旧仓库变图书馆");
    }

    @Test
    void saysThatAPageOnlyListsItsArticlesAndWhich() {
        var unreadable = catchThrowableOfType(Unreadable.class, () -> read("""
                <html><body><map name="pagepicmap"><area coords="1,1,9,9" href="content_1.htm" title="渡口边的夜校"><area coords="1,9,9,19" href="content_2.htm"></map>
                <ul id="titleList"><li><a href="content_1.htm">渡口边的夜校</a></li><li><a href="content_2.htm">旧仓库变图书馆</a></li></ul></body></html>"""));

        assertThat(unreadable.error()).isEqualTo("contents-page");
        assertThat(unreadable)
                .hasMessageContaining("渡口边的夜校 https://paper.example.org/2026-11/23/content_1.htm")
                .hasMessageContaining("旧仓库变图书馆 https://paper.example.org/2026-11/23/content_2.htm")
                .hasMessageContaining("poll-list");
    }

    @Test
    void readsAPageWithoutMarksAsItsText() {
        NewspaperPage.Reading page = read("<html><body><p>渡口边的夜校</p><p>天一黑，白沙村的渡口边就亮起灯来，二十多个村民坐进教室。</p></body></html>");

        assertThat(page.pieces()).hasSize(1);
        assertThat(page.warnings()).anyMatch(warning -> warning.contains("no marks of a digital newspaper"));
    }

    @Test
    void readsTenThousandTextsInOnePageInBoundedTime() {
        String many = "<founder-content><p>天一黑，白沙村的渡口边就亮起灯来。</p></founder-content>".repeat(10_000);

        List<Piece> pieces = read("<html><body>" + many + "</body></html>").pieces();

        assertThat(pieces).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void readsAPageWhoseFieldsNeverEndInLinearTime() {
        String fields = "<!--enpproperty " + "<title>".repeat(100_000) + "-->";

        List<Piece> pieces = assertTimeout(
                Duration.ofSeconds(5),
                () -> read(FOUNDER.replaceFirst("<!--enpproperty[^>]*>.*-->", fields))
                        .pieces());

        assertThat(pieces)
                .singleElement()
                .extracting(piece -> piece.title().orElse("-"))
                .isEqualTo("渡口边的夜校");
    }

    @Test
    void takesManyPicturesOutOfOneTableInLinearTime() {
        String album =
                "<table>" + "<tr><td><img src='a.jpg'></td></tr>".repeat(15_000) + "<tr><td>夜校的灯亮着。</td></tr></table>";
        String page = "<h1>渡口边的夜校</h1><div id='ozoom'>" + album + "<p>天一黑，白沙村的渡口边就亮起灯来。</p></div>";

        Piece piece =
                assertTimeout(Duration.ofSeconds(10), () -> read(page)).pieces().getFirst();

        assertThat(piece.paragraphs()).containsExactly("天一黑，白沙村的渡口边就亮起灯来。");
        assertThat(piece.images())
                .isNotEmpty()
                .allMatch(image -> image.caption().equals("夜校的灯亮着。"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<h1>渡口边的夜校<br>点亮三百个晚上</h1>",
                "<table><tr><td class='font01'>渡口边的夜校<br>点亮三百个晚上</td></tr></table>",
                "<h1 class='phone'>渡口边的夜校<br>点亮三百个晚上</h1><h1>渡口边的夜校<br>点亮三百个晚上</h1>",
                "<!--enpproperty <title>渡口边的夜校 点亮三百个晚上</title>--><h2>渡口边的夜校<br>点亮三百个晚上</h2>"
            })
    void takesNoLineOfATitleForASubtitle(String head) {
        Piece piece = read("<html><body>" + head
                        + "<div id='ozoom'><p>天一黑，白沙村的渡口边就亮起灯来，二十多个村民坐进教室。</p></div></body></html>")
                .pieces()
                .getFirst();

        assertThat(piece.title()).contains("渡口边的夜校点亮三百个晚上");
        assertThat(piece.kicker()).isEmpty();
        assertThat(piece.subtitle()).isEmpty();
        assertThat(piece.byline()).isEmpty();
        assertThat(piece.paragraphs()).containsExactly("天一黑，白沙村的渡口边就亮起灯来，二十多个村民坐进教室。");
    }

    @ParameterizedTest
    @CsvSource({
        "渡口边的夜校-海州社会报, 渡口边的夜校",
        "海州日报数字报-渡口边的夜校, 渡口边的夜校",
        "渡口边的夜校_第04版：民生_海州日报, 渡口边的夜校",
        "海州召开夜校推进会-海州日报, 海州召开夜校推进会",
        "海州日报, ''",
        "海州日报-第04版, ''"
    })
    void takesTheTitleOfAPageThatOnlyItsHeadSays(String head, String title) {
        Piece piece = read("<html><head><title>" + head
                        + "</title></head><body><div id='ozoom'><p>天一黑，白沙村的渡口边就亮起灯来，二十多个村民坐进教室。</p></div></body></html>")
                .pieces()
                .getFirst();

        assertThat(piece.title().orElse("")).isEqualTo(title);
    }
}

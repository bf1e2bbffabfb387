package org.yizhan.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yizhan.Row;
import org.yizhan.article.Article;
import org.yizhan.article.Received;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;

/**
 * Input made to hurt. The deadline is no measure of speed: what costs the square of its size would take hours here, what
 * costs its size a second or so.
 */
@Row("S11")
class HostileInputTest {

    private static final Duration HOURS_AWAY = Duration.ofSeconds(60);
    private static final String SENTENCE = "社区食堂本周在城南开张，六十岁以上的老人凭卡就餐，首日供应午餐三百份。";

    @Test
    void keepsATitleOfTenThousandCharactersWholeAndSaysSo() {
        String title = "长".repeat(10_000);

        Article article = Pushes.article("title", title, "text", "b");

        assertThat(article.title()).isEqualTo(title);
        assertThat(article.warnings()).singleElement().asString().contains("10000 characters");
    }

    @Test
    void takesControlCharactersAndHalfCharactersOut() {
        String bad = "甲\u0000\u0001\u0008\u000B\u001F\u007F\u0085\uD800\uDC00\uD800乙\uDC00\uFFFE\uFFFF\uFEFF丙";

        Article article = Pushes.article(
                "title",
                bad,
                "text",
                bad + "\n" + bad,
                "column",
                bad,
                "authors",
                List.of(bad),
                "attribution",
                "转自" + bad);

        assertThat(article.title()).isEqualTo("甲 \uD800\uDC00乙丙");
        assertThat(Stream.of(
                                List.of(article.title(), article.column().orElseThrow()),
                                article.paragraphs(),
                                article.attribution().authors(),
                                article.attribution().name().stream().toList())
                        .flatMap(List::stream))
                .isNotEmpty()
                .allMatch(HostileInputTest::isXml);
    }

    /** XML 1.0 §2.2. */
    private static boolean isXml(String text) {
        return text.codePoints()
                .allMatch(c -> c == 0x9
                        || c == 0xA
                        || c == 0xD
                        || c >= 0x20 && c <= 0xD7FF
                        || c >= 0xE000 && c <= 0xFFFD
                        || c >= 0x10000 && c <= 0x10FFFF);
    }

    static List<Arguments> texts() {
        return List.of(
                Arguments.of("one line of 1 MB", (Supplier<String>) () -> SENTENCE.repeat(30_000)),
                Arguments.of("30,000 lines", (Supplier<String>) () -> (SENTENCE + "\n").repeat(30_000)),
                Arguments.of("500,000 lines of one character", (Supplier<String>) () -> "字\n".repeat(500_000)),
                Arguments.of("notes only", (Supplier<String>) () -> "（转自中国网信网）\n".repeat(50_000)),
                Arguments.of("notes glued together", (Supplier<String>) () -> SENTENCE + "（转自中国网信网）".repeat(100_000)),
                Arguments.of("open brackets", (Supplier<String>) () -> "（[(".repeat(300_000)),
                Arguments.of("labels without value", (Supplier<String>) () -> "来源：\n".repeat(200_000)),
                Arguments.of("spaces", (Supplier<String>) () -> "a" + " ".repeat(1_000_000) + "b"),
                Arguments.of("roles", (Supplier<String>) () -> "本报记者通讯员".repeat(100_000)),
                Arguments.of("digits", (Supplier<String>) () -> "2026-".repeat(200_000)),
                Arguments.of("places", (Supplier<String>) () -> "朝阳区北京市".repeat(100_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void readsAMegabyteOfText(String name, Supplier<String> text) {
        String json = Pushes.json("title", "t", "text", text.get());

        Article article = assertTimeoutPreemptively(
                HOURS_AWAY, () -> Pushes.normalize(Pushes.push(json)).getFirst());

        assertThat(article.paragraphs()).as(name).isNotEmpty();
    }

    static List<Arguments> titles() {
        return List.of(
                Arguments.of("open tags", (Supplier<String>) () -> "<a ".repeat(300_000)),
                Arguments.of("open comments", (Supplier<String>) () -> "<!--".repeat(200_000)),
                Arguments.of("entities", (Supplier<String>) () -> "&amp;".repeat(200_000)),
                Arguments.of("nested entities", (Supplier<String>) () -> "&" + "amp;".repeat(200_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("titles")
    void readsAMegabyteOfTitle(String name, Supplier<String> title) {
        String json = Pushes.json("title", title.get(), "text", "b");

        Article article = assertTimeoutPreemptively(
                HOURS_AWAY, () -> Pushes.normalize(Pushes.push(json)).getFirst());

        assertThat(article.title()).as(name).isNotEmpty();
    }

    static List<Arguments> markup() {
        return List.of(
                Arguments.of("200,000 divs deep", (Supplier<String>) () -> "<div>".repeat(200_000) + "字"),
                Arguments.of("200,000 bolds deep", (Supplier<String>) () -> "<b>".repeat(200_000) + "字"),
                Arguments.of("200,000 quotations deep", (Supplier<String>) () -> "<blockquote>".repeat(200_000) + "字"),
                Arguments.of("tables in tables", (Supplier<String>) () -> "<table><tr><td>".repeat(50_000) + "字"),
                Arguments.of(
                        "tables side by side in a paragraph", (Supplier<String>) () -> "<p><table>字".repeat(50_000)),
                Arguments.of("lists in lists", (Supplier<String>) () -> "<ul><li>".repeat(100_000) + "字"),
                Arguments.of("end tags only", (Supplier<String>) () -> "</p></b></div>".repeat(70_000) + "字"),
                Arguments.of("crossed formatting", (Supplier<String>) () -> "<b><i><p>字</b></i>".repeat(3_000)),
                Arguments.of("links never closed", (Supplier<String>) () -> "<a href='/x'>字".repeat(50_000)),
                Arguments.of("a long title on a link never closed", (Supplier<String>)
                        () -> "<p><a href='/x' title='" + "字".repeat(100_000) + "'>" + "<p>字".repeat(50_000)),
                Arguments.of("200,000 attributes", (Supplier<String>) () -> "<p "
                        + Stream.iterate(0, i -> i + 1)
                                .limit(50_000)
                                .map(i -> "a" + i + "=1")
                                .toList() + ">字</p>"),
                Arguments.of("half a tag", (Supplier<String>) () -> "字<".repeat(300_000)),
                Arguments.of("half an entity", (Supplier<String>) () -> "&#".repeat(300_000)),
                Arguments.of("comments", (Supplier<String>) () -> "<!--".repeat(200_000) + "-->字"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("markup")
    void readsMarkupThatIsMadeToBlowUp(String name, Supplier<String> markup) {
        String html = markup.get();

        SanitisedHtml clean =
                assertTimeoutPreemptively(HOURS_AWAY, () -> SanitisedHtml.of(html, "https://example.org/"));

        assertThat(clean.html().length()).as(name).isLessThan(40 * html.length() + 1_000);
    }

    static List<Arguments> pages() {
        return List.of(
                Arguments.of("short lines", (Supplier<String>) () -> "社区食堂\n\n".repeat(100_000)),
                Arguments.of("short lines behind an article", (Supplier<String>)
                        () -> SENTENCE + "\n\n" + "社区食堂开张\n\n图为食堂。\n\n".repeat(60_000)),
                Arguments.of("one article behind short lines", (Supplier<String>)
                        () -> "城南街道办起社区食堂\n办起食堂\n\n".repeat(60_000) + (SENTENCE + "\n\n好消息传来\n\n").repeat(20_000)),
                Arguments.of("lines without end", (Supplier<String>) () -> "社区食堂本周在城南开张六十岁以上的老人\n".repeat(60_000)),
                Arguments.of("lines with a comma", (Supplier<String>) () -> "开食堂，送餐上门\n\n".repeat(100_000)),
                Arguments.of("marks", (Supplier<String>) () -> "（上接1版）\n（下转2版）\n\n".repeat(60_000) + SENTENCE),
                Arguments.of("dates", (Supplier<String>) () -> "2026年1月1日 8版\n".repeat(100_000) + "\n" + SENTENCE),
                Arguments.of("notes", (Supplier<String>) () -> (SENTENCE + "（转自中国网信网）\n\n").repeat(20_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void readsAMegabyteOfAPage(String name, Supplier<String> text) {
        var page = new NewspaperPage(Sources.NONE);
        String body = text.get();

        NewspaperPage.Reading reading = assertTimeoutPreemptively(HOURS_AWAY, () -> read(page, body));

        assertThat(reading.warnings()).as(name).hasSizeLessThanOrEqualTo(20);
    }

    private static NewspaperPage.Reading read(NewspaperPage page, String body) {
        try {
            return page.read(body);
        } catch (Unreadable noArticle) {
            return new NewspaperPage.Reading(List.of(), List.of());
        }
    }

    @Test
    void doesNotRepeatAPagesWarningsWithoutEnd() {
        String text = ("无正文的标题一\n无正文的标题二\n\n■ 本报记者 周明\n\n（转自中国网信网）\n\n").repeat(500)
                + ("社区食堂开张\n\n" + SENTENCE + "\n\n（转自中国网信网）\n\n").repeat(300);
        List<Article> articles = Pushes.normalize(
                Pushes.received("paper", "2026-11-23/4", Received.Form.PAGE, Received.Encoding.TEXT, text));

        assertThat(articles)
                .hasSizeGreaterThanOrEqualTo(300)
                .allSatisfy(article -> assertThat(article.warnings()).hasSizeLessThanOrEqualTo(21));
    }

    static List<Arguments> webPages() {
        String paragraph = "<p>" + SENTENCE + "</p>";
        return List.of(
                Arguments.of("80,000 menus in a row", (Supplier<String>)
                        () -> paragraph + "<div class='a b c nav-x'>文字</div>".repeat(80_000)),
                Arguments.of("400,000 empty sources", (Supplier<String>) () -> paragraph + "<p>来源：".repeat(400_000)),
                Arguments.of("30,000 authors", (Supplier<String>)
                        () -> "<h1>题目是什么</h1><p>" + "作者：张三 李四".repeat(30_000) + paragraph),
                Arguments.of("200,000 divs deep", (Supplier<String>) () -> paragraph + "<div>".repeat(200_000)),
                Arguments.of("200,000 sections deep", (Supplier<String>) () -> "<section>字".repeat(200_000)),
                Arguments.of("100,000 paragraphs", (Supplier<String>) () -> paragraph.repeat(100_000)),
                Arguments.of(
                        "200,000 links", (Supplier<String>) () -> paragraph + "<a href='/x'>链</a>".repeat(200_000)),
                Arguments.of("lists in lists of links", (Supplier<String>)
                        () -> paragraph + "<ul><li><a href='a.pdf'>下一页</a>".repeat(50_000)),
                Arguments.of("100,000 labels", (Supplier<String>)
                        () -> paragraph + "<meta name=a content=b>".repeat(100_000)),
                Arguments.of("open quotes in a script", (Supplier<String>)
                        () -> "<script>" + "\"\\".repeat(500_000) + "</script>" + paragraph),
                Arguments.of("open writes in a script", (Supplier<String>)
                        () -> "<script>" + "document.write(\"\\".repeat(100_000) + "</script>" + paragraph),
                Arguments.of("strings in strings", (Supplier<String>)
                        () -> "<script>x=\"" + "{\\\"a\\\":".repeat(200_000) + "</script>" + paragraph),
                Arguments.of("deep JSON-LD", (Supplier<String>) () -> "<script type='application/ld+json'>"
                        + "[".repeat(900) + "]".repeat(900) + "</script>" + paragraph),
                Arguments.of("dates", (Supplier<String>)
                        () -> "<h1>题目是什么</h1><p>发布时间：" + "2026-".repeat(200_000) + "</p>" + paragraph),
                Arguments.of("spaces in a line", (Supplier<String>)
                        () -> "<h1>题目是什么</h1><p>来 源" + " ".repeat(1_000_000) + "：</p>" + paragraph),
                Arguments.of("10,000 containers", (Supplier<String>)
                        () -> "<div class=TRS_Editor>字".repeat(10_000) + paragraph),
                Arguments.of("10,000 boxes", (Supplier<String>)
                        () -> "<div class=fujian><a href=a.pdf>附件".repeat(10_000) + paragraph),
                Arguments.of("10,000 titles", (Supplier<String>)
                        () -> "<title>甲乙丙丁</title>" + "<h1>甲乙丙丁</h1>".repeat(10_000) + paragraph),
                Arguments.of("a title of one megabyte, and 10,000 lines that look like it", (Supplier<String>) () ->
                        "<title>" + "甲乙丙".repeat(300_000) + "</title>" + "<h1>甲乙丙甲乙丙乙</h1>".repeat(10_000) + paragraph),
                Arguments.of("a megabyte of title on a link never closed", (Supplier<String>)
                        () -> "<p><a href=/x title='" + "甲".repeat(300_000) + "'>乙" + paragraph.repeat(10_000)),
                Arguments.of("a long class on formatting never closed", (Supplier<String>)
                        () -> "<p><b class='" + "a ".repeat(100_000) + "'>乙" + paragraph.repeat(10_000)),
                Arguments.of("a long style on formatting never closed", (Supplier<String>)
                        () -> "<p><font style='" + "a ".repeat(100_000) + "'>乙" + paragraph.repeat(10_000)),
                Arguments.of("200 templates in each other", (Supplier<String>)
                        () -> paragraph + "<template>".repeat(200) + paragraph.repeat(10_000)),
                Arguments.of(
                        "a long base before 30,000 links", (Supplier<String>) () -> "<base href='https://a.example/"
                                + "x/".repeat(2_000) + "'>" + paragraph + "<p>" + "<a href=y>甲</a>，".repeat(30_000)),
                Arguments.of("a title of separators", (Supplier<String>)
                        () -> "<title>" + "甲_".repeat(100_000) + "</title>" + paragraph));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("webPages")
    void readsAWebPageThatIsMadeToBlowUp(String name, Supplier<String> page) {
        var received = WebPages.received(
                page.get().getBytes(UTF_8), "text/html", "https://x.example/1", Received.Hint.TITLE, "题目");

        List<Article> articles = assertTimeoutPreemptively(HOURS_AWAY, () -> Pushes.normalize(received));

        assertThat(articles).as(name).hasSize(1);
    }
}

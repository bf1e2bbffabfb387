package org.yizhan.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.PublicationTime;

class ArticleFinderTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final String URL = "https://www.chengnan.example/a/1.html";
    private static final String BODY =
            "<div><p>社区食堂本周在城南开张，六十岁以上的老人凭卡就餐，首日供应午餐三百份。</p>" + "<p>食堂由闲置的校舍改成，一荤两素一汤收费八元，行动不便的老人可以叫人送上门。</p></div>";

    private static FoundArticle fixture(String name, String url) {
        try (InputStream page = ArticleFinderTest.class.getResourceAsStream("/html/" + name)) {
            if (page == null) {
                throw new IllegalArgumentException("no page html/" + name);
            }
            return find(new String(page.readAllBytes(), StandardCharsets.UTF_8), url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FoundArticle find(String markup, String url) {
        return new ArticleFinder().find(new WebPage(List.of(markup), url, Selectors.NONE, "", "", NOW));
    }

    private static String text(FoundArticle found) {
        return Jsoup.parse(found.html()).text();
    }

    private static String time(FoundArticle found) {
        return found.publishedAt()
                .map(at -> at.atZone(PublicationTime.ZONE).toLocalDateTime().toString())
                .orElse("");
    }

    @Test
    void readsSiteRegionAndColumnFromTheLabelsOfTheStandard() {
        FoundArticle trs = fixture("trs.html", URL);
        FoundArticle ministry = fixture("mca.html", URL);

        assertThat(trs.siteName()).contains("临港县人民政府");
        assertThat(trs.region()).contains("350123");
        assertThat(trs.column()).contains("部门动态");
        assertThat(trs.credits()).containsExactly("责任编辑：何一鸣");
        assertThat(ministry.region()).contains("100000");
        assertThat(ministry.source()).isEmpty();
    }

    @Test
    void namesTheAccountOfAWeChatPost() {
        assertThat(fixture("wechat.html", URL).siteName()).contains("北疆社工");
    }

    @Test
    void saysWhereTheArticleGoesOn() {
        assertThat(fixture("article-1.html", "https://yilu.example/a/content_88.htm")
                        .nextPage())
                .contains("https://yilu.example/a/content_88_2.htm");
        assertThat(fixture("article-2.html", "https://yilu.example/a/content_88_2.htm")
                        .nextPage())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "<meta name=pubdate content='2026-11-20 09:30:15'>                 | 2026-11-20T09:30:15",
                "<meta name=PUBDATE content='2026年11月20日 9时30分'>                | 2026-11-20T09:30",
                "<meta name=PubDate content='2026/11/20'>                          | 2026-11-20T00:00",
                "<meta name=firstpublishedtime content='2026-11-20-09:30:15'>      | 2026-11-20T09:30:15",
                "<meta property='article:published_time' content='2026-11-20T01:30:00Z'> | 2026-11-20T09:30",
                "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2026-11-20T09:30:00+08:00\"}</script> | 2026-11-20T09:30",
                "<script type='application/ld+json'>[{\"@graph\":[{\"headline\":\"甲\",\"datePublished\":\"2026-11-20\"}]},]</script> | 2026-11-20T00:00",
            })
    void readsTheTimeFromALabel(String label, String time) {
        assertThat(time(find(label + "<h1>社区食堂开张</h1>" + BODY, URL))).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "发布时间：2026-11-20 09:30         | 2026-11-20T09:30",
                "日期：2026.11.20                    | 2026-11-20T00:00",
                "时间： 2026年11月20日 09时30分       | 2026-11-20T09:30",
                "[2026-11-20]                       | 2026-11-20T00:00",
                "2026-11-20 09:30 | 2026-11-20T09:30",
                "来源：新华社2026年09月13日22:24      | 2026-09-13T22:24",
                "成文日期：2026年03月01日 发布日期：2026年03月07日 | 2026-03-07T00:00",
                "成文日期：2026年03月01日</p><p>2026-03-07 10:00   | 2026-03-07T10:00",
                "实施日期：2026-06-01</p><p>日期：2026-03-07       | 2026-03-07T00:00",
                "成文日期：2026年03月01日                        | 2026-03-01T00:00",
                "来源：城南晚报　　2026-11-20 9:30 作者：林知远 | 2026-11-20T09:30",
            })
    void readsTheTimeFromThePrintedLine(String line, String time) {
        assertThat(time(find("<h1>社区食堂开张</h1><p>" + line + "</p>" + BODY, URL))).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "来源：新华社2026年09月13日22:24          | 新华社",
                "来 源： 城南晚报                        | 城南晚报",
                "稿源:人民网－人民日报 2026-11-20         | 人民网－人民日报",
                "2026-11-20 信息来源：市民政局 浏览次数：3 | 市民政局",
                "来源：<a href='/x'>中国网信网</a> 【字体：大 中 小】 | 中国网信网",
                "本文来源丨城南发布 责任编辑：何一鸣         | 城南发布",
            })
    void readsTheSourceFromThePrintedLine(String line, String source) {
        assertThat(find("<h1>社区食堂开张</h1><p>" + line + "</p>" + BODY, URL).source())
                .contains(source);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "社区食堂开张_部门动态_城南区人民政府网 # 社区食堂开张",
                "社区食堂开张 - 城南日报               # 社区食堂开张",
                "社区食堂开张-城南区政府网             # 社区食堂开张",
                "社区食堂开张 | 城南发布客户端          # 社区食堂开张",
                "一图读懂 | 社区食堂怎么办             # 一图读懂 | 社区食堂怎么办",
                "民生一线|食堂与粥铺——记城南区         # 民生一线|食堂与粥铺——记城南区",
                "COVID-19 之后的食堂                  # COVID-19 之后的食堂",
            })
    void cutsTheSitesNameFromTheDocumentsTitleOnly(String printed, String title) {
        assertThat(find("<title>" + printed + "</title>" + BODY, URL).title()).isEqualTo(title);
    }

    @Test
    void believesTheShownTitleBeforeTheDocuments() {
        String page = "<title>社区食堂开张 老人点赞_城南</title><h1>社区食堂开张 老人点赞</h1>" + BODY;

        assertThat(find(page, URL).title()).isEqualTo("社区食堂开张 老人点赞");
        assertThat(find("<meta name=ArticleTitle content='社区食堂&lt;b&gt;开张&lt;/b&gt;'>" + page, URL)
                        .title())
                .isEqualTo("社区食堂开张");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "<title>城南区关于推动社区食堂建设的意见_某市政府</title><h1>城南区关于<br>推动社区食堂建设的意见</h1> # 城南区关于推动社区食堂建设的意见",
                "<title>城南区关于推动社区食堂建设的意见</title><h2>城南区关于<br>推动社区食堂建设的意见</h2> # 城南区关于推动社区食堂建设的意见",
                "<title>某市政府</title><h1>城南区关于<br/>推动社区食堂建设的意见</h1> # 城南区关于推动社区食堂建设的意见",
                "<title>社区食堂开张_城南</title><h1>社区食堂开张<br>老人点赞</h1> # 社区食堂开张",
                "<title>通知-某学院</title><h3>关于举办讲座的通知</h3><p>时间：2026-11-20</p> # 关于举办讲座的通知",
                "<title>关于举办讲座的通知-某学院</title><h3>党建工作专栏</h3> # 关于举办讲座的通知"
            })
    void readsTheWholeTitleThatThePageShows(String head, String title) {
        FoundArticle found = find(head + BODY, URL);

        assertThat(found.title()).isEqualTo(title);
        assertThat(text(found)).endsWith(Jsoup.parse(BODY).text());
    }

    @Test
    void readsAddressesAgainstTheBaseThePageNames() {
        String page = "<base href='https://cdn.example/up/'><h1>社区食堂开张</h1><div class=TRS_Editor>" + BODY
                + "<p><img src='a.jpg'><a href='b.pdf'>名单</a></p></div>";

        assertThat(find(page, URL).html())
                .contains("src=\"https://cdn.example/up/a.jpg\"", "href=\"https://cdn.example/up/b.pdf\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "<div class=content><p>社区食堂开张，欢迎品尝。</p><p><img src=1.jpg></p><p><img src=2.jpg></p></div> # 1.jpg",
                "<div class=content><p>社区食堂开张，欢迎品尝。</p><p><a href=1.pdf>菜单</a></p></div>             # 1.pdf",
                "<p>发布时间：2026-11-20</p><div class=content><a href='1.pdf'>社区食堂菜单</a></div>             # 1.pdf",
                "<p>发布时间：2026-11-20</p><div id=zoom><iframe src='1.pdf'></iframe></div>                    # 1.pdf",
                "<div id=zoom><p>社区食堂开张，欢迎品尝。</p><embed src='1.pdf'></div>                           # 1.pdf",
                "<div id=zoom><object data='1.pdf'></object></div>                                           # 1.pdf",
                "<div class=c><p>社区食堂开张，欢迎品尝。</p></div><p>附件：<a href='/down?id=7'>菜单.docx</a></p>   # /down?id=7"
            })
    void keepsThePicturesAndDocumentsOfAShortArticle(String body, String kept) {
        FoundArticle found =
                find("<title>社区食堂开张_城南</title><ul><li><a href=/>首页</a></li></ul><h1>社区食堂开张</h1>" + body, URL);

        assertThat(found.html()).contains(kept).doesNotContain("首页", "发布时间");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "发布时间：2030-01-02 | the publication time was refused: “2030-01-02” lies more than a day ahead",
                "发布时间：1970-01-01 | the publication time was refused: “1970-01-01” lies in the year 1970",
                "城南              | no publication time was found",
            })
    void saysWhyItHasNoTime(String line, String why) {
        FoundArticle found = find("<h1>社区食堂开张</h1><p>" + line + "</p>" + BODY, URL);

        assertThat(found.publishedAt()).isEmpty();
        assertThat(found.warnings()).singleElement().asString().startsWith(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "【打印本页】【关闭窗口】",
                "【打印】【关闭】",
                "[打印本页]",
                "打印本页 关闭窗口",
                "【打印】<a href='javascript:close()'>【关闭】</a>",
                "一审：张三 二审：李四 三审：王五",
                "您是第123位访问者",
                "附件：无"
            })
    void takesOffWhatStandsBehindTheText(String line) {
        String page = "<h1>社区食堂开张</h1><div class=TRS_Editor>" + BODY + "<p>" + line + "</p></div>";

        assertThat(text(find(page, URL))).isEqualTo(Jsoup.parse(BODY).text());
    }

    @Test
    void leavesFurnitureOut() {
        String page = "<h1>社区食堂开张</h1><div class=content><p>当前位置：首页 > 新闻 > 正文</p><p>社区食堂开张</p>"
                + "<p>【大 中 小】</p><p>分享到</p>" + BODY + "<p>（责任编辑：何一鸣）</p><p>扫一扫在手机打开当前页</p>"
                + "<p>版权声明：本网所有内容未经授权不得转载。</p><p>相关阅读</p><ul><li><a href=2>城南修路</a></li>"
                + "<li><a href=3>城北通车</a></li></ul><p>上一篇：无</p><p>下一篇：<a href=4>桥头开市</a></p></div>";
        FoundArticle found = find(page, URL);

        assertThat(text(found)).isEqualTo(Jsoup.parse(BODY).text());
        assertThat(found.credits()).anyMatch(line -> line.contains("何一鸣"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<textarea style='display:none'>%s</textarea>   | ",
                "<script type='text/html'>%s</script>             | ",
                "<template>%s</template>                          | ",
                "<script>var data = {\"id\":1,\"content\":\"%s\"};</script>  | \"",
                "<script>window.__STATE__ = \"{\\\"content\\\":\\\"%s\\\"}\";</script>  | \"",
                "<script>document.write('%s');</script>           | '",
            })
    void readsABodyThatAScriptWouldPutThere(String holder, String quote) {
        String page = "<title>社区食堂开张</title><h1>社区食堂开张</h1><div id=app></div>" + holder.formatted(BODY);

        assertThat(text(find(page, URL))).as(quote).isEqualTo(Jsoup.parse(BODY).text());
    }

    @Test
    void prefersAShortArticleUnderItsTitleToALongListOfOthers() {
        String other = "<li><h4><a href=x>别处的新闻标题很长很长很长</a></h4><p>别处的新闻摘要也很长，比这一篇的正文还要长得多，却不是这一篇。</p></li>";
        String page = "<title>桥头开市</title><h1>桥头开市</h1><div><p>桥头集市今晨开市，赶集的人比往年多了三成，摊位排到了河边。</p></div>"
                + "<div class=a><ul>" + other.repeat(12) + "</ul></div>";

        assertThat(text(find(page, URL))).isEqualTo("桥头集市今晨开市，赶集的人比往年多了三成，摊位排到了河边。");
    }

    @Test
    void readsBehindPicturesOfManyMegabytes() {
        String picture = "<img src='data:image/png;base64," + "A".repeat(6_000_000) + "'>";

        assertThat(text(find("<h1>社区食堂开张</h1>" + picture + BODY, URL)))
                .isEqualTo(Jsoup.parse(BODY).text());
    }

    @Test
    void readsTheFirstHundredThousandTagsAndSaysSo() {
        FoundArticle found = find("<h1>社区食堂开张</h1>" + BODY + "<i>字</i>".repeat(100_000), URL);

        assertThat(text(found)).startsWith(Jsoup.parse(BODY).text());
        assertThat(found.warnings()).anyMatch(warning -> warning.contains("100000 tags"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<aside><p>%s</p></aside>",
                "<div hidden><p>%s</p></div>",
                "<div style='display: none'><p>%s</p></div>",
                "<section><aside class=note><div><p>%s</p></div></aside></section>"
            })
    void leavesOutWhatIsHiddenOrSetAsideHoweverLongItIs(String holder) {
        String other = holder.formatted("桥头集市今晨开市，赶集的人比往年多了三成，摊位排到了河边。".repeat(9));

        assertThat(text(find("<h1>社区食堂开张</h1><div>" + other + BODY + "</div>", URL)))
                .isEqualTo(Jsoup.parse(BODY).text());
        assertThat(text(find("<h1>社区食堂开张</h1><div>" + BODY + other + "</div>", URL)))
                .isEqualTo(Jsoup.parse(BODY).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<div hidden>%s</div>", "<div id=c style='display:none'>%s</div>"})
    void readsABodyThatAScriptWouldShow(String holder) {
        String page = "<h1>社区食堂开张</h1>" + holder.formatted(BODY) + "<p>版权所有：城南区政府 ICP备1号，欢迎您。</p>";

        assertThat(text(find(page, URL))).startsWith(Jsoup.parse(BODY).text());
    }

    @Test
    void keepsABodyInABoxNamedAfterPrinting() {
        String page = "<h1>社区食堂开张</h1><div class='pl-20 print-box'>" + BODY + "</div>";

        assertThat(text(find(page, URL))).isEqualTo(Jsoup.parse(BODY).text());
    }

    @Test
    void takesSelectorsFromHintsAndPassesOverBlankOnes() {
        assertThat(Selectors.of(Map.of("page-body", "#x", "page-drop", " ", "url", "y"))
                        .byField())
                .isEqualTo(Map.of("body", "#x"));
    }
}

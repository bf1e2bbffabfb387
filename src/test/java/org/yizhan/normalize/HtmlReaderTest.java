package org.yizhan.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Image;
import org.yizhan.article.PublicationTime;
import org.yizhan.article.Unreadable;

/** One page in the shape of each content system, read into an article field by field. */
class HtmlReaderTest {

    private static Attribution source(String name, List<String> authors, List<String> editors) {
        return new Attribution(
                AttributionKind.SOURCE, Optional.of(name), Optional.empty(), Optional.empty(), authors, editors);
    }

    private static String time(Article article) {
        return article.publishedAt()
                .atZone(PublicationTime.ZONE)
                .toLocalDateTime()
                .toString();
    }

    @Test
    void readsTrs() {
        String url = "https://www.lingang.example/zwgk/bmdt/202611/t20261118_1.htm";

        Article article = WebPages.article("trs.html", url);

        assertThat(article.title()).isEqualTo("临港县民政局开展冬季送温暖走访");
        assertThat(time(article)).isEqualTo("2026-11-18T09:12");
        assertThat(article.url()).isEqualTo(url);
        assertThat(article.column()).contains("部门动态");
        assertThat(article.attribution()).isEqualTo(source("县民政局", List.of("周海棠"), List.of("何一鸣")));
        assertThat(article.paragraphs())
                .containsExactly(
                        "入冬以来气温骤降，临港县民政局组织八个走访小组，带着棉被、米面和慰问信走进渔村和山区，逐户了解独居老人的过冬准备。",
                        "在白沙渔村，工作人员为七十九岁的林阿婆检查了炉具和电线，叮嘱她夜里关好火。林阿婆说，村里的食堂每天送饭，心里踏实。",
                        "截至目前，全县已走访困难家庭四百二十户，发放御寒物资一千三百件。",
                        "冬季走访物资清单.pdf");
        assertThat(article.images())
                .containsExactly(new Image("https://www.lingang.example/zwgk/bmdt/202611/W020261118.jpg", "走访现场"));
        assertThat(article.html())
                .contains("href=\"https://www.lingang.example/zwgk/bmdt/202611/P020261118.pdf\"")
                .doesNotContain("扫一扫", "相关新闻", "字号", "分享到", "ICP备");
        assertThat(article.warnings()).isEmpty();
    }

    @Test
    void readsHanwebAndBelievesThePrintedDayBeforeALabelOfALaterOne() {
        Article article = WebPages.article("hanweb.html", "https://mzj.dongwan.example/art/2026/11/10/art_12_345.html");

        assertThat(article.title()).isEqualTo("东湾市关于开展社会组织年度检查的通知");
        assertThat(time(article)).isEqualTo("2026-11-10T00:00");
        assertThat(article.column()).contains("通知公告");
        assertThat(article.attribution()).isEqualTo(Attribution.NONE);
        assertThat(article.paragraphs())
                .startsWith("各市属社会组织：")
                .contains("类别 受理科室", "社会团体 社团科")
                .endsWith("东湾市民政局", "2026年11月10日", "附件：年检报告书.docx");
        assertThat(article.html())
                .contains("<th>类别</th>", "downfile.jsp?filename=a1.docx")
                .doesNotContain("打印本页", "浏览次数");
        assertThat(article.warnings()).singleElement().asString().contains("2026-11-20 23:59:01", "2026-11-10");
    }

    @Test
    void readsABodyThatADataproxyFillsIn() {
        Article article = WebPages.article("jpage-dataproxy.html", "https://www.nanyu.example/n/3.html");

        assertThat(article.title()).isEqualTo("南屿镇建成长者饭堂十二家");
        assertThat(time(article)).isEqualTo("2026-10-30T08:05");
        assertThat(article.attribution()).isEqualTo(source("南屿镇人民政府", List.of(), List.of()));
        assertThat(article.paragraphs())
                .containsExactly(
                        "南屿镇日前建成第十二家长者饭堂，十二个村居实现全覆盖，六十岁以上老人刷脸就能用餐。",
                        "镇里把闲置的校舍和祠堂改成饭堂，由村集体和爱心企业共同出资，一荤两素一汤收费八元。",
                        "饭堂还为行动不便的老人送餐上门，每天送出一百三十份。");
    }

    @Test
    void readsCac() {
        Article article = WebPages.article("cac.html", "https://www.cac.example/2026-03/17/c_1775.htm");

        assertThat(article.title()).isEqualTo("北岸省网信办整治涉企网络谣言");
        assertThat(time(article)).isEqualTo("2026-03-17T19:36");
        assertThat(article.attribution()).isEqualTo(source("网信北岸", List.of(), List.of("沈北辰")));
        assertThat(article.paragraphs()).hasSize(3).first().asString().startsWith("近日，北岸省网信办");
        assertThat(article.text()).endsWith("发现谣言可通过举报平台反映。");
    }

    @Test
    void readsMcaAndTakesTheHourFromThePrintedLine() {
        Article article = WebPages.article("mca.html", "https://www.mca.example/n152/n164/c1/content.html");

        assertThat(article.title()).isEqualTo("基层治理现场会在西塘县召开");
        assertThat(time(article)).isEqualTo("2026-09-05T16:20");
        assertThat(article.column()).contains("民政要闻");
        assertThat(article.attribution()).isEqualTo(Attribution.NONE);
        assertThat(article.paragraphs()).hasSize(3).last().isEqualTo("与会代表还就村规民约修订交换了意见。");
    }

    @Test
    void readsGovCn() {
        Article article = WebPages.article("gov-cn.html", "https://www.gov.example/lianbo/202608/content_1.htm");

        assertThat(article.title()).isEqualTo("三部门部署秋粮收购工作");
        assertThat(article.publishedAt()).hasToString("2026-08-21T09:03:40Z");
        assertThat(article.attribution()).isEqualTo(source("新华社", List.of("石小磊"), List.of("江清月")));
        assertThat(article.paragraphs()).hasSize(2).last().isEqualTo("通知提出，要增设收购网点，备足仓容和烘干设备，不让农民的粮食落地变质。");
    }

    @Test
    void readsABodyThatAScriptWrites() {
        Article article = WebPages.article("document-writeln.html", "https://www.shiqiao.example/a/1.html");

        assertThat(article.title()).isEqualTo("石桥街道开展反诈宣传");
        assertThat(time(article)).isEqualTo("2026-11-02T10:15");
        assertThat(article.attribution()).isEqualTo(source("石桥街道办事处", List.of("丁香"), List.of()));
        assertThat(article.paragraphs())
                .containsExactly(
                        "石桥街道联合派出所走进菜市场，向摊主讲解刷单、冒充客服等骗局，现场发放\"识诈手册\"三百本。",
                        "民警把近期发生的案例编成顺口溜，摊主们边卖菜边听，记得牢。",
                        "街道还在每个路口设立反诈劝导岗，老人转账前多一句提醒。");
        assertThat(article.images()).containsExactly(new Image("https://www.shiqiao.example/upload/fz.jpg", "宣传现场"));
    }

    @Test
    void readsAWeChatPost() {
        Article article = WebPages.article("wechat.html", "https://mp.example/s/abc");

        assertThat(article.title()).isEqualTo("牧区议事包：草原上的议事会");
        assertThat(article.publishedAt()).hasToString("2026-11-10T08:00:00Z");
        assertThat(article.attribution())
                .isEqualTo(new Attribution(
                        AttributionKind.REPOST,
                        Optional.of("草原先锋"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of("巴图")));
        assertThat(article.paragraphs())
                .containsExactly(
                        "在草原深处，一顶蒙古包挂起了“议事包”的牌子，牧民骑马赶来商量打草场怎么分。",
                        "嘎查书记说，以前有事要跑六十里，现在议事员上门，一壶奶茶的工夫就能说通。",
                        "一年来，议事包里议成了四十七件事，没有一件闹到旗里。");
        assertThat(article.images()).containsExactly(new Image("https://mmbiz.example/640?wx_fmt=jpeg", ""));
    }

    @Test
    void readsAWeChatPostThatOnlySharesAnother() {
        Article article = WebPages.article("wechat-share.html", "https://mp.example/s/def");

        assertThat(article.title()).isEqualTo("年货大集开市");
        assertThat(article.attribution().kind()).isEqualTo(AttributionKind.REPOST);
        assertThat(article.attribution().originalUrl()).contains("https://mp.example/s?__biz=A&mid=7&sn=b");
        assertThat(article.paragraphs()).isEmpty();
        assertThat(article.warnings()).containsExactly("the article has no text");
    }

    @Test
    void readsAPageOfPeoplesDailysPaper() {
        Article article = WebPages.article(
                "peoples-daily.html", "https://paper.example/rmrb/pc/content/202611/12/content_1.html");

        assertThat(article.title()).isEqualTo("山村亮起议事灯");
        assertThat(time(article)).isEqualTo("2026-11-12T00:00");
        assertThat(article.attribution().kind()).isEqualTo(AttributionKind.REPORTER);
        assertThat(article.attribution().authors()).containsExactly("高原");
        assertThat(article.paragraphs()).hasSize(3).last().isEqualTo("灯亮到十点，渠线定了下来，没有人摔门。");
    }

    @Test
    void readsAPageOfFoundersPaperAndItsDayFromTheAddress() {
        Article article =
                WebPages.article("founder.html", "https://paper.haizhou.example/html/2026-11/12/content_10.htm");

        assertThat(article.title()).isEqualTo("社区食堂添新菜");
        assertThat(time(article)).isEqualTo("2026-11-12T00:00");
        assertThat(article.attribution().authors()).containsExactly("秦川");
        assertThat(article.paragraphs()).hasSize(2).last().isEqualTo("食堂经理说，菜价没有涨，盐和油减了三成。");
    }

    @Test
    void readsABlogWithoutLabelsAndLeavesItsCommentsOut() {
        Article article = WebPages.article("blog.html", "https://blog.example/p/7");

        assertThat(article.title()).isEqualTo("雨后的老街");
        assertThat(time(article)).isEqualTo("2026-06-08T21:40");
        assertThat(article.paragraphs()).hasSize(3).last().isEqualTo("后来街口修了桥，老人不再挑担，换成了推车，叫卖声却没有变。");
    }

    @Test
    void keepsTablesPicturesAndTheDocumentsOfItsBoxes() {
        Article article = WebPages.article("attachments.html", "https://mzj.qingzhou.example/gg/202610/t1.html");

        assertThat(article.title()).isEqualTo("关于公布养老机构等级的公告");
        assertThat(article.paragraphs())
                .containsExactly(
                        "经评定，现将本区第三批养老机构等级公布如下，有效期三年。",
                        "机构 等级",
                        "松鹤园 四级",
                        "枫林里 三级",
                        "附件：1.评定标准.ofd",
                        "机构名单.xlsx",
                        "全部材料.zip");
        assertThat(article.images())
                .containsExactly(new Image("https://mzj.qingzhou.example/upload/seal.png", "公告盖章页"));
        assertThat(article.html())
                .containsOnlyOnce("https://mzj.qingzhou.example/gg/202610/P1.ofd")
                .contains("https://mzj.qingzhou.example/files/list.xlsx", "https://mzj.qingzhou.example/files/all.zip")
                .doesNotContain("other.pdf");
    }

    @Test
    void joinsThePagesOfOneArticle() {
        String second = Base64.getEncoder().encodeToString(WebPages.fixture("article-2.html"));

        Article article = WebPages.article("article-1.html", "https://yilu.example/a/content_88.htm", "part-2", second);

        assertThat(article.paragraphs())
                .containsExactly(
                        "第一日，我们从雄关出发，沿着半埋在草里的石阶向上，石阶上还看得见马蹄磨出的凹坑。",
                        "向导说，从前每十里设一铺，铺兵背着公文袋，一站一站跑下去。",
                        "第二日下起了雨，路滑得像抹了油，只好在废弃的驿舍里避雨，墙上还留着前人的题字。",
                        "雨停时天已黄昏，远处的村子升起了炊烟。");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/html; charset=GBK", "text/html; charset=\"gb2312\""})
    void readsGbkWhateverTheHeaderSays(String contentType) {
        String page = new String(WebPages.fixture("cac.html"), UTF_8).replace("utf-8", "gb2312");
        byte[] bytes = page.getBytes(Charset.forName("GB18030"));

        Article article = Pushes.normalize(WebPages.received(bytes, contentType, "https://www.cac.example/1.htm"))
                .getFirst();

        assertThat(article.title()).isEqualTo("北岸省网信办整治涉企网络谣言");
        assertThat(article.text()).startsWith("近日，北岸省网信办会同公安");
    }

    @Test
    void goesByTheSitesOwnSelectors() {
        String page = "<title>甲-某网</title><h1>甲</h1><b id=t>乙题</b><i id=when>2026/1/2 3:04</i><u id=who>某报</u>"
                + "<em id=by>林知远</em><div class=x><p>丙。</p><p class=gone>丁。</p></div><div class=x><p>戊。</p></div>"
                + "<p>己：这一段比别的都长，却不在选中的元素里，所以不该出现在正文之中。</p>";

        Article article = Pushes.normalize(WebPages.received(
                        page.getBytes(UTF_8),
                        "text/html",
                        "https://x.example/1",
                        "page-title",
                        "#t",
                        "page-time",
                        "#when",
                        "page-source",
                        "#who",
                        "page-author",
                        "#by",
                        "page-body",
                        ".x",
                        "page-drop",
                        ".gone"))
                .getFirst();

        assertThat(article.title()).isEqualTo("乙题");
        assertThat(time(article)).isEqualTo("2026-01-02T03:04");
        assertThat(article.attribution()).isEqualTo(source("某报", List.of("林知远"), List.of()));
        assertThat(article.paragraphs()).containsExactly("丙。", "戊。");
        assertThat(article.warnings()).isEmpty();
    }

    @Test
    void warnsOfSelectorsThatFindNothingOrAreNone() {
        Article article =
                WebPages.article("cac.html", "https://www.cac.example/1.htm", "page-body", "#gone", "page-time", "p[");

        assertThat(article.warnings())
                .containsExactlyInAnyOrder("page-body finds nothing: #gone", "page-time is no CSS selector: p[");
        assertThat(article.paragraphs()).hasSize(3);
    }

    @Test
    void fallsBackOnWhatTheListSaid() {
        String page = "<div><p>南街的路灯昨夜全部换成了节能灯，居民说亮堂了许多，孩子放学也不怕黑了。</p></div>";

        Article article = Pushes.normalize(WebPages.received(
                        page.getBytes(UTF_8),
                        "text/html",
                        "https://x.example/1",
                        "title",
                        "南街换灯",
                        "published",
                        "2026-11-20 08:00",
                        "column",
                        "街巷"))
                .getFirst();

        assertThat(article.title()).isEqualTo("南街换灯");
        assertThat(time(article)).isEqualTo("2026-11-20T08:00");
        assertThat(article.column()).contains("街巷");
    }

    @Test
    void takesItsOwnSiteForNoSource() {
        String page = new String(WebPages.fixture("cac.html"), UTF_8).replace("网信北岸", "网信中国");

        Article article = Pushes.normalize(
                        WebPages.received(page.getBytes(UTF_8), "text/html", "https://www.cac.example/1.htm"))
                .getFirst();

        assertThat(article.attribution().kind()).isEqualTo(AttributionKind.NONE);
    }

    @Test
    void takesTheCanonicalAddressOfTheSamePageOnly() {
        String head = "<link rel=canonical href='%s'>";
        String page = new String(WebPages.fixture("cac.html"), UTF_8);

        assertThat(url(head.formatted("https://www.cac.example/1.htm") + page))
                .isEqualTo("https://www.cac.example/1.htm");
        assertThat(url(head.formatted("/list.html") + page)).isEqualTo("https://m.cac.example/1.htm");
        assertThat(url(head.formatted("https://evil.example/1.htm") + page)).isEqualTo("https://m.cac.example/1.htm");
        assertThat(url(head.formatted("https://www.cac.example/") + page)).isEqualTo("https://m.cac.example/1.htm");
    }

    private static String url(String page) {
        return Pushes.normalize(WebPages.received(page.getBytes(UTF_8), "text/html", "https://m.cac.example/1.htm"))
                .getFirst()
                .url();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body></body></html>",
                "<script>location='/login'</script>",
                "<title>安全验证</title><script>run()</script>",
                "<title>页面不存在</title><div style='display:none'></div>"
            })
    void refusesAPageWithoutABody(String page) {
        var received = WebPages.received(page.getBytes(UTF_8), "text/html", "https://x.example/1");

        Unreadable refusal = catchThrowableOfType(Unreadable.class, () -> Pushes.normalize(received));

        assertThat(refusal.error()).isEqualTo("no-article");
        assertThat(refusal).hasMessageContaining("page-body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body><p>南街的路灯昨夜全部换成了节能灯，居民说亮堂了许多。</p></body></html>",
                "南街的路灯昨夜全部换成了节能灯，居民说亮堂了许多。",
                "<title>\u200b\u200b</title><p>南街的路灯昨夜全部换成了节能灯，居民说亮堂了许多。</p>",
                "<title>&lt;b&gt;&lt;/b&gt;</title><p>南街的路灯昨夜全部换成了节能灯，居民说亮堂了许多。</p>"
            })
    void refusesAPageWithoutATitle(String page) {
        var received = WebPages.received(page.getBytes(UTF_8), "text/html", "https://x.example/1");

        Unreadable refusal = catchThrowableOfType(Unreadable.class, () -> Pushes.normalize(received));

        assertThat(refusal.error()).isEqualTo("no-title");
        assertThat(refusal).hasMessageContaining("page-title");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<title>404 Not Found</title><center><h1>404 Not Found</h1></center><hr><center>nginx</center>",
                "<title>502 Bad Gateway</title><center><h1>502 Bad Gateway</h1></center><hr><center>nginx/1.2</center>",
                "<title>Error 404</title><h2>HTTP ERROR 404</h2><p>Problem accessing /a/1.html. Reason: Not Found</p>",
                "<title>页面不存在</title><p>您访问的页面不存在，五秒后返回首页。</p>"
            })
    void refusesAServersErrorPage(String page) {
        var received = WebPages.received(page.getBytes(UTF_8), "text/html", "https://x.example/1");

        Unreadable refusal = catchThrowableOfType(Unreadable.class, () -> Pushes.normalize(received));

        assertThat(refusal.error()).isEqualTo("no-article");
    }

    @Test
    void readsAnArticleAboutAnError() {
        String page = "<title>500错误</title><p>" + "昨晚八点，市政务网出现五百号错误，技术人员连夜抢修，今早恢复。".repeat(8) + "</p>";

        Article article = Pushes.normalize(WebPages.received(page.getBytes(UTF_8), "text/html", "https://x.example/1"))
                .getFirst();

        assertThat(article.title()).isEqualTo("500错误");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "作者：张 枫　责编:李 雷                     |        | 张枫       | 李雷",
                "编辑：赵 六<span>阅读：1024</span>           |        |            | 赵六",
                "责任编辑：王 五 字号：【大 中 小】              |        |            | 王五",
                "作者：林知远 点击数：                         |        | 林知远     | ",
                "作者：丁香 点击数：7                          |        | 丁香       | ",
                "来源：  发布时间：2026-11-20 09:30             |        |            | ",
                "作者：张三 李四 来源：城南晚报                  | 城南晚报 | 张三、李四 | ",
                "来源 城南晚报　作者 张枫                       | 城南晚报 | 张枫       | ",
                "2026-11-20 来源：城南晚报责任编辑：何一鸣浏览次数：3 | 城南晚报 |            | 何一鸣"
            })
    void readsTheLineUnderTheTitle(String line, String source, String authors, String editors) {
        String page = "<title>南街换灯记</title><h1>南街换灯记</h1><div>" + line
                + "</div><div><p>南街的路灯昨夜全部换成了节能灯，居民说亮堂了许多，孩子放学也不怕黑了。</p></div>";

        Attribution read = Pushes.normalize(WebPages.received(page.getBytes(UTF_8), "text/html", "https://x.example/1"))
                .getFirst()
                .attribution();

        assertThat(read.name()).isEqualTo(Optional.ofNullable(source));
        assertThat(String.join("、", read.authors())).isEqualTo(authors == null ? "" : authors);
        assertThat(String.join("、", read.editors())).isEqualTo(editors == null ? "" : editors);
    }

    @Test
    void readsTheSameFromTheSame() {
        var received =
                WebPages.received(WebPages.fixture("trs.html"), "text/html", "https://x.example/t20261118_1.htm");

        assertThat(Pushes.normalize(received)).isEqualTo(Pushes.normalize(received));
    }
}

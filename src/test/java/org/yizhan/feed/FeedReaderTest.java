package org.yizhan.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Unreadable;

class FeedReaderTest {

    private static final Instant TEN = Instant.parse("2026-11-23T02:00:00Z");

    private static List<String> titles(FeedDocument feed) {
        return feed.entries().stream().map(FeedEntry::title).toList();
    }

    private static FeedEntry entry(String fixture, int index) {
        return Fixture.read(fixture).entries().get(index);
    }

    @Test
    void readsRss1() {
        FeedDocument feed = Fixture.read("rss-1.0.xml");

        assertThat(feed.title()).isEqualTo("某省民政");
        assertThat(feed.link()).isEqualTo("https://www.example.gov.cn/");
        assertThat(feed.description()).isEqualTo("通知与动态");
        assertThat(feed.id()).isEqualTo("https://www.example.gov.cn/index.rdf");
        assertThat(feed.rights()).isEqualTo("版权所有 某省民政厅");
        assertThat(feed.rhythm().every()).contains(Duration.ofMinutes(30));
        assertThat(feed.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.key()).isEqualTo("https://www.example.gov.cn/1");
            assertThat(entry.link()).isEqualTo("https://www.example.gov.cn/1.html");
            assertThat(entry.authors()).containsExactly("张枫");
            assertThat(entry.categories()).containsExactly("工作动态");
            assertThat(entry.published()).contains(Instant.parse("2026-11-22T16:00:00Z"));
        });
        assertThat(feed.warnings()).isEmpty();
    }

    @Test
    void resolvesByXmlBase() {
        FeedDocument feed = Fixture.read("atom-xml-base.xml");

        assertThat(feed.title()).isEqualTo("某市政务");
        assertThat(feed.link()).isEqualTo("https://www.example.gov.cn/zwgk/");
        assertThat(feed.self()).contains("https://www.example.gov.cn/zwgk/feed.atom");
        assertThat(feed.hub()).contains("https://hub.example.org/");
        assertThat(feed.language()).isEqualTo("zh-CN");
        assertThat(feed.author()).isEqualTo("某市人民政府");
        FeedEntry first = feed.entries().getFirst();
        assertThat(first.link()).isEqualTo("https://www.example.gov.cn/zwgk/2026/1.html");
        assertThat(first.id()).isEqualTo("https://www.example.gov.cn/zwgk/2026/1");
        assertThat(first.html())
                .isEqualTo("<p>见<a href=\"https://www.example.gov.cn/zwgk/2026/2.html\">附件</a>&amp;说明</p>");
        assertThat(first.enclosures())
                .containsExactly(
                        new FeedEntry.Enclosure("https://www.example.gov.cn/zwgk/2026/1.pdf", "application/pdf", 4096));
        assertThat(first.authors()).containsExactly("某市人民政府");
        assertThat(first.categories()).containsExactly("公示公告");
        assertThat(first.published()).isEqualTo(first.updated()).contains(TEN);
    }

    @Test
    void readsAtomsOwnFields() {
        FeedEntry second = entry("atom-xml-base.xml", 1);

        assertThat(second.authors()).containsExactly("李思");
        assertThat(second.published()).contains(Instant.parse("2026-11-22T10:00:00.250Z"));
        assertThat(second.updated()).contains(Instant.parse("2026-11-23T00:00:00Z"));
        assertThat(second.summary()).isEqualTo("3 &lt; 5");
        assertThat(second.html()).isEmpty();
        assertThat(second.body()).isEqualTo(second.summary());
    }

    @Test
    void readsTheModesOfAtom03() {
        FeedDocument feed = Fixture.read("atom-0.3-modes.xml");

        assertThat(feed.title()).isEqualTo("旧网");
        assertThat(feed.description()).isEqualTo("五分钟");
        assertThat(feed.rights()).isEqualTo("某厅");
        assertThat(feed.entries()).extracting(FeedEntry::html).containsExactly("<p>正文</p>", "<p>正文</p>");
        assertThat(feed.entries().getFirst().published()).contains(Instant.parse("2026-11-22T02:00:00Z"));
        assertThat(feed.entries().getFirst().updated()).contains(TEN);
    }

    @Test
    void tellsMarkupFromTextThatOnlyHasBrackets() {
        assertThat(entry("atom-text-that-is-markup.xml", 0).summary()).isEqualTo("<p>其实是标签</p>");
        assertThat(entry("atom-text-that-is-markup.xml", 1).summary()).isEqualTo("List&lt;String&gt; 是类型");
    }

    @Test
    void readsAtomInNoNamespace() {
        FeedDocument feed = Fixture.read("atom-without-namespace.xml");

        assertThat(feed.link()).isEqualTo("https://www.example.gov.cn/");
        assertThat(feed.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.key()).isEqualTo("tag:a");
            assertThat(entry.updated()).contains(TEN);
        });
    }

    @Test
    void takesUndeclaredPrefixesForWhatTheyUsuallyAre() {
        FeedDocument feed = Fixture.read("rss-undeclared-namespaces.xml");

        assertThat(feed.language()).isEqualTo("zh-cn");
        assertThat(feed.hub()).contains("https://hub.example.org/");
        assertThat(feed.self()).contains("https://www.example.gov.cn/rss.xml");
        assertThat(feed.link()).isEmpty();
        FeedEntry entry = feed.entries().getFirst();
        assertThat(entry.authors()).containsExactly("林知远");
        assertThat(entry.published()).contains(TEN);
        assertThat(entry.html()).isEqualTo("<p>首日供应午餐三百份。</p>");
    }

    @Test
    void readsHtmlEntitiesAndBareAmpersands() {
        FeedDocument feed = Fixture.read("rss-bad-entities.xml");

        assertThat(feed.title()).isEqualTo("养老—助残 & 救助\u00a0站");
        assertThat(feed.link()).isEqualTo("https://www.example.gov.cn/list?a=1&copy=2&region=62");
        assertThat(titles(feed)).containsExactly("&unknown; 一", "二三");
    }

    @Test
    void readsOverUnclosedTags() {
        FeedDocument feed = Fixture.read("rss-unclosed-tags.xml");

        assertThat(titles(feed)).containsExactly("一号通知", "二号通知");
        FeedEntry first = feed.entries().getFirst();
        assertThat(first.link()).isEqualTo("https://www.example.gov.cn/1.html");
        assertThat(first.published()).contains(TEN);
        assertThat(first.summary()).contains("第一段。").contains("第二行。");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rss-junk-before-prolog.xml", "rss-items-beside-channel.xml"})
    void findsTheEntriesWhereverTheyStand(String fixture) {
        assertThat(titles(Fixture.read(fixture))).startsWith("一");
    }

    @Test
    void leavesOutCharactersThatXmlCannotHold() {
        FeedDocument feed = Fixture.read("rss-control-characters.xml");

        assertThat(feed.title()).isEqualTo("某网站");
        assertThat(titles(feed)).containsExactly("一二三");
    }

    @Test
    void makesOneLineOfTextOfMarkupInTitles() {
        FeedDocument feed = Fixture.read("rss-markup-in-titles.xml");

        assertThat(feed.title()).isEqualTo("某网");
        assertThat(titles(feed))
                .containsExactly("【要闻】社区食堂\u00a0开张", "红字标题", "斜体标题", "坏标题", "网页里的 &lt;title&gt; 标签", "3 < 5 & 7");
    }

    @Test
    void readsMarkupHoweverItWasWrapped() {
        assertThat(Fixture.read("rss-double-escaped.xml").entries())
                .extracting(FeedEntry::summary)
                .containsExactly("Breaking: <b>大</b>新闻 今天", "<p>甲 &amp; 乙</p>", "<p>裸标签<br>第二行</p>");
    }

    @Test
    void endsAnUnclosedSectionWithItsElement() {
        FeedDocument feed =
                Fixture.parse("<rss><channel><item><title>一</title><description><![CDATA[<p>甲</p></description>"
                        + "</item><item><title><![CDATA[二]]></title></item></channel></rss>");

        assertThat(titles(feed)).containsExactly("一", "二");
        assertThat(feed.entries().getFirst().body()).isEqualTo("<p>甲</p>");
        assertThat(String.join("\n", feed.warnings())).contains("1 CDATA sections not closed");
    }

    @Test
    void keepsASectionThatSpeaksOfSections() {
        FeedDocument feed =
                Fixture.parse("<rss><channel><item><description><![CDATA[<script>//<![CDATA[\nx//]]></description>"
                        + "</item></channel></rss>");

        assertThat(feed.entries().getFirst().body()).contains("<script>//<![CDATA[");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&lt;![CDATA[<p>里</p>]]&gt;", "&lt;![CDATA[&lt;p&gt;里&lt;/p&gt;]]&gt;"})
    void leavesOutTheSignsOfASectionThatWereEscaped(String description) {
        FeedDocument feed = Fixture.parse(
                "<rss><channel><item><description>" + description + "</description></item></channel></rss>");

        assertThat(feed.entries().getFirst().body()).isEqualTo("<p>里</p>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <rss><channel><item><title>一</item></channel></rss>       | not well-formed and was mended, first near “<rss><channel><item><title>一</
                    <rss><channel><item><x:a>一</x:a></item></channel></rss>   | not well-formed
                    <rss><channel><title>一&nbsp;二</title></channel></rss>    | 1 references to undeclared entities
                    <rss><channel><title>一 & 二</title></channel></rss>       | 1 signs &
                    <!DOCTYPE rss><rss><channel/></rss>                       | 1 DOCTYPE left out
                    <rss><channel><title>一\u0001</title></channel></rss>     | 1 characters that XML can't hold
                    """)
    void saysWhatIsBroken(String xml, String warning) {
        assertThat(Fixture.parse(xml.replace("\\u0001", "\u0001")).warnings())
                .anySatisfy(said -> assertThat(said).contains(warning));
    }

    @Test
    void saysWhatIsOddAboutEntries() {
        FeedDocument feed = Fixture.parse("<rss><channel>"
                + "<item><guid isPermaLink='false'>1</guid><link>javascript:x</link></item>"
                + "<item><guid isPermaLink='false'>1</guid><link>https://u:p@a.cn/1</link></item>"
                + "<item><guid isPermaLink='false'>2</guid><link>https://a.cn:99999/</link></item>"
                + "<item><guid isPermaLink='false'>3</guid><link>https://a.cn/3</link></item></channel></rss>");

        assertThat(feed.warnings())
                .containsExactly(
                        "1 entries have the id of an entry before them, the first is “1”",
                        "2 links are no http or https addresses, the first is “javascript:x”",
                        "1 links hold a user or password, which no article keeps, the first is “https://a.cn/1”");
    }

    @Test
    void resolvesNoEntityOfADoctype() {
        FeedDocument feed = Fixture.read("rss-0.91-doctype.xml");

        assertThat(feed.title()).isEqualTo("老网站");
        assertThat(feed.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.title()).isEqualTo("&secret;");
            assertThat(entry.summary()).isEqualTo("&b;");
        });
    }

    @Test
    void readsDatesAsTheyArePrinted() {
        FeedDocument feed = Fixture.read("rss-odd-dates.xml");

        assertThat(feed.entries())
                .extracting(FeedEntry::published)
                .containsExactly(
                        Optional.of(TEN),
                        Optional.of(TEN),
                        Optional.of(TEN),
                        Optional.of(TEN),
                        Optional.of(TEN),
                        Optional.of(TEN),
                        Optional.empty());
        assertThat(feed.warnings())
                .singleElement()
                .asString()
                .contains("2 dates")
                .contains("昨天");
    }

    @Test
    void hangsRelativeAddressesOnTheDocumentAndThoseInATextOnItsPage() {
        FeedDocument feed = Fixture.read("rss-relative-addresses.xml");

        assertThat(feed.link()).isEqualTo("https://www.example.gov.cn/");
        FeedEntry entry = feed.entries().getFirst();
        assertThat(entry.link()).isEqualTo("https://www.example.gov.cn/rss/zwgk/1.html");
        assertThat(entry.summary())
                .contains("src=\"https://www.example.gov.cn/rss/zwgk/1.jpg\"")
                .contains("href=\"https://www.example.gov.cn/a.pdf\"")
                .contains("href=\"https://other.example.org/\"");
        assertThat(entry.enclosures())
                .containsExactly(new FeedEntry.Enclosure("https://www.example.gov.cn/files/1.mp3", "audio/mpeg", 123));
    }

    @Test
    void readsHowOftenItMayBeAsked() {
        Rhythm rhythm = Fixture.read("rss-rhythm.xml").rhythm();

        assertThat(rhythm.every()).contains(Duration.ofMinutes(90));
        assertThat(rhythm.skipHours()).containsExactlyInAnyOrder(0, 13);
        assertThat(rhythm.skipDays()).containsExactlyInAnyOrder(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    }

    @Test
    void findsTheFilesOfAnEntryOnce() {
        assertThat(entry("rss-media.xml", 0).enclosures())
                .containsExactly(
                        new FeedEntry.Enclosure("https://www.example.gov.cn/a.pdf", "application/pdf", 0),
                        new FeedEntry.Enclosure("https://www.example.gov.cn/c.mp4", "video/mp4", 1000),
                        new FeedEntry.Enclosure("https://www.example.gov.cn/b.jpg", "image/*", 0));
    }

    @Test
    void callsPeopleByTheirNames() {
        FeedDocument feed = Fixture.read("rss-people.xml");

        assertThat(feed.author()).isEqualTo("编辑部");
        assertThat(feed.entries())
                .extracting(FeedEntry::authors)
                .containsExactly(List.of("林知远"), List.of("lin@example.gov.cn"), List.of("张枫", "李思"), List.of());
    }

    @Test
    void namesTheFeedAnEntryWasTakenFrom() {
        assertThat(entry("rss-source.xml", 0).source())
                .contains(new FeedEntry.Origin("中国网信网", "https://www.cac.gov.cn/rss.xml"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "你好", "<a>", "<opml version='2.0'/>", "<urlset><url><loc>x</loc></url></urlset>"})
    void refusesWhatIsNoFeed(String text) {
        assertThat(refusal(text).error()).isEqualTo("no-feed");
    }

    @Test
    void knowsAWebPage() {
        var refused = catchThrowableOfType(Unreadable.class, () -> Fixture.read("page-with-feeds.html"));

        assertThat(refused.error()).isEqualTo("web-page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- a --><?xml version='1.0'?>\n<!DOCTYPE HTML><p>页",
                "<html><rss>",
                "<head></head>",
                "\uFEFF <BODY>",
            })
    void knowsAWebPageByItsFirstElement(String text) {
        assertThat(refusal(text).error()).isEqualTo("web-page");
    }

    @Test
    void readsAFeedThatHoldsAWebPage() {
        assertThat(
                        titles(
                                Fixture.parse(
                                        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>一</a:title>"
                                                + "<a:content type='html'><![CDATA[<html><body>页</body></html>]]></a:content></a:entry></a:feed>")))
                .containsExactly("一");
    }

    private static Unreadable refusal(String text) {
        return catchThrowableOfType(Unreadable.class, () -> Fixture.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rss-guid-repeated.xml",
                "rss-guid-missing.xml",
                "rss-unclosed-tags.xml",
                "rss-odd-dates.xml",
                "atom-xml-base.xml",
                "json-feed-1.1.json"
            })
    void readsTheSameTwice(String fixture) {
        assertThat(Fixture.read(fixture)).isEqualTo(Fixture.read(fixture));
    }

    @Test
    void readsWhatAFeedHasTakenBack() {
        FeedDocument feed = Fixture.parse("""
                <feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">
                  <title>甘州要闻</title><id>tag:example.org,2026:gz</id>
                  <entry><id>tag:example.org,2026:3</id><title>社区食堂开张</title></entry>
                  <at:deleted-entry ref="tag:example.org,2026:1" when="2026-11-20T08:00:00+08:00">
                    <at:comment>内容有误</at:comment><link href="https://example.org/1.html"/>
                  </at:deleted-entry>
                  <at:deleted-entry ref="tag:example.org,2026:3" when="2026-11-20T08:00:00+08:00"/>
                  <at:deleted-entry when="2026-11-20T08:00:00+08:00"/>
                </feed>""");

        assertThat(feed.entries()).hasSize(1);
        assertThat(feed.deletions())
                .containsExactly(new Deletion(
                        "tag:example.org,2026:1",
                        Optional.of(Instant.parse("2026-11-20T00:00:00Z")),
                        "内容有误",
                        "https://example.org/1.html"));
    }

    @Test
    void readsWhatAnRssFeedHasTakenBack() {
        FeedDocument feed = Fixture.parse("""
                <rss version="2.0" xmlns:at="http://purl.org/atompub/tombstones/1.0"><channel><title>甘州要闻</title>
                  <item><guid>3</guid><title>社区食堂开张</title></item>
                  <at:deleted-entry ref="1" when="2026-11-20T08:00:00+08:00"/>
                </channel></rss>""");

        assertThat(feed.deletions()).extracting(Deletion::ref).containsExactly("1");
    }
}

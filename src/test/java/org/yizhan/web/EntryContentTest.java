package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Row;
import org.yizhan.publish.Copy;
import org.yizhan.publish.Entry;

class EntryContentTest {

    private static final Links LINKS = new Links(URI.create("https://news.example"));

    @ParameterizedTest
    @Row("S16")
    @ValueSource(
            strings = {
                "<script>x()</script>",
                "<SCRIPT src=//x>",
                "<img src=x onerror=x()>",
                "<img src=x\nonerror\n=x()>",
                "<p/onclick=x()>",
                "<img src=\"x\"onerror=x()>",
                "<a href=javascript:x()>a</a>",
                "<a href=' jAvAsCrIpT:x()'>a</a>",
                "<a href=\"java&#115;cript:x()\">a</a>",
                "<a href=\"java&Tab;script:x()\">a</a>",
                "<a href=\"javascript&colon;x()\">a</a>",
                "<a href=\"javascrip\tt:x()\">a</a>",
                "<a href=\"java\nscript:x()\">a</a>",
                "<a href=\"vbscript:x()\">a</a>",
                "<a href=\"data:text/html,x\">a</a>",
                "<iframe srcdoc=x></iframe>",
                "<svg><a xlink:href=x></a></svg>",
                "<math></math>",
                "<form action=x><input></form>",
                "<meta http-equiv=refresh content=0>",
                "<base href=//x>",
                "<link rel=stylesheet href=x>",
                "<style>x</style>",
                "<object data=x></object>",
                "<embed src=x>"
            })
    void nothingThatCanRunPassesTheSecondLineOfDefence(String evil) {
        var body = Jsoup.parseBodyFragment(EntryContent.safe("<p>文</p>" + evil)).body();
        assertThat(body.select("*").stream()
                        .flatMap(element -> element.attributes().asList().stream())
                        .filter(attribute -> attribute.getKey().startsWith("on")
                                || attribute
                                        .getValue()
                                        .replaceAll("\\s", "")
                                        .matches("(?i)(javascript|vbscript|data):.*")))
                .isEmpty();
        assertThat(body.select("script, iframe, svg, math, form, meta, base, link, style, object, embed"))
                .isEmpty();
        assertThat(body.text()).contains("文");
    }

    @ParameterizedTest
    @Row("S16")
    @ValueSource(
            strings = {
                "<p>文<b>字</b></p>\n<ul><li>一</li></ul>",
                "<p>Once upon a time, on=1 &amp; on x = y</p>",
                "<a href=\"https://x.example/?a=1&amp;b=2\">链</a>"
            })
    void cleanTextPassesUntouchedOrMeansTheSame(String clean) {
        assertThat(Jsoup.parse(EntryContent.safe(clean)).text())
                .isEqualTo(Jsoup.parse(clean).text());
    }

    @Test
    void aBodyTooLongForAFeedIsASummaryWithALink() {
        String html = EntryContent.html(Entries.withBody(Entries.entry(0), "<p>" + "长".repeat(40_000) + "</p>"), LINKS);
        assertThat(html.length()).isLessThan(2_000);
        assertThat(Jsoup.parse(html).select("a").attr("href"))
                .isEqualTo("https://news.example/stories/" + Entries.id("story-0"));
    }

    @Test
    void originAndCarriersAreNamedAndLinkedWhereTheyCanBe() {
        var copies = new ArrayList<Copy>();
        for (int i = 0; i < 60; i++) {
            copies.add(Entries.copy("c" + i, "s" + i, "<甲>" + i, i == 0 ? "javascript:x" : "https://x.example/" + i));
        }
        var html = Jsoup.parse(EntryContent.html(
                Entries.carried(Entries.entry(0), Entries.copy("o", "o", "", "https://o.example/"), copies), LINKS));
        assertThat(html.text()).contains("原始出处：o", "转载： <甲>0 <甲>1", "等 60 家");
        assertThat(html.select("a").eachAttr("href"))
                .startsWith("https://o.example/", "https://x.example/1")
                .hasSize(50);
    }

    @Test
    @Row("S16")
    void addressesOutAreHttpOnlyAndWhole() {
        assertThat(Links.web(" https://x.example/甲?a=\"b c\" ")).contains("https://x.example/%E7%94%B2?a=%22b%20c%22");
        assertThat(List.of("javascript:x", "//x", "/x", "", "http://", "ftp://x", "data:x", "https:x"))
                .allMatch(address -> Links.web(address).isEmpty());
    }

    @Test
    void whatBecameOfTheStoryStandsAheadOfItsText() {
        Entry entry = Entries.told(
                Entries.entry(0),
                Entries.withdrawal("事实<b>有误</b>"),
                Entries.correction("应为\n三百份"),
                Entries.withdrawal(""));

        assertThat(EntryContent.html(entry, LINKS))
                .startsWith("<p><strong>首发来源已于2026年11月23日12:30撤稿</strong>：事实&lt;b&gt;有误&lt;/b&gt;</p>\n"
                        + "<p><strong>中国网信网已于2026年11月23日13:00更正</strong>：应为 三百份</p>\n"
                        + "<p><strong>首发来源已于2026年11月23日12:30撤稿</strong>。</p>\n<p>第 0 天");
    }
}

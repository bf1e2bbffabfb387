package org.yizhan.normalize.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextPageTest {

    @ParameterizedTest
    @CsvSource({
        "https://x.example/a/index.html,        index_2.html,       https://x.example/a/index_2.html",
        "https://x.example/a/index_2.html,      index_3.html,       https://x.example/a/index_3.html",
        "https://x.example/a/content.htm,       content_2.htm,      https://x.example/a/content_2.htm",
        "https://x.example/a/t20260913_88.html, t20260913_88_1.html, https://x.example/a/t20260913_88_1.html",
        "https://x.example/a?id=7,              ?id=7&page=2,       https://x.example/a?id=7&page=2",
    })
    void followsThePageBehindTheLink(String url, String link, String next) {
        assertThat(NextPage.find("<p>文</p><a href='" + link + "'>下一页 &gt;</a>", url))
                .contains(next);
    }

    @ParameterizedTest
    @CsvSource({
        "https://x.example/a/index.html,   other_2.html",
        "https://x.example/a/index.html,   https://y.example/a/index_2.html",
        "https://x.example/a/index.html,   javascript:void(0)",
        "https://x.example/a/index_2.html, index.html",
        "https://x.example/a/index_3.html, index_2.html",
        "https://x.example/a/index.html,   #",
        "https://x.example/a/index.html,   index.html",
    })
    void staysWithinTheArticle(String url, String link) {
        assertThat(NextPage.find("<a href='" + link + "'>下一页</a>", url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "下一篇, index_2.html",
        "第二页, index_2.html",
    })
    void goesByTheWord(String word, String link) {
        assertThat(NextPage.find("<a href='" + link + "'>" + word + "</a>", "https://x.example/a/index.html"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, https://x.example/a/t20260913_88_1.html",
        "1, https://x.example/a/t20260913_88_2.html",
        "2, ''",
    })
    void readsTheScriptOfTrs(int page, String next) {
        String url = "https://x.example/a/t20260913_88" + (page == 0 ? "" : "_" + page) + ".html";
        String script = "<script>createPageHTML(3, " + page + ", \"t20260913_88\", \"html\");</script>";

        assertThat(NextPage.find(script, url).orElse("")).isEqualTo(next);
    }
}

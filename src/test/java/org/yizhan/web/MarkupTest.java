package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.article.Image;

class MarkupTest {

    private static final String PICTURE = "https://x.example/a%5B1%5D%20b.jpg";
    private static final List<Image> CAPTIONED = List.of(new Image("https://x.example/a[1] b.jpg", "社区议事亭 张三 摄"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://x.example/a b.pdf | https://x.example/a%20b.pdf",
                "https://x.example/a[1].pdf?x=[2]#p[3] | https://x.example/a%5B1%5D.pdf?x=%5B2%5D#p%5B3%5D",
                "https://x.example/通知.pdf | https://x.example/%E9%80%9A%E7%9F%A5.pdf",
                "https://x.example/a%20b?c=d&amp;e=%5B | https://x.example/a%20b?c=d&amp;e=%5B",
                "https://[2001:db8:0:0:0:0:0:1]/a[1] | https://[2001:db8:0:0:0:0:0:1]/a%5B1%5D",
                "mailto:a b@x.example | mailto:a b@x.example",
            })
    void addressesAreSpeltAsUris(String written, String spelt) {
        assertThat(Markup.ofFeed("<p><a href=\"" + written + "\">附件</a></p>", List.of()))
                .isEqualTo("<p><a href=\"" + spelt + "\">附件</a></p>");
        assertThat(Markup.ofPage("<img src=\"" + written + "\" alt=\"图\">", List.of()))
                .isEqualTo("<img src=\"" + spelt + "\" alt=\"图\" referrerpolicy=\"no-referrer\">");
    }

    @Test
    void aTextWithNothingToMendIsLeftAsItIs() {
        String html = "<p>图 <a href=\"https://x.example/a\">a</a> href=\"b</p>";
        assertThat(Markup.ofPage(html, CAPTIONED)).isSameAs(html);
    }

    @Test
    void picturesHaveTheirOwnAlternativeTextElseAnEmptyOne() {
        String html = "<p>前<img src=\"https://x.example/b.jpg\">后</p>";
        assertThat(Markup.ofFeed(html, CAPTIONED)).isEqualTo("<p>前<img src=\"https://x.example/b.jpg\" alt=\"\">后</p>");
        assertThat(Markup.ofPage("<img src=\"https://x.example/a[1] b.jpg\" alt=\"自有说明\">", CAPTIONED))
                .contains("alt=\"自有说明\"", "社区议事亭 张三 摄");
        assertThat(Markup.ofFeed(
                        "<img src=\"https://x.example/c.jpg\">",
                        List.of(new Image("https://x.example/c.jpg", "\"><script>x()</script>"))))
                .isEqualTo("<img src=\"https://x.example/c.jpg\" alt=\"\"><br>"
                        + "<small>\"&gt;&lt;script&gt;x()&lt;/script&gt;</small>");
    }

    @Test
    void captionsFromBesideTheTextStandBelowTheirPictures() {
        String image = "<img src=\"https://x.example/a[1] b.jpg\">";
        String shown = "<img src=\"" + PICTURE + "\" alt=\"\">";
        String below = "<figcaption>社区议事亭 张三 摄</figcaption></figure>";
        assertThat(Markup.ofFeed("<p>" + image + "</p><p>正文</p>", CAPTIONED))
                .isEqualTo("<figure>" + shown + below + "<p>正文</p>");
        assertThat(Markup.ofFeed("<figure>" + image + "</figure>", CAPTIONED)).isEqualTo("<figure>" + shown + below);
        assertThat(Markup.ofFeed("<p>前" + image + "后</p>", CAPTIONED))
                .isEqualTo("<p>前" + shown + "<br><small>社区议事亭 张三 摄</small>后</p>");
    }

    @Test
    void aCaptionThatTheTextHasIsNotSaidTwice() {
        String html = "<p><img src=\"" + PICTURE + "\"></p><p>社区议事亭　张三摄</p>";
        assertThat(Markup.ofFeed(html, CAPTIONED))
                .doesNotContain("figcaption", "<small>")
                .contains("alt=\"\"");
    }

    @Test
    void whatTheCaptionSaysIsNotSaidInsteadOfThePictureToo() {
        String same = "<img src=\"" + PICTURE + "\" alt=\"社区议事亭　张三摄\">";
        String silent = "<img src=\"" + PICTURE + "\" alt=\"\">";
        assertThat(Markup.ofFeed("<p>" + same + "</p>", CAPTIONED))
                .isEqualTo("<figure>" + silent + "<figcaption>社区议事亭 张三 摄</figcaption></figure>");
        String own = "<figcaption>社区议事亭 张三摄</figcaption></figure>";
        assertThat(Markup.ofPage("<figure>" + same + own, List.of()))
                .startsWith("<figure><img src=\"" + PICTURE + "\" alt=\"\"")
                .endsWith(own);
        assertThat(Markup.ofFeed("<figure>" + same + "<figcaption>议事亭</figcaption></figure>", List.of()))
                .contains("alt=\"社区议事亭　张三摄\"");
    }

    @Test
    void aLinkThatIsAPictureIsCalledByItsCaption() {
        String link = "<a href=\"https://x.example/\">";
        String named = "<img src=\"" + PICTURE + "\" alt=\"社区议事亭 张三 摄\">";
        String below = "</a><figcaption>社区议事亭 张三 摄</figcaption></figure>";
        assertThat(Markup.ofFeed("<p>" + link + "<img src=\"https://x.example/a[1] b.jpg\"></a></p>", CAPTIONED))
                .isEqualTo("<figure>" + link + named + below);
        assertThat(Markup.ofFeed("<p>" + link + named + "</a></p>", CAPTIONED))
                .isEqualTo("<figure>" + link + named + below);
    }
}

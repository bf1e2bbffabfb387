package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.yizhan.article.Article;
import org.yizhan.article.Received;
import org.yizhan.article.Unreadable;
import org.yizhan.fuzz.Cost;
import org.yizhan.fuzz.Given;

/** Any bytes as a web page, and as markup to be made harmless; the first line is the content type they are served with. */
public final class HtmlFuzz {

    private static final String URL = "https://www.example.gov.cn/zwgk/202611/t1.htm";
    private static final Set<String> NO_ARTICLE = Set.of("no-article", "no-title", "no-text");

    private HtmlFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Given given = Given.of(bytes);
        Cost.bounded(bytes.length, () -> {
            checkMarkup(given.text());
            try {
                checkArticle(WebPages.received(given.body(), given.head(), URL));
            } catch (Unreadable refused) {
                assertThat(NO_ARTICLE).contains(refused.error());
            }
        });
    }

    private static void checkMarkup(String markup) {
        SanitisedHtml once = SanitisedHtml.of(markup, URL);
        AllowedMarkup.assertHolds(once.html());
        assertThat(SanitisedHtml.of(once.html(), URL)).as(markup).isEqualTo(once);
    }

    private static void checkArticle(Received page) {
        List<Article> articles = Pushes.normalize(page);
        assertThat(Pushes.normalize(page)).isEqualTo(articles);
        assertThat(articles).hasSize(1);
        Article article = articles.getFirst();
        AllowedMarkup.assertHolds(article.html());
        assertThat(article.title()).isNotBlank().doesNotContain("\n");
        assertThat(article.publishedAt()).isBefore(Pushes.RECEIVED_AT.plusSeconds(601));
    }
}

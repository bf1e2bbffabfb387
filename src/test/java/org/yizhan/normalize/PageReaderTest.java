package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Article;
import org.yizhan.article.Received;
import org.yizhan.article.Unreadable;

class PageReaderTest {

    private static final String PAGE = """
            社区食堂开张

            城南街道的社区食堂本周开张,六十岁以上的老人凭卡就餐。

            (转自中国网信网)

            社区食堂开张

            城北街道的社区食堂也在本周开张,首日供应午餐三百份。

            (上接1版)

            在“谁来服务”方面,方案提出,每个村至少培训两名助老员,由乡镇统一发给津贴。
            """;

    @Test
    void makesAnArticleOfEachPiece() {
        List<Article> articles = read("2026-11-23/4", PAGE);

        assertThat(articles)
                .extracting(Article::title)
                .containsExactly("社区食堂开张", "社区食堂开张", "（上接1版）在“谁来服务”方面,方案提出,每个村至少培训两名…");
        assertThat(articles).allSatisfy(article -> {
            assertThat(article.publishedAt()).isEqualTo(Instant.parse("2026-11-22T16:00:00Z"));
            assertThat(article.print()).hasValueSatisfying(print -> {
                assertThat(print.page()).isEqualTo(4);
                assertThat(print.paper()).isEqualTo("paper");
            });
        });
        assertThat(articles.get(0).attribution().sourceId()).contains("cac");
        assertThat(articles.get(2).print().orElseThrow().continuedFrom()).contains(1);
        assertThat(articles.get(2).warnings()).singleElement().asString().contains("no title is printed");
    }

    @Test
    void givesPiecesOfOneTitleIdsOfTheirOwn() {
        assertThat(read("2026-11-23/4", PAGE)).extracting(Article::key).doesNotHaveDuplicates();
    }

    @Test
    void keepsTheIdAndChangesTheHashWhereAPieceIsCorrected() {
        Article before = read("2026-11-23/4", PAGE).getFirst();
        Article after = read("2026-11-23/4", PAGE.replace("六十岁", "七十岁")).getFirst();

        assertThat(after.key()).isEqualTo(before.key());
        assertThat(after.contentHash()).isNotEqualTo(before.contentHash());
        assertThat(read("2026-11-23/4", PAGE).getFirst().contentHash()).isEqualTo(before.contentHash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-11-23", "2026-11-23/", "2026-11-23/x", "23.11.2026/4", "/4"})
    void refusesAPageThatCannotBePlaced(String id) {
        assertThat(catchThrowableOfType(Unreadable.class, () -> read(id, PAGE)).error())
                .isEqualTo("page-id");
    }

    private static List<Article> read(String id, String text) {
        return Pushes.normalize(Pushes.received("paper", id, Received.Form.PAGE, Received.Encoding.TEXT, text));
    }
}

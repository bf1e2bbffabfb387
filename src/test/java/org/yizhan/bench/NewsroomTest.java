package org.yizhan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewsroomTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final int MANY = 2_000;

    private final Newsroom newsroom = new Newsroom(1, "run", 0.1, NOW);

    @Test
    void writesTheSameForTheSameSeedAndNumber() {
        var again = new Newsroom(1, "run", 0.1, NOW);

        // backwards: nothing depends on what was written before
        for (int index = MANY - 1; index >= 0; index -= 7) {
            assertThat(again.article(index)).isEqualTo(newsroom.article(index));
        }
    }

    @Test
    void writesAnotherThingForAnotherSeed() {
        var other = new Newsroom(2, "run", 0.1, NOW);

        assertThat(IntStream.range(0, 100)
                        .mapToObj(index -> other.article(index).text()))
                .doesNotContainAnyElementsOf(IntStream.range(0, 100)
                        .mapToObj(index -> newsroom.article(index).text())
                        .toList());
    }

    @Test
    void makesOneInTenARepostOfAnEarlierOriginal() {
        int reposts = 0;
        for (int index = 0; index < MANY; index++) {
            int root = newsroom.root(index);
            assertThat(root).isBetween(0, index);
            assertThat(newsroom.root(root)).isEqualTo(root);
            reposts += root == index ? 0 : 1;
        }
        assertThat(reposts).isBetween(MANY / 10 - 50, MANY / 10 + 50);
    }

    @Test
    void keepsTheOriginalsTextInARepost() {
        for (int index = 0; index < MANY; index++) {
            var article = newsroom.article(index);
            var original = newsroom.article(newsroom.root(index));
            String body = original.text().substring(0, original.text().lastIndexOf('\n'));

            assertThat(article.text()).contains(body);
            assertThat(article.isRepost()).isEqualTo(article.index() != original.index());
            if (article.isRepost()) {
                assertThat(article.source()).isNotEqualTo(original.source());
                assertThat(article.attribution() + article.text()).contains("来源：");
                assertThat(article.publishedAt()).isAfter(original.publishedAt());
            }
        }
    }

    @Test
    void putsTheSourcesLineUnderEachOfItsArticles() {
        var lines = IntStream.range(0, MANY)
                .mapToObj(newsroom::article)
                .collect(Collectors.groupingBy(
                        SyntheticArticle::source,
                        Collectors.mapping(
                                article ->
                                        article.text().substring(article.text().lastIndexOf('\n') + 1),
                                Collectors.toSet())));

        assertThat(lines).hasSize(Newsroom.SOURCES);
        assertThat(lines.values()).allSatisfy(footers -> assertThat(footers).hasSize(1));
    }

    @Test
    void publishesWithinTheWindowAndNeverAhead() {
        for (int index = 0; index < MANY; index++) {
            assertThat(newsroom.article(index).publishedAt().toInstant())
                    .isBetween(NOW.minus(Duration.ofDays(60)), NOW);
        }
    }

    @Test
    void writesSomeThreeKilobytes() {
        assertThat(IntStream.range(0, 200)
                        .map(index -> newsroom.article(index).text().getBytes(StandardCharsets.UTF_8).length)
                        .average()
                        .orElse(0))
                .isBetween(2_700.0, 3_400.0);
    }

    @Test
    void letsStrangersShareSomeRunsOfCharactersButFew() {
        double shared = 0;
        double most = 0;
        for (int pair = 0; pair < 300; pair++) {
            Set<String> one = runs(original(2 * pair));
            Set<String> other = runs(original(2 * pair + 1_000));
            var both = new HashSet<>(one);
            both.retainAll(other);
            double share = (double) both.size() / Math.min(one.size(), other.size());
            shared += share / 300;
            most = Math.max(most, share);
        }
        assertThat(shared).isBetween(0.005, 0.1);
        assertThat(most).isLessThan(0.3);
    }

    @Test
    void findsTheNumberInAnId() {
        assertThat(newsroom.index(newsroom.id(0))).hasValue(0);
        assertThat(newsroom.index(newsroom.id(123_456_789))).hasValue(123_456_789);
        assertThat(newsroom.index("another-000000001")).isEmpty();
        assertThat(newsroom.index("runner-000000001")).isEmpty();
        assertThat(newsroom.id(7)).hasSameSizeAs(newsroom.id(7_000_000));
    }

    private String original(int from) {
        int index = from;
        while (newsroom.root(index) != index) {
            index++;
        }
        return newsroom.article(index).text();
    }

    private static Set<String> runs(String text) {
        return IntStream.range(0, text.length() - 4)
                .mapToObj(at -> text.substring(at, at + 5))
                .collect(Collectors.toSet());
    }
}

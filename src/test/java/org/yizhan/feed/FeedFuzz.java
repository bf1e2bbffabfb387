package org.yizhan.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yizhan.article.Article;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;
import org.yizhan.fuzz.Cost;
import org.yizhan.fuzz.Given;
import org.yizhan.normalize.Normalizer;

/** Any bytes as a feed; the first line is the content type they are served with. */
public final class FeedFuzz {

    private static final String URL = "https://tou-zhan.example/news/feed.xml";
    private static final Instant FIRST = Instant.parse("1989-12-31T16:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final Instant LAST = NOW.plusSeconds(600);
    private static final Set<String> NO_FEED = Set.of("web-page", "no-feed", "unreadable-json", "no-article");
    private static final Normalizer NORMALIZER = new Normalizer(Sources.NONE);

    private FeedFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Given given = Given.of(bytes);
        Cost.bounded(bytes.length, () -> {
            try {
                check(given);
            } catch (Unreadable refused) {
                assertThat(NO_FEED).contains(refused.error());
            }
        });
    }

    private static void check(Given given) {
        FeedDocument feed = FeedReader.read(given.body(), given.head(), URL);
        assertThat(FeedReader.read(given.body(), given.head(), URL)).isEqualTo(feed);
        assertThat(feed.entries()).hasSizeLessThanOrEqualTo(FeedReader.MOST_ENTRIES);
        assertThat(feed.entries()).noneMatch(entry -> entry.key().isBlank());
        assertThat(feed.distinct()).extracting(FeedEntry::key).doesNotHaveDuplicates();
        List<Article> articles = NORMALIZER.normalize(received(given));
        assertThat(articles).hasSizeLessThanOrEqualTo(feed.entries().size());
        assertThat(articles).extracting(Article::key).doesNotHaveDuplicates();
        articles.forEach(article -> {
            assertThat(article.publishedAt()).isBetween(FIRST, LAST);
            assertThat(article.title()).isNotBlank();
        });
        assertThat(NORMALIZER.normalize(received(given))).isEqualTo(articles);
    }

    private static Received received(Given given) {
        return new Received(
                Identity.article("tou-zhan", "feed"),
                "tou-zhan",
                "feed",
                Received.Form.FEED,
                given.head(),
                Received.Encoding.BASE64,
                Base64.getEncoder().encodeToString(given.body()),
                "feed",
                Map.of(Received.Hint.URL, URL),
                NOW);
    }
}

package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yizhan.article.Article;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;
import org.yizhan.fuzz.Cost;
import org.yizhan.fuzz.Given;
import org.yizhan.normalize.Normalizer;

/** Any bytes as the body of a push; the first line is its content type. What is accepted is an article, or says why not. */
public final class PushFuzz {

    private static final Instant FIRST = Instant.parse("1989-12-31T16:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final Set<String> NO_ARTICLE = Set.of("no-title", "no-text", "unreadable-json");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Normalizer NORMALIZER = new Normalizer(Sources.NONE);

    private PushFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        Given given = Given.of(bytes);
        Cost.bounded(bytes.length, () -> read(given).forEach(PushFuzz::check));
    }

    private static List<PushBody.Item> read(Given given) {
        try {
            List<PushBody.Item> items = PushBody.read(given.body(), given.head());
            assertThat(PushBody.read(given.body(), given.head())).isEqualTo(items);
            return items;
        } catch (Refused refused) {
            assertThat(refused.status()).isIn(400, 422);
            assertThat(refused.getMessage()).isNotBlank();
            return List.of();
        }
    }

    private static void check(PushBody.Item item) {
        if (item instanceof PushBody.Item.Read read) {
            try {
                assertThat(JSON.readTree(read.raw())).isEqualTo(read.json());
                PushItem fields = PushItem.check(read.json(), Optional.of("tou-zhan"), NOW);
                normalized(fields, read.raw());
            } catch (PushItem.Invalid refused) {
                assertThat(refused.getMessage()).isNotBlank();
            } catch (JsonProcessingException impossible) {
                throw new AssertionError(read.raw(), impossible);
            }
        }
    }

    private static void normalized(PushItem fields, String raw) {
        var received = new Received(
                Identity.article(fields.source(), fields.externalId()),
                fields.source(),
                fields.externalId(),
                Received.Form.PUSH,
                "application/json",
                Received.Encoding.TEXT,
                raw,
                "push",
                Map.of(),
                NOW);
        try {
            List<Article> articles = NORMALIZER.normalize(received);
            assertThat(articles).singleElement().satisfies(article -> {
                assertThat(article.publishedAt()).isBetween(FIRST, NOW.plusSeconds(600));
                assertThat(article.title()).isNotBlank();
            });
            assertThat(NORMALIZER.normalize(received)).isEqualTo(articles);
        } catch (Unreadable refused) {
            assertThat(NO_ARTICLE).contains(refused.error());
        }
    }
}

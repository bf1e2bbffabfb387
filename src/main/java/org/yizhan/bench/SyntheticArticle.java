package org.yizhan.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.Identity;

/**
 * One invented article, and the truth about it.
 *
 * @param index its number in the run
 * @param root the number of the article whose piece it carries; its own where it is an original
 * @param source slug of the source that publishes it
 * @param id the source's own id, unique in all runs
 * @param attribution whom it says it is from; empty for an original
 */
record SyntheticArticle(
        int index,
        int root,
        String source,
        String id,
        String title,
        String text,
        OffsetDateTime publishedAt,
        String attribution) {

    boolean isRepost() {
        return root != index;
    }

    /** The same article as another source's, findable by its id in the title. */
    SyntheticArticle probe(String probeSource) {
        return new SyntheticArticle(index, root, probeSource, id, title + " " + id, text, publishedAt, attribution);
    }

    /** The same, findable by its id in the title, as news of this moment. */
    SyntheticArticle fresh(OffsetDateTime now) {
        return new SyntheticArticle(index, root, source, id, title + " " + id, text, now, attribution);
    }

    /** The same as normalize would read it, but for an attribution, which stays in the text. */
    Article read(Instant receivedAt) {
        return new Article(
                Identity.article(source, id),
                source,
                id,
                url(),
                title,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                text.lines().toList(),
                publishedAt.toInstant(),
                receivedAt,
                Attribution.NONE,
                List.of(),
                Optional.empty(),
                Identity.contentHash(title + text),
                List.of(),
                Optional.empty());
    }

    private String url() {
        return "https://" + source + ".example/articles/" + id + ".html";
    }

    /** Writes it as the push API takes it. */
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("source", source);
        json.writeStringField("id", id);
        json.writeStringField("url", url());
        json.writeStringField("title", title);
        json.writeStringField("text", text);
        json.writeStringField("publishedAt", publishedAt.toString());
        if (!attribution.isEmpty()) {
            json.writeStringField("attribution", attribution);
        }
        json.writeEndObject();
    }
}

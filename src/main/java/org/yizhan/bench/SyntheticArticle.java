package org.yizhan.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.OffsetDateTime;

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

    /** Writes it as the push API takes it. */
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("source", source);
        json.writeStringField("id", id);
        json.writeStringField("url", "https://" + source + ".example/articles/" + id + ".html");
        json.writeStringField("title", title);
        json.writeStringField("text", text);
        json.writeStringField("publishedAt", publishedAt.toString());
        if (!attribution.isEmpty()) {
            json.writeStringField("attribution", attribution);
        }
        json.writeEndObject();
    }
}

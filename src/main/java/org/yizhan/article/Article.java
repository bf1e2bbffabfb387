package org.yizhan.article;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * 稿件: one item as one source published it, read and cleaned.
 *
 * @param key {@link Identity#article} of source and external id; the same for every revision
 * @param url the article's address, empty where it has none
 * @param title one line, never empty, never rewritten
 * @param column the column or channel it stood under
 * @param html sanitised markup; empty where the source gave plain text only, then the paragraphs are all there is
 * @param paragraphs the plain text, one entry a paragraph, no notes, credits or boilerplate
 * @param publishedAt when the source published it; the time of receipt where it did not say
 * @param receivedAt when this revision came in
 * @param print where it stands in a newspaper, for pieces of a page
 * @param contentHash changes exactly when something a reader sees changes; tells a revision from a repetition
 * @param warnings what was odd about the input and what was made of it
 * @param notice what it says about another article of its source
 */
public record Article(
        UUID key,
        String source,
        String externalId,
        String url,
        String title,
        Optional<String> kicker,
        Optional<String> subtitle,
        Optional<String> column,
        String html,
        List<String> paragraphs,
        Instant publishedAt,
        Instant receivedAt,
        Attribution attribution,
        List<Image> images,
        Optional<Print> print,
        String contentHash,
        List<String> warnings,
        Optional<Notice> notice)
        implements Message {

    public Article {
        Objects.requireNonNull(key, "key");
        if (title.isBlank()) {
            throw new IllegalArgumentException("an article needs a title: " + source + " " + externalId);
        }
        paragraphs = List.copyOf(paragraphs);
        images = List.copyOf(images);
        warnings = List.copyOf(warnings);
    }

    /** The plain text, paragraphs separated by a line feed. */
    public String text() {
        return String.join("\n", paragraphs);
    }

    /** The same article, published at {@code at} for a reason that readers are warned of. */
    public Article published(Instant at, String warning) {
        var more = new ArrayList<>(warnings);
        more.add(warning);
        return with(at, more, notice);
    }

    /** The same article, saying {@code said} about another one. */
    public Article saying(Optional<Notice> said) {
        return with(publishedAt, warnings, said);
    }

    private Article with(Instant published, List<String> warned, Optional<Notice> said) {
        return new Article(
                key,
                source,
                externalId,
                url,
                title,
                kicker,
                subtitle,
                column,
                html,
                paragraphs,
                published,
                receivedAt,
                attribution,
                images,
                print,
                contentHash,
                warned,
                said);
    }
}

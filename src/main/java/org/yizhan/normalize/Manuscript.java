package org.yizhan.normalize;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Image;
import org.yizhan.article.Received;
import org.yizhan.article.Unreadable;

/**
 * One article as its source gave it, in whatever form it came: cleaned, but with its notes and credits still in the
 * text.
 *
 * @param title one line
 * @param url empty where it has none
 * @param html sanitised; empty where there is plain text only
 * @param lines the paragraphs
 * @param note what was said beside the text of where it comes from; empty where nothing was
 * @param originalUrl where the original stands, of one that only shares it
 * @param authors persons named beside the text
 * @param editors responsible editors named beside the text
 * @param publishedAt empty where the source did not say
 */
record Manuscript(
        String title,
        String url,
        String html,
        List<String> lines,
        List<Image> images,
        String note,
        Optional<String> originalUrl,
        List<String> authors,
        List<String> editors,
        Optional<String> column,
        Optional<Instant> publishedAt) {

    /**
     * The article made of it.
     *
     * @throws Unreadable {@code no-title} or {@code no-text}, where it has none; pictures, documents or a shared
     *     original stand for a text
     */
    Article article(Received received, AttributionReader attributions, List<String> warnings) {
        if (title.isEmpty()) {
            throw new Unreadable(
                    "no-title", "an article needs a title: send the field title, or name it by page-title");
        }
        if (lines.isEmpty() && images.isEmpty() && originalUrl.isEmpty()) {
            throw new Unreadable(
                    "no-text",
                    "nothing of the article can be seen, neither words nor pictures: send text or html that shows");
        }
        if (lines.isEmpty()) {
            warnings.add("the article has no text");
        }
        AttributionReader.Reading reading = attributions.read(note, lines);
        Attribution attribution = attribution(reading.attribution());
        String body = html.isEmpty() ? String.join("\n", reading.paragraphs()) : html;
        String time = publishedAt.map(Instant::toString).orElse("");
        return new Article(
                received.key(),
                received.source(),
                received.externalId(),
                url,
                title,
                Optional.empty(),
                Optional.empty(),
                column,
                html,
                reading.paragraphs(),
                publishedAt.orElse(received.receivedAt()),
                received.receivedAt(),
                attribution,
                images,
                Optional.empty(),
                ContentHash.of(title, body, url, time, attribution, images, column),
                warnings);
    }

    private Attribution attribution(Attribution read) {
        return new Attribution(
                originalUrl.isPresent() ? AttributionKind.REPOST : read.kind(),
                read.name(),
                read.sourceId(),
                originalUrl.or(read::originalUrl),
                both(authors, read.authors()),
                both(editors, read.editors()));
    }

    private static List<String> both(List<String> sent, List<String> read) {
        var both = new LinkedHashSet<>(sent);
        both.addAll(read);
        return new ArrayList<>(both);
    }
}

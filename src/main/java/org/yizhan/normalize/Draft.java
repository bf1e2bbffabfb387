package org.yizhan.normalize;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.Image;
import org.yizhan.article.PublicationTime;
import org.yizhan.article.Received;
import org.yizhan.article.WebAddress;

/**
 * One article as its source sent it: field by field, cleaned, not yet read for where it comes from.
 *
 * @param note the attribution sent beside the text, empty where there is none
 * @param publishedAt as written, empty where it is not said
 * @param images those sent beside the text; those in the text where there are none
 */
record Draft(
        String title,
        String url,
        Optional<String> column,
        String note,
        String publishedAt,
        Body body,
        List<String> authors,
        List<String> editors,
        List<Image> images) {

    /** The text: markup where it came as such, and its lines. */
    record Body(String html, List<String> lines, List<Image> images) {

        /** Reads {@code html}, or {@code text} where that shows no words. */
        static Body of(String html, String text, String url, List<String> warnings) {
            if (html.isBlank()) {
                return new Body("", Texts.lines(text), List.of());
            }
            SanitisedHtml clean = SanitisedHtml.of(html, url, warnings);
            List<String> lines = clean.paragraphs().isEmpty() ? Texts.lines(text) : clean.paragraphs();
            return new Body(clean.html(), lines, clean.images());
        }
    }

    /** Whose it is and when it came. */
    record Identified(UUID key, String source, String externalId, Instant receivedAt) {

        /** As the record says it, of one that is one article. */
        static Identified by(Received received) {
            return new Identified(received.key(), received.source(), received.externalId(), received.receivedAt());
        }
    }

    /** Whether a reader would see nothing but the title. */
    boolean isBlank() {
        return body.lines().isEmpty() && body.images().isEmpty() && images.isEmpty();
    }

    /** {@code raw} in its one written form where a reader can follow it, else empty, with a warning. */
    static String url(String raw, List<String> warnings) {
        String url = Texts.strip(raw);
        if (url.isEmpty()) {
            return url;
        }
        try {
            WebAddress address = WebAddress.parse(url);
            if (address.hadCredentials()) {
                warnings.add("url had a user or password, which were left out");
            }
            return address.toString();
        } catch (WebAddress.Malformed e) {
            warnings.add("url is " + e.getMessage() + "; it was left out");
            return "";
        }
    }

    /** The article, with {@code attribution} in place of what {@code reading} found. */
    Article article(
            Identified identified, AttributionReader.Reading reading, Attribution attribution, List<String> warnings) {
        Attribution credited = withPersons(attribution);
        List<Image> shown = images.isEmpty() ? body.images() : images;
        Optional<Instant> published = published(identified.receivedAt(), warnings);
        String contentHash = ContentHash.of(
                title,
                body.html().isEmpty() ? String.join("\n", reading.paragraphs()) : body.html(),
                url,
                published.map(Instant::toString).orElse(""),
                credited,
                shown,
                column);
        return new Article(
                identified.key(),
                identified.source(),
                identified.externalId(),
                url,
                title,
                Optional.empty(),
                Optional.empty(),
                column,
                body.html(),
                reading.paragraphs(),
                published.orElse(identified.receivedAt()),
                identified.receivedAt(),
                credited,
                shown,
                Optional.empty(),
                contentHash,
                warnings,
                Optional.empty());
    }

    private Attribution withPersons(Attribution read) {
        return new Attribution(
                read.kind(),
                read.name(),
                read.sourceId(),
                read.originalUrl(),
                both(authors, read.authors()),
                both(editors, read.editors()));
    }

    private static List<String> both(List<String> sent, List<String> read) {
        var both = new LinkedHashSet<>(sent);
        both.addAll(read);
        return List.copyOf(both);
    }

    /** Judged by the time of receipt, so that a later replay reads the same. */
    private Optional<Instant> published(Instant receivedAt, List<String> warnings) {
        if (publishedAt.isBlank()) {
            return Optional.empty();
        }
        return switch (PublicationTime.read(publishedAt, receivedAt)) {
            case PublicationTime.Known known -> Optional.of(known.at());
            case PublicationTime.Refused refused -> {
                warnings.add("publishedAt: " + refused.reason() + "; the time of receipt stands instead");
                yield Optional.empty();
            }
        };
    }
}

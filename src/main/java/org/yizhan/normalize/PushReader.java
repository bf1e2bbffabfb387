package org.yizhan.normalize;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.Image;
import org.yizhan.article.PublicationTime;
import org.yizhan.article.Received;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;
import org.yizhan.article.WebAddress;

/** Reads one pushed article. Pure and safe for concurrent use. */
final class PushReader {

    private record Body(String html, List<String> lines, List<Image> images) {}

    private final AttributionReader attributions;

    PushReader(Sources sources) {
        this.attributions = new AttributionReader(sources);
    }

    Article read(Received received, String json, List<String> warnings) {
        Push push = Push.read(json, warnings);
        String title = Title.clean(push.title(), warnings);
        if (title.isEmpty()) {
            throw new Unreadable("no-title", "an article needs a title: send the field title");
        }
        String url = url(push.url(), warnings);
        Body body = body(push, url);
        if (body.lines().isEmpty()) {
            warnings.add("the article has no text: neither text nor html holds any");
        }
        AttributionReader.Reading reading = attributions.read(push.attribution(), body.lines());
        Attribution attribution = withPersons(reading.attribution(), push);
        Optional<String> column = Optional.of(Texts.oneLine(push.column())).filter(name -> !name.isEmpty());
        List<Image> images = push.images().isEmpty() ? body.images() : push.images();
        Optional<Instant> publishedAt = publishedAt(push.publishedAt(), received.receivedAt(), warnings);
        String contentHash = ContentHash.of(
                title,
                body.html().isEmpty() ? String.join("\n", reading.paragraphs()) : body.html(),
                url,
                publishedAt.map(Instant::toString).orElse(""),
                attribution,
                images,
                column);
        return new Article(
                received.key(),
                received.source(),
                received.externalId(),
                url,
                title,
                Optional.empty(),
                Optional.empty(),
                column,
                body.html(),
                reading.paragraphs(),
                publishedAt.orElse(received.receivedAt()),
                received.receivedAt(),
                attribution,
                images,
                Optional.empty(),
                contentHash,
                warnings);
    }

    private static String url(String raw, List<String> warnings) {
        String url = Texts.strip(raw);
        if (url.isEmpty()) {
            return url;
        }
        Optional<WebAddress> address = WebAddress.of(url);
        if (address.isEmpty()) {
            warnings.add("url is no http or https address and was left out");
        } else if (address.get().hadCredentials()) {
            warnings.add("url had a user or password, which were left out");
        }
        return address.map(WebAddress::toString).orElse("");
    }

    private static Body body(Push push, String url) {
        if (push.html().isBlank()) {
            return new Body("", Texts.lines(push.text()), List.of());
        }
        SanitisedHtml clean = SanitisedHtml.of(push.html(), url);
        List<String> lines = clean.paragraphs().isEmpty() ? Texts.lines(push.text()) : clean.paragraphs();
        return new Body(clean.html(), lines, clean.images());
    }

    private static Attribution withPersons(Attribution read, Push push) {
        return new Attribution(
                read.kind(),
                read.name(),
                read.sourceId(),
                read.originalUrl(),
                both(push.authors(), read.authors()),
                both(push.editors(), read.editors()));
    }

    private static List<String> both(List<String> sent, List<String> read) {
        var both = new LinkedHashSet<>(sent);
        both.addAll(read);
        return new ArrayList<>(both);
    }

    /** Judged by the time of receipt, so that a later replay reads the same. */
    private static Optional<Instant> publishedAt(String text, Instant receivedAt, List<String> warnings) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        return switch (PublicationTime.read(text, receivedAt)) {
            case PublicationTime.Known known -> Optional.of(known.at());
            case PublicationTime.Refused refused -> {
                warnings.add("publishedAt: " + refused.reason() + "; the time of receipt stands instead");
                yield Optional.empty();
            }
        };
    }
}

package org.yizhan.normalize;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Article;
import org.yizhan.article.Image;
import org.yizhan.article.PublicationTime;
import org.yizhan.article.Received;
import org.yizhan.article.Sources;
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
        String url = url(push.url(), warnings);
        Body body = body(push, url);
        return new Manuscript(
                        Title.clean(push.title(), warnings),
                        url,
                        body.html(),
                        body.lines(),
                        push.images().isEmpty() ? body.images() : push.images(),
                        push.attribution(),
                        Optional.empty(),
                        push.authors(),
                        push.editors(),
                        Optional.of(Texts.oneLine(push.column())).filter(name -> !name.isEmpty()),
                        publishedAt(push.publishedAt(), received.receivedAt(), warnings))
                .article(received, attributions, warnings);
    }

    private static String url(String raw, List<String> warnings) {
        String url = Texts.strip(raw);
        if (url.isEmpty() || WebAddress.isWeb(url)) {
            return url;
        }
        warnings.add("url is no http or https address and was left out");
        return "";
    }

    private static Body body(Push push, String url) {
        if (push.html().isBlank()) {
            return new Body("", Texts.lines(push.text()), List.of());
        }
        SanitisedHtml clean = SanitisedHtml.of(push.html(), url);
        List<String> lines = clean.paragraphs().isEmpty() ? Texts.lines(push.text()) : clean.paragraphs();
        return new Body(clean.html(), lines, clean.images());
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

package org.yizhan.normalize;

import java.util.List;
import java.util.Optional;
import org.yizhan.article.Article;
import org.yizhan.article.Received;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;

/** Reads one pushed article. Pure and safe for concurrent use. */
final class PushReader {

    private final AttributionReader attributions;

    PushReader(Sources sources) {
        this.attributions = new AttributionReader(sources);
    }

    Article read(Received received, String json, List<String> warnings) {
        Push push = Push.read(json, warnings);
        Draft draft = draft(push, warnings);
        if (draft.body().lines().isEmpty()) {
            warnings.add("the article has no text: neither text nor html holds any");
        }
        AttributionReader.Reading reading =
                attributions.read(draft.note(), draft.body().lines());
        var identified =
                new Draft.Identified(received.key(), received.source(), received.externalId(), received.receivedAt());
        return draft.article(identified, reading, reading.attribution(), warnings);
    }

    private static Draft draft(Push push, List<String> warnings) {
        String title = Title.clean(push.title(), warnings);
        if (title.isEmpty()) {
            throw new Unreadable("no-title", "an article needs a title: send the field title");
        }
        String url = Draft.url(push.url(), warnings);
        return new Draft(
                title,
                url,
                Optional.of(Texts.oneLine(push.column())).filter(name -> !name.isEmpty()),
                push.attribution(),
                push.publishedAt(),
                Draft.Body.of(push.html(), push.text(), url),
                push.authors(),
                push.editors(),
                push.images());
    }
}

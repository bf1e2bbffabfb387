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
        if (draft.isBlank()) {
            throw new Unreadable(
                    "no-text",
                    "nothing of the article can be seen, neither words nor pictures: send text or html that shows");
        }
        if (draft.body().lines().isEmpty()) {
            warnings.add("the article has no text");
        }
        AttributionReader.Reading reading =
                attributions.read(draft.note(), draft.body().lines());
        return draft.article(Draft.Identified.by(received), reading, reading.attribution(), warnings);
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
                Draft.Body.of(push.html(), push.text(), url, warnings),
                push.authors(),
                push.editors(),
                push.images());
    }
}

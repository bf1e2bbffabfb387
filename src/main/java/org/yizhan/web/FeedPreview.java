package org.yizhan.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.PublicationTime;
import org.yizhan.feed.FeedDocument;
import org.yizhan.feed.FeedEntry;
import org.yizhan.feed.FeedReader;
import org.yizhan.http.Times;
import org.yizhan.normalize.SanitisedHtml;

/**
 * The dry run of feeds: {@code POST /api/v1/preview/feed?url=}. The bytes are read as they came, by
 * the charset rules of a fetched document; {@code url} is only the base address of what is relative in them.
 */
public final class FeedPreview {

    private final DryRun dryRun;
    private final Clock clock;

    public FeedPreview(DryRun dryRun, Clock clock) {
        this.dryRun = dryRun;
        this.clock = clock;
    }

    /** Adds the route. */
    public void mount(Router router) {
        dryRun.route(router, "/api/v1/preview/feed", this::feed);
    }

    private StoryJson.Part feed(DryRun.Asked asked) {
        FeedDocument feed = FeedReader.read(asked.body(), asked.contentType(), asked.parameter("url"));
        var warnings = new ArrayList<String>(feed.warnings());
        refusedTime(feed, clock.instant()).ifPresent(warnings::add);
        return json -> {
            json.writeStartObject();
            StoryJson.string(json, "title", feed.title());
            StoryJson.string(json, "link", feed.link());
            StoryJson.string(
                    json,
                    "description",
                    SanitisedHtml.of(feed.description(), feed.link()).html());
            StoryJson.string(json, "language", feed.language());
            StoryJson.string(json, "id", feed.id());
            StoryJson.string(json, "author", feed.author());
            StoryJson.string(json, "rights", EntryContent.safe(feed.rights()));
            json.writeArrayFieldStart("entries");
            for (FeedEntry entry : feed.entries()) {
                entry(json, entry);
            }
            json.writeEndArray();
            StoryJson.strings(json, "warnings", warnings);
            json.writeEndObject();
        };
    }

    /** A time is shown as the feed says it; that no article would keep it is said. */
    private static Optional<String> refusedTime(FeedDocument feed, Instant now) {
        List<String> refused = feed.entries().stream()
                .flatMap(entry -> entry.published().stream())
                .map(Times::rfc3339)
                .filter(time -> PublicationTime.read(time, now) instanceof PublicationTime.Refused)
                .toList();
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of(refused.size() + " times are too old or lie ahead, so that articles would be without, "
                        + "the first is " + refused.getFirst());
    }

    private static void entry(JsonGenerator json, FeedEntry entry) throws IOException {
        SanitisedHtml body = SanitisedHtml.of(entry.body(), entry.link());
        json.writeStartObject();
        StoryJson.string(json, "id", entry.id());
        StoryJson.string(json, "key", entry.key());
        StoryJson.string(json, "title", entry.title());
        StoryJson.string(json, "link", entry.link());
        StoryJson.string(json, "author", entry.authors().stream().findFirst());
        StoryJson.strings(json, "authors", entry.authors());
        time(json, "published", entry.published());
        time(json, "updated", entry.updated());
        StoryJson.string(
                json,
                "summary",
                Optional.of(SanitisedHtml.of(entry.summary(), entry.link()).html())
                        .filter(summary -> !summary.isEmpty()));
        StoryJson.string(json, "html", EntryContent.safe(body.html()));
        StoryJson.string(json, "text", String.join("\n", body.paragraphs()));
        StoryJson.strings(json, "categories", entry.categories());
        files(json, entry);
        source(json, entry.source());
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String field, Optional<Instant> time) throws IOException {
        StoryJson.string(json, field, time.map(Times::rfc3339));
    }

    private static void files(JsonGenerator json, FeedEntry entry) throws IOException {
        json.writeArrayFieldStart("enclosures");
        for (FeedEntry.Enclosure file : entry.enclosures()) {
            json.writeStartObject();
            StoryJson.string(json, "url", file.url());
            StoryJson.string(json, "type", file.type());
            json.writeNumberField("length", file.length());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void source(JsonGenerator json, Optional<FeedEntry.Origin> source) throws IOException {
        if (source.isEmpty()) {
            json.writeNullField("source");
            return;
        }
        json.writeObjectFieldStart("source");
        StoryJson.string(json, "title", source.get().title());
        StoryJson.string(json, "url", source.get().url());
        json.writeEndObject();
    }
}

package org.yizhan.web;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yizhan.deliver.LiveNews;
import org.yizhan.http.Language;
import org.yizhan.http.Times;
import org.yizhan.publish.Entry;
import org.yizhan.publish.LatestChanges;
import org.yizhan.search.StoryDocument;

/**
 * What open lists are told, from the published stories: a story as JSON and, for pages, in the very mark-up that their
 * lists have. Blocks; safe for concurrent use.
 */
public final class LiveWriter implements LiveNews {

    private final LatestChanges latest;
    private final Function<Collection<UUID>, List<StoryDocument>> texts;
    private final Links links;
    private final PageWriter writer;

    /** @param texts the stories as they are searched */
    public LiveWriter(
            LatestChanges latest,
            Function<Collection<UUID>, List<StoryDocument>> texts,
            Links links,
            InstantSource clock) {
        this.latest = latest;
        this.texts = texts;
        this.links = links;
        this.writer = new PageWriter(links, clock);
    }

    /** One story as a list of its own. */
    public record View(Frame frame, List<ListedStory.Day> days) {
        public View {
            days = List.copyOf(days);
        }
    }

    @Override
    public Latest after(long seq) {
        return of(latest.after(seq));
    }

    /** What has changed, as lists are told of it. */
    static Latest of(LatestChanges.Latest found) {
        List<Changed> stories = found.stories().stream()
                .map(one -> new Changed(
                        one.story(), one.seq(), one.began(), one.feeds(), one.left(), one.altered(), one.into()))
                .toList();
        return new Latest(found.from(), found.last(), stories);
    }

    @Override
    public List<StoryDocument> texts(Collection<UUID> stories) {
        return texts.apply(stories);
    }

    @Override
    public Map<UUID, Told> told(Collection<UUID> stories) {
        return latest.entries(List.copyOf(stories)).stream().collect(Collectors.toMap(Entry::storyId, this::told));
    }

    private Told told(Entry entry) {
        Map<String, String> written = new HashMap<>();
        return (seq, fresh, language) -> new String(
                StoryJson.bytes(json -> write(
                        json,
                        entry,
                        seq,
                        fresh,
                        language.map(word -> written.computeIfAbsent(word, asked -> html(entry, asked))))),
                StandardCharsets.UTF_8);
    }

    private void write(JsonGenerator json, Entry entry, long seq, boolean fresh, Optional<String> html)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("storyId", entry.storyId().toString());
        json.writeNumberField("seq", seq);
        json.writeStringField("kind", fresh ? "new" : "changed");
        json.writeStringField("title", Characters.valid(entry.title()));
        json.writeStringField("link", links.absolute(Links.story(entry.storyId())));
        json.writeStringField("source", Characters.valid(AtomWriter.sourceName(entry.origin())));
        json.writeStringField("publishedAt", Times.rfc3339(entry.publishedAt()));
        json.writeStringField("summary", Characters.valid(entry.summary()));
        StoryJson.tags(json, entry.tags());
        if (html.isPresent()) {
            json.writeStringField("html", html.get());
        }
        json.writeEndObject();
    }

    private String html(Entry entry, String word) {
        Language language = Language.ofWord(word).orElse(Language.ZH);
        Frame frame = writer.frame(language, "", "/", Optional.empty());
        byte[] html = PageWriter.html("web/livestory.jte", new View(frame, ListedStory.days(List.of(entry), frame)));
        return new String(html, StandardCharsets.UTF_8);
    }
}

package org.yizhan.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yizhan.article.Tag;
import org.yizhan.http.Times;
import org.yizhan.publish.Copy;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.Tombstone;

/** JSON Feed 1.1; what the format has no word for stands under {@code _yizhan} and {@code _withdrawn}. */
final class JsonFeedWriter implements FeedWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** As many as the text names; a story may have thousands. */
    private static final int MAX_COPIES = EntryContent.MAX_COPIES;

    private static final byte[] COMMA = {','};

    private final Links links;

    JsonFeedWriter(Links links) {
        this.links = links;
    }

    @Override
    public byte[] document(FeedHead head, FeedContent content, List<byte[]> entries) {
        var text = new SizedText();
        int mark;
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            string(json, "version", "https://jsonfeed.org/version/1.1");
            string(json, "title", head.title());
            string(json, "description", head.description());
            string(json, "home_page_url", head.home());
            // "serves as the unique identifier for the feed": on its later pages as well
            string(json, "feed_url", head.archive().feed().orElse(head.self()));
            history(json, head.archive());
            string(json, "language", "zh-CN");
            if (head.hub().isPresent()) {
                json.writeArrayFieldStart("hubs");
                json.writeStartObject();
                string(json, "type", "WebSub");
                string(json, "url", head.hub().get());
                json.writeEndObject();
                json.writeEndArray();
            }
            withdrawn(json, content.tombstones());
            json.writeArrayFieldStart("items");
            json.flush();
            mark = text.mark();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return text.around(mark, parted(entries));
    }

    private static List<byte[]> parted(List<byte[]> entries) {
        List<byte[]> parts = new ArrayList<>(2 * entries.size());
        for (byte[] entry : entries) {
            if (!parts.isEmpty()) {
                parts.add(COMMA);
            }
            parts.add(entry);
        }
        return parts;
    }

    private static void history(JsonGenerator json, ArchiveLinks archive) throws IOException {
        Optional<String> older = archive.previous().or(archive::older);
        if (older.isPresent()) {
            string(json, "next_url", older.get());
        }
        if (archive.feed().isPresent()) {
            json.writeObjectFieldStart("_yizhan");
            json.writeBooleanField(archive.isArchive() ? "archive" : "page", true);
            if (archive.next().isPresent()) {
                string(json, "newer_url", archive.next().get());
            }
            json.writeEndObject();
        }
    }

    private void withdrawn(JsonGenerator json, List<Tombstone> tombstones) throws IOException {
        if (tombstones.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("_withdrawn");
        for (Tombstone tombstone : tombstones) {
            json.writeStartObject();
            string(json, "id", Links.storyName(tombstone.storyId()));
            string(json, "date", Times.rfc3339(tombstone.at()));
            String reason = GoneWords.comment(tombstone, links);
            if (!reason.isEmpty()) {
                string(json, "reason", reason);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public byte[] entry(EntryText entry) {
        var text = new SizedText(WrittenEntries.USUAL);
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            item(json, entry);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return text.toUtf8();
    }

    private void item(JsonGenerator json, EntryText text) throws IOException {
        Entry entry = text.entry();
        json.writeStartObject();
        string(json, "id", Links.storyName(entry.storyId()));
        string(json, "url", links.absolute(Links.story(entry.storyId())));
        Optional<String> origin = Links.web(entry.origin().url());
        if (origin.isPresent()) {
            string(json, "external_url", origin.get());
        }
        string(json, "title", EntryWords.title(entry));
        string(json, "content_html", text.content());
        string(json, "summary", entry.summary());
        string(json, "date_published", Times.rfc3339(entry.publishedAt()));
        string(json, "date_modified", Times.rfc3339(entry.updatedAt()));
        json.writeArrayFieldStart("authors");
        for (String name : EntryWords.authors(entry)) {
            json.writeStartObject();
            string(json, "name", name);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("tags");
        for (String label : EntryWords.labels(entry)) {
            json.writeString(label);
        }
        json.writeEndArray();
        Attached attached = text.attached();
        if (!attached.pictures().isEmpty()) {
            string(json, "image", attached.pictures().getFirst().url());
        }
        attachments(json, attached.files());
        extension(json, entry, text.issued());
        json.writeEndObject();
    }

    private static void attachments(JsonGenerator json, List<Attached.File> files) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("attachments");
        for (Attached.File file : files) {
            json.writeStartObject();
            string(json, "url", file.url());
            string(json, "mime_type", file.type());
            if (!file.title().isBlank()) {
                string(json, "title", file.title());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void issued(JsonGenerator json, Issued issued) throws IOException {
        if (issued.number().isEmpty() && issued.date().isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("document");
        if (issued.number().isPresent()) {
            string(json, "number", issued.number().get());
        }
        if (issued.date().isPresent()) {
            string(json, "issued", issued.date().get().toString());
        }
        json.writeEndObject();
    }

    private static void extension(JsonGenerator json, Entry entry, Issued issued) throws IOException {
        json.writeObjectFieldStart("_yizhan");
        issued(json, issued);
        json.writeObjectFieldStart("source");
        carrier(json, entry.origin());
        json.writeEndObject();
        if (entry.unseenOrigin().isPresent()) {
            ProvenanceJson.outlet(json, "unseenOrigin", entry.unseenOrigin());
        }
        copies(json, entry);
        json.writeArrayFieldStart("categories");
        for (Tag tag : entry.tags()) {
            json.writeStartObject();
            string(json, "scheme", tag.scheme().name().toLowerCase(Locale.ROOT));
            string(json, "id", tag.id());
            string(json, "label", tag.label());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The oldest of those that stand, and how many there are besides. */
    private static void copies(JsonGenerator json, Entry entry) throws IOException {
        List<Copy> standing =
                entry.copies().stream().filter(copy -> !copy.withdrawn()).toList();
        json.writeArrayFieldStart("copies");
        for (Copy copy : standing.subList(0, Math.min(MAX_COPIES, standing.size()))) {
            json.writeStartObject();
            carrier(json, copy);
            string(json, "relation", copy.relation().name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
        }
        json.writeEndArray();
        if (standing.size() > MAX_COPIES) {
            json.writeNumberField("moreCopies", standing.size() - MAX_COPIES);
        }
    }

    private static void carrier(JsonGenerator json, Copy copy) throws IOException {
        string(json, "id", copy.source());
        string(json, "name", AtomWriter.sourceName(copy));
        string(json, "url", Links.web(copy.url()).orElse(""));
    }

    private static void string(JsonGenerator json, String field, String value) throws IOException {
        json.writeStringField(field, Characters.valid(value));
    }
}

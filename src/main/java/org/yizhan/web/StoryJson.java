package org.yizhan.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Attribution;
import org.yizhan.article.Evidence;
import org.yizhan.article.Hop;
import org.yizhan.article.Image;
import org.yizhan.article.Tag;
import org.yizhan.deduplicate.Explanation;
import org.yizhan.http.Times;
import org.yizhan.publish.Copy;
import org.yizhan.publish.Entry;
import org.yizhan.publish.ExportRow;
import org.yizhan.publish.StoredArticle;
import org.yizhan.publish.StoryHistory;
import org.yizhan.publish.provenance.Provenance;

/** Articles and stories as the read API spells them. Kinds and relations are in lower case; what is unknown is null. */
final class StoryJson {

    /** Writes one value. */
    @FunctionalInterface
    interface Part {
        void write(JsonGenerator json) throws IOException;
    }

    static final JsonFactory FACTORY = new JsonFactory();

    /** Of a story that lists show. */
    private static final Provenance NOTHING = Provenance.of(new UUID(0, 0), List.of());

    private StoryJson() {}

    /** The bytes of what {@code part} writes. */
    static byte[] bytes(Part part) {
        var out = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            part.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return out.toByteArray();
    }

    /** One line of the export, without the line feed; of an erased article its number and its id. */
    static void row(JsonGenerator json, ExportRow row) throws IOException {
        json.writeStartObject();
        json.writeNumberField("seq", row.seq());
        json.writeStringField("articleId", row.articleId().toString());
        if (!row.isErased()) {
            content(json, row);
        }
        string(json, "status", row.status());
        if (!row.isErased()) {
            ChangesJson.notices(json, row.notices());
        }
        json.writeEndObject();
    }

    private static void content(JsonGenerator json, ExportRow row) throws IOException {
        string(json, "source", row.source());
        string(json, "externalId", row.externalId());
        json.writeStringField("storyId", row.storyId().toString());
        json.writeStringField("relation", word(row.relation()));
        json.writeNumberField("similarity", row.similarity());
        string(json, "title", row.title());
        string(json, "url", row.url());
        json.writeStringField("publishedAt", Times.rfc3339(row.publishedAt()));
        attribution(json, row.attribution());
        tags(json, row.tags());
        if (row.compliance().isPresent()) {
            ProvenanceJson.compliance(json, row.compliance().get());
        }
    }

    /** @param candidates what it compares with today */
    static void article(
            JsonGenerator json,
            StoredArticle stored,
            Optional<Provenance.Taken> taken,
            List<Explanation.Candidate> candidates)
            throws IOException {
        var article = stored.article();
        json.writeStartObject();
        json.writeStringField("articleId", article.key().toString());
        json.writeStringField("storyId", stored.storyId().toString());
        json.writeStringField("status", stored.withdrawn() ? "withdrawn" : "published");
        if (stored.withdrawn()) {
            string(json, "withdrawalReason", stored.withdrawalReason());
        }
        json.writeNumberField("seq", stored.seq());
        json.writeNumberField("revision", stored.revision());
        json.writeObjectFieldStart("article");
        if (stored.withdrawn()) {
            ArticleJson.names(json, article);
        } else {
            ArticleJson.fields(json, article);
        }
        json.writeEndObject();
        VerdictJson.write(json, stored.verdict(), stored.storyId(), candidates);
        if (taken.isPresent()) {
            ProvenanceJson.article(json, taken.get());
        }
        if (stored.withdrawn()) {
            tags(json, stored.tags());
        } else {
            evidentTags(json, stored.tags());
        }
        json.writeObjectFieldStart("trace");
        string(json, "id", stored.traceId());
        json.writeArrayFieldStart("hops");
        for (Hop hop : stored.hops()) {
            json.writeStartObject();
            string(json, "stage", hop.stage());
            json.writeStringField("at", Times.rfc3339(hop.at()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    /**
     * A story as lists show it: everything but the body.
     *
     * @param more fields of this list
     */
    static void listed(JsonGenerator json, Entry entry, Part more) throws IOException {
        json.writeStartObject();
        fields(json, entry, NOTHING);
        more.write(json);
        json.writeEndObject();
    }

    /** A story with its body, the way its text took and what became of it. */
    static void story(JsonGenerator json, Entry entry, Optional<Provenance> way, StoryHistory history)
            throws IOException {
        Provenance provenance = way.orElse(NOTHING);
        json.writeStartObject();
        fields(json, entry, provenance);
        string(json, "html", Markup.ofPage(EntryContent.safe(entry.html()), entry.images()));
        ProvenanceJson.outlet(json, "unseenOrigin", provenance.unseenOrigin());
        ProvenanceJson.steps(json, provenance);
        ChangesJson.history(json, entry, history);
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, Entry entry, Provenance provenance) throws IOException {
        json.writeStringField("storyId", entry.storyId().toString());
        json.writeStringField("id", Links.storyName(entry.storyId()));
        string(json, "title", entry.title());
        string(json, "summary", entry.summary());
        json.writeStringField("publishedAt", Times.rfc3339(entry.publishedAt()));
        json.writeStringField("updatedAt", Times.rfc3339(entry.updatedAt()));
        json.writeNumberField("seq", entry.seq());
        json.writeStringField("status", "published");
        strings(json, "authors", entry.authors());
        images(json, entry.images());
        tags(json, entry.tags());
        json.writeFieldName("origin");
        copy(json, entry.origin(), provenance);
        json.writeArrayFieldStart("members");
        copy(json, entry.origin(), provenance);
        for (Copy copy : entry.copies()) {
            copy(json, copy, provenance);
        }
        json.writeEndArray();
    }

    private static void copy(JsonGenerator json, Copy copy, Provenance provenance) throws IOException {
        json.writeStartObject();
        json.writeStringField("articleId", copy.articleId().toString());
        string(json, "source", copy.source());
        string(json, "sourceName", copy.sourceName());
        string(json, "title", copy.title());
        string(json, "url", copy.url());
        json.writeStringField("publishedAt", Times.rfc3339(copy.publishedAt()));
        json.writeStringField("relation", word(copy.relation()));
        string(json, "matched", copy.matched().map(Object::toString));
        json.writeNumberField("similarity", copy.similarity());
        attribution(json, copy.attribution());
        json.writeStringField("status", copy.withdrawn() ? "withdrawn" : "published");
        ProvenanceJson.compliance(json, provenance, copy.articleId());
        json.writeEndObject();
    }

    static void attribution(JsonGenerator json, Attribution attribution) throws IOException {
        json.writeObjectFieldStart("attribution");
        json.writeStringField("kind", word(attribution.kind()));
        string(json, "name", attribution.name());
        string(json, "sourceId", attribution.sourceId());
        string(json, "originalUrl", attribution.originalUrl());
        strings(json, "authors", attribution.authors());
        strings(json, "editors", attribution.editors());
        json.writeEndObject();
    }

    static void tags(JsonGenerator json, List<Tag> tags) throws IOException {
        json.writeArrayFieldStart("tags");
        for (Tag tag : tags) {
            json.writeStartObject();
            tag(json, tag);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The same, each tag with what speaks for it: {@code "evidence":[{"words","in","paragraph","points"}]}. */
    static void evidentTags(JsonGenerator json, List<Tag> tags) throws IOException {
        json.writeArrayFieldStart("tags");
        for (Tag tag : tags) {
            json.writeStartObject();
            tag(json, tag);
            json.writeArrayFieldStart("evidence");
            for (Evidence evidence : tag.where()) {
                evidence(json, evidence);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void tag(JsonGenerator json, Tag tag) throws IOException {
        json.writeStringField("scheme", word(tag.scheme()));
        string(json, "id", tag.id());
        string(json, "label", tag.label());
    }

    private static void evidence(JsonGenerator json, Evidence evidence) throws IOException {
        json.writeStartObject();
        string(json, "words", evidence.words());
        json.writeStringField("in", word(evidence.part()));
        ArticleJson.page(json, "paragraph", Optional.of(evidence.paragraph()).filter(paragraph -> paragraph > 0));
        if (evidence.points() > 0) {
            json.writeNumberField("points", evidence.points());
        }
        json.writeEndObject();
    }

    static void images(JsonGenerator json, List<Image> images) throws IOException {
        json.writeArrayFieldStart("images");
        for (Image image : images) {
            json.writeStartObject();
            string(json, "url", image.url());
            string(json, "caption", image.caption());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void strings(JsonGenerator json, String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(Characters.valid(value));
        }
        json.writeEndArray();
    }

    static void string(JsonGenerator json, String field, String value) throws IOException {
        json.writeStringField(field, Characters.valid(value));
    }

    static void string(JsonGenerator json, String field, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            string(json, field, value.get());
        } else {
            json.writeNullField(field);
        }
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

package org.yizhan.web;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yizhan.publish.Entry;
import org.yizhan.publish.Facets;
import org.yizhan.search.Marker;
import org.yizhan.search.Run;

/** What a search tells besides its stories, as the read API spells it. */
final class SearchJson {

    private SearchJson() {}

    /** Each story with the place where it answers; without one where no words were asked for. */
    static void stories(JsonGenerator json, List<Entry> entries, Optional<Marker> marker) throws IOException {
        json.writeArrayFieldStart("stories");
        for (Entry entry : entries) {
            Optional<Snippet> snippet = marker.map(marks -> Snippet.of(marks, entry));
            StoryJson.listed(json, entry, part -> {
                if (snippet.isPresent()) {
                    snippet(part, snippet.get());
                }
            });
        }
        json.writeEndArray();
    }

    private static void snippet(JsonGenerator json, Snippet snippet) throws IOException {
        json.writeObjectFieldStart("snippet");
        runs(json, "title", snippet.title());
        runs(json, "text", snippet.text());
        json.writeEndObject();
    }

    private static void runs(JsonGenerator json, String name, List<Run> runs) throws IOException {
        json.writeArrayFieldStart(name);
        for (Run run : runs) {
            json.writeStartObject();
            StoryJson.string(json, "text", run.text());
            if (run.marked()) {
                json.writeBooleanField("marked", true);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Why nothing can be found. */
    static void warnings(JsonGenerator json, List<Advice> warnings) throws IOException {
        json.writeArrayFieldStart("warnings");
        for (Advice warning : warnings) {
            json.writeString(Characters.valid(warning.told()));
        }
        json.writeEndArray();
    }

    /** How many stories the whole list has and the ways to narrow it. */
    static void facets(JsonGenerator json, Facets facets) throws IOException {
        json.writeObjectFieldStart("facets");
        json.writeNumberField("stories", facets.stories());
        json.writeStringField(
                "precision", facets.precision().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.writeBooleanField("narrowed", facets.narrowed());
        for (Facets.Group group : facets.groups()) {
            json.writeObjectFieldStart(group.kind().word());
            json.writeArrayFieldStart("choices");
            for (Facets.Choice choice : group.choices()) {
                json.writeStartObject();
                StoryJson.string(json, "id", choice.name().value());
                json.writeNumberField("stories", choice.stories());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("more", group.more());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}

package org.yizhan.web;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.http.Times;
import org.yizhan.publish.provenance.Compliance;
import org.yizhan.publish.provenance.Outlet;
import org.yizhan.publish.provenance.Provenance;
import org.yizhan.publish.provenance.Provenance.Taken;
import org.yizhan.publish.provenance.Step;
import org.yizhan.publish.provenance.TextChange;
import org.yizhan.publish.provenance.TextChange.Edit;

/** The way of a story as the read API spells it. */
final class ProvenanceJson {

    private ProvenanceJson() {}

    /** The steps, but for an origin that is from nobody. */
    static void steps(JsonGenerator json, Provenance provenance) throws IOException {
        json.writeArrayFieldStart("provenance");
        for (Taken taken : provenance.members().values()) {
            Step step = taken.step();
            if (step.from().isPresent() || step.unseen().isPresent()) {
                json.writeStartObject();
                step(json, taken);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void step(JsonGenerator json, Taken taken) throws IOException {
        Step step = taken.step();
        json.writeStringField("articleId", step.member().id().toString());
        StoryJson.string(json, "from", step.from().map(member -> member.id().toString()));
        outlet(json, "unseen", step.unseen());
        json.writeStringField("at", Times.rfc3339(step.member().publishedAt()));
        Optional<Duration> lag = step.lag();
        if (lag.isPresent()) {
            json.writeNumberField("lagSeconds", lag.get().toSeconds());
        } else {
            json.writeNullField("lagSeconds");
        }
        json.writeStringField("against", step.against().id().toString());
        if (step.isFurtherPart()) {
            json.writeNullField("titleChange");
            json.writeNullField("againstRevision");
            json.writeNullField("changes");
            return;
        }
        json.writeStringField("titleChange", StoryJson.word(step.titleChange()));
        if (taken.revision().isPresent()) {
            json.writeNumberField("againstRevision", taken.revision().get());
        } else {
            json.writeNullField("againstRevision");
        }
        changes(json, taken.text());
    }

    /** One article's own step. */
    static void article(JsonGenerator json, Taken taken) throws IOException {
        json.writeObjectFieldStart("provenance");
        step(json, taken);
        compliance(json, taken.compliance());
        json.writeEndObject();
    }

    static void outlet(JsonGenerator json, String field, Optional<Outlet> named) throws IOException {
        if (named.isEmpty()) {
            json.writeNullField(field);
            return;
        }
        json.writeObjectFieldStart(field);
        StoryJson.string(json, "name", named.get().name());
        StoryJson.string(json, "sourceId", named.get().sourceId());
        json.writeEndObject();
    }

    private static void changes(JsonGenerator json, TextChange change) throws IOException {
        json.writeObjectFieldStart("changes");
        json.writeStringField("extent", StoryJson.word(change.extent()));
        json.writeNumberField("kept", change.kept());
        json.writeNumberField("inserted", change.inserted());
        json.writeNumberField("deleted", change.deleted());
        json.writeArrayFieldStart("edits");
        for (Edit edit : change.edits()) {
            json.writeStartObject();
            json.writeStringField("op", StoryJson.word(edit.op()));
            StoryJson.string(json, "from", edit.from());
            StoryJson.string(json, "to", edit.to());
            if (edit.credit()) {
                json.writeBooleanField("credit", true);
            }
            if (edit.abridged()) {
                json.writeBooleanField("abridged", true);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The flags of one member. */
    static void compliance(JsonGenerator json, Provenance provenance, UUID member) throws IOException {
        Optional<Taken> taken = provenance.of(member);
        if (taken.isPresent()) {
            compliance(json, taken.get().compliance());
        }
    }

    static void compliance(JsonGenerator json, Compliance compliance) throws IOException {
        json.writeObjectFieldStart("compliance");
        json.writeBooleanField("approved", compliance.approved());
        json.writeBooleanField("titleUnchanged", compliance.titleUnchanged());
        json.writeBooleanField("sourceNamed", compliance.sourceNamed());
        json.writeBooleanField("traceable", compliance.traceable());
        json.writeEndObject();
    }
}

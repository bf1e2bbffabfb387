package org.yizhan.web;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.http.Language;
import org.yizhan.http.Times;

/** The status page for programs: the extension {@code _status} of its JSON Feed. What is not known is null. */
record StatusJson(JsonGenerator json) {

    void write(StatusSheet sheet, List<StatusView.Row> rows) throws IOException {
        json.writeObjectFieldStart("_status");
        json.writeBooleanField("well", sheet.isWell());
        json.writeObjectFieldStart("verdict");
        json.writeStringField("zh", sheet.verdict(Language.ZH));
        json.writeStringField("en", sheet.verdict(Language.EN));
        json.writeEndObject();
        seconds("delaySeconds", sheet.delay());
        json.writeObjectFieldStart("states");
        Map<Freshness.State, Long> counts = sheet.counts();
        for (Freshness.State state : Freshness.State.values()) {
            json.writeNumberField(state.word(), counts.getOrDefault(state, 0L));
        }
        json.writeEndObject();
        json.writeArrayFieldStart("sources");
        for (StatusView.Row row : rows) {
            source(row);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("gaps");
        for (StatusView.Told told : sheet.outages()) {
            gap(told.outage());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void source(StatusView.Row row) throws IOException {
        Freshness freshness = row.freshness();
        json.writeStartObject();
        json.writeStringField("id", Characters.valid(freshness.source()));
        json.writeStringField("name", Characters.valid(row.name()));
        json.writeStringField("state", freshness.state().word());
        time("lastSuccess", freshness.lastSuccess());
        time("newestStory", row.newest());
        time("failingSince", freshness.failingSince());
        json.writeStringField("cause", freshness.cause());
        seconds("usualGapSeconds", freshness.usualGap());
        json.writeEndObject();
    }

    private void gap(Outage outage) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", outage.id().toString());
        json.writeStringField("source", Characters.valid(outage.source()));
        json.writeStringField("state", outage.state().word());
        json.writeStringField("cause", outage.cause());
        json.writeStringField("from", Times.rfc3339(outage.since()));
        time("to", outage.ended());
        json.writeEndObject();
    }

    private void time(String field, Optional<Instant> time) throws IOException {
        if (time.isPresent()) {
            json.writeStringField(field, Times.rfc3339(time.get()));
        } else {
            json.writeNullField(field);
        }
    }

    private void seconds(String field, Optional<Duration> time) throws IOException {
        if (time.isPresent()) {
            json.writeNumberField(field, time.get().toMillis() / 1e3);
        } else {
            json.writeNullField(field);
        }
    }
}

package org.yizhan.web;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.http.Times;
import org.yizhan.publish.Change;
import org.yizhan.publish.Entry;
import org.yizhan.publish.StoryHistory;
import org.yizhan.publish.StoryNotice;

/** What became of stories as the read API spells it. */
final class ChangesJson {

    private ChangesJson() {}

    /** All that became of a story: notices, changes, the members that still have an uncorrected text. */
    static void history(JsonGenerator json, Entry entry, StoryHistory history) throws IOException {
        originWithdrawn(json, entry.notices());
        notices(json, entry.notices());
        json.writeArrayFieldStart("changes");
        for (Change change : history.changes()) {
            change(json, change);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("uncorrected");
        for (UUID member : history.uncorrected()) {
            json.writeString(member.toString());
        }
        json.writeEndArray();
    }

    private static void originWithdrawn(JsonGenerator json, List<StoryNotice> notices) throws IOException {
        Optional<StoryNotice> withdrawn =
                notices.stream().filter(StoryNotice::isWithdrawal).findFirst();
        if (withdrawn.isEmpty()) {
            json.writeNullField("originWithdrawn");
            return;
        }
        json.writeObjectFieldStart("originWithdrawn");
        json.writeStringField("at", Times.rfc3339(withdrawn.get().at()));
        StoryJson.string(json, "reason", withdrawn.get().reason());
        StoryJson.string(json, "source", withdrawn.get().source());
        json.writeEndObject();
    }

    /** What readers of a story are told ahead of its text, oldest first. */
    static void notices(JsonGenerator json, List<StoryNotice> notices) throws IOException {
        json.writeArrayFieldStart("notices");
        for (StoryNotice notice : notices) {
            json.writeStartObject();
            json.writeStringField("kind", StoryJson.word(notice.kind()));
            json.writeStringField("at", Times.rfc3339(notice.at()));
            StoryJson.string(json, "reason", notice.reason());
            StoryJson.string(json, "by", notice.source());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void change(JsonGenerator json, Change change) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", StoryJson.word(change.kind()));
        json.writeStringField("articleId", change.articleId().toString());
        StoryJson.string(json, "source", change.source());
        json.writeStringField("at", Times.rfc3339(change.at()));
        json.writeNumberField("revision", change.revision());
        json.writeObjectFieldStart("title");
        StoryJson.string(json, "before", change.titleBefore());
        StoryJson.string(json, "after", change.titleAfter());
        json.writeEndObject();
        StoryJson.string(json, "note", change.note());
        json.writeEndObject();
    }
}

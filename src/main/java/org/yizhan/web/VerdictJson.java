package org.yizhan.web;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.yizhan.article.Verdict;
import org.yizhan.deduplicate.Explanation;
import org.yizhan.http.Times;

/** What deduplication decided about an article, and what it was compared with, as the read API spells it. */
final class VerdictJson {

    private VerdictJson() {}

    /**
     * The field {@code verdict}.
     *
     * @param storyId the story it is in today
     * @param candidates what it compares with today; empty where nothing was like it, or its text is no longer kept
     */
    static void write(JsonGenerator json, Verdict verdict, UUID storyId, List<Explanation.Candidate> candidates)
            throws IOException {
        json.writeObjectFieldStart("verdict");
        json.writeStringField("relation", StoryJson.word(verdict.relation()));
        json.writeStringField("storyId", storyId.toString());
        StoryJson.string(json, "matched", verdict.matched().map(Object::toString));
        json.writeNumberField("similarity", verdict.similarity());
        json.writeNumberField("containment", verdict.containment());
        StoryJson.string(json, "rule", verdict.rule());
        StoryJson.strings(json, "reasons", verdict.reasons());
        json.writeArrayFieldStart("candidates");
        for (Explanation.Candidate candidate : candidates) {
            candidate(json, candidate);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void candidate(JsonGenerator json, Explanation.Candidate candidate) throws IOException {
        json.writeStartObject();
        json.writeStringField("articleId", candidate.articleId().toString());
        StoryJson.string(json, "source", candidate.source());
        StoryJson.string(json, "comparedTitle", candidate.title());
        json.writeStringField("publishedAt", Times.rfc3339(candidate.publishedAt()));
        json.writeStringField("storyId", candidate.storyId().toString());
        json.writeBooleanField("same", candidate.same());
        json.writeNumberField("similarity", candidate.similarity());
        json.writeNumberField("containment", candidate.containment());
        StoryJson.string(json, "rule", candidate.rule());
        StoryJson.string(json, "reason", candidate.reason());
        StoryJson.string(json, "wouldChange", candidate.change());
        json.writeEndObject();
    }
}

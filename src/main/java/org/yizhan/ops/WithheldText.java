package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What the audit says of a text that operators keep with a source: that it changed, and never what it reads. The audit stays
 * for good, and people's names and numbers do not.
 */
public final class WithheldText {

    private static final String NOTED = "note added; its text is kept with the source only";
    private static final String CALLED = "contact written down; its text is kept with the source only";
    private static final String CHANGED = "contact changed; its text is kept with the source only";
    private static final String LEFT = "contact left as it was; its text is kept with the source only";
    private static final String TAKEN = "contact taken away; its text was kept with the source only";

    /** The field of a deed's detail. */
    private static final String FIELD = "change";

    /** What was said before there were words for it. */
    private static final String LENGTH = "characters";

    private WithheldText() {}

    /** Of a note that was added. */
    static ObjectNode note() {
        return Answer.object().put(FIELD, NOTED);
    }

    /** Of a contact; an empty one is none. */
    static ObjectNode contact(String before, String after) {
        return Answer.object().put(FIELD, before.equals(after) ? LEFT : change(before.isEmpty(), after.isEmpty()));
    }

    private static String change(boolean wasNone, boolean isNone) {
        if (wasNone) {
            return CALLED;
        }
        return isNone ? TAKEN : CHANGED;
    }

    /** What a line says of such a text; empty where it is about something else. */
    public static Optional<String> of(Audit.Line line) {
        JsonNode detail = LetterOutcome.detail(line);
        if (line.action().equals(Audit.Action.NOTE_SOURCE.word())) {
            return Optional.of(NOTED);
        }
        if (!line.action().equals(Audit.Action.SET_SOURCE_CONTACT.word())) {
            return Optional.empty();
        }
        return Optional.of(
                detail.has(FIELD)
                        ? detail.path(FIELD).asText()
                        : change(
                                detail.path("before").path(LENGTH).asInt() == 0,
                                detail.path("after").path(LENGTH).asInt() == 0));
    }
}

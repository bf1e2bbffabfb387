package org.yizhan.list;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The way to a value in JSON: names and places separated by dots, such as {@code data.list} or {@code result.0.docs}.
 *
 * @param steps names of members, or places in an array counted from 0
 */
record LinkPath(List<String> steps) {

    /** What a path looks like. */
    static final Pattern FORM = Pattern.compile("[^.\\s]+(?:\\.[^.\\s]+)*");

    LinkPath {
        steps = List.copyOf(steps);
    }

    static LinkPath of(String text) {
        return new LinkPath(List.of(text.strip().split("\\.")));
    }

    /** The value in {@code node} as text; empty where there is none or it is no single value. */
    String text(JsonNode node) {
        JsonNode at = node;
        for (String step : steps) {
            at = at.isArray() && isPlace(step) ? at.path(Integer.parseInt(step)) : at.path(step);
        }
        return at.isValueNode() && !at.isNull() ? at.asText() : "";
    }

    /** Moves {@code parser} to the value; false where the document has none. */
    boolean reach(JsonParser parser) throws IOException {
        parser.nextToken();
        for (String step : steps) {
            boolean found = parser.currentToken() == JsonToken.START_ARRAY && isPlace(step)
                    ? element(parser, Integer.parseInt(step))
                    : member(parser, step);
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean member(JsonParser parser, String name) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = name.equals(parser.currentName());
            parser.nextToken();
            if (found) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static boolean element(JsonParser parser, int place) throws IOException {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null; i++) {
            if (i == place) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static boolean isPlace(String step) {
        return step.length() <= 6 && step.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}

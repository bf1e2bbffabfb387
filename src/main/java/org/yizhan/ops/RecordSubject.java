package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a record is about, read off its bytes without understanding it: whatever is not there, or stands behind a damage,
 * is empty.
 *
 * @param kind as the envelope says it, such as {@code received}
 * @param traceId of its arrival
 * @param source the source's id
 * @param item the source's own id for it, else its address
 * @param receivedAt when it came in: all articles of one document have the same; empty where it is one pushed article, for of
 *     a request all have the same, too
 */
public record RecordSubject(
        String kind, String traceId, String source, String title, String item, Optional<Instant> receivedAt) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_FIELDS = 20;
    private static final int LONGEST_FIELD = 200;

    static RecordSubject of(byte[] value) {
        var reading = new Reading();
        try (JsonParser parser = JSON.createParser(value)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                reading.envelope(parser);
            }
        } catch (IOException | DateTimeException | ArithmeticException damaged) {
            // a record cut off in the middle still says what stood before → that much
            return reading.found();
        }
        return reading.found();
    }

    /** What the envelope says beside the message, by field and in order, as far as it can be read. */
    public static Map<String, String> head(byte[] value) {
        Map<String, String> head = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return head;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME && head.size() < MOST_FIELDS) {
                String field = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    head.put(field, Shown.line(parser.getText(), LONGEST_FIELD));
                }
                parser.skipChildren();
            }
        } catch (IOException damaged) {
            return head;
        }
        return head;
    }

    private static final class Reading {
        private String kind = "";
        private String traceId = "";
        private String source = "";
        private String title = "";
        private String listed = "";
        private String item = "";
        private String address = "";
        private boolean pushed;
        private Optional<Instant> receivedAt = Optional.empty();

        RecordSubject found() {
            return new RecordSubject(
                    kind,
                    traceId,
                    source,
                    title.isEmpty() ? listed : title,
                    item.isEmpty() ? address : item,
                    pushed ? Optional.empty() : receivedAt);
        }

        void envelope(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("kind") && value == JsonToken.VALUE_STRING) {
                    kind = parser.getText();
                } else if (field.equals("traceId") && value == JsonToken.VALUE_STRING) {
                    traceId = parser.getText();
                } else if (field.equals("message") && value == JsonToken.START_OBJECT) {
                    message(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }

        private void message(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.START_OBJECT) {
                    inner(field, parser);
                } else if (field.equals("receivedAt") && value == JsonToken.VALUE_NUMBER_INT) {
                    receivedAt = Optional.of(Instant.EPOCH.plus(parser.getLongValue(), ChronoUnit.MICROS));
                } else if (value != JsonToken.VALUE_STRING) {
                    parser.skipChildren();
                } else if (field.equals("form")) {
                    pushed = parser.getText().equals("PUSH");
                } else if (field.equals("body") && pushed) {
                    push(parser.getText());
                } else {
                    take(field, parser);
                }
            }
        }

        private void inner(String field, JsonParser parser) throws IOException {
            if (field.equals("article")) {
                message(parser);
            } else if (field.equals("hints")) {
                hints(parser);
            } else {
                parser.skipChildren();
            }
        }

        private void take(String field, JsonParser parser) throws IOException {
            if (field.equals("source")) {
                source = parser.getText();
            } else if (field.equals("title")) {
                title = parser.getText();
            } else if (field.equals("externalId")) {
                item = parser.getText();
            } else if (field.equals("url")) {
                address = parser.getText();
            }
        }

        private void hints(JsonParser parser) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String hint = parser.currentName();
                parser.nextToken();
                if (hint.equals("title")) {
                    listed = parser.getValueAsString("");
                } else if (hint.equals("url")) {
                    address = parser.getValueAsString("");
                }
                parser.skipChildren();
            }
        }

        /** A pushed article stands in its record as the text that came. */
        private void push(String body) throws IOException {
            try (JsonParser parser = JSON.createParser(body)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return;
                }
                while (listed.isEmpty() && parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean isTitle = parser.currentName().equals("title");
                    if (parser.nextToken() == JsonToken.VALUE_STRING && isTitle) {
                        listed = parser.getText();
                    }
                    parser.skipChildren();
                }
            }
        }
    }
}

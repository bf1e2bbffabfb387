package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The document that a dead letter's record carries, as text.
 *
 * @param charset that it was read in
 * @param isDamaged whether bytes of it could not be read
 * @param hints what its channel told of it, by name, as far as that is text
 */
public record LetterDocument(String text, String charset, boolean isDamaged, Map<String, String> hints) {

    /** What a channel tells of most documents: each may be written where it told nothing. */
    private static final String[] USUAL = {"title", "published", "url", "column"};

    /** Begins the names of further pages, which are base64. */
    private static final String PART = "part-";

    private static final int MOST_SHOWN = 200_000;

    public LetterDocument {
        hints = Map.copyOf(hints);
    }

    /** Of this record; empty where it carries none, none that is text, or can't be read. */
    public static Optional<LetterDocument> of(byte[] record) {
        JsonNode message;
        try {
            message = Answer.JSON.readTree(record).path("message");
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return switch (message.path("encoding").asText()) {
            case "TEXT" ->
                Optional.of(new LetterDocument(message.path("body").asText(), "UTF-8", false, hints(message)));
            case "BASE64" ->
                bytes(message).filter(LetterDocument::isText).map(bytes -> {
                    CharsetFound found =
                            CharsetFound.of(bytes, message.path("contentType").asText());
                    return new LetterDocument(found.text(), found.charset(), found.isDamaged(), hints(message));
                });
            default -> Optional.empty();
        };
    }

    /** What a message has in base64. */
    static Optional<byte[]> bytes(JsonNode message) {
        try {
            return Optional.of(Base64.getDecoder().decode(message.path("body").asText()));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private static boolean isText(byte[] bytes) {
        return bytes.length > 0 && !(bytes.length > 3 && bytes[0] == '%' && bytes[1] == 'P' && bytes[2] == 'D');
    }

    private static Map<String, String> hints(JsonNode message) {
        Map<String, String> hints = new TreeMap<>();
        message.path("hints").properties().forEach(hint -> {
            if (hint.getValue().isTextual() && !hint.getKey().startsWith(PART)) {
                hints.put(hint.getKey(), hint.getValue().textValue());
            }
        });
        return hints;
    }

    /** The hints as a form has them: those that are there and, empty, the usual ones. */
    public Map<String, String> fields() {
        Map<String, String> fields = new TreeMap<>(hints);
        Stream.of(USUAL).forEach(name -> fields.putIfAbsent(name, ""));
        return fields;
    }

    /** As a page shows it: cut. */
    public String shown() {
        return Shown.block(text, MOST_SHOWN);
    }

    public boolean isCut() {
        return text.length() > MOST_SHOWN;
    }
}

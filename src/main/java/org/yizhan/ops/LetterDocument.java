package org.yizhan.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/**
 * The document that a dead letter's record carries in base64, as text.
 *
 * @param charset that it was read in
 * @param isDamaged whether bytes of it could not be read
 */
public record LetterDocument(String text, String charset, boolean isDamaged) {

    private static final int MOST_SHOWN = 200_000;

    /** Of this record; empty where it carries none, none that is text, or can't be read. */
    public static Optional<LetterDocument> of(byte[] record) {
        JsonNode message;
        try {
            message = Answer.JSON.readTree(record).path("message");
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return message.path("encoding").asText().equals("BASE64")
                ? bytes(message.path("body").asText())
                        .filter(LetterDocument::isText)
                        .map(bytes -> read(bytes, message.path("contentType").asText()))
                : Optional.empty();
    }

    private static Optional<byte[]> bytes(String body) {
        try {
            return Optional.of(Base64.getDecoder().decode(body));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private static boolean isText(byte[] bytes) {
        return bytes.length > 0 && !(bytes.length > 3 && bytes[0] == '%' && bytes[1] == 'P' && bytes[2] == 'D');
    }

    private static LetterDocument read(byte[] bytes, String contentType) {
        CharsetFound found = CharsetFound.of(bytes, contentType);
        return new LetterDocument(found.text(), found.charset(), found.isDamaged());
    }

    /** As a page shows it: cut. */
    public String shown() {
        return Shown.block(text, MOST_SHOWN);
    }

    public boolean isCut() {
        return text.length() > MOST_SHOWN;
    }
}

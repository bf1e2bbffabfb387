package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator wrote in place of the document that a record carries, and of what its channel told of it.
 *
 * @param text with the line ends of whoever sent it; empty to leave the document as it is
 * @param hints by name: one that is blank is taken away, one that isn't named stays
 */
public record WrittenDocument(Optional<String> text, Map<String, String> hints) {

    /** Of UTF-32, UTF-8 and UTF-16; a longer one stands before what it begins with. */
    private static final List<byte[]> MARKS = List.of(
            new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0},
            new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF},
            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
            new byte[] {(byte) 0xFF, (byte) 0xFE},
            new byte[] {(byte) 0xFE, (byte) 0xFF});

    private static final String UNREADABLE = "\uFFFD";

    public WrittenDocument {
        hints = Map.copyOf(hints);
    }

    /** The record with this in it; 422 where it has no document, or one that this can't be. */
    byte[] into(byte[] record) {
        LetterDocument document = LetterDocument.of(record).orElseThrow(WrittenDocument::none);
        try {
            JsonNode envelope = Answer.JSON.readTree(record);
            ObjectNode message = (ObjectNode) envelope.path("message");
            put(message);
            text.filter(written -> !lines(written).equals(lines(document.text())))
                    .ifPresent(written -> message.put("body", body(message, document, written)));
            return Answer.JSON.writeValueAsBytes(envelope);
        } catch (JsonProcessingException unreadable) {
            throw none();
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory", impossible);
        }
    }

    private static Rejection none() {
        return Rejection.of(422, "this letter carries no document that is text; mend the record itself");
    }

    private void put(ObjectNode message) {
        hints.forEach((name, value) -> {
            if (!value.isBlank()) {
                message.withObject("/hints").put(name, lines(value));
            } else if (message.path("hints") instanceof ObjectNode told) {
                told.remove(name);
            }
        });
    }

    /** Observed: browsers send every line end of a text area as CR LF. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String body(ObjectNode message, LetterDocument document, String written) {
        String text = document.text().contains("\r\n") ? lines(written).replace("\n", "\r\n") : lines(written);
        if (message.path("encoding").asText().equals("TEXT")) {
            return text;
        }
        if (text.contains(UNREADABLE)
                && (document.isDamaged() || !document.text().contains(UNREADABLE))) {
            throw Rejection.of(
                    422,
                    "the document has characters that could not be read (U+FFFD); write over them, or mend the record itself");
        }
        byte[] mark = mark(LetterDocument.bytes(message).orElseThrow(WrittenDocument::none));
        byte[] bytes = bytes(text, document.charset(), mark);
        if (!CharsetFound.of(bytes, message.path("contentType").asText()).text().equals(text)) {
            throw unfit(document.charset());
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] mark(byte[] bytes) {
        return MARKS.stream()
                .filter(mark -> bytes.length >= mark.length && Arrays.equals(mark, Arrays.copyOf(bytes, mark.length)))
                .findFirst()
                .orElse(new byte[0]);
    }

    private static byte[] bytes(String text, String charset, byte[] mark) {
        try {
            ByteBuffer written = Charset.forName(charset).newEncoder().encode(CharBuffer.wrap(text));
            return ByteBuffer.allocate(mark.length + written.remaining())
                    .put(mark)
                    .put(written)
                    .array();
        } catch (CharacterCodingException foreign) {
            throw unfit(charset);
        }
    }

    private static Rejection unfit(String charset) {
        return Rejection.of(
                422,
                "the document as written is no text of its charset, %s; leave out what that lacks, or mend the record itself"
                        .formatted(charset));
    }
}

package org.yizhan.article;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns bytes of an unknown charset into text. What is valid UTF-8 is UTF-8, whatever was declared; the next guess is
 * GB18030, which holds all of GBK and GB2312 (sites declare UTF-8 and send GBK). Where neither fits, unreadable bytes
 * become U+FFFD.
 */
public final class Charsets {

    /** The text, and whether bytes of it could not be read. */
    public record Decoded(String text, boolean isDamaged) {}

    private static final Charset GB18030 = Charset.forName("GB18030");

    private Charsets() {}

    /** Decodes {@code bytes}, of which nothing is known. */
    public static Decoded decode(byte[] bytes) {
        return decode(bytes, Optional.empty(), Optional.empty());
    }

    /**
     * Decodes {@code bytes}.
     *
     * @param httpCharset the {@code charset} of the {@code Content-Type} it was served with, as it came
     * @param innerCharset what the document says of itself: XML declaration or {@code <meta charset>}
     */
    public static Decoded decode(byte[] bytes, Optional<String> httpCharset, Optional<String> innerCharset) {
        if (bytes.length >= 2
                && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                        || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE))) {
            return new Decoded(new String(bytes, StandardCharsets.UTF_16), false);
        }
        return strict(bytes, StandardCharsets.UTF_8)
                .or(() -> httpCharset.flatMap(Charsets::named).flatMap(charset -> strict(bytes, charset)))
                .or(() -> innerCharset.flatMap(Charsets::named).flatMap(charset -> strict(bytes, charset)))
                .or(() -> strict(bytes, GB18030))
                .map(text -> new Decoded(text, false))
                .orElseGet(() -> new Decoded(new String(bytes, StandardCharsets.UTF_8), true));
    }

    private static Optional<Charset> named(String name) {
        try {
            return name.toLowerCase(Locale.ROOT).startsWith("gb")
                    ? Optional.of(GB18030)
                    : Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static Optional<String> strict(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException otherCharset) {
            return Optional.empty();
        }
    }
}

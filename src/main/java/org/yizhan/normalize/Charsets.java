package org.yizhan.normalize;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Turns bytes of an unknown charset into text. What is valid UTF-8 is UTF-8, whatever was declared; the next guess is
 * GB18030, which holds all of GBK and GB2312 (sites declare UTF-8 and send GBK). Where neither fits, unreadable bytes
 * become U+FFFD.
 */
final class Charsets {

    /** The text, and whether bytes of it could not be read. */
    record Decoded(String text, boolean isDamaged) {}

    private static final Charset GB18030 = Charset.forName("GB18030");

    private Charsets() {}

    static Decoded decode(byte[] bytes) {
        if (bytes.length >= 2
                && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF
                        || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)) {
            return new Decoded(new String(bytes, StandardCharsets.UTF_16), false);
        }
        for (Charset charset : List.of(StandardCharsets.UTF_8, GB18030)) {
            try {
                var decoder = charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
                return new Decoded(decoder.decode(ByteBuffer.wrap(bytes)).toString(), false);
            } catch (CharacterCodingException otherCharset) {
                continue;
            }
        }
        return new Decoded(new String(bytes, StandardCharsets.UTF_8), true);
    }
}

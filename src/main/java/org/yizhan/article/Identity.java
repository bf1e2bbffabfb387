package org.yizhan.article;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.UUID;

/** Names that follow from content alone, the same on every machine and for ever. */
public final class Identity {

    private Identity() {}

    /**
     * The id of the article that {@code source} calls {@code externalId}: a name-based UUID, version 8
     * (RFC 9562 §5.8) over SHA-256 of both, each in Unicode NFC.
     */
    public static UUID article(String source, String externalId) {
        byte[] hash = sha256(nfc(source) + '\u0000' + nfc(externalId));
        ByteBuffer words = ByteBuffer.wrap(hash);
        long high = (words.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
        long low = (words.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** 32 hexadecimal characters that differ where {@code content} differs. */
    public static String contentHash(String content) {
        return HexFormat.of().formatHex(sha256(content), 0, 16);
    }

    /** The whole SHA-256 of {@code text}, 64 hexadecimal characters. */
    public static String fingerprint(String text) {
        return HexFormat.of().formatHex(sha256(text));
    }

    /** A source id as it is compared and stored: verbatim but for Unicode NFC and outer white space. */
    public static String nfc(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

package org.yizhan.ops;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids that follow from a name: UUID version 5, by SHA-1 (RFC 9562 §5.5). */
final class NamedId {

    /** Of the keys that operators send as {@code Idempotency-Key}. */
    static final UUID IDEMPOTENCY_KEYS = UUID.fromString("6f0b0c4e-52a4-4d0c-9d3f-0a6a2f3d7c11");

    private NamedId() {}

    /** The same for the same name, on every machine and for ever. */
    static UUID of(UUID namespace, String name) {
        ByteBuffer hash = ByteBuffer.wrap(sha1(namespace, name));
        long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x5000L;
        long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] sha1(UUID namespace, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(16 + text.length)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .put(text);
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes.array());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }
}

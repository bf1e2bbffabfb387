package org.yizhan.web;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.yizhan.http.Times;

/** Makes documents ready to be sent: compressed, tagged, dated. */
final class Renderings {

    /** A change this young may be followed by another within the same second of {@code Last-Modified}. */
    private static final Duration UNSETTLED = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final boolean compressing;

    Renderings(InstantSource clock) {
        this(clock, true);
    }

    private Renderings(InstantSource clock, boolean compressing) {
        this.clock = clock;
        this.compressing = compressing;
    }

    /** For documents that never answer a request: their compressed form is empty. */
    static Renderings uncompressed(InstantSource clock) {
        return new Renderings(clock, false);
    }

    /** The bytes with their tags, by SHA-256; equal bytes have equal tags on every machine. */
    Answer.Rendered of(long seq, int status, Manner manner, Instant updatedAt, byte[] bytes) {
        String hash = hash(bytes);
        Instant modified = modified(updatedAt);
        return new Answer.Rendered(
                seq,
                status,
                manner,
                Buffer.buffer(bytes),
                compressing ? Buffer.buffer(gzip(bytes)) : Buffer.buffer(),
                '"' + hash + '"',
                '"' + hash + "-gz\"",
                modified,
                Times.http(modified));
    }

    /**
     * Whole seconds can't tell two changes within one second apart, and a subscriber who has no ETag would miss the
     * second (RFC 9110 §8.8.2.2); so a fresh change is dated a second back until it has settled.
     */
    private Instant modified(Instant updatedAt) {
        Instant second = updatedAt.truncatedTo(ChronoUnit.SECONDS);
        return updatedAt.plus(UNSETTLED).isAfter(clock.instant()) ? second.minusSeconds(1) : second;
    }

    static String hash(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    static byte[] gzip(byte[] bytes) {
        var compressed = new ByteArrayOutputStream(bytes.length / 3 + 64);
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return compressed.toByteArray();
    }
}

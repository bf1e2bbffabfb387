package org.yizhan.fetch;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Reads one body to its end, unpacks it, and stops where a limit is met. Large ones wait for each other. */
final class BodyReader {

    private static final int PIECE = 16_384;

    /** From here on a body needs a permit: many large ones at once would fill the memory. */
    private static final int LARGE = 2_000_000;

    private final Limits limits;
    private final Deadline deadline;
    private final Semaphore room;
    private boolean isLarge;

    /** @param room has as many permits as large bodies may be on their way at once */
    BodyReader(Limits limits, Deadline deadline, Semaphore room) {
        this.limits = limits;
        this.deadline = deadline;
        this.room = room;
    }

    /**
     * A body.
     *
     * @param wire how many bytes it had before unpacking
     */
    record Body(byte[] bytes, long wire) {}

    /**
     * @param length what {@code Content-Length} says; negative where it says nothing
     * @param encoding what {@code Content-Encoding} says; empty where it says nothing
     */
    Body read(InputStream raw, long length, String encoding) throws IOException {
        if (length > limits.body()) {
            throw new LimitMet(Fault.TOO_LARGE, "the body has " + length + " bytes; " + limits.body() + " are taken");
        }
        var wire = new Wire(raw, length < 0 ? Long.MAX_VALUE : length);
        try (InputStream in = unpacking(wire, encoding)) {
            byte[] bytes = unpacked(in, wire);
            // what a packed body has after its end still belongs to it
            wire.skip(Math.max(0, Math.min(length, limits.body()) - wire.count));
            if (length >= 0 && wire.count < length) {
                throw new IOException("the body ended after " + wire.count + " of " + length + " bytes");
            }
            return new Body(bytes, wire.count);
        } finally {
            if (isLarge) {
                room.release();
            }
        }
    }

    private static InputStream unpacking(InputStream wire, String encoding) throws IOException {
        List<String> packings = Stream.of(encoding.toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .filter(packing -> !packing.isEmpty() && !packing.equals("identity"))
                .toList();
        if (packings.size() > 1) {
            throw new IOException("the body is packed more than once: " + encoding);
        }
        var peeked = new PushbackInputStream(wire, 2);
        byte[] head = peeked.readNBytes(2);
        peeked.unread(head);
        // servers say how they would have packed a body that is empty
        return switch (packings.isEmpty() || head.length == 0 ? "" : packings.getFirst()) {
            case "" -> peeked;
            case "gzip", "x-gzip" -> new GZIPInputStream(peeked, PIECE);
            case "deflate" -> isZlib(head) ? new InflaterInputStream(peeked) : new BareDeflate(peeked);
            default -> throw new IOException("the body is packed as " + encoding + ", which was not asked for");
        };
    }

    /** {@code deflate} is a zlib stream (RFC 9110 §8.4.1.2); servers send bare deflate too → told by the first two bytes. */
    private static boolean isZlib(byte[] head) {
        return head.length == 2 && (head[0] & 15) == 8 && ((head[0] & 255) << 8 | head[1] & 255) % 31 == 0;
    }

    private byte[] unpacked(InputStream in, Wire wire) throws IOException {
        var pieces = new ByteArrayOutputStream(PIECE);
        byte[] piece = new byte[PIECE];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            if (pieces.size() + read > limits.body()) {
                throw new LimitMet(Fault.TOO_LARGE, "the body has more than " + limits.body() + " bytes once unpacked");
            }
            if (pieces.size() > LARGE && !isLarge) {
                waitForRoom();
            }
            pieces.write(piece, 0, read);
            if (pieces.size() > limits.ratioFrom() && pieces.size() / limits.ratio() > wire.count) {
                throw new LimitMet(
                        Fault.TOO_LARGE,
                        "the body grows by unpacking more than " + limits.ratio() + " times: " + wire.count
                                + " bytes became " + pieces.size());
            }
        }
        return pieces.toByteArray();
    }

    private static final class BareDeflate extends InflaterInputStream {
        BareDeflate(InputStream in) {
            super(in, new Inflater(true), PIECE);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }

    private void waitForRoom() throws IOException {
        try {
            isLarge = room.tryAcquire(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while a large body waited", e);
        }
        if (!isLarge) {
            throw new LimitMet(Fault.TIMEOUT, "too many bodies over " + LARGE + " bytes were on their way at once");
        }
    }

    /** Counts, and ends where the length says, so that the connection stays ours until the body has been judged. */
    private static final class Wire extends FilterInputStream {
        private final long length;
        private long count;

        Wire(InputStream in, long length) {
            super(in);
            this.length = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (count >= length) {
                return -1;
            }
            int read = super.read(into, from, (int) Math.min(most, length - count));
            count += Math.max(0, read);
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            byte[] piece = new byte[PIECE];
            long left = bytes;
            for (int read = 0; left > 0 && read >= 0; left -= Math.max(0, read)) {
                read = read(piece, 0, (int) Math.min(piece.length, left));
            }
            return bytes - left;
        }

        /** Leaves the connection to whoever opened it. */
        @Override
        public void close() {}

        @Override
        public int available() throws IOException {
            return count >= length ? 0 : super.available();
        }
    }
}

package org.yizhan.web;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A long answer on its way to one client. Holds a few chunks at most: the worker that writes waits until the client has
 * taken what was written, and gives up on one that takes nothing for {@link #PATIENCE_SECONDS}.
 */
final class Outflow extends OutputStream {

    /** Says that the client went away or stopped reading. */
    static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Abandoned(String why) {
            super(why);
        }
    }

    static final int PATIENCE_SECONDS = 60;

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int CHUNKS_UNDER_WAY = 4;

    private final HttpServerResponse response;
    private final Context events;
    private final Map<String, String> headers;
    private final Semaphore room = new Semaphore(CHUNKS_UNDER_WAY);
    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK_BYTES + 4096);
    private volatile boolean gone;
    private volatile boolean begun;

    /** @param headers besides those that every such answer has */
    Outflow(HttpServerResponse response, Context events, Map<String, String> headers) {
        this.response = response;
        this.events = events;
        this.headers = Map.copyOf(headers);
    }

    @Override
    public void write(int octet) {
        chunk.write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        chunk.write(bytes, offset, length);
    }

    /** Hands over what was written, where it has become enough; between two rows. */
    void passOn() {
        if (chunk.size() >= CHUNK_BYTES) {
            hand();
        }
    }

    /** Hands over the rest and ends the answer. */
    void finish() {
        hand();
        events.runOnContext(nothing -> {
            begin();
            response.end();
        });
    }

    /** Whether something has gone out: from then on a failure can only break the connection off. */
    boolean hasBegun() {
        return begun;
    }

    private void hand() {
        if (chunk.size() == 0) {
            return;
        }
        awaitRoom();
        Buffer bytes = Buffer.buffer(chunk.toByteArray());
        chunk.reset();
        begun = true;
        events.runOnContext(nothing -> {
            begin();
            response.write(bytes).onComplete(written -> {
                gone |= written.failed();
                room.release();
            });
        });
    }

    private void awaitRoom() {
        boolean granted;
        try {
            granted = room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Abandoned("the program is stopping");
        }
        if (gone || response.closed()) {
            throw new Abandoned("the client went away");
        }
        if (!granted) {
            throw new Abandoned("the client took nothing for " + PATIENCE_SECONDS + " s");
        }
    }

    /** On the event loop, before the first byte. */
    private void begin() {
        if (!response.headWritten() && !response.isChunked()) {
            response.setChunked(true);
            response.putHeader("Cache-Control", "no-store");
            response.putHeader("X-Content-Type-Options", "nosniff");
            headers.forEach(response::putHeader);
        }
    }
}

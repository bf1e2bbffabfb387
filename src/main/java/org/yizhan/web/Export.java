package org.yizhan.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.yizhan.publish.ExportRow;
import org.yizhan.publish.Stories;

/**
 * One export on its way to one client, in lines of JSON. Holds a few chunks at most: the worker that reads the rows waits
 * until the client has taken what was written, and gives up on one that takes nothing for {@link #PATIENCE_SECONDS}.
 */
final class Export {

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
    private final Semaphore room = new Semaphore(CHUNKS_UNDER_WAY);
    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK_BYTES + 4096);
    private final JsonGenerator json;
    private volatile boolean gone;
    private volatile boolean begun;

    Export(HttpServerResponse response, Context events) {
        this.response = response;
        this.events = events;
        try {
            json = StoryJson.FACTORY.createGenerator(chunk);
            json.setPrettyPrinter(new MinimalPrettyPrinter(""));
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
    }

    /** Writes every row above {@code since}; blocks until the last chunk has been handed over. */
    void run(Stories stories, long since) {
        stories.export(since, this::add);
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

    private void add(ExportRow row) {
        try {
            StoryJson.row(json, row);
            json.writeRaw('\n');
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        if (chunk.size() >= CHUNK_BYTES) {
            hand();
        }
    }

    private void hand() {
        try {
            json.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
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
            response.putHeader("Content-Type", "application/x-ndjson");
            response.putHeader("Cache-Control", "no-store");
            response.putHeader("X-Content-Type-Options", "nosniff");
        }
    }
}

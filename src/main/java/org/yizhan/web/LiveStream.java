package org.yizhan.web;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.yizhan.deliver.LiveReader;

/**
 * One browser's open stream. What it has not taken yet is bounded: one that is handed more is to be let go of, and goes on
 * from where it was when it comes again.
 */
final class LiveStream implements LiveReader {

    private static final int MOST_WAITING = 64 * 1024;

    private final HttpServerResponse response;
    private final Context events;
    private final AtomicInteger waiting = new AtomicInteger();

    LiveStream(HttpServerResponse response, Context events) {
        this.response = response;
        this.events = events;
    }

    @Override
    public boolean take(Buffer passage) {
        int length = passage.length();
        int before = waiting.getAndAdd(length);
        if (before > 0 && before + length > MOST_WAITING) {
            return false;
        }
        events.runOnContext(nothing -> write(passage));
        return true;
    }

    private void write(Buffer passage) {
        if (!isOver()) {
            response.write(passage).onComplete(written -> waiting.addAndGet(-passage.length()));
        }
    }

    @Override
    public void end() {
        events.runOnContext(nothing -> {
            if (!isOver()) {
                response.end();
            }
        });
    }

    @Override
    public void cut() {
        events.runOnContext(nothing -> response.reset());
    }

    private boolean isOver() {
        return response.ended() || response.closed();
    }
}

package org.yizhan.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Callbacks on loopback, one an inbox, on one thread: they confirm what they are asked, and answer deliveries at once or
 * never.
 */
final class Callbacks implements AutoCloseable {
    /** Signatures are looked at of one delivery in so many: they cost as much to check as to make. */
    private static final int SAMPLE = 20;

    private final List<Inbox> inboxes;
    private final Marks marks;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final AtomicInteger confirmed = new AtomicInteger();
    private final LongAdder deliveries = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder twice = new LongAdder();
    private final LongAdder unsigned = new LongAdder();

    Callbacks(List<Inbox> inboxes, Marks marks) {
        this.inboxes = List.copyOf(inboxes);
        this.marks = marks;
        this.server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /**
     * What has come so far.
     *
     * @param twice documents that a subscriber had before
     * @param unsigned of a sample, those whose signature is wrong
     */
    record Count(long deliveries, long bytes, long twice, long unsigned) {}

    String url(int inbox) {
        return "http://127.0.0.1:" + server.actualPort() + "/" + inbox;
    }

    /** How many subscriptions were confirmed. */
    int confirmed() {
        return confirmed.get();
    }

    Count count() {
        return new Count(deliveries.sum(), bytes.sum(), twice.sum(), unsigned.sum());
    }

    private void handle(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET) {
            confirm(request);
            return;
        }
        var inbox = inboxes.get(Integer.parseInt(request.path().substring(1)));
        if (inbox.answers()) {
            request.body().onSuccess(body -> take(inbox, request, body));
        }
    }

    private void confirm(HttpServerRequest request) {
        var challenge = request.getParam("hub.challenge", "");
        if (!challenge.isEmpty()) {
            confirmed.incrementAndGet();
        }
        request.response().end(challenge);
    }

    private void take(Inbox inbox, HttpServerRequest request, Buffer body) {
        long now = System.nanoTime();
        request.response().setStatusCode(204).end();
        byte[] document = body.getBytes();
        if (!inbox.take(marks.in(document), now)) {
            twice.increment();
        }
        deliveries.increment();
        bytes.add(document.length);
        if (deliveries.sum() % SAMPLE == 0
                && !inbox.isSigned(document, request.headers().get("X-Hub-Signature") + "")) {
            unsigned.increment();
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

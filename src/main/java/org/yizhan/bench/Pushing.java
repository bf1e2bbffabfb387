package org.yizhan.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A run of numbered articles on its way in: a few threads, each with one request in flight, take batch after batch until all
 * are answered. It begins when made; closing it stops it. Thread-safe.
 */
final class Pushing implements AutoCloseable {
    private static final int REASONS = 5;

    private final Batches batches;
    private final Pusher pusher;
    private final ExecutorService threads;
    private final List<Future<?>> running = new ArrayList<>();

    private final List<Integer> accepted = new ArrayList<>();
    private final List<String> rejections = new ArrayList<>();
    private int rejected;
    private int retries;
    private long bytes;
    private long lastAcceptedNanos = System.nanoTime();

    Pushing(Batches batches, Pusher pusher, int connections) {
        this.batches = batches;
        this.pusher = pusher;
        this.threads = Executors.newFixedThreadPool(connections);
        for (int thread = 0; thread < connections; thread++) {
            running.add(threads.submit(this::pushAll));
        }
    }

    /** How many were accepted, once all are answered; empty before. A push that failed fails here. */
    Optional<Integer> acceptedAtEnd() throws InterruptedException {
        for (var future : running) {
            if (!future.isDone()) {
                return Optional.empty();
            }
        }
        await();
        return Optional.of(acceptedSoFar());
    }

    /** Waits until all are answered. A push that failed fails here. */
    void await() throws InterruptedException {
        for (var future : running) {
            try {
                future.get();
            } catch (ExecutionException failed) {
                throw new BenchFailed("push failed: " + failed.getCause(), failed);
            }
        }
    }

    private int pushAll() throws IOException, InterruptedException {
        int requests = 0;
        for (var batch = batches.take(); batch.isPresent(); batch = batches.take()) {
            book(batch.get(), pusher.push(batch.get()));
            requests++;
        }
        return requests;
    }

    private synchronized void book(Batch batch, Pusher.Pushed pushed) {
        var ids = Set.copyOf(pushed.accepted());
        for (int i = 0; i < batch.ids().size(); i++) {
            if (ids.contains(batch.ids().get(i))) {
                accepted.add(batch.indexes().get(i));
            }
        }
        pushed.rejected().stream()
                .limit(Math.max(0, REASONS - rejections.size()))
                .forEach(rejections::add);
        rejected += pushed.rejected().size();
        retries += pushed.retries();
        bytes += pushed.bytes();
        lastAcceptedNanos = System.nanoTime();
    }

    synchronized int acceptedSoFar() {
        return accepted.size();
    }

    synchronized List<Integer> accepted() {
        return List.copyOf(accepted);
    }

    synchronized int rejected() {
        return rejected;
    }

    synchronized List<String> rejections() {
        return List.copyOf(rejections);
    }

    synchronized int retries() {
        return retries;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** {@link System#nanoTime} of the latest answer. */
    synchronized long lastAcceptedNanos() {
        return lastAcceptedNanos;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

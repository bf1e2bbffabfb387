package org.yizhan.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Source sites that push: new articles at a rate, 5 % of them once more, 1 % changed later. What is not answered 202 is
 * sent again until it is, in order of each article's revisions.
 */
final class Load implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int WORKERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(200);
    private static final double TWICE = 0.05;
    private static final double CHANGED = 0.01;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Dispatches dispatches;
    private final Ledger ledger;
    private final Supplier<URI> target;
    private final String key;
    private final AtomicInteger next = new AtomicInteger();
    private final List<Thread> workers = new ArrayList<>();
    private volatile int perSecond;
    private volatile boolean ending;
    private volatile boolean broken;
    private volatile Optional<RuntimeException> failure = Optional.empty();

    /** @param target where to push, asked before each request */
    Load(Dispatches dispatches, Ledger ledger, Supplier<URI> target, String key, int perSecond) {
        this.dispatches = dispatches;
        this.ledger = ledger;
        this.target = target;
        this.key = key;
        this.perSecond = perSecond;
    }

    Load start() {
        for (int worker = 0; worker < WORKERS; worker++) {
            var random = new SplittableRandom(worker);
            workers.add(Thread.ofPlatform().daemon().name("pusher-" + worker).start(() -> watched(random)));
        }
        return this;
    }

    /** Another rate from now on. */
    void rate(int articlesPerSecond) {
        perSecond = articlesPerSecond;
    }

    /** How many new articles were begun. */
    int begun() {
        return next.get();
    }

    private void watched(SplittableRandom random) {
        try {
            work(random);
        } catch (RuntimeException e) {
            failure = Optional.of(e);
            broken = true;
        }
    }

    private void work(SplittableRandom random) {
        var own = new ArrayList<Dispatches.Dispatch>();
        long slot = System.nanoTime();
        while (!ending && !broken) {
            int share = Math.max(1, perSecond / 40);
            List<Dispatches.Dispatch> batch = batch(own, share, random);
            push(batch);
            slot = Math.max(System.nanoTime(), slot + TimeUnit.SECONDS.toNanos(WORKERS) * share / perSecond);
            LockSupport.parkNanos(slot - System.nanoTime());
        }
    }

    private List<Dispatches.Dispatch> batch(List<Dispatches.Dispatch> own, int share, SplittableRandom random) {
        var batch = new ArrayList<Dispatches.Dispatch>();
        for (int n = 0; n < share; n++) {
            if (!own.isEmpty() && random.nextDouble() < TWICE) {
                batch.add(own.get(random.nextInt(own.size())));
            }
            if (!own.isEmpty() && random.nextDouble() < CHANGED) {
                change(own, random.nextInt(own.size()), batch);
            }
            batch.add(dispatches.of(next.getAndIncrement(), 1));
            own.add(batch.getLast());
        }
        return batch;
    }

    private void change(List<Dispatches.Dispatch> own, int place, List<Dispatches.Dispatch> batch) {
        Dispatches.Dispatch former = own.get(place);
        if (Dispatches.mayChange(former.number())) {
            own.set(place, dispatches.of(former.number(), former.revision() + 1));
            batch.add(own.get(place));
        }
    }

    /** Until it is taken. */
    private void push(List<Dispatches.Dispatch> batch) {
        while (!broken && !isTaken(batch)) {
            LockSupport.parkNanos(AGAIN);
        }
    }

    private boolean isTaken(List<Dispatches.Dispatch> batch) {
        try {
            HttpResponse<byte[]> answer = client.send(request(batch), BodyHandlers.ofByteArray());
            ledger.answered(answer.statusCode());
            if (answer.statusCode() != 202) {
                return false;
            }
            promise(batch, JSON.readTree(answer.body()));
            return true;
        } catch (IOException e) {
            ledger.answered(Ledger.NO_ANSWER);
            return false;
        } catch (InterruptedException e) {
            broken = true;
            return false;
        }
    }

    private HttpRequest request(List<Dispatches.Dispatch> batch) throws IOException {
        List<Map<String, Object>> articles =
                batch.stream().map(Dispatches.Dispatch::pushed).toList();
        return HttpRequest.newBuilder(target.get().resolve("/api/v1/articles"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(articles)))
                .build();
    }

    /** Only what the answer names counts, under the id that it names. */
    private void promise(List<Dispatches.Dispatch> batch, JsonNode answer) {
        JsonNode accepted = answer.path("accepted");
        if (accepted.size() != batch.size()) {
            throw new IllegalStateException("not all were taken: " + answer);
        }
        for (int n = 0; n < batch.size(); n++) {
            Dispatches.Dispatch dispatch = batch.get(n);
            if (!accepted.get(n)
                    .path("articleId")
                    .asText()
                    .equals(dispatch.articleId().toString())) {
                throw new IllegalStateException(dispatch.id() + " was taken under another id: " + accepted.get(n));
            }
            ledger.promised(dispatch);
        }
    }

    /** Ends at once, whatever was begun. */
    void abandon() {
        broken = true;
        workers.forEach(Thread::interrupt);
    }

    /** Begins no further request; returns when all that were begun are answered 202. */
    @Override
    public void close() throws InterruptedException {
        ending = true;
        for (Thread worker : workers) {
            if (!worker.join(Duration.ofMinutes(2))) {
                broken = true;
                worker.interrupt();
                worker.join(Duration.ofSeconds(20));
                throw new IllegalStateException("a push was not taken within two minutes");
            }
        }
        client.close();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}

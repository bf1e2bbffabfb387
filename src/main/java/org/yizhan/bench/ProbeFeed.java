package org.yizhan.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Watches the feed of one probe source as a reader in a great hurry: while a probe is out it asks every 20 ms, with the
 * ETag it has. Thread-safe; {@link #call} runs on a thread of its own until interrupted or stopped.
 */
final class ProbeFeed implements Callable<List<Double>> {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final HttpClient client;
    private final HttpRequest plain;
    private final Map<String, Long> out = new ConcurrentHashMap<>();
    private volatile boolean isStopping;

    ProbeFeed(HttpClient client, Target target, String source) {
        this.client = client;
        this.plain = HttpRequest.newBuilder(target.at("/feeds/source/" + source + ".json"))
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    /** Expects {@code id} in the feed; its time runs from {@code nanos} ({@link System#nanoTime}). */
    void expect(String id, long nanos) {
        out.put(id, nanos);
    }

    /** Lets {@link #call} end at the next look. */
    void stop() {
        isStopping = true;
    }

    int waiting() {
        return out.size();
    }

    /** Milliseconds from due to visible of every probe seen. */
    @Override
    public List<Double> call() throws IOException, InterruptedException {
        var seen = new ArrayList<Double>();
        var etag = "";
        while (!isStopping) {
            if (!out.isEmpty()) {
                var response = look(etag);
                if (response.statusCode() == 200) {
                    etag = response.headers().firstValue("ETag").orElse("");
                    take(response.body(), System.nanoTime(), seen);
                }
            }
            Thread.sleep(PAUSE);
        }
        return seen;
    }

    private HttpResponse<String> look(String etag) throws IOException, InterruptedException {
        var request = etag.isEmpty()
                ? plain
                : HttpRequest.newBuilder(plain, (name, value) -> true)
                        .setHeader("If-None-Match", etag)
                        .build();
        return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private void take(String body, long now, List<Double> seen) {
        out.forEach((id, due) -> {
            if (body.contains(id) && out.remove(id) != null) {
                seen.add((now - due) / 1e6);
            }
        });
    }
}

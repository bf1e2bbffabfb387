package org.yizhan.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Pushes articles as NDJSON, one request at a time for each caller, and tries again where the program asks for it (429,
 * 503) or the connection breaks: the same ids make a second try harmless. Safe for use by several threads.
 */
final class Pusher {
    private static final int TRIES = 10;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient client;
    private final Target target;

    Pusher(HttpClient client, Target target) {
        this.client = client;
        this.target = target;
    }

    /**
     * What became of one request.
     *
     * @param accepted the ids that are in the program's hands
     * @param rejected why the others are not, as {@code id: error}
     * @param bytes length of the body
     * @param retries tries beyond the first
     */
    record Pushed(List<String> accepted, List<String> rejected, int bytes, int retries) {}

    /** Returns when the program has answered 202; any other answer that is no invitation to retry is {@link BenchFailed}. */
    Pushed push(Batch batch) throws IOException, InterruptedException {
        byte[] body = batch.body();
        var request = HttpRequest.newBuilder(target.at("/api/v1/articles"))
                .header("Authorization", "Bearer " + target.apiKey())
                .header("Content-Type", "application/x-ndjson")
                .timeout(TIMEOUT)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        for (int retries = 0; ; retries++) {
            Duration wait;
            try {
                var response = client.send(request, BodyHandlers.ofByteArray());
                if (response.statusCode() == 202) {
                    return pushed(mapper.readTree(response.body()), body.length, retries);
                }
                if ((response.statusCode() != 429 && response.statusCode() != 503) || retries == TRIES) {
                    throw new BenchFailed("push answered " + response.statusCode() + ": "
                            + new String(
                                    response.body(), 0, Math.min(500, response.body().length), StandardCharsets.UTF_8));
                }
                wait = retryAfter(response);
            } catch (IOException broken) {
                if (retries == TRIES) {
                    throw broken;
                }
                wait = Duration.ofSeconds(1);
            }
            Thread.sleep(wait);
        }
    }

    private static Pushed pushed(JsonNode answer, int bytes, int retries) {
        var accepted = new ArrayList<String>();
        answer.path("accepted").forEach(item -> accepted.add(item.path("id").asText()));
        var rejected = new ArrayList<String>();
        answer.path("rejected")
                .forEach(item -> rejected.add(
                        item.path("id").asText() + ": " + item.path("error").asText()));
        return new Pushed(accepted, rejected, bytes, retries);
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        var seconds = response.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("\\d{1,2}")
                ? Duration.ofSeconds(Math.max(1, Integer.parseInt(seconds)))
                : Duration.ofSeconds(1);
    }
}

package org.yizhan;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A source site and an operator in one: pushes over HTTP, and reads health and metrics. */
final class Caller implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final ChildInstance program;

    Caller(ChildInstance program) {
        this.program = program;
    }

    /** Pushes an article of these ids. */
    HttpResponse<String> push(String key, String source, String id) throws IOException, InterruptedException {
        var article = Map.of(
                "source", source,
                "id", id,
                "url", "https://example.org/" + id,
                "title", "第" + id + "号通告",
                "text", "编号为" + id + "的通告自发布之日起施行，各单位应当认真落实，并在月底以前报告执行情况。");
        return client.send(
                request(program.base().resolve("/api/v1/articles"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(article)))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The id under which an answer to a push accepts its one article. */
    static String acceptedId(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body()).at("/accepted/0/articleId").asText();
    }

    /** How many articles of ids that begin like this have come through all stages. */
    long exported(String prefix) throws IOException, InterruptedException {
        HttpRequest request = request(program.base().resolve("/api/v1/export/articles.ndjson"))
                .build();
        return client.send(request, BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.contains("\"externalId\":\"" + prefix))
                .count();
    }

    int readiness() throws IOException, InterruptedException {
        return get("/observe/health/ready").statusCode();
    }

    /** The sum of all metrics whose name fits. */
    double metric(String name) throws IOException, InterruptedException {
        return Pattern.compile("(?m)^" + name + " (\\S+)$")
                .matcher(get("/observe/metrics").body())
                .results()
                .map((MatchResult found) -> found.group(1))
                .mapToDouble(Double::parseDouble)
                .sum();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(program.management().resolve(path)).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        client.close();
    }
}

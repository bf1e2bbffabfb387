package org.yizhan.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.yizhan.fetch.Fault;
import org.yizhan.fetch.Fetched;
import org.yizhan.fetch.Fetcher;

/**
 * A dry run kept as a file, so that the same answers can be read again by a later version: the report's JSON with the
 * documents in it, the source file, and when it was.
 *
 * @param source the source file's text
 * @param checkedAt what the clock said; dates without a year hang on it
 * @param report the report with its documents
 */
public record Fixture(String source, Instant checkedAt, JsonNode report) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Writes it to {@code file}. */
    public void write(Path file) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("checkedAt", checkedAt.toString());
        json.put("source", source);
        json.set("report", report);
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }

    /** Reads what {@link #write} wrote. */
    public static Fixture read(Path file) throws IOException {
        JsonNode json = JSON.readTree(file.toFile());
        return new Fixture(
                json.path("source").asText(),
                Instant.parse(json.path("checkedAt").asText()),
                json.path("report"));
    }

    /** Answers from the kept documents, and nothing else. */
    public Fetcher fetcher() {
        Map<String, Fetched> answers = new HashMap<>();
        report.path("requests").forEach(request -> {
            if (request.has("body")) {
                answers.put(request.path("url").asText(), document(request));
            }
        });
        return wanted -> answers.getOrDefault(
                wanted.url(),
                new Fetched.Failed(Fault.CONNECT, 0, "the fixture holds no such document", Map.of(), Duration.ZERO));
    }

    private static Fetched.Document document(JsonNode request) {
        try {
            byte[] body = request.path("body").binaryValue();
            return new Fetched.Document(
                    request.path("foundAt").asText(),
                    java.util.Optional.empty(),
                    Map.of("content-type", request.path("contentType").asText()),
                    body,
                    body.length,
                    Duration.ZERO);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the fixture's document is no base64", e);
        }
    }
}

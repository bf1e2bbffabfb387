package org.yizhan.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yizhan.fetch.Fault;
import org.yizhan.fetch.Fetched;
import org.yizhan.fetch.Fetcher;

/**
 * A dry run kept as a file, so that the same answers can be read again by a later version: the report's JSON with the
 * documents in it, the source file, and when it was.
 *
 * @param source the source file's text
 * @param pages how many articles of a list were fetched
 * @param checkedAt what the clock said; dates without a year hang on it
 * @param report the answer of {@link Checks#run} with its documents
 */
public record Fixture(String source, int pages, Instant checkedAt, JsonNode report) {

    private static final JsonMapper JSON = new JsonMapper();

    /** What depends on the store and the network of the day, not on how documents are read. */
    private static final Set<String> OF_THE_DAY =
            Set.of("requests", "outcome", "reason", "usable", "sourceId", "parameters", "marked");

    /** Writes it to {@code file}. */
    public void write(Path file) throws IOException {
        Files.writeString(file, written());
    }

    /** The text of its file. */
    public String written() throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("checkedAt", checkedAt.toString());
        json.put("source", source);
        json.put("pages", pages);
        json.set("report", report);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }

    /** Reads what {@link #write} wrote. */
    public static Fixture read(Path file) throws IOException {
        return of(JSON.readTree(file.toFile()))
                .orElseThrow(() -> new IOException(file + " is no fixture of a dry run"));
    }

    /** The fixture that {@code json} is; empty where it is none. */
    public static Optional<Fixture> of(JsonNode json) {
        try {
            return json.hasNonNull("checkedAt")
                    ? Optional.of(new Fixture(
                            json.path("source").asText(),
                            json.path("pages").asInt(),
                            Instant.parse(json.path("checkedAt").asText()),
                            json.path("report")))
                    : Optional.empty();
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** The fields of {@code answer}'s items that differ from what was kept: {@code items/0/title: “a” is now “b”}. */
    public List<String> differences(JsonNode answer) {
        var differences = new ArrayList<String>();
        compare("", report.path("reports"), answer.path("reports"), differences);
        return differences;
    }

    private static void compare(String where, JsonNode then, JsonNode now, List<String> differences) {
        if (then.isContainerNode() && now.isContainerNode()) {
            var names = new TreeSet<String>();
            then.fieldNames().forEachRemaining(names::add);
            now.fieldNames().forEachRemaining(names::add);
            names.removeAll(OF_THE_DAY);
            names.forEach(name -> compare(where + "/" + name, then.path(name), now.path(name), differences));
            for (int i = 0; then.isArray() && i < Math.max(then.size(), now.size()); i++) {
                compare(where + "/" + i, then.path(i), now.path(i), differences);
            }
        } else if (!then.equals(now)) {
            differences.add(where.substring(1) + ": “" + then.asText() + "” is now “" + now.asText() + "”");
        }
    }

    /** Answers from the kept documents, and nothing else. */
    public Fetcher fetcher() {
        Map<String, Fetched> answers = new HashMap<>();
        for (JsonNode channel : report.path("reports")) {
            for (JsonNode request : channel.path("requests")) {
                String key =
                        key(request.path("url").asText(), request.path("form").asText(""));
                answers.put(key, request.has("body") ? document(request) : failed(request));
            }
        }
        return wanted -> answers.getOrDefault(
                key(wanted.url(), wanted.form().orElse("")),
                new Fetched.Failed(Fault.CONNECT, 0, "the fixture holds no such document", Map.of(), Duration.ZERO));
    }

    private static Fetched.Failed failed(JsonNode request) {
        Fault fault = Stream.of(Fault.values())
                .filter(known -> known.word().equals(request.path("outcome").asText()))
                .findFirst()
                .orElse(Fault.PROTOCOL);
        return new Fetched.Failed(fault, 0, request.path("detail").asText(), Map.of(), Duration.ZERO);
    }

    private static String key(String url, String form) {
        return url + " " + form;
    }

    private static Fetched.Document document(JsonNode request) {
        try {
            byte[] body = request.path("body").binaryValue();
            return new Fetched.Document(
                    request.path("foundAt").asText(),
                    Optional.empty(),
                    Map.of("content-type", request.path("contentType").asText()),
                    body,
                    body.length,
                    Duration.ZERO);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the fixture's document is no base64", e);
        }
    }
}

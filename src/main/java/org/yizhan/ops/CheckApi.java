package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import org.yizhan.check.Checks;
import org.yizhan.check.Fixture;
import org.yizhan.json.Malformed;
import org.yizhan.ops.DryRuns.Documents;

/** The operator's dry run of a source over HTTP. Every method may block, for as long as the source is asked politely. */
public final class CheckApi {

    private static final String NEEDED = "send the text of a source file, an address, or {\"file\":…} or {\"url\":…}"
            + " as application/json, with \"fixture\":{…} or \"stored\":\"channel\" for documents that were kept";
    private static final int USUAL_PAGES = 1;
    private static final String ANYWAY = "anyway";

    private final DryRuns runs;

    public CheckApi(DryRuns runs) {
        this.runs = runs;
    }

    public void mount(Paths paths) {
        paths.slowWork(HttpMethod.POST, "/api/v1/ops/sources/check", this::check)
                .takes("pages", "documents", "marks", "fixture", ANYWAY);
    }

    /**
     * What is to be run.
     *
     * @param input the text of a source file, or an address
     */
    private record Order(String input, Documents documents) {}

    /**
     * {@code {"reports":[…],"suggestion","hostRests":[…]}}; see {@link Checks#run}. Parameters: {@code anyway=true} (hosts that
     * rest are asked all the same, which the audit keeps), {@code pages} (articles of a list that are
     * fetched, default {@value #USUAL_PAGES}), {@code documents=true} (with what came, in base64), {@code marks=true} (with
     * the list's source text and what was matched in it), {@code fixture=true} (a file for {@code yizhan check --replay}).
     */
    private Answer check(Asked asked) throws InterruptedException, SQLException {
        MultiMap parameters = asked.parameters();
        try {
            Order order = order(asked);
            if (order.input().isBlank()) {
                return Answer.problem(422, "there is nothing to check; " + NEEDED);
            }
            return answer(runs.run(order.input(), pages(parameters), order.documents()), parameters);
        } catch (JsonProcessingException unreadable) {
            return Answer.problem(400, "the body is not JSON: %s; %s".formatted(Malformed.why(unreadable), NEEDED));
        } catch (IllegalArgumentException wrong) {
            return Answer.problem(422, String.valueOf(wrong.getMessage()));
        }
    }

    private static Answer answer(DryRuns.Run run, MultiMap parameters) {
        if ("true".equals(parameters.get("fixture"))) {
            return file(run.fixture());
        }
        if ("true".equals(parameters.get("documents"))) {
            return Answer.json(200, run.fixture().report());
        }
        if (!"true".equals(parameters.get("marks"))) {
            run.answer().path("reports").forEach(report -> ((ObjectNode) report).remove("marked"));
        }
        return Answer.json(200, run.answer());
    }

    /** A run as a file to be kept. */
    public static Answer file(Fixture fixture) {
        try {
            return Answer.text("application/json", fixture.written())
                    .with("Content-Disposition", "attachment; filename=\"fixture.json\"");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Order order(Asked asked) throws JsonProcessingException {
        String body = new String(asked.body(), StandardCharsets.UTF_8);
        var site = new Documents.Site(
                asked.parameter(ANYWAY).filter("true"::equals).map(said -> asked.operator()));
        if (!asked.header("Content-Type").orElse("").startsWith("application/json")) {
            return new Order(body, site);
        }
        JsonNode wanted = Answer.JSON.readTree(body);
        Optional<Fixture> fixture = Fixture.of(wanted.path("fixture"));
        String source = fixture.map(Fixture::source).orElse("");
        String input = wanted.path("url").asText(wanted.path("file").asText(source));
        return new Order(input, documents(fixture, wanted.path("stored").asText(""), site));
    }

    private static Documents documents(Optional<Fixture> fixture, String stored, Documents.Site site) {
        if (fixture.isPresent()) {
            return new Documents.Kept(fixture.get());
        }
        return stored.isEmpty() ? site : new Documents.Stored(stored);
    }

    private static int pages(MultiMap parameters) {
        String pages = parameters.get("pages");
        try {
            return pages == null ? USUAL_PAGES : Integer.parseInt(pages);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("pages is '" + pages + "'; give 0 to 10", e);
        }
    }
}

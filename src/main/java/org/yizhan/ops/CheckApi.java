package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import org.yizhan.check.Checks;

/** The operator's dry run of a source over HTTP. Every method may block, for as long as the source is asked politely. */
public final class CheckApi {

    private static final String NEEDED =
            "send the text of a source file, an address, or {\"file\":…} or {\"url\":…} as application/json";
    private static final int USUAL_PAGES = 1;

    private final Checks checks;

    public CheckApi(Checks checks) {
        this.checks = checks;
    }

    public void mount(Paths paths) {
        paths.slowWork(
                        HttpMethod.POST,
                        "/api/v1/ops/sources/check",
                        asked -> check(asked.header("Content-Type").orElse(""), asked.body(), asked.parameters()))
                .takes("pages", "documents");
    }

    /**
     * {@code {"reports":[…],"suggestion"}}; see {@link Checks#run}. Parameters: {@code pages} (articles of a list that are
     * fetched, default {@value #USUAL_PAGES}), {@code documents=true} (with what came, in base64).
     */
    private Answer check(String contentType, byte[] body, MultiMap parameters) throws InterruptedException {
        try {
            String input = input(contentType, new String(body, StandardCharsets.UTF_8));
            if (input.isBlank()) {
                return Answer.problem(422, "there is nothing to check; " + NEEDED);
            }
            boolean documents = "true".equals(parameters.get("documents"));
            return Answer.json(200, checks.run(new Checks.Wanted(input, pages(parameters), documents)));
        } catch (JsonProcessingException unreadable) {
            return Answer.problem(400, "the body is not JSON; " + NEEDED);
        } catch (IllegalArgumentException wrong) {
            return Answer.problem(422, String.valueOf(wrong.getMessage()));
        }
    }

    private static String input(String contentType, String body) throws JsonProcessingException {
        if (!contentType.startsWith("application/json")) {
            return body;
        }
        JsonNode wanted = Answer.JSON.readTree(body);
        return wanted.path("url").asText(wanted.path("file").asText(""));
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

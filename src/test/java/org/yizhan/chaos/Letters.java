package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The operator's orders over dead letters. */
final class Letters {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ORDERS = "/api/v1/ops/dead-letters/orders";

    private final Program program;

    Letters(Program program) {
        this.program = program;
    }

    /** @param action {@code replay} or {@code discard}; of all that wait; the order's id */
    String order(String action, int perSecond) throws IOException, InterruptedException {
        return ask("POST", ORDERS, """
                {"action":"%s","filter":{},"rate":%d,"reason":"演习"}""".formatted(action, perSecond)).path("id").asText();
    }

    void cancel(String order) throws IOException, InterruptedException {
        ask("POST", ORDERS + "/" + order + "/cancel", "");
    }

    void awaitDone(String order, int letters) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> ask("GET", ORDERS + "/" + order, "").path("done").asInt() >= letters);
    }

    void awaitEnd(String order) {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> ask("GET", ORDERS + "/" + order, "")
                        .path("state")
                        .asText()
                        .matches("done|cancelled"));
    }

    private JsonNode ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = program.operate(method, path, body);
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isBetween(200, 202);
        return JSON.readTree(answer.body());
    }
}

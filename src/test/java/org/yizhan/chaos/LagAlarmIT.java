package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R20: what a stage has not read comes near the end of its retention, and operators are told before it is lost. */
class LagAlarmIT extends LongDrill {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int RATE = 10;

    /** What {@code yizhan.kafka.retention} is by itself; the clock that the program goes by runs through it. */
    private static final Duration RETENTION = Duration.ofDays(7);

    @Test
    void r20OperatorsAreToldBeforeAnythingIsLost() throws Exception {
        clocked();
        Drill drill = station().drill("R20", RATE);
        drill.awaitProbe();
        assertThat(order("stop")).isEqualTo(200);
        drill.awaitMore(5 * RATE);
        List<String> told = new ArrayList<>();
        for (int percent : List.of(45, 55, 75, 85)) {
            station().clock().put(RETENTION.multipliedBy(percent).dividedBy(100));
            // what is asked every five seconds is asked again
            drill.awaitTime(Duration.ofSeconds(7));
            String expected = percent < 50 ? "" : percent < 80 ? "warning" : "critical";
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> severity().equals(expected));
            told.add(percent + "%:" + expected);
        }
        drill.recover(() -> {
            station().clock().put(Duration.ZERO);
            assertThat(order("start")).isEqualTo(200);
        });
        await().atMost(Duration.ofMinutes(1)).until(() -> severity().isEmpty());
        drill.end("told=" + told);
    }

    private int order(String step) throws IOException, InterruptedException {
        return station()
                .program()
                .operate("POST", "/api/v1/ops/routes/deduplicate/" + step, "")
                .statusCode();
    }

    /** Of what is said of the retention; empty where nothing is. */
    private String severity() throws IOException, InterruptedException {
        JsonNode status = JSON.readTree(
                station().program().operate("GET", "/api/v1/ops/status", "").body());
        for (JsonNode problem : status.path("problems")) {
            if (problem.path("kind").asText().equals("retention")) {
                return problem.path("severity").asText();
            }
        }
        return "";
    }
}

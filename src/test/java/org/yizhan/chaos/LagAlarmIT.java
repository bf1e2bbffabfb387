package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** R20: what a stage has not read comes near the end of its retention, and operators are told before it is lost. */
class LagAlarmIT extends LongDrill {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int RATE = 10;

    @Test
    void r20OperatorsAreToldBeforeAnythingIsLost() throws Exception {
        Duration retention = Length.of(Duration.ofSeconds(150));
        whole(Map.of("YIZHAN_KAFKA_RETENTION", retention.toSeconds() + "s"));
        Drill drill = station().drill("R20", RATE);
        drill.awaitProbe();
        assertThat(order("stop")).isEqualTo(200);
        long began = System.nanoTime();
        drill.awaitMore(5 * RATE);
        await().atMost(retention)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> severity().equals("warning"));
        long warned = seconds(began);
        await().atMost(retention)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> severity().equals("critical"));
        long alarmed = seconds(began);
        drill.recover(() -> assertThat(order("start")).isEqualTo(200));
        drill.end("retention_s=" + retention.toSeconds(), "warning_s=" + warned, "critical_s=" + alarmed);
        assertThat(alarmed).isLessThan(retention.toSeconds());
        assertThat(warned).isLessThan(alarmed);
    }

    private int order(String step) throws IOException, InterruptedException {
        return station()
                .program()
                .operate("POST", "/api/v1/ops/routes/deduplicate/" + step, "")
                .statusCode();
    }

    private static long seconds(long since) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
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

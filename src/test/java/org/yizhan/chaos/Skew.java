package org.yizhan.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** R13: the program's clock is put two hours ahead and back again. */
final class Skew {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SITES = 6;
    private static final Duration JUMP = Duration.ofHours(2);

    /** The longest pause between two polls of sites that are to be asked every five minutes, and the shortest. */
    private static final Duration LONGEST = Duration.ofSeconds(331);

    private final Station station;

    Skew(Station station) {
        this.station = station;
    }

    void drill(int perSecond) throws Exception {
        Drill drill = station.drill("R13", perSecond);
        station.sites().open(0, SITES, new Dispatches(1313, "r13.polled", Instant.now()), 5);
        awaitPolls(1);
        station.clock().put(JUMP);
        drill.recover(() -> drill.push(drill.own(0, 1)));
        awaitPolls(2);
        sign(drill, JUMP);
        UUID early = future(drill, "ahead");
        Dispatches.Dispatch mistaken = drill.own(300, 1);
        push(mistaken.pushed());
        drill.awaitProbe();
        station.clock().put(Duration.ZERO);
        drill.recover(() -> drill.push(drill.own(0, 2)));
        sign(drill, Duration.ZERO);
        UUID late = future(drill, "behind");
        takeBack(mistaken);
        awaitSchedule();
        drill.awaitMore(2 * perSecond);
        assertThat(station.sites().requests()).as("no storm").hasSize(2 * SITES);
        drill.end(
                "polls=" + station.sites().requests().size(),
                "ahead_s=%d,%d"
                        .formatted(
                                ahead(early, JUMP).toSeconds(),
                                ahead(late, Duration.ZERO).toSeconds()));
    }

    /** Every site is asked so often, and none more often. */
    private void awaitPolls(int times) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Map<String, Integer> asked = new HashMap<>();
            station.sites().requests().forEach(host -> asked.merge(host, 1, Integer::sum));
            assertThat(asked).hasSize(SITES);
            assertThat(asked.values()).containsOnly(times);
        });
    }

    /** The polls that the clock had put off by two hours are due as if it had never been wrong. */
    private void awaitSchedule() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(station.checker()
                                .store()
                                .number(
                                        "select count(*) from errand where rank = 0 and due_at > now() + interval '%d s'"
                                                .formatted(LONGEST.toSeconds())))
                        .as("polls that wait for a clock that was wrong")
                        .isZero());
    }

    /** Pushes an article that says it was published three hours from now. */
    private UUID future(Drill drill, String name) throws Exception {
        Dispatches.Dispatch dispatch = drill.own(name.hashCode() & 0xff, 1);
        var json = new HashMap<>(dispatch.pushed());
        json.put("publishedAt", station.clock().now().plus(Duration.ofHours(3)).toString());
        push(json);
        drill.ledger().promised(dispatch);
        return dispatch.articleId();
    }

    private void push(Map<String, Object> json) throws Exception {
        assertThat(station.program()
                        .push(JSON.writeValueAsBytes(json), "application/json")
                        .statusCode())
                .isEqualTo(202);
    }

    /** Signatures are good for five minutes of the program's clock, before and after, wherever that was put. */
    private void sign(Drill drill, Duration put) throws Exception {
        Dispatches.Dispatch dispatch = drill.own(put.isZero() ? 500 : 600, 1);
        byte[] body = JSON.writeValueAsBytes(dispatch.pushed());
        String secret = JSON.readTree(station.program()
                        .operate("POST", "/api/v1/ops/keys", "{\"source\":\"%s\"}".formatted(dispatch.source()))
                        .body())
                .path("signingSecret")
                .asText();
        await().until(() -> signed(secret, body, Duration.ofSeconds(-270)) == 202);
        drill.ledger().promised(dispatch);
        for (Duration off : List.of(Duration.ofSeconds(-330), Duration.ofSeconds(330), JUMP, JUMP.negated())) {
            assertThat(signed(secret, body, off)).as("signed %s off", off).isEqualTo(401);
        }
        assertThat(signed(secret, body, Duration.ofSeconds(270))).isEqualTo(202);
    }

    /** The answer to what is signed so long after now. */
    private int signed(String secret, byte[] body, Duration off) throws Exception {
        String id = UUID.randomUUID().toString();
        String seconds = Long.toString(station.clock().now().plus(off).getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        mac.update((id + "." + seconds + ".").getBytes(UTF_8));
        return station.program()
                .pushSigned(body, id, seconds, "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)))
                .statusCode();
    }

    /** What was received by a clock that was ahead is withdrawn by one that is right. */
    private void takeBack(Dispatches.Dispatch dispatch) throws Exception {
        assertThat(station.program().withdraw(dispatch.source(), dispatch.id()).statusCode())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> station.checker()
                        .store()
                        .articles()
                        .get(dispatch.articleId())
                        .withdrawn());
    }

    /** How far ahead of the clock it is shown. */
    private Duration ahead(UUID article, Duration put) throws Exception {
        JsonNode shown = JSON.readTree(
                station.program().get("/api/v1/articles/" + article).body());
        Duration ahead = Duration.between(
                Instant.now().plus(put),
                java.time.OffsetDateTime.parse(shown.at("/article/publishedAt").asText()));
        assertThat(ahead).as(shown.toString()).isLessThan(Duration.ofMinutes(10));
        return ahead;
    }
}

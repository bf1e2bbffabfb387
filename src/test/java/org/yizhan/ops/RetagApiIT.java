package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders to retag, over HTTP, and how they are worked off. */
class RetagApiIT {

    private static final String PATH = "/api/v1/ops/retag";
    private static final UUID ARTICLE = new UUID(0, 7);

    private static OperatorEdge edge;

    @BeforeAll
    static void open() throws Exception {
        edge = new OperatorEdge();
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
    }

    @BeforeEach
    void forget() throws SQLException {
        edge.execute("truncate retag_order");
    }

    private static JsonNode order(String body) throws Exception {
        var answered = edge.post(PATH, body);
        assertThat(answered.status()).as(answered.body()).isEqualTo(202);
        return answered.json();
    }

    private static JsonNode listed() throws Exception {
        return edge.get(PATH).json().path("retags");
    }

    /** The same orders, so long after the moment that all else happens at. */
    private static Retags later(Duration time) {
        Clock clock = Clock.fixed(OperatorEdge.NOW.plus(time), ZoneOffset.UTC);
        return new Retags(edge.database(), new Audit(edge.database(), clock), clock);
    }

    private static Retags.Progress progress(int minute, boolean done) {
        Instant received = Instant.parse("2026-11-01T00:00:00Z").plusSeconds(60L * minute);
        return new Retags.Progress(new Retags.Cursor(received, ARTICLE), 500, 3, done);
    }

    @Test
    void takesAnOrderAndAuditsIt() throws Exception {
        JsonNode ordered = order("{\"since\":\"2026-11-01\",\"source\":\"cac\"}");

        assertThat(ordered.path("since").asText()).isEqualTo("2026-10-31T16:00:00Z");
        assertThat(ordered.path("until").asText()).isEqualTo("2026-11-24T03:00:00Z");
        assertThat(listed()).singleElement().isEqualTo(ordered);
        JsonNode audited = edge.get(
                        "/api/v1/ops/audit?object=" + ordered.path("id").asText())
                .json()
                .path("audit");
        assertThat(audited).singleElement().satisfies(line -> {
            assertThat(line.path("action").asText()).isEqualTo("retag");
            assertThat(line.path("operator").asText()).isEqualTo("ops");
            assertThat(line.path("detail").path("since").asText()).isEqualTo("2026-10-31T16:00:00Z");
            assertThat(line.path("detail").path("source").asText()).isEqualTo("cac");
        });
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{},since is required",
                "{\"since\":\"yesterday\"},since 'yesterday' is no day and no time",
                "{\"since\":\"2026-11-24\"; \"until\":\"2026-11-23T10:00:00+08:00\"},since must be before until",
                "{\"since\":\"2026-11-25\"},and before now",
                "{\"since\":\"2026-11-01\"; \"source\":\"nobody\"},there is no source 'nobody'",
                "{\"since\":\"2026-11-01\"; \"reason\":\"x\"},there is no field 'reason'"
            })
    void saysWhatIsWrongWithAnOrder(String body, String why) throws Exception {
        var answered = edge.post(PATH, body.replace(';', ','));

        assertThat(answered.status()).isEqualTo(422);
        assertThat(answered.detail()).contains(why);
        assertThat(listed()).isEmpty();
    }

    @Test
    void isWorkedOffInStepsAndTellsHowFarItIs() throws Exception {
        order("{\"since\":\"2026-11-01\"}");

        later(Duration.ofSeconds(2)).advance(order -> progress(1, false));
        assertThat(listed().path(0).path("sent").asInt()).isEqualTo(500);
        assertThat(listed().path(0).path("cursor").asText()).isEqualTo("2026-11-01T00:01:00Z");
        assertThat(listed().path(0).path("done").asBoolean()).isFalse();
        later(Duration.ofSeconds(4)).advance(order -> {
            assertThat(order.cursor()).isEqualTo(progress(1, false).cursor());
            return progress(2, true);
        });

        assertThat(listed()).singleElement().satisfies(order -> {
            assertThat(order.path("sent").asInt()).isEqualTo(1000);
            assertThat(order.path("leftOut").asInt()).isEqualTo(6);
            assertThat(order.path("done").asBoolean()).isTrue();
            assertThat(order.path("doneAt").asText()).isEqualTo("2026-11-24T03:00:04Z");
        });
        assertThat(later(Duration.ofSeconds(9)).advance(order -> progress(3, true)))
                .isEmpty();
    }

    @Test
    void takesAStepAgainThatDidNotEnd() throws Exception {
        order("{\"since\":\"2026-11-01\"}");
        var retags = later(Duration.ofSeconds(2));
        retags.advance(order -> progress(1, false));
        var next = later(Duration.ofSeconds(4));

        assertThatThrownBy(() -> next.advance(order -> {
                    throw new IllegalStateException("no broker answers");
                }))
                .hasMessage("no broker answers");
        List<Retags.Cursor> cursors = new ArrayList<>();
        next.advance(order -> {
            cursors.add(order.cursor());
            return progress(2, false);
        });

        assertThat(cursors).containsExactly(progress(1, false).cursor());
        assertThat(listed().path(0).path("sent").asInt()).isEqualTo(1000);
    }

    @Test
    void pausesBetweenStepsWhicheverInstanceTakesThem() throws Exception {
        order("{\"since\":\"2026-11-01\"}");
        later(Duration.ofSeconds(2)).advance(order -> progress(1, false));

        assertThat(later(Duration.ofMillis(2_900)).advance(order -> progress(2, false)))
                .isEmpty();
        assertThat(later(Duration.ofSeconds(3)).advance(order -> progress(2, false)))
                .isPresent();
    }

    @Test
    void isTakenByOneInstanceAtATime() throws Exception {
        order("{\"since\":\"2026-11-01\"}");
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var failures = new ArrayList<Exception>();
        var first = Thread.ofVirtual().start(() -> {
            try {
                later(Duration.ofSeconds(2)).advance(order -> {
                    inside.countDown();
                    await(leave);
                    return progress(1, false);
                });
            } catch (SQLException e) {
                failures.add(e);
            }
        });
        await(inside);

        Optional<Retags.Progress> second = later(Duration.ofSeconds(9)).advance(order -> progress(1, false));
        leave.countDown();
        first.join();

        assertThat(second).isEmpty();
        assertThat(failures).isEmpty();
        assertThat(listed().path(0).path("sent").asInt()).isEqualTo(500);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

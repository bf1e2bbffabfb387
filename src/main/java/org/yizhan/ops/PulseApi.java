package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.yizhan.http.Times;

/** The last day's work of the stages as JSON. Every method may block. */
public final class PulseApi {

    private static final Duration STEP = Duration.ofMinutes(5);
    private static final int STEPS = 288;

    private final Pulse pulse;
    private final PulseLog book;
    private final Clock clock;

    public PulseApi(Pulse pulse, PulseLog book, Clock clock) {
        this.pulse = pulse;
        this.book = book;
        this.clock = clock;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/api/v1/ops/pulse", asked -> day());
    }

    /**
     * {@code {"begin":…,"seconds":300,"stages":[{"stage","received":[…],"sent":[…],"dead":[…],"lag":[…],"delay":[…]}]}}: 288
     * numbers each, the last one of the five minutes that still run; {@code lag} in records, {@code delay} in
     * milliseconds, both null where nobody knows. {@code now} has this instance's last minute: for each stage
     * {@code received}, {@code sent} and {@code dead} a minute, and {@code delay} as {@code p50} and {@code p95} in
     * milliseconds, from receipt until an article can be read, which is missing where none came.
     */
    private Answer day() throws SQLException {
        long seconds = STEP.toSeconds();
        Instant end = Instant.ofEpochSecond((clock.instant().getEpochSecond() / seconds + 1) * seconds);
        Instant begin = end.minus(STEP.multipliedBy(STEPS));
        var body = Answer.object();
        body.put("begin", Times.rfc3339(begin));
        body.put("seconds", seconds);
        now(body.putObject("now"));
        ArrayNode stages = body.putArray("stages");
        book.since(begin, STEP, STEPS).forEach(line -> {
            var stage = stages.addObject().put("stage", line.stage());
            List<PulseLog.Beat> steps = line.steps();
            ArrayNode received = stage.putArray("received");
            ArrayNode sent = stage.putArray("sent");
            ArrayNode dead = stage.putArray("dead");
            ArrayNode lag = stage.putArray("lag");
            ArrayNode delay = stage.putArray("delay");
            steps.forEach(beat -> {
                received.add(beat.received());
                sent.add(beat.sent());
                dead.add(beat.dead());
                add(lag, beat.lag());
                add(delay, beat.delay());
            });
        });
        return Answer.json(200, body);
    }

    private void now(ObjectNode now) {
        ArrayNode stages = now.putArray("stages");
        pulse.rates()
                .forEach(rate -> stages.addObject()
                        .put("stage", rate.stage())
                        .put("received", rate.received())
                        .put("sent", rate.sent())
                        .put("dead", rate.failed()));
        pulse.delay()
                .ifPresent(delay -> now.putObject("delay")
                        .put("p50", delay.half().toMillis())
                        .put("p95", delay.most().toMillis()));
    }

    private static void add(ArrayNode numbers, OptionalLong number) {
        if (number.isPresent()) {
            numbers.add(number.getAsLong());
        } else {
            numbers.addNull();
        }
    }
}

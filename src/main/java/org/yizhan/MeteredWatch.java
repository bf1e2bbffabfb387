package org.yizhan;

import java.time.Duration;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.StageMeters;
import org.yizhan.relay.Watch;

/** Turns what the stages do into metrics. */
record MeteredWatch(Metrics metrics) implements Watch {

    @Override
    public void batch(String stage, int received, int sent, int dead, Duration took) {
        StageMeters meters = metrics.stage(stage);
        meters.received(received);
        meters.sent(sent);
        meters.dead(dead);
        meters.batch(took);
    }

    @Override
    public void passed(String stage, Duration delay) {
        metrics.stage(stage).delay(delay);
    }
}

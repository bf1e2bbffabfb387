package org.yizhan.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long the oldest record that a stage has still to read has waited: as long as something has waited without a break,
 * or the lag at the pace of the last looks, whatever is less. Safe for concurrent use.
 */
final class Behind {

    private final Map<String, Mark> marks = new ConcurrentHashMap<>();

    /**
     * What was seen.
     *
     * @param since when something waited first, without a break
     * @param sent by then
     * @param progress when the stage last got something done, or something came where nothing had waited
     */
    private record Mark(Instant since, long sent, long lag, Instant progress, long sentLast) {

        Mark next(Metrics.Seen stage, long lag, Instant now) {
            boolean moved = stage.sent() > sentLast || lag < this.lag;
            return new Mark(since, sent, lag, moved ? now : progress, stage.sent());
        }
    }

    /** What can be told of a stage: how long its oldest record waits, and since when nothing gets done. */
    record Wait(Duration oldest, Duration idle) {
        static final Wait NONE = new Wait(Duration.ZERO, Duration.ZERO);
    }

    /** Looks at a stage now; empty where its lag is unknown. */
    Optional<Wait> look(Metrics.Seen stage, Instant now) {
        if (stage.lag().isEmpty()) {
            return Optional.empty();
        }
        long lag = stage.lag().getAsLong();
        if (lag == 0) {
            marks.remove(stage.stage());
            return Optional.of(Wait.NONE);
        }
        Mark mark = marks.compute(
                stage.stage(),
                (name, before) -> before == null
                        ? new Mark(now, stage.sent(), lag, now, stage.sent())
                        : before.next(stage, lag, now));
        return Optional.of(new Wait(oldest(mark, stage.sent(), now), Duration.between(mark.progress(), now)));
    }

    private static Duration oldest(Mark mark, long sent, Instant now) {
        Duration waited = Duration.between(mark.since(), now);
        long done = sent - mark.sent();
        if (done <= 0) {
            return waited;
        }
        Duration atThisPace = Duration.ofMillis((long) (1.0 * waited.toMillis() * mark.lag() / done));
        return atThisPace.compareTo(waited) < 0 ? atThisPace : waited;
    }
}

package org.yizhan.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How long the oldest record that a stage has still to read has waited, and since when the stage gets nothing done. Safe for concurrent use. */
final class Behind {

    private final Map<String, Mark> marks = new ConcurrentHashMap<>();

    /**
     * What was seen.
     *
     * @param progress when the stage last got something done, or something came where nothing had waited
     */
    private record Mark(long sent, long lag, Instant progress) {

        Mark next(Metrics.Seen stage, long left, Instant now) {
            boolean moved = stage.sent() > sent || left < lag;
            return new Mark(stage.sent(), left, moved ? now : progress);
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
                (name, before) -> before == null ? new Mark(stage.sent(), lag, now) : before.next(stage, lag, now));
        return Optional.of(new Wait(stage.lagTime(), Duration.between(mark.progress(), now)));
    }
}

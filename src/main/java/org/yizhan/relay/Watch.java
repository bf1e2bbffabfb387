package org.yizhan.relay;

import java.time.Duration;

/** Hears what each stage does, for the metrics. Implementations are safe for concurrent use and never throw. */
public interface Watch {

    /**
     * A batch is done and committed.
     *
     * @param received records that came
     * @param sent those of them whose outcome is acknowledged further on
     * @param dead those of them that went to the dead letters
     * @param took from its arrival to its commit
     */
    void batch(String stage, int received, int sent, int dead, Duration took);

    /** One record came through {@code stage}, {@code delay} after it was received, or put before the stages again. */
    void passed(String stage, Duration delay);
}

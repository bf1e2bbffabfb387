package org.yizhan.relay;

import java.time.Duration;

/** Hears what each stage does, for the metrics. Implementations are safe for concurrent use and never throw. */
public interface Watch {

    /** A batch was handled. */
    void batch(String stage, int received, int sent, int dead, Duration took);

    /** One record came through {@code stage}, {@code delay} after it was first received. */
    void passed(String stage, Duration delay);
}

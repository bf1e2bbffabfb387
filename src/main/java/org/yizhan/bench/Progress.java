package org.yizhan.bench;

import java.io.PrintWriter;
import java.time.Duration;

/** Says now and then how far the articles of a phase have come. */
@FunctionalInterface
interface Progress {
    /**
     * Hears how far it is, at least each second.
     *
     * @param elapsed since the first request
     */
    void at(int accepted, int visible, Duration elapsed);

    /** Says it each five seconds. */
    static Progress eachFiveSeconds(PrintWriter out) {
        return steps(out, (visible, elapsed) -> elapsed.toSeconds() / 5);
    }

    /** Says it each time {@code articles} more have become visible. */
    static Progress each(int articles, PrintWriter out) {
        return steps(out, (visible, elapsed) -> visible / articles);
    }

    /** Counts up; where it has gone on, something is said. */
    @FunctionalInterface
    interface Step {
        long of(int visible, Duration elapsed);
    }

    private static Progress steps(PrintWriter out, Step step) {
        var said = new long[1];
        return (accepted, visible, elapsed) -> {
            long reached = step.of(visible, elapsed);
            if (reached > said[0]) {
                said[0] = reached;
                out.printf("  %,d accepted, %,d visible after %,d s%n", accepted, visible, elapsed.toSeconds());
                out.flush();
            }
        };
    }
}

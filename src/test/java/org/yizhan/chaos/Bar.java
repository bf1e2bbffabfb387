package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What a row allows a figure to be. Whether that was met is printed with both numbers; a drill fails only beyond three
 * times as much, and more where more than we want the processors.
 *
 * @param most in the figure's own unit
 */
record Bar(String row, String figure, long most) {

    private static final int SLACK = 3;

    /** In milliseconds. */
    static Bar of(String row, String figure, Duration most) {
        return new Bar(row, figure, most.toMillis());
    }

    void hold(long measured) {
        long failing = Math.round(most * SLACK * crowding());
        System.out.printf(
                "%s %s: %s=%d, wanted %d at most%n", row, measured <= most ? "met" : "missed", figure, measured, most);
        System.out.flush();
        assertThat(measured).as("%s %s", row, figure).isLessThanOrEqualTo(failing);
    }

    /** How many want each processor, 1 at least. */
    static double crowding() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return Math.max(1, system.getSystemLoadAverage() / system.getAvailableProcessors());
    }
}

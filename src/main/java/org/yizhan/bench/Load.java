package org.yizhan.bench;

/** What callbacks get and the program works between two moments; it begins when made. For use by one thread. */
final class Load {
    private final ProcessMeter meter;
    private final Callbacks callbacks;
    private final long start = System.nanoTime();
    private final double cpuAtStart;
    private final Callbacks.Count countAtStart;
    private double seconds;
    private double cpuSeconds;
    private long deliveries;
    private long bytes;

    Load(ProcessMeter meter, Callbacks callbacks) {
        this.meter = meter;
        this.callbacks = callbacks;
        this.cpuAtStart = meter.cpuSeconds();
        this.countAtStart = callbacks.count();
    }

    void end() {
        var count = callbacks.count();
        seconds = (System.nanoTime() - start) / 1e9;
        cpuSeconds = meter.cpuSeconds() - cpuAtStart;
        deliveries = count.deliveries() - countAtStart.deliveries();
        bytes = count.bytes() - countAtStart.bytes();
    }

    double seconds() {
        return seconds;
    }

    double cpuSeconds() {
        return cpuSeconds;
    }

    long deliveries() {
        return deliveries;
    }

    long bytes() {
        return bytes;
    }
}

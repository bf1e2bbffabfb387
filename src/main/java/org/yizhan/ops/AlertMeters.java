package org.yizhan.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How many alerts are open, and who was told. */
public final class AlertMeters {

    private final MeterRegistry registry;
    private final StateGauges open;

    AlertMeters(MeterRegistry registry) {
        this.registry = registry;
        open = new StateGauges(registry, "yizhan.alerts", "severity", "Alerts that are open");
    }

    /** So many alerts of this severity are open; the word is of a fixed set. */
    public void open(String severity, long many) {
        open.set(severity, many);
    }

    /** Somebody was told of an alert, or could not be; both words are of a fixed set. */
    public void told(String output, String outcome) {
        Counter.builder("yizhan.alert.messages")
                .description("Messages about alerts")
                .tag("output", output)
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }
}

package org.yizhan.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/** How many there are in each state: one gauge a state, from the first time that one is named. */
final class StateGauges {

    private final MeterRegistry registry;
    private final String name;
    private final String label;
    private final String description;
    private final DoubleUnaryOperator shown;
    private final Map<String, AtomicLong> states = new ConcurrentHashMap<>();

    StateGauges(MeterRegistry registry, String name, String label, String description) {
        this(registry, name, label, description, many -> many);
    }

    /** @param shown what a gauge says where so many were counted */
    StateGauges(MeterRegistry registry, String name, String label, String description, DoubleUnaryOperator shown) {
        this.shown = shown;
        this.registry = registry;
        this.name = name;
        this.label = label;
        this.description = description;
    }

    /** The word is of a fixed set. */
    void set(String state, long many) {
        states.computeIfAbsent(state, this::gauge).set(many);
    }

    private AtomicLong gauge(String state) {
        var many = new AtomicLong();
        Gauge.builder(name, many, counted -> shown.applyAsDouble(counted.get()))
                .description(description)
                .tag(label, state)
                .register(registry);
        return many;
    }

    /** As they were last set. */
    Map<String, Long> now() {
        return states.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, state -> state.getValue().get()));
    }
}

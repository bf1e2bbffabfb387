package org.yizhan.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** How ready copies of feeds and pages are used. Calls are cheap. */
public interface CopyMeters {

    /** Requests that a copy answered at once, since the start like all that are counted. */
    long hits();

    /** Requests for which none was good. */
    long misses();

    /** Copies made. */
    long renderings();

    /** Copies dropped for want of room. */
    long evictions();

    /** Copies held now. */
    long kept();

    /** What they weigh. */
    long bytes();

    /** From now on they are asked whenever somebody reads. */
    static void show(MeterRegistry registry, CopyMeters copies) {
        counter("yizhan.copies.asked", copies, CopyMeters::hits)
                .tag("outcome", "hit")
                .description("Requests for feeds and pages")
                .register(registry);
        counter("yizhan.copies.asked", copies, CopyMeters::misses)
                .tag("outcome", "miss")
                .description("Requests for feeds and pages")
                .register(registry);
        counter("yizhan.copies.rendered", copies, CopyMeters::renderings)
                .description("Copies of feeds and pages that were made")
                .register(registry);
        counter("yizhan.copies.evicted", copies, CopyMeters::evictions)
                .description("Copies dropped for want of room")
                .register(registry);
        Gauge.builder("yizhan.copies", copies, CopyMeters::kept)
                .description("Copies of feeds and pages held")
                .strongReference(true)
                .register(registry);
        Gauge.builder("yizhan.copies.bytes", copies, CopyMeters::bytes)
                .description("What the copies weigh")
                .strongReference(true)
                .register(registry);
    }

    private static FunctionCounter.Builder<CopyMeters> counter(
            String name, CopyMeters copies, ToDoubleFunction<CopyMeters> count) {
        return FunctionCounter.builder(name, copies, count);
    }
}

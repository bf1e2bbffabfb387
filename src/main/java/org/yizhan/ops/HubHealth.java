package org.yizhan.ops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.yizhan.deliver.Subscriptions;

/**
 * Says how our hub tells its subscribers. It never counts as down: nothing else waits for it, and who is not told now is
 * told later. Safe for concurrent use; doesn't block.
 */
public final class HubHealth implements HealthCheck, Rule {

    /** Failing subscribers are a trouble from this share on, in percent. */
    static final int MUCH_FAILING = 20;

    /** A lone reader who is away says nothing about us. */
    static final int FEW = 5;

    /** A healthy subscriber should not wait longer than this. */
    static final Duration LONG = Duration.ofSeconds(30);

    private final Supplier<Subscriptions.Counts> latest;

    /** @param latest what was counted last */
    public HubHealth(Supplier<Subscriptions.Counts> latest) {
        this.latest = latest;
    }

    @Override
    public String name() {
        return "hub";
    }

    @Override
    public Health check() {
        Subscriptions.Counts counts = latest.get();
        return new Health(
                true,
                "%,d subscriptions, %,d deliveries wait, the oldest for %,d s, %,d subscribers fail"
                        .formatted(
                                counts.active(), counts.waiting(), counts.lag().toSeconds(), counts.failing()));
    }

    @Override
    public Look look() {
        return Look.of(troubles());
    }

    private List<Trouble> troubles() {
        Subscriptions.Counts counts = latest.get();
        List<Trouble> troubles = new ArrayList<>();
        if (counts.lag().compareTo(LONG) > 0) {
            long seconds = counts.lag().toSeconds();
            troubles.add(Trouble.warning(
                    Trouble.Kind.HUB_LATE,
                    "hub",
                    "订阅推送滞后：最早的一次已等待 %,d 秒".formatted(seconds),
                    "subscribers are told late: the oldest delivery has waited for %,d s".formatted(seconds)));
        }
        if (counts.failing() >= FEW && 100 * counts.failing() > MUCH_FAILING * counts.active()) {
            troubles.add(Trouble.warning(
                    Trouble.Kind.HUB_FAILING,
                    "hub",
                    "%,d 个订阅中有 %,d 个推送失败".formatted(counts.active(), counts.failing()),
                    "deliveries to %,d of %,d subscribers fail".formatted(counts.failing(), counts.active())));
        }
        return troubles;
    }
}

package org.yizhan.ops;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.yizhan.ops.Trouble.Kind;

/**
 * Says when searches don't find what was published minutes ago. Safe for concurrent use.
 *
 * @param lag how long the oldest change waits that can't be found yet
 */
public record SearchRule(Supplier<Duration> lag) implements Rule {

    /** Readers notice it from then on. */
    static final Duration LONG = Duration.ofMinutes(5);

    @Override
    public Look look() {
        Duration waited = lag.get();
        return Look.of(waited.compareTo(LONG) > 0 ? List.of(trouble(waited)) : List.of());
    }

    private static Trouble trouble(Duration waited) {
        return Trouble.warning(
                Kind.SEARCH,
                "search",
                "检索落后 %,d 分钟：新稿件搜不到".formatted(waited.toMinutes()),
                "search is %,d minutes behind: new stories are not found".formatted(waited.toMinutes()));
    }
}

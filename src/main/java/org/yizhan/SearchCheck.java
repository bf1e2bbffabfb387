package org.yizhan;

import java.time.Duration;
import org.yizhan.ops.Health;
import org.yizhan.ops.HealthCheck;
import org.yizhan.search.Follower;

/** Says how far the search index is. It never counts as down: while it is made, it answers with what it has. */
record SearchCheck(Follower index) implements HealthCheck {

    /** What is found so soon is no remark worth. */
    private static final Duration TOLERATED = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "search";
    }

    @Override
    public Health check() {
        return new Health(true, remark());
    }

    private String remark() {
        if (!index.isComplete()) {
            return "the index is being made, %d changes are still to be read: searches find a part of the stories"
                    .formatted(index.behind());
        }
        Duration lag = index.lag();
        return lag.compareTo(TOLERATED) < 0
                ? ""
                : "the index is %d changes and %d s behind: searches don't find the newest stories yet"
                        .formatted(index.behind(), lag.toSeconds());
    }
}

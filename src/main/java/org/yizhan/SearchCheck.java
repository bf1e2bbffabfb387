package org.yizhan;

import org.yizhan.ops.Health;
import org.yizhan.ops.HealthCheck;
import org.yizhan.search.Follower;

/** Says how far the search index is. It never counts as down: while it is made, it answers with what it has. */
record SearchCheck(Follower index) implements HealthCheck {

    @Override
    public String name() {
        return "search";
    }

    @Override
    public Health check() {
        return index.isComplete()
                ? Health.up()
                : new Health(
                        true,
                        "the index is being made, %d changes are still to be read: searches find a part of the stories"
                                .formatted(index.behind()));
    }
}

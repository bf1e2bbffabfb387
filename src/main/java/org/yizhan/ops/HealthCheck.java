package org.yizhan.ops;

/** One dependency without which the program isn't ready. May block; what it throws counts as down. */
public interface HealthCheck {

    /** Names the dependency in health answers: lower case, bounded, without secrets. */
    String name();

    /** Looks now. */
    Health check() throws Exception;
}

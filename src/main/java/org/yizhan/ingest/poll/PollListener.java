package org.yizhan.ingest.poll;

import java.time.Duration;

/** Hears how requests went; must not block or fail. */
@FunctionalInterface
public interface PollListener {

    /** @param outcome {@code ok}, {@code not-modified}, {@code found}, {@code kept-out} or the class of failure */
    void asked(Claim.Task task, String outcome, Duration took);

    /** A poll found news of a channel whose hub should have told of them. */
    default void missed(String channel) {}
}

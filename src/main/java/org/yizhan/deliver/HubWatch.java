package org.yizhan.deliver;

import java.time.Duration;

/** Hears how deliveries go. Calls are cheap and never fail. */
public interface HubWatch {

    /**
     * A delivery came to an end.
     *
     * @param outcome {@code delivered}, {@code failed}, {@code gone} or {@code nothing}
     * @param lag since there was something to deliver
     */
    void delivered(String outcome, Duration lag);

    /** A request was verified, or was not: {@code confirmed}, {@code refused} or {@code unreachable}. */
    void verified(String outcome);
}

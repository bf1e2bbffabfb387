package org.yizhan.check;

import java.util.Optional;
import org.yizhan.ingest.poll.HostRest;

/** Knows which hosts are asked nothing for a while. */
@FunctionalInterface
public interface Rests {

    /** Nothing is known of any. */
    Rests NONE = (url, channel) -> Optional.empty();

    /**
     * Why {@code url} is not to be asked now; empty where it may be.
     *
     * @param channel for which it would be asked; empty: for none that is known
     */
    Optional<HostRest> of(String url, String channel);
}

package org.yizhan.ingest.poll;

import java.io.IOException;
import java.util.Optional;

/** Hears what hubs tell our callback. Safe for concurrent use; blocks. */
public interface HubListener {

    /** What becomes of a delivery. */
    enum Answer {
        /** Taken, or passed over for its signature: the hub is not to learn which. */
        TAKEN,
        /** There is no such callback. */
        UNKNOWN,
        /** There was such a subscription; the hub may forget it. */
        GONE
    }

    /** What to answer a hub that asks whether we mean it; empty where we don't. */
    Optional<String> verify(String token, HubIntent intent);

    /**
     * Takes what a hub delivers.
     *
     * @param signature {@code X-Hub-Signature}; empty where there was none
     * @throws IOException where it can't be stored now; the hub is to try again
     */
    Answer deliver(String token, String signature, String contentType, byte[] body) throws IOException;
}

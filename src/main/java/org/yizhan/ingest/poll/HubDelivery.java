package org.yizhan.ingest.poll;

import java.io.IOException;

/** Takes a feed document that a hub delivered, signature checked. */
@FunctionalInterface
public interface HubDelivery {

    /**
     * Returns once the document is stored for good.
     *
     * @param contentType as the hub sent it
     * @throws IOException where it can't be stored now
     */
    void take(String channel, byte[] document, String contentType) throws IOException;
}

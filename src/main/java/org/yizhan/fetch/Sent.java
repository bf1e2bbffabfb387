package org.yizhan.fetch;

import java.util.Map;

/** What came of a {@link Letter}. */
public sealed interface Sent {

    /**
     * Somebody answered.
     *
     * @param headers names in lower case
     * @param body the first bytes, as many as were asked for
     */
    record Answered(int status, Map<String, String> headers, byte[] body) implements Sent {
        public Answered {
            headers = Map.copyOf(headers);
        }

        /** 2xx. */
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /** Nobody did, within the limits. */
    record Failed(Fault fault, String detail) implements Sent {}
}

package org.yizhan.ops;

import org.yizhan.article.Message;

/** Puts what an operator ordered before the stages, on {@code articles.normalized}. */
@FunctionalInterface
public interface Dispatch {

    /**
     * Returns once Kafka has acknowledged the message.
     *
     * @throws Unavailable where it did not within a few seconds; it may have been taken all the same, which is safe to
     *     repeat
     */
    void send(Message message) throws Unavailable;

    /** The stages' topic can't be reached now. */
    final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        public Unavailable(String reason, Throwable cause) {
            super(reason, cause);
        }
    }
}

package org.yizhan.web;

import java.util.List;
import org.yizhan.article.Message;

/** Sends messages into the pipeline. */
@FunctionalInterface
public interface Sender {

    /**
     * Returns once Kafka has acknowledged every message.
     *
     * @throws Unavailable where it did not within a few seconds; some may have been taken all the same, which is safe to
     *     repeat
     */
    void send(List<Message> messages) throws Unavailable;

    /** The pipeline can't take anything now. */
    class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        public Unavailable(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /** The disk is nearly full: nothing is taken in. */
    final class Full extends Unavailable {
        private static final long serialVersionUID = 1L;

        public Full(Throwable cause) {
            super("the disk is nearly full", cause);
        }
    }
}

package org.yizhan.ops;

import java.util.List;
import org.yizhan.article.DeadLetter;

/** Puts dead letters' bytes, each under its key, back on the topics they came from. */
@FunctionalInterface
public interface Replay {

    /** Returns only when all records are acknowledged; throws where one isn't, and then none is marked as replayed. */
    void publish(List<DeadLetter> letters) throws Exception;

    /** The disk is nearly full: nothing is put on a topic. */
    final class Full extends Exception {
        private static final long serialVersionUID = 1L;

        /** What is said of it. */
        public static final String REASON = "the disk is nearly full";

        public Full() {
            super(REASON);
        }
    }
}

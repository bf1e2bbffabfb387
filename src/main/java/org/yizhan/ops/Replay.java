package org.yizhan.ops;

import org.yizhan.article.DeadLetter;

/** Puts a dead letter's bytes, under its key, back on the topic it came from. */
@FunctionalInterface
public interface Replay {

    /** Returns only when the record is acknowledged; throws where it isn't, and then nothing is marked as replayed. */
    void publish(DeadLetter letter) throws Exception;
}

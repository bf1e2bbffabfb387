package org.yizhan.ops;

import java.util.List;
import org.yizhan.article.DeadLetter;

/** Puts dead letters' bytes, each under its key, back on the topics they came from. */
@FunctionalInterface
public interface Replay {

    /** Returns only when all records are acknowledged; throws where one isn't, and then none is marked as replayed. */
    void publish(List<DeadLetter> letters) throws Exception;
}

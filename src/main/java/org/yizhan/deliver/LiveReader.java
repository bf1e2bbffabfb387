package org.yizhan.deliver;

import io.vertx.core.buffer.Buffer;

/** Somebody who has a list open. Calls come from one thread and don't block. */
public interface LiveReader {

    /** Hands over some events ({@code text/event-stream}); false where he has not taken what he was handed. */
    boolean take(Buffer passage);

    /** Says that there is nothing more here; he may come again. */
    void end();

    /** Lets go of him at once. */
    void cut();
}

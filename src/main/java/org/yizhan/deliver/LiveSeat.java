package org.yizhan.deliver;

import io.vertx.core.buffer.Buffer;
import java.util.OptionalLong;

/** One reader's place: which list he has open and up to which change he knows it. Of the thread that tells. */
final class LiveSeat {

    private final LiveList list;
    private final String address;
    private final LiveReader reader;
    private OptionalLong position;
    private OptionalLong told = OptionalLong.empty();

    LiveSeat(LiveList list, String address, OptionalLong position, LiveReader reader) {
        this.list = list;
        this.address = address;
        this.position = position;
        this.reader = reader;
    }

    LiveList list() {
        return list;
    }

    String address() {
        return address;
    }

    LiveReader reader() {
        return reader;
    }

    /** All changes up to it are known; empty for one who has come without a number, and knows what there is now. */
    OptionalLong position() {
        return position;
    }

    /** Whether nothing was handed over for so long, or ever. */
    boolean isWaiting(long nanos, long now) {
        return told.isEmpty() || now - told.getAsLong() >= nanos;
    }

    void reach(long seq) {
        position = OptionalLong.of(seq);
    }

    /** False where he doesn't take it. */
    boolean tell(Buffer passage, long now) {
        told = OptionalLong.of(now);
        return reader.take(passage);
    }
}

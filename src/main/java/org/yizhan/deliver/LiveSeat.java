package org.yizhan.deliver;

import io.vertx.core.buffer.Buffer;
import java.util.OptionalLong;

/** One reader's place: which list he has open and up to which change he knows it. Of the thread that tells. */
final class LiveSeat {

    private final LiveList list;
    private final String address;
    private final LiveReader reader;
    private LivePlace place;
    private OptionalLong told = OptionalLong.empty();

    LiveSeat(LiveList list, String address, LivePlace place, LiveReader reader) {
        this.list = list;
        this.address = address;
        this.place = place;
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
        return place.seq();
    }

    /** The same, where that is {@code last} for one who has no number. */
    LivePlace place(long last) {
        return place.seq().isPresent() ? place : LivePlace.at(last);
    }

    /** Whether nothing was handed over for so long, or ever. */
    boolean isWaiting(long nanos, long now) {
        return told.isEmpty() || now - told.getAsLong() >= nanos;
    }

    void reach(long seq) {
        place = LivePlace.at(seq);
    }

    /** False where he doesn't take it. */
    boolean tell(Buffer passage, long now) {
        told = OptionalLong.of(now);
        return reader.take(passage);
    }
}

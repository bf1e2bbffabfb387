package org.yizhan.deliver;

/** Hears how open lists are kept up to date. Calls are cheap and never fail. */
public interface LiveWatch {

    /** So many have a list open now. */
    void open(int readers);

    /** So many readers were told something: {@code story}, {@code gone}, {@code more} or {@code reset}. */
    void told(String event, int readers);

    /** Somebody was let go: {@code slow}, or not let in: {@code full}, {@code address}. */
    void turnedAway(String reason);
}

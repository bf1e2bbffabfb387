package org.yizhan.ingest.poll;

import java.util.Locale;

/** What can be wrong with a document that was fetched; beside {@link org.yizhan.fetch.Fault}, the classes of failure. */
public enum Complaint {
    /** The rule finds nothing. */
    SELECTOR,
    /** Its characters can't be told. */
    CHARSET,
    /** There is nothing in it. */
    EMPTY,
    /** It is not what the channel is for: no feed, no JSON, no web page. */
    UNREADABLE,
    /** Too large for a record. */
    TOO_LARGE,
    /** {@code robots.txt} keeps us out. */
    ROBOTS;

    /** The class as it is written: {@code too-large}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The class that is written {@code word}. */
    static Complaint of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}

package org.yizhan.search;

/**
 * What finds stories by their words. Safe for concurrent use; a call throws {@link java.io.UncheckedIOException} where the
 * index can't be read just now.
 */
public interface Finder {

    /** What answers, of the stories read so far. */
    Wanted.Found find(Wanted wanted);

    /** How many answer, wherever the page asked for begins, and where those are filed. */
    Tally tally(Wanted wanted);
}

package org.yizhan.publish.provenance;

/** What became of a title on its way, from nothing to everything. A title is never rewritten (art. 15). */
public enum TitleChange {
    /** The same, blanks at its ends aside. */
    NONE,
    /** Other signs, blanks or widths; the words are the same. */
    PUNCTUATION,
    /** 【…】, 关注丨, ——来源 or the like put before or behind it, or left out. */
    PREFIX,
    /** A region put in, left out or exchanged for another, or one's own place set in front. */
    REGION,
    /** Other words. */
    WORDS;

    /** What {@code before} has become in {@code after}. */
    public static TitleChange between(String before, String after) {
        if (before.strip().equals(after.strip())) {
            return NONE;
        }
        return Title.of(before).changeTo(Title.of(after));
    }

    /** Whether the words still stand as they were. */
    public boolean isSlight() {
        return compareTo(PUNCTUATION) <= 0;
    }
}

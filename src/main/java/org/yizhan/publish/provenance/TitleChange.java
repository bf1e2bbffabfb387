package org.yizhan.publish.provenance;

/** What became of a title on its way, from nothing to everything. A title is never rewritten (art. 15). */
public enum TitleChange {
    /** The same, blanks at its ends aside. */
    NONE,
    /** Other signs, blanks or widths, or the other script; the words are the same. */
    PUNCTUATION,
    /** 【…】, 关注丨, ——来源, _要闻_样报网 or the like put before or behind it, or left out, or exchanged. */
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
        Script script = Script.of(before, after);
        return Title.of(script.folded(before)).changeTo(Title.of(script.folded(after)));
    }

    /** Whether the words still stand as they were. */
    public boolean isSlight() {
        return compareTo(PUNCTUATION) <= 0;
    }
}

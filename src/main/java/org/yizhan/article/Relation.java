package org.yizhan.article;

/** How an article stands to its story. */
public enum Relation {
    /** The first of its story that we know. */
    ORIGINAL,
    /** The same text. */
    REPOST,
    /** The same piece with changed words. */
    EDITED,
    /** A part of it. */
    EXCERPT,
    /** The next part of a piece that began on another newspaper page. */
    CONTINUATION,
    /** A new revision of an article that is known; among the changes of a story, never a member's relation. */
    UPDATE
}

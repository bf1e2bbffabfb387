package org.yizhan.publish.provenance;

import java.util.List;

/**
 * What became of a text on its way.
 *
 * @param kept how many characters stand in both
 * @param inserted how many were put in
 * @param deleted how many were left out
 * @param edits the text as a whole, edit by edit, long ones shortened; empty but for {@link Extent#CHANGED}
 */
public record TextChange(Extent extent, int kept, int inserted, int deleted, List<Edit> edits) {

    /** How much there is to say. */
    public enum Extent {
        /** The same characters; paragraphs, blanks, the width of signs and the script aside. */
        NONE,
        CHANGED,
        /** More than {@value TextChange#MOST_CHANGES} changes, or too long to be told. */
        TOO_DIFFERENT,
        /** Not compared: one of the two was withdrawn or is no longer kept, or too many were to be compared at once. */
        UNKNOWN
    }

    static final int MOST_CHANGES = 200;
    static final int MOST_BYTES = 64 * 1024;

    /** Nothing can be said. */
    public static final TextChange UNKNOWN = new TextChange(Extent.UNKNOWN, 0, 0, 0, List.of());

    public TextChange {
        edits = List.copyOf(edits);
    }

    /** What is done to a run of characters. */
    public enum Op {
        KEEP,
        INSERT,
        DELETE,
        REPLACE
    }

    /**
     * One run.
     *
     * @param from what stood there; empty for an insertion
     * @param to what stands there now; empty for a deletion
     * @param credit whether it says who wrote, edited or sent the piece, and is no part of it
     * @param abridged whether it is told by its ends only, with … between them
     */
    public record Edit(Op op, String from, String to, boolean credit, boolean abridged) {}

    /** The edits that change something. */
    public List<Edit> changes() {
        return edits.stream().filter(edit -> edit.op != Op.KEEP).toList();
    }
}

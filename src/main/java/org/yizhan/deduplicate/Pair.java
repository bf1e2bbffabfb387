package org.yizhan.deduplicate;

/**
 * A row of the table {@code match}: two articles that carry one piece.
 *
 * @param one the older; never equal to {@code other}
 * @param kind how the one stands to the other
 * @param similarity Jaccard, 0 to 1
 * @param containment of the shorter text, 0 to 1
 */
record Pair(long one, long other, Kind kind, double similarity, double containment, String rule, String reason) {

    Pair {
        if (one >= other) {
            throw new IllegalArgumentException("a pair names the older first, not " + one + " before " + other);
        }
    }

    /** The pair of {@code no} and {@code with}, where {@code no} stands to the other as {@code kind} says. */
    static Pair of(long no, long with, Kind kind, Likeness likeness) {
        return new Pair(
                Math.min(no, with),
                Math.max(no, with),
                no < with ? kind : kind.reversed(),
                likeness.similarity(),
                likeness.containment(),
                likeness.rule(),
                likeness.reason());
    }

    /** The other one of the two. */
    long than(long no) {
        return no == one ? other : one;
    }

    /** How {@code no} stands to the other one. */
    Kind of(long no) {
        return no == one ? kind : kind.reversed();
    }

    boolean isPart() {
        return kind == Kind.PART || kind == Kind.WHOLE;
    }

    boolean isSeam() {
        return kind == Kind.CONTINUATION || kind == Kind.BEGINNING;
    }

    /** The shorter one, where one is a part of the other. */
    long part() {
        return kind == Kind.PART ? one : other;
    }

    /** The same pair with another number in the place of {@code former}. */
    Pair with(long former, long no) {
        return former == one ? between(no, other) : between(one, no);
    }

    /** The same pair of two others, the first in the place of {@link #one}. */
    Pair between(long first, long second) {
        return new Pair(
                Math.min(first, second),
                Math.max(first, second),
                first < second ? kind : kind.reversed(),
                similarity,
                containment,
                rule,
                reason);
    }
}

package org.yizhan.deduplicate;

/**
 * How two articles stand to each other.
 *
 * @param same whether they carry one piece
 * @param similarity Jaccard similarity of the shingle sets, 0 to 1
 * @param containment shared shingles over those of the shorter text, 0 to 1
 * @param rule the rule that decided
 * @param reason the evidence in words a person can read
 * @param change what would have changed the decision; empty where nothing but another text would
 */
record Likeness(boolean same, double similarity, double containment, String rule, String reason, String change) {

    /** Of two articles with one text. */
    static final Likeness EQUAL = new Likeness(true, 1, 1, "same-text", "the texts are equal", "");

    /** Of two articles that had one text until one of them was revised; how much they share now is not measured. */
    static final Likeness REVISED =
            new Likeness(true, 0, 0, "revision", "the texts were equal before one of them was revised", "");
}

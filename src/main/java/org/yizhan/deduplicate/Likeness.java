package org.yizhan.deduplicate;

import java.util.List;

/**
 * How two articles stand to each other.
 *
 * @param same whether they carry one piece
 * @param similarity Jaccard similarity of the shingle sets, 0 to 1
 * @param containment shared shingles over those of the shorter text, 0 to 1
 * @param rule the rule that decided
 * @param reasons the evidence in words a person can read
 */
record Likeness(boolean same, double similarity, double containment, String rule, List<String> reasons) {

    Likeness {
        reasons = List.copyOf(reasons);
    }
}

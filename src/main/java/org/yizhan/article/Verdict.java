package org.yizhan.article;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What deduplication decided about one article, and why.
 *
 * @param storyId the story's id: the id of the article that founded it
 * @param matched the article it was found to repeat
 * @param similarity Jaccard similarity of the two shingle sets, 0 to 1; 1 for the original itself
 * @param containment shared shingles over those of the shorter text, 0 to 1
 * @param rule the rule that decided, such as {@code same-url}, {@code same-text}, {@code containment}, {@code none}
 * @param reasons the evidence in words a person can read
 * @param decided counts decisions: of two verdicts on one article that with the greater number is the newer; 0 where
 *     nothing is stored
 */
public record Verdict(
        UUID storyId,
        Relation relation,
        Optional<UUID> matched,
        double similarity,
        double containment,
        String rule,
        List<String> reasons,
        long decided) {

    public Verdict {
        reasons = List.copyOf(reasons);
    }

    /** The same, as an earlier or later decision. */
    public Verdict decided(long number) {
        return number == decided
                ? this
                : new Verdict(storyId, relation, matched, similarity, containment, rule, reasons, number);
    }
}

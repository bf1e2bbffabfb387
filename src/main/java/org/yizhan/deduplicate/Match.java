package org.yizhan.deduplicate;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Relation;
import org.yizhan.article.Verdict;

/** An article found to carry the same piece as another, and how like the two are. */
record Match(Stored article, Stored other, Likeness likeness) {

    /** The closest last; of equally close ones the oldest. */
    static final Comparator<Match> CLOSEST = Comparator.<Match>comparingDouble(
                    match -> match.likeness().similarity())
            .thenComparing(match -> match.other().no(), Comparator.reverseOrder());

    /** From here on two texts are the same but for slips. */
    private static final double EQUAL = 0.95;

    /** A text shorter than this part of the other, and all contained in it, is an excerpt. */
    private static final double EXCERPT = 0.75;

    /** Compares the two. */
    static Match of(Stored article, Stored other) {
        return new Match(article, other, Judge.compare(article.print(), other.print()));
    }

    /** The verdict that puts {@link #article} into {@code story} for this match. */
    Verdict verdict(UUID story) {
        return new Verdict(
                story,
                relation(),
                Optional.of(other.print().articleId()),
                likeness.similarity(),
                likeness.containment(),
                likeness.rule(),
                reasons(),
                0);
    }

    private Relation relation() {
        int length = article.print().text().length();
        int otherLength = other.print().text().length();
        if (likeness.similarity() >= EQUAL) {
            return Relation.REPOST;
        }
        if (length < EXCERPT * otherLength && likeness.containment() >= EQUAL) {
            return Relation.EXCERPT;
        }
        // a copyist's head and foot lines make the copy longer; inside it nothing has changed
        return length >= otherLength && likeness.containment() >= EQUAL ? Relation.REPOST : Relation.EDITED;
    }

    private List<String> reasons() {
        return List.of(
                "matches " + other.print().source() + " “" + other.print().title() + "”",
                String.join("; ", likeness.reasons()));
    }
}

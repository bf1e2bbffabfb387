package org.yizhan.publish;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.yizhan.article.Relation;
import org.yizhan.article.Verdict;

/**
 * How an article stands to its story today. Deduplication, which knows only who came first, decides; where its story was
 * first published overrules whether it is the original. Immutable.
 *
 * @param decided as deduplication has it
 */
record Standing(Verdict decided, boolean overruled) {

    /** The rule of a verdict that its story's origin overrules. */
    private static final String BY_ORIGIN = "origin";

    private static final String NOT_COMPARED = "the story was first published elsewhere; the two were not compared";

    Relation relation() {
        if (overruled) {
            return saysOriginal() ? Relation.REPOST : Relation.ORIGINAL;
        }
        return decided.relation();
    }

    /** The verdict, with the relation it has today. */
    Verdict verdict() {
        if (!overruled) {
            return decided;
        }
        return new Verdict(
                decided.storyId(),
                relation(),
                Optional.empty(),
                similarity(),
                saysOriginal() ? 0 : decided.containment(),
                saysOriginal() ? BY_ORIGIN : decided.rule(),
                saysOriginal() ? notCompared(decided.reasons()) : decided.reasons(),
                decided.decided());
    }

    private static List<String> notCompared(List<String> reasons) {
        return Stream.concat(reasons.stream(), Stream.of(NOT_COMPARED)).toList();
    }

    /** How like it is to what it repeats; 0 where it was compared with nothing, as one taken for the original was not. */
    double similarity() {
        return overruled && saysOriginal() ? 0 : decided.similarity();
    }

    /**
     * The member it was found to repeat; nothing for an origin.
     *
     * @param origin where the story was first published, withdrawn or not
     */
    Optional<UUID> matched(UUID origin) {
        if (overruled) {
            return saysOriginal() ? Optional.of(origin) : Optional.empty();
        }
        return decided.matched();
    }

    /** Whether deduplication took it for the first of its story. */
    boolean saysOriginal() {
        return decided.relation() == Relation.ORIGINAL;
    }

    /** Whether deduplication took it for a further part of another member. */
    boolean saysContinuation() {
        return decided.relation() == Relation.CONTINUATION;
    }

    /** Whether it holds a part of the piece only, as far as deduplication knows. */
    boolean saysExcerpt() {
        return decided.relation() == Relation.EXCERPT;
    }
}

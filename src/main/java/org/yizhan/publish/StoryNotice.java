package org.yizhan.publish;

import java.time.Instant;
import java.util.Comparator;
import org.yizhan.article.Notice;

/**
 * What every reader of a story is told ahead of its text: that its origin was withdrawn, or that a member was corrected.
 *
 * @param at when we heard of it
 * @param reason of a withdrawal, as given, may be empty; of a correction, what it says
 * @param source who withdrew or corrected
 */
public record StoryNotice(Notice.Kind kind, Instant at, String reason, String source) {

    static final Comparator<StoryNotice> IN_ORDER = Comparator.comparing(StoryNotice::at)
            .thenComparing(StoryNotice::kind)
            .thenComparing(StoryNotice::source)
            .thenComparing(StoryNotice::reason);

    /** Whether the story's origin was taken back by its source. */
    public boolean isWithdrawal() {
        return kind == Notice.Kind.WITHDRAWAL;
    }
}

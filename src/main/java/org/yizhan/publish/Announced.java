package org.yizhan.publish;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.yizhan.article.Notice;

/**
 * What a notice says of one article.
 *
 * @param by the notice's own id
 * @param at its receipt
 * @param title its title
 * @param text the beginning of its text
 */
record Announced(UUID by, Notice.Kind kind, Instant at, String title, String text) {

    static final Comparator<Announced> IN_ORDER =
            Comparator.comparing(Announced::at).thenComparing(Announced::by, StoryTable.BY_ID);

    boolean isWithdrawal() {
        return kind == Notice.Kind.WITHDRAWAL;
    }

    /** What readers are told: why an article was taken back, or what is right; the title where the text does not say. */
    String reason() {
        if (isWithdrawal()) {
            return Grounds.in(text).orElse(title);
        }
        return text.isBlank() ? title : text;
    }
}

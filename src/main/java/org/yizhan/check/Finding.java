package org.yizhan.check;

import java.util.List;
import java.util.Optional;
import org.yizhan.article.Article;
import org.yizhan.article.Tag;

/**
 * One item that a source's list or feed names, and what would become of it.
 *
 * @param raw the fields as the list or feed gives them, by name; nothing is parsed
 * @param published what the raw time is read as
 * @param outcome what would become of it
 * @param reason why, in words a person can read
 * @param article what would be made of it; empty where it was not fetched or can't be read
 * @param tags what it would be tagged with
 */
public record Finding(
        Raw raw, Published published, Outcome outcome, String reason, Optional<Article> article, List<Tag> tags) {

    /** An item's fields as they came; empty where they did not. */
    public record Raw(String key, String url, String title, String published) {}

    /**
     * A time as it was read.
     *
     * @param at empty where there is none or it was refused
     * @param note why it was refused; empty where it was not
     */
    public record Published(Optional<java.time.Instant> at, String note) {}

    /** What would become of an item. */
    public enum Outcome {
        /** It would be published, as a story of its own or beside others that are no copies. */
        NEW,
        /** It would join a story that is there. */
        DUPLICATE,
        /** The channel brought it before. */
        KNOWN,
        /** No article can be made of it. */
        REJECTED,
        /** A link that the dry run did not follow. */
        NOT_FETCHED;

        /** As it is written: {@code not-fetched}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    public Finding {
        tags = List.copyOf(tags);
    }
}

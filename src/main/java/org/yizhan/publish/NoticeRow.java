package org.yizhan.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of {@code notice}: an article that takes back or corrects another one of its source.
 *
 * @param titleKey names source and title of the article it is about; empty where no title is printed
 * @param urlKey names source and address of it; empty where none is printed
 * @param said what it says of that article
 * @param about the article meant, as far as it has come
 */
record NoticeRow(
        UUID id,
        String source,
        String titleKey,
        String urlKey,
        Instant publishedAt,
        Announced said,
        Optional<UUID> about) {

    private static final Duration WINDOW = Duration.ofDays(60);

    /** Observed: a day without an hour is its first moment → what is of the same day may seem to come later. */
    private static final Duration SLACK = Duration.ofDays(1);

    private static final int LONGEST_TEXT = 500;

    /** The notice that {@code article} is today. */
    static Optional<NoticeRow> of(ArticleState article, Optional<NoticeRow> known) {
        return article.notice().map(notice -> {
            String text = article.fresh()
                    .map(fresh -> beginning(fresh.text()))
                    .or(() -> known.map(row -> row.said().text()))
                    .orElse("");
            return new NoticeRow(
                    article.id(),
                    article.source(),
                    notice.title()
                            .map(title -> Naming.title(article.source(), title))
                            .orElse(""),
                    notice.url().map(url -> Naming.url(article.source(), url)).orElse(""),
                    article.times().published(),
                    new Announced(article.id(), notice.kind(), article.times().content(), article.title(), text),
                    known.flatMap(NoticeRow::about));
        });
    }

    private static String beginning(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT)) + "…";
    }

    /** The same notice about another article. */
    NoticeRow meaning(Optional<UUID> other) {
        return new NoticeRow(id, source, titleKey, urlKey, publishedAt, said, other);
    }

    /** Whether it may be about {@code article}, by name and by time. */
    boolean fits(Named article) {
        return !article.id().equals(id)
                && (article.names().contains(titleKey) || article.names().contains(urlKey))
                && !article.published().isBefore(publishedAt.minus(WINDOW))
                && !article.published().isAfter(publishedAt.plus(SLACK));
    }

    /** Orders articles by how likely it is about them: that of its address, then the newest, is the greatest. */
    Comparator<Named> likeliness() {
        return Comparator.comparing((Named article) -> article.names().contains(urlKey))
                .thenComparing(Named::published)
                .thenComparing(Named::id, StoryTable.BY_ID.reversed());
    }
}

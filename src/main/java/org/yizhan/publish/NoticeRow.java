package org.yizhan.publish;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Identity;
import org.yizhan.article.WebAddress;

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
                            .map(title -> titleKey(article.source(), title))
                            .orElse(""),
                    notice.url().map(url -> urlKey(article.source(), url)).orElse(""),
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

    /** The key of a title: punctuation and spaces are off, full and half width are one. */
    static String titleKey(String source, String title) {
        var folded = new StringBuilder(title.length());
        Normalizer.normalize(title, Normalizer.Form.NFKC)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .map(Character::toLowerCase)
                .forEach(folded::appendCodePoint);
        return folded.isEmpty() ? "" : Identity.contentHash(source + '\0' + folded);
    }

    /** The key of an address: {@code http} and {@code https} are one. */
    static String urlKey(String source, String url) {
        String written = WebAddress.of(url).map(WebAddress::toString).orElse(url);
        int from = written.indexOf("://");
        return written.isEmpty() ? "" : Identity.contentHash(source + '\0' + written.substring(from < 0 ? 0 : from));
    }

    /** The same notice about another article. */
    NoticeRow meaning(Optional<UUID> other) {
        return new NoticeRow(id, source, titleKey, urlKey, publishedAt, said, other);
    }

    /** Whether it may be about {@code article}, by name and by time. */
    boolean fits(ArticleState article) {
        Instant published = article.times().published();
        return !article.id().equals(id)
                && (names(article) || addresses(article))
                && !published.isBefore(publishedAt.minus(WINDOW))
                && !published.isAfter(publishedAt.plus(SLACK));
    }

    private boolean names(ArticleState article) {
        return !titleKey.isEmpty() && titleKey.equals(titleKey(article.source(), article.title()));
    }

    private boolean addresses(ArticleState article) {
        return !urlKey.isEmpty()
                && urlKey.equals(urlKey(article.source(), article.head().url()));
    }

    /** Orders articles by how likely it is about them: that of its address, then the newest, is the greatest. */
    Comparator<ArticleState> likeliness() {
        return Comparator.comparing(this::addresses)
                .thenComparing(article -> article.times().published())
                .thenComparing(ArticleState::id, StoryTable.BY_ID.reversed());
    }
}

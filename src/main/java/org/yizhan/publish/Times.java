package org.yizhan.publish;

import java.time.Instant;
import org.yizhan.article.Article;

/**
 * When what happened to an article.
 *
 * @param published as the first revision said it
 * @param first receipt of the first revision
 * @param received receipt of the content or the tags last taken over
 * @param content receipt of the newest content
 */
record Times(Instant published, Instant first, Instant received, Instant content) {

    static Times first(Article article) {
        Instant received = Moment.stored(article.receivedAt());
        return new Times(Moment.stored(article.publishedAt()), received, received, received);
    }

    Times tagged(Instant at) {
        return new Times(published, first, at, content);
    }

    Times revised(Instant at) {
        return new Times(published, first, at, at);
    }

    /** The same, no receipt later than {@code at}. */
    Times notAfter(Instant at) {
        return new Times(published, earlier(first, at), earlier(received, at), earlier(content, at));
    }

    private static Instant earlier(Instant one, Instant other) {
        return other.isBefore(one) ? other : one;
    }
}

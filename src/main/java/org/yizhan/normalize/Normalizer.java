package org.yizhan.normalize;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.yizhan.article.Article;
import org.yizhan.article.Charsets;
import org.yizhan.article.Received;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;

/**
 * Turns what came in into articles, clean and with their attribution. The same input gives the same output; safe for
 * concurrent use.
 */
public final class Normalizer {

    /** How far ahead of ours the clock of a source may be. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private final PushReader pushes;
    private final PageReader pages;
    private final FeedArticles feeds;
    private final HtmlReader webPages;
    private final MailReader letters;
    private final NoticeReader notices;

    /**
     * @param sources resolves printed names
     */
    public Normalizer(Sources sources) {
        this.pushes = new PushReader(sources);
        this.pages = new PageReader(sources);
        this.feeds = new FeedArticles(sources);
        this.webPages = new HtmlReader(sources);
        this.letters = new MailReader(sources);
        this.notices = new NoticeReader(sources);
    }

    /**
     * The articles in {@code received}: one of a push, a web page or a letter, one or more of a newspaper page or a feed.
     *
     * @throws Unreadable where no article can ever be made of it: {@code unreadable-json}, {@code unreadable-bytes},
     *     {@code no-title}, {@code empty-page}, {@code no-article}, {@code page-id}, {@code no-feed}, {@code web-page},
     *     {@code no-text}, {@code unreadable-mail}
     */
    public List<Article> normalize(Received received) {
        return read(received).stream().map(Normalizer::dated).map(this::noticed).toList();
    }

    /** A site's clock is ahead, or a time was mistyped → the time of receipt: the article would lead every feed until then. */
    private static Article dated(Article article) {
        Duration ahead = Duration.between(article.receivedAt(), article.publishedAt());
        return ahead.compareTo(AHEAD) <= 0
                ? article
                : article.published(
                        article.receivedAt(),
                        "publishedAt lies %,d minutes ahead; the time of receipt stands instead"
                                .formatted(ahead.toMinutes()));
    }

    private Article noticed(Article article) {
        return article.saying(
                notices.read(article.source(), article.title(), article.paragraphs(), article.attribution()));
    }

    private List<Article> read(Received received) {
        var warnings = new ArrayList<String>();
        return switch (received.form()) {
            case PUSH -> List.of(pushes.read(received, text(received, warnings), warnings));
            case PAGE -> pages.read(received);
            case FEED -> feeds.read(received, bytes(received));
            case HTML -> List.of(webPages.read(received, warnings));
            case MAIL -> List.of(letters.read(received, warnings));
        };
    }

    private static String text(Received received, List<String> warnings) {
        if (received.encoding() == Received.Encoding.TEXT) {
            return received.body();
        }
        Charsets.Decoded decoded = Charsets.decode(bytes(received));
        if (decoded.isDamaged()) {
            warnings.add("some bytes belong to no charset we know and were replaced by U+FFFD");
        }
        return decoded.text();
    }

    private static byte[] bytes(Received received) {
        try {
            return received.bytes();
        } catch (IllegalArgumentException malformed) {
            throw new Unreadable("unreadable-bytes", "the body is no base64: " + malformed.getMessage());
        }
    }
}

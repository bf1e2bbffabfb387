package org.yizhan.publish;

import java.text.Normalizer;
import java.util.stream.Stream;
import org.yizhan.article.Identity;
import org.yizhan.article.WebAddress;

/** The names by which a source's notices call its articles, folded into keys: titles and addresses. */
final class Naming {

    private static final int INDEXED_DIGITS = 8;

    private Naming() {}

    /** Both keys of an article, as far as it has them. */
    static Stream<String> of(ArticleState article) {
        return Stream.of(
                        title(article.source(), article.title()),
                        url(article.source(), article.head().url()))
                .filter(key -> !key.isEmpty());
    }

    /** The key of a title: punctuation and spaces are off, full and half width are one; empty where nothing is left. */
    static String title(String source, String title) {
        var folded = new StringBuilder(title.length());
        Normalizer.normalize(title, Normalizer.Form.NFKC)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .map(Character::toLowerCase)
                .forEach(folded::appendCodePoint);
        return folded.isEmpty() ? "" : Identity.contentHash(source + '\0' + folded);
    }

    /** The key of an address: {@code http} and {@code https} are one; empty for none. */
    static String url(String source, String url) {
        String written = WebAddress.of(url).map(WebAddress::toString).orElse(url);
        int from = written.indexOf("://");
        return written.isEmpty() ? "" : Identity.contentHash(source + '\0' + written.substring(from < 0 ? 0 : from));
    }

    /** The key of the arrival of this trace id. */
    static String trace(String traceId) {
        return Identity.contentHash(traceId);
    }

    /** The part of a key that rows are found by: its first 32 bits; 0 for none. */
    static int indexed(String key) {
        return key.isEmpty() ? 0 : Integer.parseUnsignedInt(key.substring(0, INDEXED_DIGITS), 16);
    }
}

package org.yizhan.normalize;

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

    private final PushReader pushes;
    private final PageReader pages;
    private final HtmlReader webPages;

    /**
     * @param sources resolves printed names
     */
    public Normalizer(Sources sources) {
        this.pushes = new PushReader(sources);
        this.pages = new PageReader(sources);
        this.webPages = new HtmlReader(sources);
    }

    /**
     * The articles in {@code received}: one of a push or a web page, one or more of a newspaper page.
     *
     * @throws Unreadable where no article can ever be made of it: {@code unreadable-json}, {@code unreadable-bytes},
     *     {@code no-title}, {@code no-text}, {@code empty-page}, {@code no-article}, {@code page-id}
     */
    public List<Article> normalize(Received received) {
        var warnings = new ArrayList<String>();
        return switch (received.form()) {
            case PUSH -> List.of(pushes.read(received, text(received, warnings), warnings));
            case PAGE -> pages.read(received, text(received, warnings), warnings);
            case HTML -> List.of(webPages.read(received, warnings));
            case FEED -> throw new Unreadable("unreadable-form", "no reader for the form " + received.form());
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

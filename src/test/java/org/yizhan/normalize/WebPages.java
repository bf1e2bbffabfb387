package org.yizhan.normalize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.yizhan.article.Article;
import org.yizhan.article.Identity;
import org.yizhan.article.Received;

/** Fetched web pages as they come out of {@code articles.received}. */
final class WebPages {

    private WebPages() {}

    /** The bytes of a page under {@code html/}. */
    static byte[] fixture(String name) {
        try (InputStream page = WebPages.class.getResourceAsStream("/html/" + name)) {
            if (page == null) {
                throw new IllegalArgumentException("no page html/" + name);
            }
            return page.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The article in the page {@code name} of the source {@code cac}, fetched from {@code url}. */
    static Article article(String name, String url, String... hints) {
        return Pushes.normalize(received(fixture(name), "text/html", url, hints))
                .getFirst();
    }

    /** @param hints name, value, name, value */
    static Received received(byte[] page, String contentType, String url, String... hints) {
        Map<String, String> known = new HashMap<>(Map.of(Received.Hint.URL, url));
        for (int i = 0; i < hints.length; i += 2) {
            known.put(hints[i], hints[i + 1]);
        }
        return new Received(
                Identity.article("cac", url),
                "cac",
                url,
                Received.Form.HTML,
                contentType,
                Received.Encoding.BASE64,
                Base64.getEncoder().encodeToString(page),
                "cac-list",
                known,
                Pushes.RECEIVED_AT);
    }
}

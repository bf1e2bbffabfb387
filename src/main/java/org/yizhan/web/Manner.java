package org.yizhan.web;

import io.vertx.core.http.HttpHeaders;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How documents of one kind are sent.
 *
 * @param mediaType for programs
 * @param documentType for a browser that opens the document in a tab ({@code Sec-Fetch-Dest: document})
 * @param headers what else goes with every answer, 304 included
 */
record Manner(String mediaType, String documentType, Map<CharSequence, CharSequence> headers) {

    Manner {
        headers = encoded(headers);
    }

    /** What goes with every answer that has no manner of its own: nothing in it loads, runs or is framed. */
    static final Map<CharSequence, CharSequence> PLAIN =
            encoded(harmless("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"));

    /** Encoded and looked through once for all answers that go with them. */
    private static Map<CharSequence, CharSequence> encoded(Map<CharSequence, CharSequence> headers) {
        var encoded = new LinkedHashMap<CharSequence, CharSequence>();
        headers.forEach((name, value) -> encoded.put(encoded(name), encoded(value)));
        return Collections.unmodifiableMap(encoded);
    }

    private static CharSequence encoded(CharSequence text) {
        return text instanceof String string ? HttpHeaders.createOptimized(string) : text;
    }

    /** @param policy of content, in which nothing that a stranger wrote may run */
    private static Map<CharSequence, CharSequence> harmless(String policy) {
        var headers = new LinkedHashMap<CharSequence, CharSequence>();
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Content-Security-Policy", policy);
        return headers;
    }

    /**
     * Feeds. A browser applies the style sheet to {@code application/xml} only and shows other types as raw text;
     * nothing in a feed may run there.
     */
    static Manner feed(String mediaType) {
        var headers = new LinkedHashMap<>(harmless("default-src 'none'; style-src 'self'; frame-ancestors 'none'"));
        headers.put("Cache-Control", "public, max-age=60");
        headers.put("Vary", "Accept-Encoding, Sec-Fetch-Dest");
        headers.put("Access-Control-Allow-Origin", "*");
        boolean xml = !mediaType.contains("json");
        return new Manner(mediaType, xml ? "application/xml; charset=utf-8" : mediaType, headers);
    }

    /** The same, to be kept by those who have a copy for so many seconds. */
    Manner kept(int seconds) {
        var kept = new LinkedHashMap<>(headers);
        kept.put("Cache-Control", "public, max-age=" + seconds);
        return new Manner(mediaType, documentType, kept);
    }

    /** The same with a {@code Link} header (RFC 8288). */
    Manner linked(String link) {
        var linked = new LinkedHashMap<CharSequence, CharSequence>(headers);
        linked.put("Link", link);
        return new Manner(mediaType, documentType, linked);
    }

    /** The same, to be saved under this name (RFC 6266). */
    Manner saved(String name) {
        var saved = new LinkedHashMap<>(headers);
        saved.put("Content-Disposition", "attachment; filename=\"" + name + "\"");
        return new Manner(mediaType, documentType, saved);
    }

    /** Files that pages and feeds refer to. */
    static Manner file(String mediaType) {
        var headers = new LinkedHashMap<>(PLAIN);
        headers.put("Cache-Control", "public, max-age=3600");
        headers.put("Vary", "Accept-Encoding");
        return new Manner(mediaType, mediaType, headers);
    }

    /** Pages for people. */
    static Manner page(String language) {
        var headers = new LinkedHashMap<>(
                harmless("default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
                        + " img-src https: http: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"));
        headers.put("Cache-Control", "public, max-age=15");
        headers.put("Vary", "Accept, Accept-Encoding, Accept-Language, Cookie");
        headers.put("Content-Language", language);
        return new Manner("text/html; charset=utf-8", "text/html; charset=utf-8", headers);
    }
}

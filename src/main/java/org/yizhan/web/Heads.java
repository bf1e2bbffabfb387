package org.yizhan.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/**
 * The headers of one document, put together and encoded once for all answers that carry them; none can be changed. An
 * answer that says more gets a copy of its own as soon as it is added to.
 *
 * @param plain with the document as it is
 * @param gzip with the compressed one
 * @param plainUnchanged with a 304 for whoever has the document as it is
 * @param gzipUnchanged with a 304 for whoever has the compressed one
 */
record Heads(MultiMap plain, MultiMap gzip, MultiMap plainUnchanged, MultiMap gzipUnchanged) {

    /** What an answer to {@code rendered} says, whoever asks. */
    static Heads of(Manner manner, String lastModified, Sent plain, Sent gzip) {
        return new Heads(
                whole(manner, lastModified, plain).copy(false),
                whole(manner, lastModified, gzip)
                        .set(HttpHeaders.CONTENT_ENCODING, "gzip")
                        .copy(false),
                common(manner, lastModified, plain).copy(false),
                common(manner, lastModified, gzip).copy(false));
    }

    /** One form of a document: its tag and its length in bytes. */
    record Sent(String etag, int length) {}

    private static MultiMap whole(Manner manner, String lastModified, Sent form) {
        return common(manner, lastModified, form)
                .set(HttpHeaders.CONTENT_TYPE, manner.mediaType())
                .set(HttpHeaders.CONTENT_LENGTH, Integer.toString(form.length()));
    }

    private static MultiMap common(Manner manner, String lastModified, Sent form) {
        MultiMap headers = HttpHeaders.headers();
        manner.headers().forEach(headers::set);
        return headers.set(HttpHeaders.LAST_MODIFIED, lastModified).set(HttpHeaders.ETAG, form.etag());
    }
}

package org.yizhan.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;

/** The headers of one document, put together and encoded once a second for all answers that carry them. Safe for concurrent use. */
final class Heads {

    /** One form of a document: its tag and its length in bytes. */
    record Sent(String etag, int length) {}

    /**
     * Those of one second; none can be changed. An answer that says more gets a copy of its own as soon as it is added to.
     *
     * @param plain with the document as it is
     * @param gzip with the compressed one
     * @param plainUnchanged with a 304 for whoever has the document as it is
     * @param gzipUnchanged with a 304 for whoever has the compressed one
     */
    record Dated(String date, MultiMap plain, MultiMap gzip, MultiMap plainUnchanged, MultiMap gzipUnchanged) {}

    private final Manner manner;
    private final String lastModified;
    private final Sent plain;
    private final Sent gzip;
    private volatile Dated last;

    Heads(Manner manner, String lastModified, Sent plain, Sent gzip) {
        this.manner = manner;
        this.lastModified = lastModified;
        this.plain = plain;
        this.gzip = gzip;
        this.last = dated("");
    }

    /** What an answer of this moment says, whoever asks; an empty {@code date} is left out. */
    Dated at(String date) {
        Dated dated = last;
        if (!dated.date().equals(date)) {
            dated = dated(date);
            last = dated;
        }
        return dated;
    }

    private Dated dated(String date) {
        return new Dated(
                date,
                whole(date, plain).copy(false),
                whole(date, gzip).set(HttpHeaders.CONTENT_ENCODING, "gzip").copy(false),
                common(date, plain).copy(false),
                common(date, gzip).copy(false));
    }

    private MultiMap whole(String date, Sent form) {
        return common(date, form)
                .set(HttpHeaders.CONTENT_TYPE, manner.mediaType())
                .set(HttpHeaders.CONTENT_LENGTH, Integer.toString(form.length()));
    }

    private MultiMap common(String date, Sent form) {
        MultiMap headers = HttpHeaders.headers();
        manner.headers().forEach(headers::set);
        if (!date.isEmpty()) {
            headers.set(HttpHeaders.DATE, date);
        }
        return headers.set(HttpHeaders.LAST_MODIFIED, lastModified).set(HttpHeaders.ETAG, form.etag());
    }
}

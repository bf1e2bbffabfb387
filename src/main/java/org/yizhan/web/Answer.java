package org.yizhan.web;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/** What there is to say at one address, ready to be sent again and again. */
sealed interface Answer {

    /** The change sequence number read before the answer was made. */
    long seq();

    /** About how much memory it holds. */
    default int weight() {
        return 512;
    }

    /**
     * A document.
     *
     * @param status 200; for pages also 404 or 410
     * @param gzip the same, compressed
     * @param etag strong, of the plain bytes
     * @param gzipEtag strong, of the compressed ones: another representation needs another tag (RFC 9110 §8.8.3)
     * @param lastModified whole seconds
     * @param lastModifiedText the same as a header
     * @param heads what goes before it
     * @param mark in which state what it shows was, where that can be asked for; else empty
     */
    record Rendered(
            long seq,
            int status,
            Manner manner,
            Buffer body,
            Buffer gzip,
            String etag,
            String gzipEtag,
            Instant lastModified,
            String lastModifiedText,
            Heads heads,
            String mark)
            implements Answer {

        Rendered(
                long seq,
                int status,
                Manner manner,
                Buffer body,
                Buffer gzip,
                String etag,
                String gzipEtag,
                Instant lastModified,
                String lastModifiedText) {
            this(
                    seq,
                    status,
                    manner,
                    body,
                    gzip,
                    etag,
                    gzipEtag,
                    lastModified,
                    lastModifiedText,
                    new Heads(
                            manner,
                            lastModifiedText,
                            new Heads.Sent(etag, body.length()),
                            new Heads.Sent(gzipEtag, gzip.length())),
                    "");
        }

        /** The same, of something in this state. */
        Rendered marked(String state) {
            return new Rendered(
                    seq, status, manner, body, gzip, etag, gzipEtag, lastModified, lastModifiedText, heads, state);
        }

        /** The same, found to hold still when the change sequence number was {@code later}. */
        Rendered still(long later) {
            return new Rendered(
                    later, status, manner, body, gzip, etag, gzipEtag, lastModified, lastModifiedText, heads, mark);
        }

        /** Dated as {@code before} was, where it says the same: what wasn't changed wasn't modified. */
        Rendered after(Answer before) {
            return before instanceof Rendered same && same.etag.equals(etag) && same.status == status
                    ? new Rendered(
                                    seq,
                                    status,
                                    manner,
                                    body,
                                    gzip,
                                    etag,
                                    gzipEtag,
                                    same.lastModified,
                                    same.lastModifiedText)
                            .marked(mark)
                    : this;
        }

        @Override
        public int weight() {
            return 3072 + body.length() + gzip.length();
        }
    }

    /** It lies somewhere else for ever; {@code location} is a path of ours. */
    record Moved(long seq, String location) implements Answer {}

    /** There was such a thing, and it has ended. */
    record Gone(long seq, Advice advice) implements Answer {}

    /** There is no such thing. */
    record Missing(long seq, Advice advice) implements Answer {}
}

package org.yizhan.article;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Exactly what came in, with when and whence; nothing of it is understood yet.
 *
 * @param key {@link Identity#article} of source and external id; for a page, of paper, date and page number
 * @param source the source's id
 * @param externalId the source's own id for it
 * @param form how {@code body} is to be read
 * @param contentType the media type it came with, parameters included
 * @param encoding how {@code body} holds the bytes
 * @param body the bytes
 * @param channel the route it came by, such as {@code push} or {@code cac-wxfb}
 * @param receivedAt when it came; orders the revisions of one article
 */
public record Received(
        UUID key,
        String source,
        String externalId,
        Form form,
        String contentType,
        Encoding encoding,
        String body,
        String channel,
        Instant receivedAt)
        implements Message {

    /** What the body is. */
    public enum Form {
        /** One article as the push API takes it: a JSON object. */
        PUSH,
        /** The text of one newspaper page; {@code externalId} is {@code date/page}. */
        PAGE
    }

    /** How {@link Received#body} holds the bytes. */
    public enum Encoding {
        /** The body is the text itself. */
        TEXT,
        /** The body is base64 of bytes whose charset has yet to be found. */
        BASE64
    }

    /** The bytes as they came; text is given back in UTF-8. */
    public byte[] bytes() {
        return encoding == Encoding.TEXT
                ? body.getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(body);
    }
}

package org.yizhan.article;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * @param hints what the channel knows besides, by {@link Hint}'s words; empty for a push
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
        Map<String, String> hints,
        Instant receivedAt)
        implements Message {

    /** Records written before there were hints have none. */
    public Received {
        Objects.requireNonNull(key, "key");
        hints = Map.copyOf(Objects.requireNonNullElse(hints, Map.of()));
    }

    /** What a channel can tell of a document beside its bytes. */
    public static final class Hint {
        /** Where it was fetched from in the end; relative addresses in it hang on this. */
        public static final String URL = "url";
        /** The title its list or feed gave it. */
        public static final String TITLE = "title";
        /** The publication time its list or feed gave it, as written there. */
        public static final String PUBLISHED = "published";
        /** The column it stands under. */
        public static final String COLUMN = "column";
        /** Of a feed: the identities of the entries that are new or changed, one a line; all where it is missing. */
        public static final String ENTRIES = "entries";
        /** Begins the site's own selectors: {@code page-title}, {@code page-time}, {@code page-source}, …. */
        public static final String PAGE = "page-";
        /** Begins the further pages of an article that runs over several, in base64: {@code part-2}, {@code part-3}, …. */
        public static final String PART = "part-";

        /** Why the further pages of an article that runs over several could not be had. */
        public static final String MISSING = "missing";

        private Hint() {}
    }

    /** The hint {@code name}; empty where the channel gave none. */
    public Optional<String> hint(String name) {
        return Optional.ofNullable(hints.get(name));
    }

    /** What the body is. */
    public enum Form {
        /** One article as the push API takes it: a JSON object. */
        PUSH,
        /** The text of one newspaper page; {@code externalId} is {@code date/page}. */
        PAGE,
        /** One article as a web page. */
        HTML,
        /** A feed document in RSS, Atom or JSON Feed: several articles; {@code externalId} is the channel. */
        FEED,
        /** One article as a letter (RFC 5322). */
        MAIL
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

package org.yizhan.web;

import java.util.Arrays;
import java.util.Optional;

/** The formats a feed can be had in; one model, three spellings. */
enum FeedFormat {
    /** RSS 2.0. */
    RSS("rss", "application/rss+xml; charset=utf-8"),
    /** Atom 1.0, RFC 4287. */
    ATOM("atom", "application/atom+xml; charset=utf-8"),
    /** JSON Feed 1.1. */
    JSON("json", "application/feed+json; charset=utf-8");

    private final String suffix;
    private final String mediaType;

    FeedFormat(String suffix, String mediaType) {
        this.suffix = suffix;
        this.mediaType = mediaType;
    }

    /** What stands after the last dot of the path. */
    String suffix() {
        return suffix;
    }

    String mediaType() {
        return mediaType;
    }

    /** The first format whose media type an {@code Accept} header names. */
    static Optional<FeedFormat> accepted(String header) {
        return Arrays.stream(header.split(","))
                .map(part -> part.split(";", 2)[0].strip())
                .flatMap(type -> Arrays.stream(values()).filter(format -> format.mediaType.startsWith(type + ";")))
                .findFirst();
    }

    static Optional<FeedFormat> ofSuffix(String suffix) {
        for (FeedFormat format : values()) {
            if (format.suffix.equals(suffix)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}

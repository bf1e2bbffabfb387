package org.yizhan.fetch;

import java.util.Optional;

/**
 * What is to be fetched.
 *
 * @param url absolute, {@code http} or {@code https}
 * @param etag the validator that came with the last copy, byte for byte
 * @param lastModified the {@code Last-Modified} that came with the last copy, byte for byte
 * @param accept media types wanted, as in the header
 * @param form sent as {@code application/x-www-form-urlencoded} by {@code POST}; empty: {@code GET}
 */
public record Fetch(
        String url, Optional<String> etag, Optional<String> lastModified, String accept, Optional<String> form) {

    /** A plain, unconditional {@code GET}. */
    public static Fetch of(String url) {
        return new Fetch(url, Optional.empty(), Optional.empty(), "*/*", Optional.empty());
    }
}

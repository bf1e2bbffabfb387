package org.yizhan.fetch;

import java.time.Duration;

/**
 * How much of a stranger's answer is taken.
 *
 * @param total from the first look-up to the last byte, redirects included
 * @param connect for finding an address, for reaching it and for the TLS handshake, each
 * @param body the largest body, unpacked, in bytes
 * @param ratio how many times larger a body may become by unpacking
 * @param ratioFrom the unpacked bytes from which on the ratio is judged; small pages compress as well as they like
 * @param headers the most header fields
 * @param headerBytes the most bytes of all header fields, and of one line
 * @param redirects the most redirects that are followed
 * @param interim the most 1xx answers before the answer
 */
public record Limits(
        Duration total,
        Duration connect,
        int body,
        int ratio,
        int ratioFrom,
        int headers,
        int headerBytes,
        int redirects,
        int interim) {

    /** 19 s (so that all is over within 20), 5 s, 15 MB, 200 : 1 from 1 MB on, 100 fields of 32 KB, 5 redirects, 10 interim answers. */
    public static final Limits DEFAULT =
            new Limits(Duration.ofSeconds(19), Duration.ofSeconds(5), 15_000_000, 200, 1_000_000, 100, 32_768, 5, 10);

    /** These limits with less time. */
    public Limits within(Duration shorter) {
        Duration connecting = connect.compareTo(shorter) < 0 ? connect : shorter;
        return new Limits(shorter, connecting, body, ratio, ratioFrom, headers, headerBytes, redirects, interim);
    }
}

package org.yizhan.ingest.poll;

import org.yizhan.article.WebAddress;

/** Names hosts as they are paced: name and port, the usual ports left out. */
final class Hosts {

    private Hosts() {}

    /** {@code example.org} or {@code example.org:8443}; what is no address is its own host, and fails when it is asked. */
    static String of(String url) {
        return WebAddress.of(url).map(WebAddress::authority).orElse(url);
    }

    /** Where the host of {@code url} says who may fetch what (RFC 9309 §2.3). */
    static String robots(String url) {
        return WebAddress.of(url)
                .map(address -> address.scheme() + "://" + address.authority() + "/robots.txt")
                .orElse(url);
    }

    /** Path and query, beginning with a slash. */
    static String path(String url) {
        return WebAddress.of(url)
                .map(address -> address.path() + address.query())
                .orElse("/");
    }
}

package org.yizhan.ingest.poll;

import java.net.URI;
import java.util.Locale;

/** Names hosts as they are paced: name and port, the usual ports left out. */
final class Hosts {

    private Hosts() {}

    /** {@code example.org} or {@code example.org:8443}; the address itself where it is none. */
    static String of(String url) {
        try {
            String authority = String.valueOf(URI.create(url).getRawAuthority()).toLowerCase(Locale.ROOT);
            String host = authority.substring(authority.lastIndexOf('@') + 1);
            String usual = url.toLowerCase(Locale.ROOT).startsWith("https:") ? ":443" : ":80";
            return host.endsWith(usual) ? host.substring(0, host.length() - usual.length()) : host;
        } catch (IllegalArgumentException odd) {
            // a space or a Chinese character where none may be: what stands between // and the next / is the host
            return url.replaceFirst("^[a-zA-Z]+://", "")
                    .replaceFirst("[/?#].*$", "")
                    .toLowerCase(Locale.ROOT);
        }
    }

    /** Where the host of {@code url} says who may fetch what (RFC 9309 §2.3). */
    static String robots(String url) {
        String scheme = url.toLowerCase(Locale.ROOT).startsWith("https:") ? "https" : "http";
        return scheme + "://" + of(url) + "/robots.txt";
    }

    /** Path and query, beginning with a slash. */
    static String path(String url) {
        String rest = url.replaceFirst("^[a-zA-Z]+://[^/?#]*", "").replaceFirst("#.*$", "");
        return rest.startsWith("/") ? rest : "/" + rest;
    }
}

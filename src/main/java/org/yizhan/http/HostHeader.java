package org.yizhan.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.regex.Pattern;

/** Which site a request is for, as far as it must be said: once, and readable (RFC 9112 §3.2). Only HTTP/1.0 may leave it out. Safe for concurrent use. */
public final class HostHeader {

    /** A name, an IPv4 address or one of IPv6 in brackets, and perhaps a port (RFC 3986 §3.2.2). */
    private static final Pattern READABLE =
            Pattern.compile("(?:\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._~!$&'()*+,;=%-]{1,255})(?::[0-9]{0,5})?");

    /** The one found good last: nearly all requests say the same. */
    private volatile String good = "";

    /** Whether the request says it as it must. */
    public boolean isGood(HttpServerRequest request) {
        List<String> lines = request.headers().getAll(HttpHeaders.HOST);
        return switch (lines.size()) {
            case 0 -> request.version() == HttpVersion.HTTP_1_0 || request.authority() != null;
            case 1 -> lines.getFirst().equals(good) || isGood(request, lines.getFirst());
            default -> false;
        };
    }

    private boolean isGood(HttpServerRequest request, String host) {
        if (!READABLE.matcher(host).matches() || request.authority() == null) {
            return false;
        }
        good = host;
        return true;
    }
}

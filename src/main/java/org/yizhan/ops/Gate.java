package org.yizhan.ops;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.yizhan.article.WebAddress;

/**
 * Lets the operator in and nobody else: HTTP Basic (RFC 7617), user {@code ops}, compared in constant time. A change that
 * a page of another origin made a browser ask for is refused, since browsers send Basic credentials by themselves.
 */
final class Gate {

    /** The one operator there is. */
    static final String USER = "ops";

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final byte[] expected;

    Gate(String password) {
        if (password.isBlank()) {
            throw new IllegalArgumentException("yizhan.ops.password must not be empty");
        }
        expected = digest((USER + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** What to answer instead of letting this request in; empty lets it in. */
    Optional<Answer> refuse(HttpServerRequest request) {
        var given = request.headers().getAll("Authorization");
        if (given.size() != 1 || !isOperator(given.getFirst())) {
            return Optional.of(
                    Answer.problem(401, "log in with HTTP Basic as user ops and the password yizhan.ops.password")
                            .with("WWW-Authenticate", "Basic realm=\"yizhan\", charset=\"UTF-8\""));
        }
        if (!READING.contains(request.method()) && isForeign(request)) {
            return Optional.of(
                    Answer.problem(403, "a page of another origin asked for this; do it from /ops or a client"));
        }
        return Optional.empty();
    }

    private boolean isOperator(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            var credentials =
                    Base64.getDecoder().decode(authorization.substring(6).strip());
            return MessageDigest.isEqual(digest(credentials), expected);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** By Sec-Fetch-Site where the browser says it, else by Origin; a client that sends neither is no browser's page. */
    private static boolean isForeign(HttpServerRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        var origin = request.getHeader("Origin");
        return origin != null
                && !WebAddress.of(origin)
                        .map(WebAddress::authority)
                        .orElse("")
                        .equalsIgnoreCase(String.valueOf(request.getHeader("Host")));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package org.yizhan.ops;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yizhan.article.WebAddress;

/**
 * Lets operators in and nobody else: by the session that the login page opens, or by HTTP Basic (RFC 7617), where
 * programs ask. A change that a page of another origin made a browser ask for is refused, and one within a session
 * needs the session's CSRF token besides. Safe for concurrent use.
 */
final class Gate {

    /** The cookie of the session. */
    static final String COOKIE = "yizhan_ops";

    /** The form's field and, for scripts, the header that carry the token. */
    static final String FIELD = "csrf";

    static final String HEADER = "X-CSRF-Token";

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final Accounts accounts;
    private final Sessions sessions;
    private final Throttle throttle;
    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(100).expireAfterWrite(REMEMBERED).build();

    Gate(Accounts accounts, Sessions sessions, Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.throttle = new Throttle(clock);
    }

    /** Credentials that were right a moment ago, as long as the account is what it was. */
    private record Known(String account, Instant at) {}

    /** What becomes of a request. */
    sealed interface Verdict {
        /** It may go on. */
        record Enter(Operator operator) implements Verdict {}

        /** It may not. */
        record Refuse(Answer answer) implements Verdict {}
    }

    /** A login that was tried: the account, or what to say instead. */
    sealed interface Login {
        record Right(Account account) implements Login {}

        record Wrong() implements Login {}

        /** Too many were wrong before. */
        record Closed() implements Login {}
    }

    /** Whether {@link #judge} has to compute for a quarter of a second. */
    boolean isSlow(HttpServerRequest request) {
        List<String> given = request.headers().getAll("Authorization");
        return given.size() == 1 && known.getIfPresent(fingerprint(given.getFirst())) == null;
    }

    /** Who this is, and whether he may come in. */
    Verdict judge(HttpServerRequest request) {
        if (!READING.contains(request.method()) && isForeign(request)) {
            return new Verdict.Refuse(
                    Answer.problem(403, "a page of another origin asked for this; do it from /ops or a client"));
        }
        List<String> given = request.headers().getAll("Authorization");
        if (given.size() == 1) {
            return basic(given.getFirst(), address(request));
        }
        return session(request)
                .map(operator -> (Verdict) new Verdict.Enter(operator))
                .orElseGet(() -> new Verdict.Refuse(login()));
    }

    /** Whether a change within a session carries the session's token; programs with HTTP Basic need none. */
    static boolean isMeant(Asked asked) {
        if (asked.who().csrf().isEmpty()) {
            return true;
        }
        String given = asked.header(HEADER).orElseGet(() -> asked.isForm() ? asked.field(FIELD) : "");
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), asked.who().csrf().getBytes(StandardCharsets.UTF_8));
    }

    /** Tries a name and a password from an address. Takes a quarter of a second, whatever comes of it. */
    Login login(String address, String name, String password) {
        if (throttle.isClosed(address, name)) {
            return new Login.Closed();
        }
        Optional<Account> account = accounts.admit(name, password);
        if (account.isEmpty()) {
            throttle.failed(address, name);
            return new Login.Wrong();
        }
        throttle.succeeded(address, name);
        return new Login.Right(account.get());
    }

    /** The session that a request belongs to. */
    private Optional<Operator> session(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(COOKIE))
                .map(Cookie::getValue)
                .flatMap(sessions::find);
    }

    private Verdict basic(String authorization, String address) {
        Known before = known.getIfPresent(fingerprint(authorization));
        if (before != null) {
            Optional<Account> still = accounts.open(before.account())
                    .filter(account -> account.at().equals(before.at()));
            if (still.isPresent()) {
                return new Verdict.Enter(operator(still.get()));
            }
            known.invalidate(fingerprint(authorization));
        }
        return credentials(authorization)
                .map(credentials -> basic(authorization, login(address, credentials[0], credentials[1])))
                .orElseGet(() -> new Verdict.Refuse(login()));
    }

    private Verdict basic(String authorization, Login login) {
        return switch (login) {
            case Login.Right right -> {
                known.put(
                        fingerprint(authorization),
                        new Known(right.account().name(), right.account().at()));
                yield new Verdict.Enter(operator(right.account()));
            }
            case Login.Wrong wrong -> new Verdict.Refuse(login());
            case Login.Closed closed -> new Verdict.Refuse(closed());
        };
    }

    private static Operator operator(Account account) {
        return new Operator(account.name(), account.role(), "");
    }

    private static Answer login() {
        return Answer.problem(
                        401, "log in with HTTP Basic: user ops and the password yizhan.ops.password, or an account")
                .with("WWW-Authenticate", "Basic realm=\"yizhan\", charset=\"UTF-8\"");
    }

    /** Too many wrong passwords (RFC 6585 §4). */
    static Answer closed() {
        return Answer.problem(429, "too many wrong passwords; try again in 15 minutes")
                .with("Retry-After", String.valueOf(Throttle.REST.toSeconds()));
    }

    private static Optional<String[]> credentials(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(authorization.substring(6).strip());
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return Optional.of(parts).filter(found -> found.length == 2);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static String address(HttpServerRequest request) {
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    static boolean isForeign(Asked asked) {
        return isForeign(name -> asked.header(name).orElse(null));
    }

    private static boolean isForeign(HttpServerRequest request) {
        return isForeign(request::getHeader);
    }

    /** By Sec-Fetch-Site where the browser says it, else by Origin; a client that sends neither is no browser's page. */
    private static boolean isForeign(Function<String, @Nullable String> headers) {
        var site = headers.apply("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        var origin = headers.apply("Origin");
        return origin != null
                && !WebAddress.of(origin)
                        .map(WebAddress::authority)
                        .orElse("")
                        .equalsIgnoreCase(String.valueOf(headers.apply("Host")));
    }

    private static String fingerprint(String authorization) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(authorization.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

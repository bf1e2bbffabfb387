package org.yizhan.ops;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    /** What those who are not in are told to do. */
    static final String FORM = "Form realm=\"yizhan\"";

    /** The header of what scripts ask by themselves; it makes no session longer. */
    static final String BY_ITSELF = "Yizhan-By-Itself";

    private static final String BASIC = "Basic realm=\"yizhan\", charset=\"UTF-8\"";
    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final Accounts accounts;
    private final Sessions sessions;
    private final Throttle throttle;
    private final Consumer<Knock> count;
    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(100).expireAfterWrite(REMEMBERED).build();

    /** @param count hears what came of each login */
    Gate(Accounts accounts, Sessions sessions, Consumer<Knock> count, Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.count = count;
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

        /** Too many were wrong before; nothing is tried for so long. */
        record Closed(Duration rest) implements Login {}
    }

    /** Whether this one may come in; empty where a password has to be looked at for that, by {@link #judge}. */
    Optional<Verdict> glance(HttpServerRequest request) {
        if (!READING.contains(request.method()) && isForeign(request)) {
            return refuse(Answer.problem(403, "a page of another origin asked for this; do it from /ops or a client"));
        }
        List<String> given = request.headers().getAll("Authorization");
        if (given.isEmpty()) {
            return session(request).<Verdict>map(Verdict.Enter::new).or(() -> refuse(logIn(request)));
        }
        if (given.size() > 1 || credentials(given.getFirst()).isEmpty()) {
            return refuse(logIn(request));
        }
        return known(given.getFirst()).map(Verdict.Enter::new);
    }

    private static Optional<Verdict> refuse(Answer answer) {
        return Optional.of(new Verdict.Refuse(answer));
    }

    /** Looks at name and password of HTTP Basic. Takes a quarter of a second where they are new. */
    Verdict judge(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        Optional<Operator> before = known(authorization);
        if (before.isPresent()) {
            return new Verdict.Enter(before.get());
        }
        String[] credentials = credentials(authorization).orElseThrow();
        return switch (login(address(request), credentials[0], credentials[1])) {
            case Login.Right right -> {
                Account account = right.account();
                known.put(fingerprint(authorization), new Known(account.name(), account.at()));
                yield new Verdict.Enter(operator(account));
            }
            case Login.Wrong wrong -> new Verdict.Refuse(logIn(request));
            case Login.Closed closed -> new Verdict.Refuse(closed(closed));
        };
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

    /** Tries a name and a password from an address. Takes a quarter of a second, but where nothing may be tried. */
    Login login(String address, String name, String password) {
        String counted = Account.isName(name) ? name : "";
        Duration rest = throttle.begin(address, counted);
        if (!rest.isZero()) {
            count.accept(Knock.RESTING);
            return new Login.Closed(rest);
        }
        Optional<Account> account = accounts.admit(name, password);
        if (account.isEmpty()) {
            failed(address, name);
            return new Login.Wrong();
        }
        throttle.succeeded(address, counted);
        count.accept(Knock.RIGHT);
        return new Login.Right(account.get());
    }

    /** The open account of this name. */
    Optional<Account> account(String name) {
        return accounts.open(name);
    }

    /** No name that isn't an account's goes to the log: people type passwords there. */
    private void failed(String address, String name) {
        count.accept(Knock.WRONG);
        log.atWarn()
                .addKeyValue("account", accounts.open(name).map(Account::name).orElse("unknown"))
                .addKeyValue("address", address)
                .log("a login failed");
    }

    /** Whose session a request belongs to; a cookie of our name that somebody else set is passed over. */
    private Optional<Operator> session(HttpServerRequest request) {
        return Cookies.of(request.headers(), COOKIE)
                .flatMap(id -> (isByItself(request) ? sessions.look(id) : sessions.find(id)).stream())
                .findFirst();
    }

    /** Whether a page that is open asks, and nobody did: an {@code EventSource} can send no header of its own. */
    private static boolean isByItself(HttpServerRequest request) {
        return request.headers().contains(BY_ITSELF)
                || request.headers().getAll("Accept").stream().anyMatch(type -> type.contains("text/event-stream"));
    }

    /** Whose credentials these are, where they were right a moment ago and the account is what it was. */
    private Optional<Operator> known(String authorization) {
        return Optional.ofNullable(known.getIfPresent(fingerprint(authorization)))
                .flatMap(before -> accounts.open(before.account())
                        .filter(account -> account.at().equals(before.at())))
                .map(Gate::operator);
    }

    private static Operator operator(Account account) {
        return new Operator(account.name(), account.role(), "");
    }

    /** Scripts of a page are not asked by HTTP Basic: the browser would put up its own login before the page. */
    private static Answer logIn(HttpServerRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        return Answer.problem(
                        401, "log in with HTTP Basic: user ops and the password yizhan.ops.password, or an account")
                .with("WWW-Authenticate", mode == null || mode.equals("navigate") ? BASIC : FORM);
    }

    /** Too many wrong passwords (RFC 6585 §4). */
    static Answer closed(Login.Closed closed) {
        long seconds = closed.rest().plusMillis(999).toSeconds();
        return Answer.problem(
                        429,
                        "too many wrong passwords; try again in %d minutes"
                                .formatted(closed.rest().plusSeconds(59).toMinutes()))
                .with("Retry-After", String.valueOf(seconds));
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

package org.yizhan.ops;

import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door of the management port: logs operators in and out. Every method may block. */
public final class Entry {

    /** Where the login page is. */
    public static final String LOGIN = "/ops/login";

    /** Where style sheets and scripts are; the login page needs them. */
    public static final String STATIC = "/ops/static/";

    /** The feed of incidents, which readers that can't log in open with a token of its own. */
    public static final String FEED = "/ops/incidents.atom";

    private static final Logger log = LoggerFactory.getLogger(Entry.class);

    private final AccountBook book;
    private final Sessions sessions;
    private final Gate gate;
    private final Audit audit;
    private final Consumer<Knock> count;

    /** @param count hears what came of each login */
    public Entry(
            Accounts accounts, AccountBook book, Audit audit, Consumer<Knock> count, SecureRandom random, Clock clock) {
        this.book = book;
        this.sessions = new Sessions(accounts, random, clock);
        this.gate = new Gate(accounts, sessions, count, clock);
        this.audit = audit;
        this.count = count;
    }

    /** Where passwords are looked at. */
    Turnstile turnstile(WorkerExecutor threads) {
        return new Turnstile(threads, () -> count.accept(Knock.CROWDED));
    }

    Gate gate() {
        return gate;
    }

    void mount(Paths paths) {
        paths.login(LOGIN, this::logIn);
        paths.work(Role.VIEWER, HttpMethod.POST, "/ops/logout", this::logOut);
    }

    /** Whether an operator who came in is in still. */
    public boolean isStillIn(Operator operator) {
        return sessions.has(operator);
    }

    /** What anybody may ask for. */
    static boolean isOpen(String path) {
        return path.equals(LOGIN) || path.startsWith(STATIC);
    }

    /** Whether the feed is asked for with a token, which it judges by itself. */
    static boolean isFeed(String path, HttpServerRequest request) {
        boolean isReading =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        return isReading && path.equals(FEED) && request.getParam("token") != null;
    }

    /** Whether a browser asks for a page, not a program. */
    static boolean isPage(RoutingContext context) {
        HttpServerRequest request = context.request();
        String accept = request.getHeader("Accept");
        return context.normalizedPath().startsWith("/ops")
                && request.getHeader("Authorization") == null
                && accept != null
                && accept.contains("text/html");
    }

    /** The way to the login page, and back afterwards to what was asked for. */
    static Answer login(RoutingContext context) {
        String query = context.request().query();
        String wanted = context.normalizedPath() + (query == null ? "" : "?" + query);
        boolean isReading = context.request().method().equals(HttpMethod.GET);
        return Answer.seeOther(
                isReading && !wanted.equals("/ops")
                        ? LOGIN + "?next=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8)
                        : LOGIN);
    }

    /** The form's {@code name}, {@code password} and {@code next}; what was wrong where they don't do. */
    private Answer logIn(Asked asked) {
        if (Gate.isForeign(asked)) {
            throw Rejection.of(403, "a page of another origin asked for this; log in at " + LOGIN);
        }
        String name = asked.field("name").strip();
        return switch (gate.login(asked.address(), name, asked.field("password"))) {
            case Gate.Login.Right right -> enter(asked, right.account());
            case Gate.Login.Wrong wrong ->
                Answer.problem(401, "the name or the password is wrong").with("WWW-Authenticate", Gate.FORM);
            case Gate.Login.Closed closed -> Gate.closed(closed);
        };
    }

    /** A session of its own, whatever the browser brought; the one before ends. */
    private Answer enter(Asked asked, Account account) {
        endAll(asked);
        written(Audit.Deed.plain(account.name(), Audit.Action.LOG_IN, asked.address()));
        return Answer.seeOther(next(asked.field("next")).orElse("/ops"))
                .with("Set-Cookie", cookie(asked, sessions.open(account), ""));
    }

    /**
     * Gives the one who asks another password, where he knows the one he has. All his sessions end, and one begins anew.
     *
     * @return 303 to the overview; a {@link Rejection} with 401 where the old one is wrong, 409 where the settings hold it,
     *     422 where the new one is unfit, 429 after too many wrong ones
     */
    public Answer changePassword(Asked asked, String old, String fresh) throws SQLException {
        book.requireFit(asked.operator(), fresh);
        return switch (gate.login(asked.address(), asked.operator(), old)) {
            case Gate.Login.Right right -> {
                book.renew(asked.operator(), asked.operator(), fresh);
                yield reopen(asked);
            }
            case Gate.Login.Wrong wrong -> throw Rejection.of(401, "the old password is wrong");
            case Gate.Login.Closed closed -> throw Rejection.of(Gate.closed(closed));
        };
    }

    /** Programs with HTTP Basic have no session before, and get none. */
    private Answer reopen(Asked asked) {
        Answer done = Answer.seeOther("/ops/password?done=1");
        return asked.who().csrf().isEmpty()
                ? done
                : gate.account(asked.operator())
                        .map(account -> done.with("Set-Cookie", cookie(asked, sessions.open(account), "")))
                        .orElse(done);
    }

    private Answer logOut(Asked asked) {
        endAll(asked);
        written(Audit.Deed.plain(asked.operator(), Audit.Action.LOG_OUT, asked.address()));
        return Answer.seeOther(LOGIN).with("Set-Cookie", cookie(asked, "", "Max-Age=0; "));
    }

    private void endAll(Asked asked) {
        Cookies.of(asked.headers(), Gate.COOKIE).forEach(sessions::end);
    }

    /** Operators get in while the database is away: that is when they are needed. */
    private void written(Audit.Deed deed) {
        try {
            audit.write(deed);
        } catch (SQLException away) {
            log.atWarn()
                    .addKeyValue("operator", deed.operator())
                    .addKeyValue("action", deed.action().word())
                    .addKeyValue("error", Shown.line(away.toString(), 300))
                    .log("the audit could not be written");
        }
    }

    /** Only a path of our own pages: another host's page must not be reached through our login. */
    private static Optional<String> next(String given) {
        return Optional.of(given).filter(path -> path.matches("/ops([/?][\\x21-\\x7e&&[^\\\\]]*)?"));
    }

    /** In the clear, which is for loopback, a browser would not send back one that is {@code Secure}. */
    private static String cookie(Asked asked, String value, String age) {
        return "%s=%s; Path=/; %sHttpOnly; SameSite=Strict%s"
                .formatted(Gate.COOKIE, value, age, asked.isSecret() ? "; Secure" : "");
    }
}

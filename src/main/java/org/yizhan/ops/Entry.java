package org.yizhan.ops;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
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

    private final Sessions sessions;
    private final Gate gate;
    private final Audit audit;

    public Entry(Accounts accounts, Audit audit, SecureRandom random, Clock clock) {
        this.sessions = new Sessions(accounts, random, clock);
        this.gate = new Gate(accounts, sessions, clock);
        this.audit = audit;
    }

    Gate gate() {
        return gate;
    }

    void mount(Paths paths) {
        paths.work(Role.VIEWER, HttpMethod.POST, LOGIN, this::logIn);
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
    static boolean isPage(HttpServerRequest request) {
        String accept = request.getHeader("Accept");
        return request.path().startsWith("/ops")
                && request.getHeader("Authorization") == null
                && accept != null
                && accept.contains("text/html");
    }

    /** The way to the login page, and back afterwards to what was asked for. */
    static Answer login(HttpServerRequest request) {
        boolean isReading = request.method().equals(HttpMethod.GET);
        return Answer.seeOther(
                isReading && !request.uri().equals("/ops")
                        ? LOGIN + "?next=" + URLEncoder.encode(request.uri(), StandardCharsets.UTF_8)
                        : LOGIN);
    }

    /** The form's {@code name}, {@code password} and {@code next}; back to the page with what was wrong where they don't do. */
    private Answer logIn(Asked asked) throws SQLException {
        if (Gate.isForeign(asked)) {
            throw Rejection.of(403, "a page of another origin asked for this; log in at " + LOGIN);
        }
        String name = asked.field("name").strip();
        return switch (gate.login(asked.address(), name, asked.field("password"))) {
            case Gate.Login.Right right -> enter(asked, right.account());
            case Gate.Login.Wrong wrong -> refused(asked, name, "wrong");
            case Gate.Login.Closed closed -> refused(asked, name, "closed");
        };
    }

    private Answer enter(Asked asked, Account account) throws SQLException {
        written(Audit.Deed.plain(account.name(), Audit.Action.LOG_IN, asked.address()));
        return Answer.seeOther(next(asked.field("next")).orElse("/ops"))
                .with("Set-Cookie", cookie(asked, sessions.open(account), "Max-Age=43200"));
    }

    private static Answer refused(Asked asked, String name, String why) {
        log.atWarn()
                .addKeyValue("name", Shown.line(name, 60))
                .addKeyValue("address", asked.address())
                .log(why.equals("wrong") ? "a login failed" : "a login was not tried: too many failed before");
        String next = next(asked.field("next"))
                .map(path -> "&next=" + URLEncoder.encode(path, StandardCharsets.UTF_8))
                .orElse("");
        return Answer.seeOther(LOGIN + "?why=" + why + next);
    }

    private Answer logOut(Asked asked) throws SQLException {
        asked.cookie(Gate.COOKIE).ifPresent(sessions::end);
        written(Audit.Deed.plain(asked.operator(), Audit.Action.LOG_OUT, asked.address()));
        return Answer.seeOther(LOGIN).with("Set-Cookie", cookie(asked, "", "Max-Age=0"));
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
        return Optional.of(given).filter(path -> path.matches("/ops(/[^\\\\\\p{Cntrl}]*|\\?[^\\\\\\p{Cntrl}]*)?"));
    }

    /** {@code Secure} where a proxy in front speaks TLS; the port itself doesn't, and is bound to loopback. */
    private static String cookie(Asked asked, String value, String age) {
        boolean isSecure =
                asked.header("X-Forwarded-Proto").filter("https"::equals).isPresent();
        return "%s=%s; Path=/; %s; HttpOnly; SameSite=Strict%s"
                .formatted(Gate.COOKIE, value, age, isSecure ? "; Secure" : "");
    }
}

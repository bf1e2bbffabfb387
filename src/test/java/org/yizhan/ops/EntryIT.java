package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.yizhan.Row;

/** Who comes in at the management port, and who doesn't. */
@Row("S19")
class EntryIT {

    private static final String FORM = "application/x-www-form-urlencoded";

    private static OperatorEdge edge;

    @BeforeAll
    static void open() throws Exception {
        edge = new OperatorEdge();
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static int asked(String name, String password) throws Exception {
        return edge.send(edge.anonymous("/api/v1/ops/audit").header("Authorization", basic(name, password)))
                .status();
    }

    @Test
    void answersALookThatCallsItselfAForm() throws Exception {
        var asked = edge.request("/api/v1/ops/status", "Content-Type", "application/x-www-form-urlencoded");

        assertThat(edge.send(asked).status()).isEqualTo(200);
    }

    @Test
    void opensASessionThatOnlyItsBrowserKnows() throws Exception {
        var visitor = new Visitor(edge);
        var answered = visitor.logIn("ops", OperatorEdge.PASSWORD, "next", "/ops/audit?limit=5");

        assertThat(answered.status()).isEqualTo(303);
        assertThat(answered.header("location")).isEqualTo("/ops/audit?limit=5");
        assertThat(answered.header("set-cookie"))
                .matches("yizhan_ops=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict");
        assertThat(visitor.get("/ops").status()).isEqualTo(200);
        assertThat(edge.send(edge.anonymous("/api/v1/ops/audit").header("Cookie", visitor.cookie()))
                        .status())
                .isEqualTo(200);
    }

    /** An overview that is left open asks each minute. */
    @ParameterizedTest
    @ValueSource(strings = {"Yizhan-By-Itself: true", "Accept: text/event-stream"})
    void noPageKeepsItsOwnSessionOpen(String header) throws Exception {
        String[] mark = header.split(": ");
        var visitor = Visitor.operator(edge);
        try {
            edge.clock.pass(Sessions.IDLE);
            assertThat(visitor.get("/api/v1/ops/status", mark).status()).isEqualTo(200);
            edge.clock.pass(Duration.ofMillis(1));
            assertThat(visitor.get("/api/v1/ops/status", mark).status()).isEqualTo(401);
        } finally {
            edge.clock.set(OperatorEdge.NOW);
        }
    }

    @Test
    void theOverviewsScriptSaysThatNobodyAsked() throws Exception {
        var script = edge.send(edge.anonymous("/ops/static/live.js")).body();

        assertThat(script.split("fetch\\(", -1)).hasSize(2);
        assertThat(script).contains("\"" + Gate.BY_ITSELF + "\": \"true\"");
    }

    @Test
    void marksTheCookieSecureBehindTls() throws Exception {
        var answered = edge.send(edge.anonymous("/ops/login")
                .headers("Content-Type", FORM, "X-Forwarded-Proto", "https")
                .POST(BodyPublishers.ofString(Visitor.form("name", "ops", "password", OperatorEdge.PASSWORD))));

        assertThat(answered.header("set-cookie")).endsWith("; Secure");
    }

    @Test
    void letsNobodyInWithTheSessionOfOneWhoLoggedOut() throws Exception {
        Visitor visitor = Visitor.operator(edge);
        assertThat(visitor.post("/ops/logout").header("location")).isEqualTo("/ops/login");

        assertThat(visitor.get("/ops").header("location")).isEqualTo("/ops/login");
        assertThat(edge.send(edge.anonymous("/api/v1/ops/audit").header("Cookie", visitor.cookie()))
                        .status())
                .isEqualTo(401);
        assertThat(edge.get("/api/v1/ops/audit?action=log-out")
                        .json()
                        .path("audit")
                        .path(0)
                        .path("operator")
                        .asText())
                .isEqualTo("ops");
    }

    @Test
    void givesANewSessionAtEachLoginAndEndsTheOneBefore() throws Exception {
        Visitor visitor = new Visitor(edge).with("yizhan_ops=planted");
        visitor.logIn("ops", OperatorEdge.PASSWORD);
        String first = visitor.cookie();
        visitor.logIn("ops", OperatorEdge.PASSWORD);

        assertThat(first).isNotEqualTo("yizhan_ops=planted").isNotEqualTo(visitor.cookie());
        assertThat(new Visitor(edge).with(first).get("/ops").status()).isEqualTo(303);
        assertThat(new Visitor(edge).with("yizhan_ops=planted").get("/ops").status())
                .isEqualTo(303);
        assertThat(visitor.get("/ops").status()).isEqualTo(200);
    }

    @Test
    void findsItsOwnCookieBesideOneThatAnotherPortOfTheHostSet() throws Exception {
        Visitor visitor = Visitor.operator(edge);
        String own = visitor.cookie();
        visitor.with("yizhan_ops=planted; " + own);
        assertThat(visitor.get("/ops").status()).isEqualTo(200);
        visitor.post("/ops/logout");

        assertThat(new Visitor(edge).with(own).get("/ops").status()).isEqualTo(303);
    }

    @Test
    void changesNothingWithoutTheTokenOfThisSession() throws Exception {
        Visitor visitor = Visitor.operator(edge);
        Visitor other = Visitor.operator(edge);

        for (var path : List.of("/ops/logout", "/ops/dead-letters/1/replay", "/ops/dead-letters/1/discard")) {
            assertThat(visitor.send(path, "reason", "x").status()).as(path).isEqualTo(403);
            assertThat(visitor.send(path, "csrf", other.token(), "reason", "x").status())
                    .as(path)
                    .isEqualTo(403);
            assertThat(visitor.send(path + "?csrf=" + visitor.token()).status())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(edge.send(edge.anonymous("/api/v1/ops/keys")
                                .header("Cookie", visitor.cookie())
                                .POST(BodyPublishers.ofString("{\"source\":\"cac\"}")))
                        .status())
                .isEqualTo(403);
        assertThat(edge.send(edge.anonymous("/api/v1/ops/keys")
                                .headers("Cookie", visitor.cookie(), "X-CSRF-Token", visitor.token())
                                .POST(BodyPublishers.ofString("{\"source\":\"cac\"}")))
                        .status())
                .isEqualTo(201);
        assertThat(visitor.post("/ops/dead-letters/1/replay").status()).isEqualTo(404);
    }

    @Test
    void takesNoChangeAndNoLoginFromAPageOfAnotherOrigin() throws Exception {
        Visitor visitor = Visitor.operator(edge);
        for (var foreign : List.of(
                List.of("Sec-Fetch-Site", "cross-site"),
                List.of("Sec-Fetch-Site", "same-site"),
                List.of("Origin", "https://evil.example"),
                List.of("Origin", "null"))) {
            var login = edge.send(edge.anonymous("/ops/login")
                    .headers("Content-Type", FORM, foreign.get(0), foreign.get(1))
                    .POST(BodyPublishers.ofString(Visitor.form("name", "ops", "password", OperatorEdge.PASSWORD))));
            var logout = edge.send(edge.anonymous("/ops/logout")
                    .headers("Content-Type", FORM, "Accept", "text/html", foreign.get(0), foreign.get(1))
                    .header("Cookie", visitor.cookie())
                    .POST(BodyPublishers.ofString("csrf=" + visitor.token())));

            assertThat(login.status()).as(foreign.toString()).isEqualTo(403);
            assertThat(login.headers()).doesNotContainKey("set-cookie");
            assertThat(logout.status()).as(foreign.toString()).isEqualTo(403);
            assertThat(edge.post("/api/v1/ops/keys", "{\"source\":\"cac\"}", foreign.toArray(String[]::new))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(visitor.get("/ops").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "/ops\\..\\..\\evil",
                "/opsx",
                "/",
                "javascript:alert(1)",
                "/ops/\r\nSet-Cookie: a=b",
                "/ops/\u4e2d",
                " /ops/audit",
                "/ops@evil.example",
                "/ops/\u0000",
                "///ops",
                "ops"
            })
    void leadsNowhereElseAfterTheLogin(String next) throws Exception {
        var answered = new Visitor(edge).logIn("ops", OperatorEdge.PASSWORD, "next", next);

        assertThat(answered.header("location")).isEqualTo("/ops");
        assertThat(answered.headers().get("set-cookie")).hasSize(1);
    }

    @Test
    void leadsBackToWhatWasAskedFor() throws Exception {
        assertThat(new Visitor(edge).get("/ops/dead-letters/7?lang=en").header("location"))
                .isEqualTo("/ops/login?next=%2Fops%2Fdead-letters%2F7%3Flang%3Den");
        assertThat(new Visitor(edge).get("//ops/.//dead-letters/7").header("location"))
                .isEqualTo("/ops/login?next=%2Fops%2Fdead-letters%2F7");
        assertThat(new Visitor(edge)
                        .get("/ops/login?next=%2Fops%2F%22%3E%3Cscript%3E")
                        .body())
                .contains("value=\"/ops/&#34;>&lt;script>\"")
                .doesNotContain("<script>");
    }

    @Test
    void restsAfterFiveWrongPasswordsOfAnAccount() throws Exception {
        edge.book.make("ops", "guessed", Role.VIEWER, "the-right-password");
        for (int n = 0; n < Throttle.MOST; n++) {
            var wrong = new Visitor(edge).logIn("guessed", "wrong-" + n);
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.headers()).doesNotContainKey("set-cookie");
            assertThat(wrong.body()).contains("用户名或口令不对").doesNotContain("wrong-" + n);
        }
        var resting = new Visitor(edge).logIn("guessed", "the-right-password");

        assertThat(resting.status()).isEqualTo(429);
        assertThat(resting.header("retry-after")).isEqualTo("900");
        assertThat(resting.body()).contains("错误次数太多");
        assertThat(asked("guessed", "the-right-password")).isEqualTo(429);
        assertThat(asked("ops", OperatorEdge.PASSWORD)).isEqualTo(200);
        assertThat(edge.send(edge.anonymous("/observe/metrics")).body())
                .contains("yizhan_ops_logins_total{outcome=\"resting\"}")
                .doesNotContain("guessed");
    }

    @Test
    void asksByBasicForProgramsOnly() throws Exception {
        assertThat(edge.send(edge.anonymous("/api/v1/ops/audit")).header("www-authenticate"))
                .startsWith("Basic ");
        assertThat(edge.send(edge.anonymous("/api/v1/ops/audit").header("Sec-Fetch-Mode", "cors"))
                        .header("www-authenticate"))
                .startsWith("Form ");
        for (var header : List.of("Bearer x", "Basic", "Basic ???", "Basic b3Bz", basic("ops", ""), basic("", ""))) {
            assertThat(edge.send(edge.anonymous("/api/v1/ops/audit").header("Authorization", header))
                            .status())
                    .as(header)
                    .isEqualTo(401);
        }
        assertThat(edge.send(edge.request("/api/v1/ops/audit").header("Authorization", basic("ops", "x")))
                        .status())
                .as("two of them")
                .isEqualTo(401);
    }

    @Test
    void endsSessionsAndRememberedCredentialsOfAnAccountThatIsChangedOrClosed() throws Exception {
        edge.book.make("ops", "wang", Role.OPERATOR, "wangs-first-password");
        var visitor = new Visitor(edge);
        visitor.logIn("wang", "wangs-first-password");
        assertThat(visitor.get("/ops").status()).isEqualTo(200);
        assertThat(asked("wang", "wangs-first-password")).isEqualTo(200);

        edge.book.renew("ops", "wang", "wangs-other-password");
        assertThat(visitor.get("/ops").status()).isEqualTo(303);
        assertThat(asked("wang", "wangs-first-password")).isEqualTo(401);
        assertThat(asked("wang", "wangs-other-password")).isEqualTo(200);
        visitor.logIn("wang", "wangs-other-password");

        edge.book.shut("ops", "wang");
        assertThat(visitor.get("/ops").status()).isEqualTo(303);
        assertThat(asked("wang", "wangs-other-password")).isEqualTo(401);
    }

    @Test
    void saysNoMoreToAViewerThanHeMayDo() throws Exception {
        edge.book.make("ops", "viewer", Role.VIEWER, "only-for-looking-at");
        var viewer = new Visitor(edge);
        viewer.logIn("viewer", "only-for-looking-at");
        viewer.get("/ops");

        assertThat(viewer.post("/ops/dead-letters/1/replay").status()).isEqualTo(403);
        assertThat(edge.send(edge.anonymous("/api/v1/ops/keys")
                                .header("Authorization", basic("viewer", "only-for-looking-at"))
                                .POST(BodyPublishers.ofString("{\"source\":\"cac\"}")))
                        .status())
                .isEqualTo(403);
        assertThat(viewer.get("/ops").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//ops",
                "/ops/",
                "/ops//dead-letters/1",
                "/ops/./dead-letters/1",
                "/ops/%2e/dead-letters/1",
                "/ops/static/../dead-letters/1",
                "/ops/static/%2e%2e/dead-letters/1",
                "/ops/login/../dead-letters/1",
                "/ops/static/..%2fdead-letters%2f1",
                "/ops/static/%252e%252e/dead-letters/1",
                "/ops/login;x",
                "/ops;x",
                "/ops/;x",
                "/ops/dead-letters/1;x",
                "/OPS",
                "/Ops/dead-letters/1",
                "/ops%2fdead-letters%2f1",
                "/%6fps/dead-letters/1",
                "/ops/dead-letters/%31",
                "/ops/login%00/../dead-letters/1",
                "/ops/login/",
                "/ops/static",
                "/api//v1/ops/status",
                "//api/v1/ops/status",
                "/api/v1/%6fps/status",
                "/API/v1/ops/status",
                "/observe/../ops",
                "/observe/%2e%2e/api/v1/ops/status",
                "/api",
                "/api/",
                "/api/v1/ops/status/",
                "/api/v1/ops/status;x",
                "/ops?x=/ops/login",
                "/ops/..;/ops",
                "/./ops",
                "/ops/login/../../ops",
                "/observe/metrics/../../api/v1/ops/status",
                "/ops/static/style.css/../../dead-letters/1"
            })
    void showsNothingBehindTheGateWhateverThePathLooksLike(String path) throws Exception {
        var page = new Visitor(edge).get(path);
        var json = edge.send(edge.anonymous(path));
        var overriding = edge.send(edge.anonymous(path)
                .headers("X-Original-URL", "/ops/login", "X-Rewrite-URL", "/ops/login", "X-Forwarded-Prefix", "/ops"));

        assertThat(page.status()).as("page").isIn(303, 401, 400, 404);
        assertThat(json.status()).as("json").isIn(401, 400, 404);
        assertThat(overriding.status()).as("overriding").isEqualTo(json.status());
        assertThat(page.body() + json.body()).doesNotContain("<nav", "/ops/logout", "deadLetterCounts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//ops", "/ops/", "/./ops", "/x/../ops", "/%6fps", "//evil.example/../ops"})
    void showsTheSameScreenForAnotherSpellingOfItsPath(String path) throws Exception {
        Visitor visitor = Visitor.operator(edge);
        var answered = visitor.get(path);

        assertThat(answered.status()).isEqualTo(200);
        assertThat(answered.body()).contains("href=\"/ops").doesNotContain("href=\"//", "evil.example");
    }

    @Test
    void answersHeadWithoutABodyAndKnowsNoOtherMethods() throws Exception {
        Visitor visitor = Visitor.operator(edge);
        var head = edge.send(edge.request("/api/v1/ops/audit").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(edge.send(edge.anonymous("/api/v1/ops/audit").method("HEAD", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(401);
        for (var method : List.of("PUT", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get")) {
            var answered = edge.send(edge.request("/ops").method(method, BodyPublishers.noBody()));
            assertThat(answered.status()).as(method).isEqualTo(405);
            assertThat(answered.header("allow")).isEqualTo("GET, HEAD");
        }
        assertThat(visitor.get("/ops/logout").header("allow")).isEqualTo("POST");
        for (var override : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
            assertThat(visitor.get("/ops/logout", override, "POST").status()).isEqualTo(405);
        }
        assertThat(visitor.get("/ops?_method=DELETE").status()).isEqualTo(400);
    }

    @Test
    void refusesLongBodiesAndTakesManyHeaders() throws Exception {
        byte[] long10 = new byte[10_000_000];
        assertThat(edge.send(edge.request("/api/v1/ops/keys").POST(BodyPublishers.ofByteArray(long10)))
                        .status())
                .isEqualTo(413);
        assertThat(edge.send(edge.anonymous("/api/v1/ops/keys").POST(BodyPublishers.ofByteArray(new byte[60_000])))
                        .status())
                .isEqualTo(401);
        assertThat(edge.send(edge.anonymous("/ops/login")
                                .header("Content-Type", FORM)
                                .POST(BodyPublishers.ofByteArray(long10)))
                        .status())
                .isEqualTo(413);
        var many = edge.request("/api/v1/ops/audit");
        IntStream.range(0, 80).forEach(n -> many.header("X-" + n, "value"));
        assertThat(edge.send(many).status()).isEqualTo(200);
        var huge = edge.request("/api/v1/ops/audit").header("X-Huge", "x".repeat(20_000));
        assertThat(edge.send(huge).status()).isEqualTo(431);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csrf=%zz", "%", "name=%&password=%f", "\u0000=\u0000&&&===&"})
    void answersAFormThatCannotBeReadAsAMistakeOfTheSender(String body) throws Exception {
        Visitor visitor = Visitor.operator(edge);
        for (var path : List.of("/ops/login", "/ops/logout")) {
            var answered = edge.send(edge.anonymous(path)
                    .headers("Content-Type", FORM, "Accept", "text/html", "Cookie", visitor.cookie())
                    .POST(BodyPublishers.ofString(body)));
            assertThat(answered.status()).as(path).isIn(400, 401, 403);
        }
    }

    @Test
    void blamesTheSenderForANameThatNoDatabaseKeeps() throws Exception {
        assertThat(edge.delete("/api/v1/ops/accounts/%00", "").status()).isEqualTo(400);
    }

    @Test
    void carriesTheHeadersThatKeepPagesApart() throws Exception {
        for (var path : List.of("/ops/login", "/ops", "/observe/health/live", "/nothing", "/ops/static/style.css")) {
            var headers = edge.send(edge.anonymous(path));
            assertThat(headers.header("x-content-type-options")).as(path).isEqualTo("nosniff");
            assertThat(headers.header("content-security-policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")
                    .doesNotContain("unsafe");
        }
        assertThat(edge.send(edge.anonymous("/ops/login")).header("cache-control"))
                .isEqualTo("no-store");
    }

    @Test
    void keepsPasswordsThatWereTypedAsNamesOutOfTheLog() throws Exception {
        var logger = (Logger) LoggerFactory.getLogger("org.yizhan.ops");
        var seen = new ListAppender<ILoggingEvent>();
        seen.start();
        logger.addAppender(seen);
        try {
            new Visitor(edge).logIn("geheim-kanarienvogel", "ein-kanarienvogel");
            asked("kanarienvogel\r\nWARN forged", "ein-kanarienvogel");
        } finally {
            logger.detachAppender(seen);
        }

        assertThat(seen.list).hasSizeGreaterThanOrEqualTo(2);
        assertThat(seen.list)
                .extracting(event -> event.getFormattedMessage() + event.getKeyValuePairs())
                .noneMatch(line -> line.contains("kanarienvogel") || line.contains("forged"));
    }

    /** On a port of its own: its address rests afterwards. */
    @Test
    void leavesOperatorsAloneWhileAThousandGuess() throws Exception {
        try (var crowded = new OperatorEdge();
                HttpClient guesser = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Visitor visitor = Visitor.operator(crowded);
            List<Callable<Integer>> guesses = new ArrayList<>();
            IntStream.range(0, 1_000)
                    .forEach(n -> guesses.add(() -> guesser.send(
                                    crowded.anonymous("/ops/login")
                                            .header("Content-Type", FORM)
                                            .POST(BodyPublishers.ofString("name=n" + n + "&password=guess"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()));
            List<Future<Integer>> answers = new ArrayList<>();
            guesses.forEach(guess -> answers.add(threads.submit(guess)));
            var longest = Duration.ZERO;
            for (int n = 0; n < 20; n++) {
                long start = System.nanoTime();
                assertThat(visitor.get("/ops/password").status()).isEqualTo(200);
                var took = Duration.ofNanos(System.nanoTime() - start);
                longest = took.compareTo(longest) > 0 ? took : longest;
            }
            List<Integer> statuses = new ArrayList<>();
            for (var answer : answers) {
                statuses.add(answer.get());
            }

            assertThat(longest).isLessThan(Duration.ofSeconds(30));
            assertThat(statuses)
                    .hasSize(1_000)
                    .allMatch(status -> List.of(401, 429, 503).contains(status));
            assertThat(statuses.stream().filter(status -> status == 401)).hasSizeLessThanOrEqualTo(50);
            assertThat(statuses).contains(503);
        }
    }
}

package org.yizhan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yizhan.ops.Paths.Rule;
import org.yizhan.ops.Role;

/**
 * S17, S19 and S20 of the security matrix, for every path of both ports as the running program's own tables name them: the
 * headers that keep pages apart, a token for every change, and the same answer however a path is spelt.
 */
class EveryPathIT {

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND");
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 404, 405);
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"(/[^\"#]*)");
    private static final int CRAWLED = 100;

    /** Those that lead to the path itself, where nothing refuses them. */
    private static final Set<String> TAKEN =
            Set.of("two slashes", "a dot", "up and down", "an escaped letter", "a slash behind");

    private static final HttpClient client = HttpClient.newHttpClient();
    private static Console console;

    private record Answered(int status, HttpHeaders headers, String body) {
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    @BeforeAll
    static void start() throws Exception {
        console = Console.start(Map.of("YIZHAN_SAMPLES", "true"));
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        console.close();
    }

    private static String open(String path) {
        return "http://127.0.0.1:" + console.port() + named(path);
    }

    private static String guarded(String path) {
        return console.address(named(path));
    }

    private static String named(String path) {
        return path.replaceAll(":[A-Za-z]+", "unknown").replace("*", "unknown");
    }

    /** What is told without an end is not waited for. */
    private static Answered ask(String method, String address, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        var answered = client.send(request.build(), BodyHandlers.ofInputStream());
        boolean ends = !answered.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
        try (var body = answered.body()) {
            return new Answered(
                    answered.statusCode(),
                    answered.headers(),
                    ends ? new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8) : "");
        }
    }

    private static String[] as(Role role) {
        return new String[] {"Authorization", Console.basic(role == Role.ADMIN ? "ops" : role.word(), Console.PASSWORD)
        };
    }

    private static void assertKeptApart(String what, Answered answered) {
        String policy = answered.header("content-security-policy");
        assertThat(policy)
                .as("%s: %s %s", what, answered.status(), answered.headers().map())
                .contains("default-src 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*");
        assertThat(answered.header("x-content-type-options")).as(what).isEqualTo("nosniff");
        assertThat(answered.header("referrer-policy")).as(what).isIn("same-origin", "strict-origin-when-cross-origin");
        assertThat(answered.header("cross-origin-opener-policy")).as(what).isEqualTo("same-origin");
        assertThat(answered.headers().map().keySet())
                .as(what)
                .doesNotContain("server", "x-powered-by", "via")
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-aspnet"));
        if (answered.header("content-type").startsWith("text/html")) {
            assertThat(policy).as(what).contains("base-uri 'none'", "form-action 'self'");
            assertThat(answered.body())
                    .as(what)
                    .doesNotContainPattern("<[^>]+\\son[a-z]+=")
                    .doesNotContain("<script>", "<style", "javascript:");
        }
        assertThat(answered.body().isEmpty() || !answered.header("content-type").isEmpty())
                .as("%s says what its content is", what)
                .isTrue();
    }

    @Test
    @Row({"S16", "S17"})
    void everyAnswerOfThePublicPortIsKeptApart(Cases cases) throws Exception {
        Set<String> paths = new LinkedHashSet<>();
        console.paths().forEach(path -> paths.add(path.split(" ", 2)[1]));
        assertThat(paths).contains("/", "/feeds/*", "/websub", "/api/v1/articles", "/live", "/stories/:id");
        paths.addAll(
                List.of("/nothing", "/feeds/nothing", "/feeds/source/nobody.rss", "/feeds/all.atom", "/.git/config"));
        for (String path : paths) {
            for (String method : METHODS) {
                for (String accept : List.of("text/html", "application/json")) {
                    var answered = ask(method, open(path), "Accept", accept);
                    assertKeptApart(method + " " + path, answered);
                    assertThat(answered.status()).as(method + " " + path).isLessThan(500);
                    cases.held();
                }
            }
        }
    }

    @Test
    @Row("S17")
    void everyPageThatALinkLeadsToIsKeptApart(Cases cases) throws Exception {
        var waiting = new ArrayDeque<>(List.of("/"));
        Set<String> seen = new LinkedHashSet<>(waiting);
        int pages = 0;
        while (!waiting.isEmpty() && pages < CRAWLED) {
            String path = waiting.remove();
            var answered = ask("GET", open("") + path, "Accept", "text/html");
            assertKeptApart(path, answered);
            pages++;
            cases.held();
            var links = LINK.matcher(answered.body());
            while (links.find()) {
                String link = links.group(1).replace("&amp;", "&");
                if (!link.startsWith("//") && seen.add(link)) {
                    waiting.add(link);
                }
            }
        }
        assertThat(pages).isGreaterThan(60);
    }

    @Test
    @Row("S17")
    void everyAnswerOfTheManagementPortIsKeptApart(Cases cases) throws Exception {
        for (Rule rule : console.rules()) {
            for (String accept : List.of("text/html", "application/json")) {
                assertKeptApart(rule.toString(), ask(rule.method(), guarded(rule.path()), "Accept", accept));
                cases.held();
                if (rule.method().equals("GET")) {
                    var headers = Stream.concat(Stream.of(as(Role.ADMIN)), Stream.of("Accept", accept));
                    assertKeptApart(rule.toString(), ask("GET", guarded(rule.path()), headers.toArray(String[]::new)));
                    cases.held();
                }
            }
        }
        for (String path : List.of("/nothing", "/ops/nothing", "/api/v1/ops/nothing", "/ops/static/nothing")) {
            for (String method : METHODS) {
                assertKeptApart(method + " " + path, ask(method, guarded(path), as(Role.ADMIN)));
                cases.held();
            }
        }
    }

    /** Requests that no client of ours would send. */
    @Test
    @Row("S17")
    void answersToBrokenRequestsAreKeptApart(Cases cases) throws Exception {
        for (int port : List.of(console.port(), console.managementPort())) {
            for (String request : List.of(
                    "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET / HTTP/1.1\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\n" + "X-A: b\r\n".repeat(101) + "\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\nX-A: " + "b".repeat(20_000) + "\r\n\r\n",
                    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
                    "GET http://other.example/ops HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET ops HTTP/1.1\r\nHost: a\r\n\r\n",
                    "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
                    "<script>alert(1)</script>\r\n\r\n")) {
                String answer = raw(port, request.replaceFirst("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
                assertThat(answer).as(request).startsWith("HTTP/1.").doesNotContain("<script>alert");
                assertThat(answer.toLowerCase(Locale.ROOT))
                        .as(request)
                        .contains("x-content-type-options: nosniff", "content-security-policy: default-src 'none'");
                cases.held();
            }
        }
    }

    private static String raw(int port, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** What no parser reads as JSON, or as what a door takes. */
    private static final List<String> MALFORMED = List.of(
            "",
            "canary-token",
            "{\"canary\":",
            "{canary:1}",
            "{\"canary\":1}{\"canary\":2}",
            "{\"reason\":\"a\",\"reason\":\"b\"}",
            "[".repeat(2_000),
            "{\"reason\":" + "1".repeat(2_000) + "}",
            "{\"reason\":\"a\nb\"}",
            "\u0000",
            "\"canary\"",
            "12",
            "null",
            "[]",
            "{\"source\":{\"a\":[]},\"reason\":[],\"name\":{},\"ids\":[{}],\"title\":[],\"text\":{},\"url\":7,\"id\":{}}");

    /** What the parser says by itself, and names of its classes and of ours. */
    private static final Pattern PARSERS_OWN = Pattern.compile(
            "Unrecognized|Unexpected|was expecting|Illegal|Duplicate field|\\(code \\d|StreamRead|JsonToken|VALUE_[A-Z]|START_[A-Z]"
                    + "|Cannot (?:deserialize|construct)|com\\.fasterxml|java\\.(?:util|lang)|org\\.yizhan|\\[Source|Exception");

    private static int assertSpeaksForItself(Cases cases, String method, String address, String... headers)
            throws Exception {
        int refused = 0;
        for (String body : MALFORMED) {
            for (String type : List.of("application/json", "application/x-ndjson")) {
                var request = HttpRequest.newBuilder(URI.create(address))
                        .timeout(Duration.ofSeconds(60))
                        .headers(headers)
                        .header("Content-Type", type)
                        .method(method, BodyPublishers.ofString(body));
                var answered = client.send(request.build(), BodyHandlers.ofString());
                String what = "%s %s %s".formatted(method, address, body.substring(0, Math.min(60, body.length())));
                assertThat(answered.statusCode()).as(what).isLessThan(500);
                assertThat(answered.body()).as(what).doesNotContainPattern(PARSERS_OWN);
                cases.held();
                refused += answered.statusCode() == 400 ? 1 : 0;
            }
        }
        return refused;
    }

    @Test
    @Row("S21")
    void noDoorRepeatsWhatTheParserOfJsonSays(Cases cases) throws Exception {
        int refused = 0;
        for (Rule rule : console.rules()) {
            // a backup needs no body
            if (rule.path().startsWith("/api/")
                    && !READING.contains(rule.method())
                    && !rule.path().endsWith("/backups")) {
                refused += assertSpeaksForItself(cases, rule.method(), guarded(rule.path()), as(Role.ADMIN));
            }
        }
        assertThat(refused).isGreaterThan(200);
        int pushed = 0;
        for (String path : console.paths()) {
            String method = path.split(" ", 2)[0];
            if (method.equals("POST") && path.contains("/api/")) {
                pushed += assertSpeaksForItself(
                        cases, method, open(path.split(" ", 2)[1]), "Authorization", "Bearer " + console.apiKey());
            }
        }
        assertThat(pushed).as("pushes and previews").isGreaterThan(20);
    }

    /** Other spellings of a path, by what they are. */
    private static Map<String, String> spellings(String path) {
        String bare = named(path);
        int last = bare.lastIndexOf('/');
        int letter = Math.min(1, bare.length() - 1);
        Map<String, String> spellings = new LinkedHashMap<>();
        spellings.put("two slashes", "/" + bare);
        spellings.put("two slashes within", bare.substring(0, last) + "/" + bare.substring(last));
        spellings.put("a dot", "/." + bare);
        spellings.put("an escaped dot", "/%2e" + bare);
        spellings.put("up and down", "/x/.." + bare);
        spellings.put("up and down, escaped", "/x/%2E%2e" + bare);
        spellings.put("up from what is open", bare.replaceFirst("^/ops", "/ops/static/.."));
        spellings.put("upper case", bare.toUpperCase(Locale.ROOT));
        spellings.put("a parameter of the path", bare + ";x");
        spellings.put("a parameter of a segment", bare.replaceFirst("^/([a-z]+)", "/$1;x=y"));
        spellings.put("a slash behind", bare + "/");
        spellings.put(
                "an escaped slash",
                last == 0 ? "/.%2f" + bare.substring(1) : bare.substring(0, last) + "%2f" + bare.substring(last + 1));
        spellings.put(
                "an escaped letter",
                bare.length() == 1
                        ? "/"
                        : "/%" + Integer.toHexString(bare.charAt(letter)) + bare.substring(letter + 1));
        spellings.put("escaped twice", bare.substring(0, last) + "/%252e" + bare.substring(last));
        spellings.put("a NUL", bare + "%00");
        spellings.put("a suffix", bare + ".json");
        return spellings;
    }

    @Test
    @Row("S20")
    void noSpellingOfAPathOpensWhatItsOwnKeepsShut(Cases cases) throws Exception {
        int tried = 0;
        for (Rule rule : console.rules()) {
            if (rule.needed().isEmpty() || rule.method().equals("HEAD")) {
                continue;
            }
            for (var spelling : spellings(rule.path()).entrySet()) {
                String what = "%s %s (%s)".formatted(rule.method(), spelling.getValue(), spelling.getKey());
                int anybody =
                        ask(rule.method(), console.address(spelling.getValue())).status();
                assertThat(anybody).as(what).isIn(REFUSALS);
                if (rule.needed().get() != Role.VIEWER && TAKEN.contains(spelling.getKey())) {
                    int viewer = ask(rule.method(), console.address(spelling.getValue()), as(Role.VIEWER))
                            .status();
                    assertThat(viewer).as(what + " as a viewer").isIn(REFUSALS).isNotEqualTo(401);
                }
                tried++;
                cases.held();
            }
        }
        assertThat(tried).isGreaterThan(1_000);
    }

    @Test
    @Row("S20")
    void everySpellingThatIsTakenIsAnsweredAsThePathItself(Cases cases) throws Exception {
        for (Rule rule : console.rules()) {
            if (!rule.method().equals("GET")
                    || rule.path().endsWith("/events")
                    || rule.path().contains("kafka")) {
                continue;
            }
            int itself = ask("GET", guarded(rule.path()), as(Role.ADMIN)).status();
            for (var spelling : spellings(rule.path()).entrySet()) {
                int other = ask("GET", console.address(spelling.getValue()), as(Role.ADMIN))
                        .status();
                // a name may end in anything, and is unknown then as well
                assertThat(other)
                        .as("%s (%s)", spelling.getValue(), spelling.getKey())
                        .isIn(itself, 400, 404, 405);
                cases.held();
            }
        }
    }

    @Test
    @Row("S20")
    void noSpellingOfAPublicPathDoesMoreThanThePathItself(Cases cases) throws Exception {
        for (String path : console.paths()) {
            String method = path.split(" ", 2)[0];
            String bare = path.split(" ", 2)[1];
            if (method.equals("HEAD") || bare.equals("/live")) {
                continue;
            }
            int itself = ask(method, open(bare)).status();
            for (var spelling : spellings(bare).entrySet()) {
                int other = ask(method, "http://127.0.0.1:" + console.port() + spelling.getValue())
                        .status();
                assertThat(other)
                        .as("%s %s (%s)", method, spelling.getValue(), spelling.getKey())
                        .isIn(itself, 400, 404, 405);
                cases.held();
            }
        }
    }

    /** Logged in by the form, as a browser is. */
    private static String session() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(console.address("/ops/login")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("name=ops&password=" + Console.PASSWORD));
        var answered = client.send(request.build(), BodyHandlers.ofString());
        String cookie = answered.headers().firstValue("set-cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    @Test
    @Row("S19")
    void noChangeIsMadeWithoutTheTokenOfItsSessionOrForAPageOfAnotherOrigin(Cases cases) throws Exception {
        String cookie = session();
        int changes = 0;
        for (Rule rule : console.rules()) {
            if (Set.of("GET", "HEAD").contains(rule.method()) || rule.path().equals("/ops/login")) {
                continue;
            }
            changes++;
            String address = guarded(rule.path());
            for (String[] headers : new String[][] {
                {"Cookie", cookie},
                {"Cookie", cookie, "X-CSRF-Token", "guessed"},
                {"Cookie", cookie, "Origin", "https://evil.example"},
                {"Cookie", cookie, "Origin", "null"},
                {"Cookie", cookie, "Sec-Fetch-Site", "cross-site"},
                {"Cookie", cookie, "Content-Type", "text/plain"},
                {as(Role.ADMIN)[0], as(Role.ADMIN)[1], "Sec-Fetch-Site", "cross-site"},
                {as(Role.ADMIN)[0], as(Role.ADMIN)[1], "Origin", "https://evil.example"},
            }) {
                assertThat(ask(rule.method(), address, headers).status())
                        .as("%s %s", rule, String.join(" ", headers))
                        .isEqualTo(403);
                cases.held();
            }
        }
        assertThat(changes).isGreaterThan(60);
        assertThat(ask("GET", console.address("/ops"), "Cookie", cookie).status())
                .as("the session goes on")
                .isEqualTo(200);
    }

    @Test
    @Row("S19")
    void theManagementPortIsBoundToLoopbackWhereNobodySaysOtherwise() throws Exception {
        Settings settings = Settings.load(new Properties(), Map.of());
        assertThat(InetAddress.getByName(settings.text("yizhan.management.host"))
                        .isLoopbackAddress())
                .isTrue();
        assertThat(Optional.of(settings.text("yizhan.ops.password"))).contains("");
    }
}

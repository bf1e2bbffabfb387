package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.ops.Paths.Rule;
import org.yizhan.ops.Role;

/** Every path of the running program's management port, by every method, for everybody. */
class ConsoleRightsIT {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String PASSWORD = "a-password-for-all";

    /** What anybody may ask for who reaches the port. */
    private static final Set<String> OPEN = Set.of(
            "GET /",
            "GET /observe/health",
            "GET /observe/health/live",
            "GET /observe/health/ready",
            "GET /observe/metrics",
            "GET /ops/login",
            "POST /ops/login",
            "GET /ops/static/favicon.svg",
            "GET /ops/static/live.js",
            "GET /ops/static/style.css",
            "GET /ops/static/uplot.js");

    /** What is open to whoever brings a token of its own, and to those who are logged in. */
    private static final String FEED = "/ops/incidents.atom";

    /** What only admins may. */
    private static final Set<String> ADMINS = Set.of(
            "GET /api/v1/ops/accounts",
            "POST /api/v1/ops/accounts",
            "GET /api/v1/ops/accounts/:name",
            "DELETE /api/v1/ops/accounts/:name",
            "GET /ops/accounts",
            "POST /ops/accounts",
            "GET /ops/accounts/:name",
            "POST /ops/accounts/:name/role",
            "POST /ops/accounts/:name/password",
            "POST /ops/accounts/:name/close",
            "POST /api/v1/ops/keys",
            "POST /api/v1/ops/kafka/groups/:id/reset",
            "POST /ops/kafka/groups/:id/reset",
            "POST /api/v1/ops/feed-tokens");

    /** What changes nothing of others, so that viewers may. */
    private static final Set<String> VIEWERS_POSTS = Set.of("POST /ops/logout", "POST /ops/password");

    @TempDir
    static Path folder;

    private static final Closing closing = new Closing();
    private static final HttpClient client = HttpClient.newHttpClient();
    private static Wiring program;
    private static List<Rule> rules = List.of();

    @BeforeAll
    static void start() throws Exception {
        var environment = new HashMap<>(ChildInstance.settings(Files.createDirectory(folder.resolve("data"))));
        environment.put("YIZHAN_OPS_PASSWORD", PASSWORD);
        program = Wiring.start(Settings.load(new Properties(), environment), closing);
        rules = program.rules();
        for (Role role : List.of(Role.VIEWER, Role.OPERATOR)) {
            var made = send("POST", "/api/v1/ops/accounts", Optional.of(Role.ADMIN), """
                    {"name":"%s","role":"%s","password":"%s"}""".formatted(
                            role.word(), role.word(), PASSWORD));
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        }
    }

    @AfterAll
    static void stop() {
        client.close();
        closing.close();
    }

    /** With a body that no path takes for an order. */
    private static HttpResponse<String> send(
            String method, String path, Optional<Role> role, String body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + program.managementPort() + path.replaceAll(":[A-Za-z]+", "unknown")))
                .timeout(Duration.ofSeconds(60))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        role.ifPresent(who -> request.header("Authorization", authorization(who)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String authorization(Role role) {
        String name = role == Role.ADMIN ? "ops" : role.word();
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    private static String named(Rule rule) {
        return rule.method() + " " + rule.path();
    }

    private static Set<String> needing(Optional<Role> role) {
        return rules.stream()
                .filter(rule -> !rule.method().equals("HEAD") && rule.needed().equals(role))
                .map(ConsoleRightsIT::named)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void opensToAnybodyWhatIsListedHereAndNothingElse() throws Exception {
        Set<String> open = needing(Optional.empty());
        assertThat(open.remove("GET " + FEED)).isTrue();
        assertThat(open).containsExactlyInAnyOrderElementsOf(OPEN);
        assertThat(send("GET", FEED + "?token=guessed", Optional.empty(), "").statusCode())
                .isEqualTo(401);
        for (Rule rule : rules) {
            var answered = send(rule.method(), rule.path(), Optional.empty(), "");
            boolean isOpen = rule.needed().isEmpty() && !rule.path().equals(FEED);
            assertThat(answered.statusCode() != 401 || rule.path().equals("/ops/login"))
                    .as("%s %s", named(rule), answered.statusCode())
                    .isEqualTo(isOpen);
        }
    }

    @Test
    void sendsABrowserToTheLoginInstead() throws Exception {
        for (Rule rule : rules) {
            if (rule.path().startsWith("/ops") && rule.needed().isPresent()) {
                var answered = send(rule.method(), rule.path(), Optional.empty(), "", "Accept", "text/html");
                assertThat(answered.statusCode()).as(named(rule)).isEqualTo(303);
                assertThat(answered.headers().firstValue("location").orElse("")).startsWith("/ops/login");
            }
        }
    }

    @Test
    void asksAnAdminForAccountsAndAnOperatorForEveryChange() {
        assertThat(needing(Optional.of(Role.ADMIN))).containsAll(ADMINS);
        assertThat(needing(Optional.of(Role.VIEWER)))
                .filteredOn(rule -> !rule.startsWith("GET "))
                .containsExactlyInAnyOrderElementsOf(VIEWERS_POSTS);
    }

    @Test
    void refusesEverybodyWhoseRoleIsLess() throws Exception {
        for (Rule rule : rules) {
            for (Role role : Role.values()) {
                if (rule.needed().filter(needed -> !role.may(needed)).isPresent()) {
                    var answered = send(rule.method(), rule.path(), Optional.of(role), "");
                    assertThat(answered.statusCode())
                            .as("%s as %s", named(rule), role)
                            .isEqualTo(403);
                }
            }
        }
    }

    @Test
    void answersThoseWhoMayWithoutAMistakeOfOurs() throws Exception {
        for (Rule rule : rules) {
            if (rule.method().equals("GET") && rule.needed().isPresent()) {
                var answered = send("GET", rule.path(), rule.needed(), "");
                assertThat(answered.statusCode())
                        .as("%s %s", named(rule), answered.body())
                        .isIn(200, 303, 400, 404, 503);
            }
        }
    }

    @Test
    void answersMethodsThatAPathDoesNotTakeAndPathsThatAreNone() throws Exception {
        Map<String, Set<String>> taken = rules.stream()
                .collect(Collectors.groupingBy(
                        Rule::path, Collectors.mapping(Rule::method, Collectors.toCollection(TreeSet::new))));
        for (var path : taken.entrySet()) {
            for (String method : METHODS) {
                if (!path.getValue().contains(method)) {
                    var answered = send(method, path.getKey(), Optional.of(Role.ADMIN), "");
                    assertThat(answered.statusCode())
                            .as("%s %s", method, path.getKey())
                            .isEqualTo(405);
                    assertThat(answered.headers().firstValue("allow")).contains(String.join(", ", path.getValue()));
                }
            }
        }
        for (var path : List.of("/ops/nothing", "/api/v1/ops/nothing", "/api/v1/articles", "/api", "/observe", "/x")) {
            assertThat(send("GET", path, Optional.of(Role.ADMIN), "").statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }
}

package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yizhan.ops.Paths.Rule;
import org.yizhan.ops.Role;

/** Every path of the running program's management port, by every method, for everybody. */
@Row("S20")
class ConsoleRightsIT {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

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
            "GET /ops/static/tables.js",
            "GET /ops/static/uplot.js");

    /** What is open to whoever brings a token of its own, and to those who are logged in. */
    private static final String FEED = "/ops/incidents.atom";

    /** What only admins may: all of it. */
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
            "POST /api/v1/ops/publishers/:id/rotate",
            "DELETE /api/v1/ops/publishers/:id",
            "POST /ops/publishers",
            "GET /ops/publishers/:id/end",
            "POST /ops/publishers/:id/rotate",
            "POST /ops/publishers/:id/revoke",
            "POST /api/v1/ops/articles/:id/erase",
            "POST /api/v1/ops/dead-letters/:id/mend",
            "GET /ops/dead-letters/:id/mend",
            "POST /ops/dead-letters/:id/mend",
            "GET /api/v1/ops/backups",
            "POST /api/v1/ops/backups",
            "DELETE /api/v1/ops/backups/:id",
            "GET /ops/backups",
            "GET /ops/backups/new",
            "POST /ops/backups/new",
            "GET /ops/backups/:id/delete",
            "POST /ops/backups/:id/delete",
            "POST /api/v1/ops/kafka/groups/:id/reset",
            "POST /ops/kafka/groups/:id/reset",
            "POST /api/v1/ops/feed-tokens",
            "DELETE /api/v1/ops/feed-tokens/:id",
            "POST /ops/alerts/tokens",
            "POST /ops/alerts/tokens/:id/revoke");

    /** What changes nothing of others, so that viewers may. */
    private static final Set<String> VIEWERS_POSTS = Set.of("POST /ops/logout", "POST /ops/password");

    private static Console console;
    private static List<Rule> rules = List.of();

    @BeforeAll
    static void start() throws Exception {
        console = Console.start(Map.of("YIZHAN_API_KEY", "a-push-key-for-this-test"));
        rules = console.rules();
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
    }

    private static HttpResponse<String> send(
            String method, String path, Optional<Role> role, String body, String... headers) throws Exception {
        return console.send(method, path, role, body, headers);
    }

    private static JsonNode told(String path) throws Exception {
        return new JsonMapper()
                .readTree(send("GET", path, Optional.of(Role.VIEWER), "").body());
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
    void opensToAnybodyWhatIsListedHereAndNothingElse(Cases cases) throws Exception {
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
            cases.held();
        }
    }

    @Test
    void sendsABrowserToTheLoginInstead(Cases cases) throws Exception {
        for (Rule rule : rules) {
            if (rule.path().startsWith("/ops") && rule.needed().isPresent()) {
                var answered = send(rule.method(), rule.path(), Optional.empty(), "", "Accept", "text/html");
                assertThat(answered.statusCode()).as(named(rule)).isEqualTo(303);
                assertThat(answered.headers().firstValue("location").orElse("")).startsWith("/ops/login");
                cases.held();
            }
        }
    }

    @Test
    @Row("S4")
    void saysThatTheConfiguredKeyHasEndedOnceItIsRevoked() throws Exception {
        String status = "/api/v1/ops/status";
        assertThat(told(status).at("/problems").findValuesAsText("kind")).doesNotContain("push-key");
        String key = told("/api/v1/ops/publishers").findValuesAsText("id").getFirst();

        assertThat(send("DELETE", "/api/v1/ops/publishers/" + key, Optional.of(Role.ADMIN), "")
                        .statusCode())
                .isEqualTo(204);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(told(status).at("/problems"))
                        .filteredOn(problem -> problem.path("kind").asText().equals("push-key"))
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.path("subject").asText()).isEqualTo("yizhan.api.key");
                            assertThat(problem.path("runbook").asText()).isEqualTo("/ops/help#push-key");
                        }));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(told("/api/v1/ops/alerts").toString()).contains("\"push-key\""));
    }

    @Test
    void asksAnAdminForWhatIsListedHereAndAnOperatorForEveryOtherChange() {
        assertThat(needing(Optional.of(Role.ADMIN))).containsExactlyInAnyOrderElementsOf(ADMINS);
        assertThat(needing(Optional.of(Role.VIEWER)))
                .filteredOn(rule -> !rule.startsWith("GET "))
                .containsExactlyInAnyOrderElementsOf(VIEWERS_POSTS);
    }

    @Test
    void refusesEverybodyWhoseRoleIsLess(Cases cases) throws Exception {
        for (Rule rule : rules) {
            for (Role role : Role.values()) {
                if (rule.needed().filter(needed -> !role.may(needed)).isPresent()) {
                    var answered = send(rule.method(), rule.path(), Optional.of(role), "");
                    assertThat(answered.statusCode())
                            .as("%s as %s", named(rule), role)
                            .isEqualTo(403);
                    cases.held();
                }
            }
        }
    }

    @Test
    void answersThoseWhoMayWithoutAMistakeOfOurs(Cases cases) throws Exception {
        for (Rule rule : rules) {
            // what is told without an end is not waited for
            if (rule.method().equals("GET")
                    && rule.needed().isPresent()
                    && !rule.path().endsWith("/events")) {
                var answered = send("GET", rule.path(), rule.needed(), "");
                assertThat(answered.statusCode())
                        .as("%s %s", named(rule), answered.body())
                        .isIn(200, 303, 400, 404, 422, 503);
                cases.held();
            }
        }
    }

    @Test
    void answersMethodsThatAPathDoesNotTakeAndPathsThatAreNone(Cases cases) throws Exception {
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
                    cases.held();
                }
            }
        }
        for (var path : List.of("/ops/nothing", "/api/v1/ops/nothing", "/api/v1/articles", "/api", "/observe", "/x")) {
            assertThat(send("GET", path, Optional.of(Role.ADMIN), "").statusCode())
                    .as(path)
                    .isEqualTo(404);
            cases.held();
        }
    }
}

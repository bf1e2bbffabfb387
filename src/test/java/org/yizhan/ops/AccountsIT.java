package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts over HTTP and on their screens. */
class AccountsIT {

    private static final String ACCOUNTS = "/api/v1/ops/accounts";
    private static final String GIVEN = "a-password-of-li";

    private static OperatorEdge edge;

    @BeforeAll
    static void open() throws Exception {
        edge = new OperatorEdge();
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
    }

    private static Visitor in(String name, String password) throws Exception {
        var visitor = new Visitor(edge);
        assertThat(visitor.logIn(name, password).status()).as(name).isEqualTo(303);
        visitor.get("/ops");
        return visitor;
    }

    private static JsonNode lastDeed(String account) throws Exception {
        return edge.get("/api/v1/ops/audit?limit=1&object=" + account)
                .json()
                .path("audit")
                .path(0);
    }

    @Test
    void makesChangesAndClosesOneWithEachStepInTheAudit() throws Exception {
        var made = edge.post(ACCOUNTS, "{\"name\":\"api\",\"role\":\"viewer\"}");
        assertThat(made.status()).isEqualTo(201);
        String password = made.json().path("password").asText();
        assertThat(password).matches("[A-Za-z0-9_-]{24}");
        assertThat(lastDeed("api").path("detail").toString())
                .isEqualTo("{\"after\":{\"role\":\"viewer\",\"state\":\"open\"}}");
        in("api", password);

        assertThat(edge.post(ACCOUNTS, "{\"name\":\"api\",\"role\":\"operator\"}")
                        .status())
                .isEqualTo(200);
        assertThat(lastDeed("api").path("detail").path("before").path("role").asText())
                .isEqualTo("viewer");
        assertThat(lastDeed("api").path("detail").path("after").path("role").asText())
                .isEqualTo("operator");

        assertThat(edge.post(ACCOUNTS, "{\"name\":\"api\",\"password\":\"another-password\"}")
                        .status())
                .isEqualTo(200);
        assertThat(lastDeed("api").path("action").asText()).isEqualTo("change-password");
        assertThat(new Visitor(edge).logIn("api", password).status()).isEqualTo(401);
        Visitor visitor = in("api", "another-password");

        assertThat(edge.delete(ACCOUNTS + "/api", "").status()).isEqualTo(204);
        assertThat(lastDeed("api").path("detail").path("after").path("state").asText())
                .isEqualTo("closed");
        assertThat(visitor.get("/ops").status()).isEqualTo(303);
        assertThat(edge.get(ACCOUNTS + "/api").json().path("state").asText()).isEqualTo("closed");
        assertThat(edge.get("/api/v1/ops/audit?limit=500").body()).doesNotContain(password, "another-password");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"ops\",\"role\":\"viewer\"}                          | 409 | of the settings",
                "{\"name\":\"ops\",\"password\":\"some-long-password\"}          | 409 | of the settings",
                "{\"name\":\"Li\",\"role\":\"viewer\"}                           | 422 | a-z 0-9",
                "{\"name\":\"../li\",\"role\":\"viewer\"}                        | 422 | a-z 0-9",
                "{\"name\":\"x\",\"role\":\"root\"}                              | 422 | viewer, operator or admin",
                "{\"name\":\"x\",\"role\":[\"admin\"]}                           | 422 | role must be text",
                "{\"name\":\"x\"}                                                | 422 | role is missing",
                "{\"role\":\"viewer\"}                                           | 422 | name is missing",
                "{\"name\":\"x\",\"role\":\"viewer\",\"password\":\"short\"}     | 422 | 12 to 200",
                "{\"name\":\"x\",\"role\":\"viewer\",\"password\":\"aaaaaaaaaaaaaaaa\"} | 422 | more than three",
                "{\"name\":\"x\",\"role\":\"viewer\",\"isAdmin\":true}           | 422 | no field 'isAdmin'",
                "{\"name\":\"x\",\"role\":\"viewer\",\"role\":\"admin\"}         | 400 | JSON",
                "[]                                                              | 422 | JSON object"
            })
    void refusesWhatWontDoAndSaysWhy(String body, int status, String detail) throws Exception {
        var answered = edge.post(ACCOUNTS, body);

        assertThat(answered.status()).as(answered.body()).isEqualTo(status);
        assertThat(answered.detail()).contains(detail);
        assertThat(edge.get(ACCOUNTS + "/x").status()).isEqualTo(404);
        assertThat(edge.delete(ACCOUNTS + "/ops", "").status()).isEqualTo(409);
        assertThat(edge.delete(ACCOUNTS + "/nobody", "").status()).isEqualTo(404);
    }

    @Test
    void letsNobodyCloseHimselfOrTakeHisOwnRole() throws Exception {
        edge.book.make("ops", "chief", Role.ADMIN, GIVEN);
        Visitor chief = in("chief", GIVEN);

        assertThat(chief.post("/ops/accounts/chief/close").status()).isEqualTo(409);
        assertThat(chief.post("/ops/accounts/chief/role", "role", "viewer").status())
                .isEqualTo(409);
        assertThat(chief.post("/ops/accounts/ops/close").status()).isEqualTo(409);
        assertThat(chief.get("/ops/accounts/chief").body()).contains("这是您自己的账号").doesNotContain("/close\"");
        assertThat(chief.get("/ops/accounts/ops").body()).contains("这是设置中的账号").doesNotContain("/close\"");
        assertThat(chief.get("/ops").status()).as("still in, still admin").isEqualTo(200);
    }

    @Test
    void showsAMadeUpPasswordOnceOnTheScreen() throws Exception {
        Visitor ops = Visitor.operator(edge);
        var made = ops.post("/ops/accounts", "name", "wang", "role", "operator", "password", "");
        var shown = Pattern.compile("<code class=\"secret\">([^<]+)</code>").matcher(made.body());
        assertThat(made.status()).isEqualTo(200);
        assertThat(made.header("cache-control")).isEqualTo("no-store");
        assertThat(shown.find()).isTrue();
        Visitor wang = in("wang", shown.group(1));

        assertThat(ops.get("/ops/accounts").body()).contains("wang").doesNotContain(shown.group(1));
        assertThat(wang.get("/ops/accounts").status()).isEqualTo(403);
        assertThat(wang.post("/ops/accounts", "name", "mallory", "role", "admin")
                        .status())
                .isEqualTo(403);
        assertThat(ops.post("/ops/accounts/wang/close").header("location")).isEqualTo("/ops/accounts");
        assertThat(wang.get("/ops").status()).isEqualTo(303);
    }

    @Test
    void changesOnesOwnPasswordForTheOldOneOnlyAndEndsTheOtherSessions() throws Exception {
        edge.book.make("ops", "zhao", Role.VIEWER, GIVEN);
        Visitor here = in("zhao", GIVEN);
        Visitor elsewhere = in("zhao", GIVEN);

        assertThat(here.post("/ops/password", "old", "wrong", "new", "my-new-password", "again", "my-new-password")
                        .status())
                .isEqualTo(401);
        assertThat(here.post("/ops/password", "old", GIVEN, "new", "my-new-password", "again", "another")
                        .status())
                .isEqualTo(400);
        assertThat(here.post("/ops/password", "old", GIVEN, "new", "short", "again", "short")
                        .status())
                .isEqualTo(422);
        assertThat(elsewhere.get("/ops").status()).isEqualTo(200);

        var changed = here.change(GIVEN, "my-new-password");
        assertThat(changed.header("location")).isEqualTo("/ops/password?done=1");
        assertThat(here.get("/ops/password?done=1").body()).contains("口令已更换");
        assertThat(elsewhere.get("/ops").status()).isEqualTo(303);
        assertThat(new Visitor(edge).logIn("zhao", GIVEN).status()).isEqualTo(401);
        in("zhao", "my-new-password");
    }

    @Test
    void refusesToChangeThePasswordOfTheSettings() throws Exception {
        Visitor ops = Visitor.operator(edge);

        assertThat(ops.get("/ops/password").body()).contains("yizhan.ops.password");
        assertThat(ops.post(
                                "/ops/password",
                                "old",
                                OperatorEdge.PASSWORD,
                                "new",
                                "my-new-password",
                                "again",
                                "my-new-password")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void throttlesGuessesAtTheOldPassword() throws Exception {
        edge.book.make("ops", "qian", Role.VIEWER, GIVEN);
        Visitor qian = in("qian", GIVEN);
        for (int n = 0; n < Throttle.MOST; n++) {
            assertThat(qian.post("/ops/password", "old", "guess", "new", "my-new-password", "again", "my-new-password")
                            .status())
                    .isEqualTo(401);
        }

        var resting = qian.post("/ops/password", "old", GIVEN, "new", "my-new-password", "again", "my-new-password");
        assertThat(resting.status()).isEqualTo(429);
        assertThat(resting.header("retry-after")).isEqualTo("900");
    }
}

package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.http.Language;

/** What counts as meant by the one who is logged in. */
class GateTest {

    private static final Operator IN_SESSION = new Operator("li", Role.OPERATOR, "token-of-li");

    private static Asked asked(Operator who, MultiMap headers, String body) {
        return new Asked(
                who,
                "127.0.0.1",
                false,
                Language.ZH,
                "/ops/x",
                Map.of(),
                MultiMap.caseInsensitiveMultiMap(),
                headers,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static MultiMap headers(String... pairs) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < pairs.length; i += 2) {
            headers.add(pairs[i], pairs[i + 1]);
        }
        return headers;
    }

    @ParameterizedTest
    @CsvSource({
        "csrf=token-of-li, true",
        "x=1&csrf=token-of-li, true",
        "csrf=token-of-l, false",
        "csrf=, false",
        "csrf=token-of-wang, false",
        "csrf=token-of-wang&csrf=token-of-li, false",
        "CSRF=token-of-li, false",
        "x=1, false"
    })
    void takesTheTokenOfTheSessionFromAForm(String body, boolean isMeant) {
        var form = headers("Content-Type", "application/x-www-form-urlencoded");

        assertThat(Gate.isMeant(asked(IN_SESSION, form, body))).isEqualTo(isMeant);
    }

    @Test
    void takesTheTokenFromAHeaderButNotFromABodyOfAnotherKind() {
        assertThat(Gate.isMeant(asked(IN_SESSION, headers("X-CSRF-Token", "token-of-li"), "{}")))
                .isTrue();
        assertThat(Gate.isMeant(asked(IN_SESSION, headers("Content-Type", "text/plain"), "csrf=token-of-li")))
                .isFalse();
    }

    @Test
    void asksNoTokenOfAProgram() {
        assertThat(Gate.isMeant(asked(new Operator("li", Role.OPERATOR, ""), headers(), "{}")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "same-origin |                         | false",
                "none        |                         | false",
                "same-site   |                         | true",
                "cross-site  | http://ops.example:8081 | true",
                "            | http://ops.example:8081 | false",
                "            | https://OPS.example:8081 | false",
                "            | http://ops.example:8080 | true",
                "            | http://ops.example.evil.example:8081 | true",
                "            | null                    | true",
                "            | ops.example:8081        | true",
                "            |                         | false"
            })
    void knowsAPageOfAnotherOrigin(String site, String origin, boolean isForeign) {
        MultiMap headers = headers("Host", "ops.example:8081");
        if (site != null) {
            headers.add("Sec-Fetch-Site", site);
        }
        if (origin != null) {
            headers.add("Origin", origin);
        }

        assertThat(Gate.isForeign(asked(Operator.NOBODY, headers, ""))).isEqualTo(isForeign);
    }
}

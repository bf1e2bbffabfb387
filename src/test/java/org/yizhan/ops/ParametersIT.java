package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the paths of operators say of query parameters that they don't know. */
class ParametersIT {

    private static OperatorEdge edge;

    @BeforeAll
    static void open() throws Exception {
        edge = new OperatorEdge();
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/ops/status",
                "/api/v1/ops/dead-letters",
                "/api/v1/ops/dead-letters.ndjson",
                "/api/v1/ops/dead-letters/orders",
                "/api/v1/ops/audit",
                "/api/v1/ops/audit.ndjson",
                "/api/v1/ops/routes",
                "/api/v1/ops/mendings",
                "/api/v1/ops/retag",
                "/api/v1/ops/dictionaries",
                "/ops",
                "/ops/dead-letters",
                "/ops/dead-letters/orders",
                "/ops/audit",
                "/ops/routes",
                "/ops/password",
                "/ops/login"
            })
    void areRefusedByName(String path) throws Exception {
        var json = edge.get(path + "?stgae=tag");
        assertThat(json.status()).as(json.body()).isEqualTo(400);
        assertThat(json.detail()).contains("there is no parameter 'stgae'", "this path takes", "lang");
        assertThat(edge.send(edge.request(path + "?stgae").method("HEAD", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void areNamedWithThoseThatExist() throws Exception {
        assertThat(edge.get("/api/v1/ops/dead-letters?state=waiting&colour=red").detail())
                .endsWith("this path takes before, error, item, lang, limit, q, since, source, stage, state, until");
        var page = edge.send(edge.request("/ops/dead-letters?%3Cb%3E%1B=1", "Accept", "text/html"));
        assertThat(page.status()).isEqualTo(400);
        assertThat(page.header("content-type")).startsWith("text/html");
        assertThat(page.body()).contains("&lt;b&gt;", "before, error, item").doesNotContain("<b>", "\u001b");
    }

    @Test
    void areTakenInWhateverCaseAndLanguage() throws Exception {
        assertThat(edge.get("/api/v1/ops/dead-letters?STAGE=tag&lang=en&limit=1")
                        .status())
                .isEqualTo(200);
        assertThat(edge.get("/ops?lang=en").status()).isEqualTo(200);
        assertThat(edge.get("/ops/dead-letters?").status()).isEqualTo(200);
        assertThat(edge.get("/observe/metrics?name=x").status()).isEqualTo(200);
    }

    @Test
    void keepAnOrderFromBeingAboutMoreThanWasMeant() throws Exception {
        assertThat(edge.post("/api/v1/ops/dead-letters/7/replay?dryrun=true", "")
                        .status())
                .isEqualTo(400);
        assertThat(edge.delete("/api/v1/ops/dead-letters/7?reason=alt", "").status())
                .isEqualTo(404);
    }

    @Test
    void areLookedAtAfterTheLogin() throws Exception {
        assertThat(edge.send(edge.anonymous("/api/v1/ops/audit?x=1")).status()).isEqualTo(401);
    }
}

package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit over HTTP and in its table. */
class AuditIT {

    private static OperatorEdge edge;

    @BeforeAll
    static void open() throws Exception {
        edge = new OperatorEdge();
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
    }

    private static JsonNode lines(String query) throws Exception {
        return edge.get("/api/v1/ops/audit" + query).json().path("audit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit set reason = 'other'",
                "delete from audit",
                "truncate audit",
                "update audit set no = default where false"
            })
    void canOnlyBeAddedTo(String sql) throws Exception {
        edge.audit().write(Audit.Deed.plain("ops", Audit.Action.PAUSE_SOURCE, "stays"));

        assertThatThrownBy(() -> edge.execute(sql))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("the audit is append-only");
        assertThat(lines("?object=stays")).isNotEmpty();
    }

    @Test
    void saysWhoDidWhatToWhatAndWhen() throws Exception {
        edge.post("/api/v1/ops/keys", "{\"source\":\"cac\"}");

        assertThat(lines("?action=make-key")).singleElement().satisfies(line -> {
            assertThat(line.path("operator").asText()).isEqualTo("ops");
            assertThat(line.path("object").asText()).isEqualTo("k1");
            assertThat(line.path("at").asText()).isEqualTo("2026-11-24T03:00:00Z");
            assertThat(line.path("detail").path("source").asText()).isEqualTo("cac");
            assertThat(line.toString()).doesNotContain("secret");
        });
    }

    @Test
    void isReadInPagesNewestFirst() throws Exception {
        for (int n = 0; n < 5; n++) {
            edge.audit().write(Audit.Deed.plain("ops", Audit.Action.POLL_SOURCE, "channel-" + n));
        }

        JsonNode first =
                edge.get("/api/v1/ops/audit?action=poll-source&limit=3").json();
        JsonNode second =
                edge.get("/api/v1/ops/audit" + first.path("next").asText()).json();

        assertThat(first.path("audit").findValuesAsText("object"))
                .containsExactly("channel-4", "channel-3", "channel-2");
        assertThat(second.path("audit").findValuesAsText("object")).containsExactly("channel-1", "channel-0");
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertThat(edge.get("/api/v1/ops/audit?action=steal").detail()).contains("'steal' is none of split, merge");
        assertThat(edge.get("/api/v1/ops/audit?limit=501").status()).isEqualTo(400);
        assertThat(edge.get("/api/v1/ops/audit?before=now").status()).isEqualTo(400);
        assertThat(edge.post("/api/v1/ops/audit", "{}").status()).isEqualTo(405);
        assertThat(edge.send(edge.anonymous("/api/v1/ops/audit")).status()).isEqualTo(401);
    }
}

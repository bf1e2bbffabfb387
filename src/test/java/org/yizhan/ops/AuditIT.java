package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Row;
import org.yizhan.ops.backup.Backup;
import org.yizhan.ops.backup.BackupApi;
import org.yizhan.ops.backup.BackupDesk;
import org.yizhan.ops.backup.BackupRoom;
import org.yizhan.ops.backup.Backups;

/** The audit over HTTP and in its table. */
class AuditIT {

    @TempDir
    static Path folder;

    private static OperatorEdge edge;

    @BeforeAll
    static void open() throws Exception {
        edge = new OperatorEdge(port -> {
            var backup = new Backup(port.database(), List::of, OperatorEdge.CLOCK);
            var backups = new Backups(backup, new BackupRoom(folder, 0), OperatorEdge.CLOCK);
            return List.of(new BackupApi(new BackupDesk(backups, port.audit()))::mount);
        });
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
    }

    private static JsonNode lines(String query) throws Exception {
        return edge.get("/api/v1/ops/audit" + query).json().path("audit");
    }

    @ParameterizedTest
    @Row("S19")
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
    @Row("S19")
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
    void showsADetailAsPeopleReadIt() throws Exception {
        ObjectNode detail = Answer.object()
                .put("until", "2026-11-24T03:00:00Z")
                .put("overlap", "PT24H")
                .put("bytesAfter", 12_300)
                .put("filter", "stage=tag&since=2026-11-01T00%3A00%3A00Z");
        detail.putArray("ids").add(3).add(4);
        detail.putObject("before").put("state", "live").put("next", "2026-11-24T01:00:00Z");
        detail.putObject("after").put("state", "rotated").put("next", "2026-11-24T02:00:00.5Z");
        edge.audit().write(new Audit.Deed("ops", Audit.Action.ROTATE_KEY, "k-read", "", detail));

        String chinese = edge.get("/ops/audit?object=k-read").body();
        String english = edge.get("/ops/audit?object=k-read&lang=en").body();

        assertThat(chinese)
                .contains("<del>有效</del> → 已轮换", "<del>2026-11-24 09:00:00 +08:00</del> → 2026-11-24 10:00:00 +08:00")
                .contains("到期</span> 2026-11-24 11:00:00 +08:00", "12.3 KB", "编号</span> 3、4", "重叠</span> 1 天")
                .contains("阶段：标引；起：2026-11-01 08:00:00 +08:00");
        assertThat(english)
                .contains(
                        "<del>live</del> → rotated",
                        "ids</span> 3, 4",
                        "bytes after</span> 12.3 KB",
                        "stage: tag; since: 2026-11-01");
        for (String page : List.of(chinese, english)) {
            assertThat(page).doesNotContain("T03:00:00Z", "{&", "[3");
        }
        assertThat(lines("?object=k-read").get(0).at("/detail/until").asText()).isEqualTo("2026-11-24T03:00:00Z");
    }

    @Test
    void saysWhatABackupHolds() throws Exception {
        String file = edge.post("/api/v1/ops/backups", "").json().path("file").asText();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> lines("?object=" + file).size() == 2);

        JsonNode end = lines("?object=" + file).get(0).path("detail");

        assertThat(end.path("file").asText()).isEqualTo(folder.resolve(file).toString());
        assertThat(end.path("bytes").asLong()).isEqualTo(Files.size(folder.resolve(file)));
        assertThat(end.path("articles").asLong()).isZero();
        assertThat(end.path("rows").asLong()).isPositive();
        assertThat(end.at("/after/state").asText()).isEqualTo("complete");
        assertThat(edge.get("/ops/audit?object=" + file).body()).contains("已完成", "文件", "大小", "稿件");
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
        assertThat(first.path("next").asText()).startsWith("?action=poll-source&limit=3&before=");
        assertThat(edge.get("/api/v1/ops/audit?limit=-1").detail()).isEqualTo("limit must be 1 to 500");
        assertThat(edge.get("/api/v1/ops/audit?before=-1").detail()).contains("0 or more");
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertThat(edge.get("/api/v1/ops/audit?action=steal").detail())
                .contains("'steal' is none of ", "change-password");
        assertThat(edge.get("/api/v1/ops/audit?limit=501").status()).isEqualTo(400);
        assertThat(edge.get("/api/v1/ops/audit?before=now").status()).isEqualTo(400);
        assertThat(edge.post("/api/v1/ops/audit", "{}").status()).isEqualTo(405);
        assertThat(edge.send(edge.anonymous("/api/v1/ops/audit")).status()).isEqualTo(401);
    }

    @Test
    void isNarrowedByOperatorObjectAndTime() throws Exception {
        edge.audit().write(Audit.Deed.plain("wang", Audit.Action.PAUSE_SOURCE, "narrowed"));
        edge.audit().write(Audit.Deed.plain("li", Audit.Action.PAUSE_SOURCE, "narrowed"));

        assertThat(lines("?operator=wang&object=narrowed").findValuesAsText("operator"))
                .containsExactly("wang");
        assertThat(lines("?object=narrowed&since=2026-11-24&until=2026-11-24")).hasSize(2);
        assertThat(lines("?object=narrowed&since=2026-11-25")).isEmpty();
        assertThat(lines("?object=narrowed&until=2026-11-23")).isEmpty();
        assertThat(lines("?object=narrowed&until=2026-11-24T11:00:00%2B08:00")).isEmpty();
        assertThat(lines("?object=narrowed&until=2026-11-24T11:00:00.001%2B08:00"))
                .hasSize(2);
        assertThat(lines("?operator=%00' or 1=1 --".replace(" ", "%20"))).isEmpty();
        for (var time : List.of("soon", "2026-13-01", "2026-11-24T99:00:00Z", "2026-11-24T10:00:00")) {
            assertThat(edge.get("/api/v1/ops/audit?since=" + time).status())
                    .as(time)
                    .isEqualTo(400);
        }
    }

    @Test
    void isDownloadedAsOneLineADeed() throws Exception {
        edge.audit().write(Audit.Deed.plain("ops", Audit.Action.POLL_SOURCE, "downloaded\n\u001b[31m=cmd"));
        edge.audit().write(Audit.Deed.plain("ops", Audit.Action.POLL_SOURCE, "downloaded\n\u001b[31m=cmd"));

        var file = edge.get("/api/v1/ops/audit.ndjson?limit=1&object=downloaded%0A%1B%5B31m%3Dcmd");
        assertThat(file.header("content-type")).isEqualTo("application/x-ndjson");
        assertThat(file.body().lines()).hasSize(1);
        assertThat(Answer.JSON.readTree(file.body()).path("object").asText()).startsWith("downloaded");
        String next = file.header("link");
        assertThat(next).endsWith(">; rel=\"next\"");
        var rest = edge.get(next.substring(1, next.indexOf('>')));
        assertThat(rest.body().lines()).hasSize(1);
        assertThat(edge.get("/api/v1/ops/audit.ndjson").headers()).doesNotContainKey("link");
    }

    /** The link to the file says what the list is narrowed by, and nothing that it is not. */
    @Test
    void leadsToTheSameListAsAFile() throws Exception {
        assertThat(edge.get("/ops/audit?action=&operator=&object=&since=&until=")
                        .body())
                .contains("href=\"/api/v1/ops/audit.ndjson\"");
        assertThat(edge.get("/ops/audit?action=&operator=li%20si&object=&since=2026-11-24&until=")
                        .body())
                .contains("href=\"/api/v1/ops/audit.ndjson?operator=li+si&amp;since=2026-11-24\"");
    }

    @Test
    @Row("S19")
    void isShownWithWhatWasBeforeAndAfterAndHarmless() throws Exception {
        var hostile = "<script>alert(1)</script>\u202e\u001b[2J";
        var detail = Answer.object();
        detail.putObject("before").put("role", "viewer");
        detail.putObject("after").put("role", "admin");
        edge.audit().write(new Audit.Deed("ops", Audit.Action.PUT_ACCOUNT, "shown", hostile, detail));
        edge.audit().write(Audit.Deed.plain(hostile, Audit.Action.PAUSE_SOURCE, hostile));
        Visitor visitor = Visitor.operator(edge);

        var page = visitor.get("/ops/audit").body();
        assertThat(page)
                .contains("<del>观察员</del> → 管理员", "href=\"/ops/accounts/shown\"", "设置账号")
                .doesNotContain("<script>alert", "\u001b", "\u202e");
        assertThat(visitor.get("/ops/audit?operator=nobody&lang=en").body()).contains("Nothing was done that fits.");
        assertThat(visitor.get("/ops/audit?action=steal").status()).isEqualTo(400);
    }
}

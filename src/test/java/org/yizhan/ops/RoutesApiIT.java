package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutesApiIT {

    private static final String ROUTES = "/api/v1/ops/routes";

    private OperatorEdge edge;

    @BeforeEach
    void open() throws IOException {
        edge = new OperatorEdge();
    }

    @AfterEach
    void close() throws Exception {
        edge.close();
    }

    @Test
    void stagesComeFirstAndSourcesInPages() throws Exception {
        JsonNode all = edge.get(ROUTES + "?q=site-5&limit=4").json();

        assertThat(all.path("stages")).hasSize(1);
        assertThat(all.path("sources")).hasSize(4);
        assertThat(all.path("sourcesTotal").asInt()).isEqualTo(10);
        assertThat(edge.get(ROUTES + "?state=asleep").status()).isEqualTo(400);
        assertThat(edge.get(ROUTES + "?limit=501").status()).isEqualTo(400);
    }

    @Test
    void aStopIsOnRecordAndInTheStatus() throws Exception {
        assertThat(edge.get("/ops/routes/normalize/stop").body()).contains("name=\"reason\"", "取消，回到路由");
        JsonNode stopped = edge.post(ROUTES + "/normalize/stop", "{\"reason\":\"wartung\"}")
                .json();
        assertThat(edge.get("/api/v1/ops/audit?action=stop-route")
                        .json()
                        .at("/audit/0/reason")
                        .asText())
                .isEqualTo("wartung");

        assertThat(stopped.path("state").asText()).isEqualTo("stopped");
        assertThat(stopped.at("/halted/by").asText()).isEqualTo("ops");
        assertThat(edge.get("/api/v1/ops/status").json().path("problems").toString())
                .contains("the route normalize doesn't run: ops halted it");
        JsonNode line = edge.get("/api/v1/ops/audit?object=normalize").json().at("/audit/0");
        assertThat(line.path("action").asText()).isEqualTo("stop-route");
        assertThat(line.at("/detail/before").asText()).isEqualTo("started");
        assertThat(edge.post(ROUTES + "/normalize/stop", "").status()).isEqualTo(409);
        assertThat(edge.post(ROUTES + "/normalize/start", "").status()).isEqualTo(200);
        assertThat(edge.get("/api/v1/ops/status").body()).doesNotContain("by operator");
    }

    @Test
    void whatCannotBeStoppedIsRefusedAndSaysWhatToDoInstead() throws Exception {
        assertThat(edge.post(ROUTES + "/dead-letter/stop", "").status()).isEqualTo(409);
        assertThat(edge.post(ROUTES + "/site-07/stop", "").detail()).contains("/ops/sources/site-07");
        assertThat(edge.post(ROUTES + "/nowhere/stop", "").status()).isEqualTo(404);
        edge.routes.isBusy = true;

        assertThat(edge.post(ROUTES + "/normalize/stop", "").detail()).contains("not done within");
        assertThat(edge.get("/api/v1/ops/audit?object=normalize")
                        .json()
                        .at("/audit/0/detail/failed")
                        .asText())
                .contains("not done within");
    }

    @Test
    void aViewerSeesRoutesAndStopsNone() throws Exception {
        edge.book.make("ops", "leser", Role.VIEWER, "ein-anderes-wort");
        var look = edge.as("leser", "ein-anderes-wort", "/ops/routes/normalize").header("Accept", "text/html");
        var stop =
                edge.as("leser", "ein-anderes-wort", ROUTES + "/normalize/stop").POST(BodyPublishers.noBody());

        assertThat(edge.send(look).body()).contains("normalize").doesNotContain("/ops/routes/normalize/stop");
        assertThat(edge.send(stop).status()).isEqualTo(403);
        assertThat(edge.routes.find("normalize").orElseThrow().phase()).isEqualTo(RouteState.Phase.STARTED);
    }

    @Test
    void anErrorIsShownWithoutItsControlCharacters() throws Exception {
        edge.routes.fail("normalize", OperatorEdge.NOW, "bad\u001b[31m\r\n<b>red</b>\u202e");

        String page = edge.get("/ops/routes").body();
        assertThat(page)
                .contains("&lt;b&gt;red")
                .doesNotContain("\u001b")
                .doesNotContain("<b>red")
                .doesNotContain("\u202e");
        assertThat(edge.get(ROUTES + "/normalize").json().at("/lastError/text").asText())
                .isEqualTo("bad [31m  <b>red</b>");
    }

    @Test
    void thePageBeforeAStopSaysWhatItDoesInBothLanguages() throws Exception {
        assertThat(edge.get("/ops/routes/normalize/stop").body()).contains("停止 normalize", "不会丢失");
        assertThat(edge.get("/ops/routes/normalize/stop?lang=en").body()).contains("Stop normalize", "none is lost");
        assertThat(edge.routes.halted()).isEmpty();
        assertThat(edge.get("/ops/routes/normalize/start").status()).isEqualTo(409);
    }
}

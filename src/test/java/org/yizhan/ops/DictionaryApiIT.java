package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DictionaryApiIT {

    private static final String LIST = "/api/v1/ops/dictionaries";
    private static final String RELOAD = LIST + "/reload";
    private static final String FILE = "topics.local.txt";

    private static OperatorEdge edge;

    @BeforeAll
    static void open() throws Exception {
        edge = new OperatorEdge();
    }

    @AfterEach
    void clear() throws Exception {
        Files.deleteIfExists(edge.dictionaryFolder.resolve(FILE));
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
    }

    @Test
    void listsEachFileAndWhereItIsFrom() throws Exception {
        JsonNode listed = edge.get(LIST).json();

        assertThat(listed.path("edition").asText()).matches("[0-9a-f]{12}");
        assertThat(listed.path("errors")).isEmpty();
        assertThat(listed.path("joined").path("organizations").asInt()).isEqualTo(2);
        assertThat(listed.path("files")).hasSizeGreaterThanOrEqualTo(6).allSatisfy(file -> {
            assertThat(file.path("hash").asText()).matches("[0-9a-f]{64}");
            assertThat(file.path("lines").asInt()).isPositive();
        });
        assertThat(edge.send(edge.anonymous(LIST)).status()).isEqualTo(401);
    }

    @Test
    void putsAFileIntoForceAndSaysWhoDid() throws Exception {
        String before = edge.get(LIST).json().path("edition").asText();
        write("[lantern-craft] 花灯技艺\n6: 扎灯\n");

        var reloaded = edge.post(RELOAD, "");

        assertThat(reloaded.status()).isEqualTo(200);
        String after = reloaded.json().path("edition").asText();
        assertThat(after).isNotEqualTo(before);
        assertThat(file(reloaded.json()).path("origin").asText()).isEqualTo("folder");
        assertThat(edge.get("/api/v1/ops/audit?action=reload-dictionaries")
                        .json()
                        .path("audit")
                        .path(0)
                        .path("object")
                        .asText())
                .isEqualTo(after);
    }

    @Test
    void saysFileAndLineOfWhatIsBrokenAndStaysReady() throws Exception {
        write("[lantern-craft] 花灯技艺\nsix: 扎灯\n");

        var reloaded = edge.post(RELOAD, "");

        assertThat(reloaded.status()).isEqualTo(422);
        assertThat(reloaded.json().path("errors").path(0).asText()).startsWith("topics.local.txt line 2: ");
        assertThat(file(reloaded.json()).path("error").asText()).startsWith("topics.local.txt line 2: ");
        var health = edge.send(edge.anonymous("/observe/health"));
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body()).contains("topics.local.txt line 2");
    }

    @Test
    void whatIsBrokenIsAProblemUntilItIsMended() throws Exception {
        write("[lantern-craft] 花灯技艺\nsix: 扎灯\n");
        edge.post(RELOAD, "");

        assertThat(edge.get("/api/v1/ops/status").body())
                .contains("a dictionary is refused", "topics.local.txt line 2");
        assertThat(edge.get("/ops").body())
                .contains("词典文件未生效，仍用之前的：topics.local.txt 第 2 行：", "/ops/help#dictionary")
                .containsPattern("class=\"state warn\" title=\"文件有误，仍用之前的：topics.local.txt 第 2 行：[^\"]*\">词典 有误<");

        Files.delete(edge.dictionaryFolder.resolve(FILE));
        edge.post(RELOAD, "");
        assertThat(edge.get("/api/v1/ops/status").body()).doesNotContain("a dictionary is refused");
        assertThat(edge.get("/ops").body()).contains("词典 正常");
    }

    private static JsonNode file(JsonNode body) {
        for (JsonNode file : body.path("files")) {
            if (file.path("file").asText().equals(FILE)) {
                return file;
            }
        }
        throw new AssertionError("no " + FILE + " in " + body);
    }

    private static void write(String text) throws Exception {
        Files.writeString(edge.dictionaryFolder.resolve(FILE), text);
    }
}

package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the commands log in as, as the management port sees it. */
class OperatorClientTest {

    @TempDir
    Path data;

    private StandIn program;

    @BeforeEach
    void serve() throws IOException {
        program = new StandIn(200);
        Files.writeString(data.resolve("secrets.properties"), "yizhan.ops.password=kept\n");
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private String loginWith(Map<String, String> environment) throws IOException, InterruptedException {
        var all = new HashMap<>(environment);
        all.put("YIZHAN_DATA_DIR", data.toString());
        URI management = URI.create(program.address());
        var unused = OperatorClient.of(Settings.load(new Properties(), all), Optional.of(management))
                .get("/api/v1/ops/status");
        return program.login();
    }

    @Test
    void isOpsWhereNobodyElseIsNamed() throws Exception {
        assertThat(loginWith(Map.of())).isEqualTo("ops:kept");
        assertThat(loginWith(Map.of("YIZHAN_OPS_USER", " ", "YIZHAN_OPS_PASSWORD", "other")))
                .isEqualTo("ops:other");
    }

    @Test
    void isTheAccountThatTheSettingsName() throws Exception {
        assertThat(loginWith(Map.of("YIZHAN_OPS_USER", "li.na", "YIZHAN_OPS_PASSWORD", "口令:7")))
                .isEqualTo("li.na:口令:7");
    }

    @Test
    void triesNoOtherAccountWithThePasswordThatIsKeptForOps() {
        assertThatThrownBy(() -> loginWith(Map.of("YIZHAN_OPS_USER", "li\u001b.na")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("give the password of li .na as YIZHAN_OPS_PASSWORD");
        assertThat(program.login()).isEmpty();
    }
}

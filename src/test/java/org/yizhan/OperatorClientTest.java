package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
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

    private HttpServer program;
    private String login = "";

    @BeforeEach
    void serve() throws IOException {
        program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        program.createContext("/", exchange -> {
            String sent = exchange.getRequestHeaders().getFirst("Authorization");
            login = new String(Base64.getDecoder().decode(sent.substring("Basic ".length())), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        program.start();
        Files.writeString(data.resolve("secrets.properties"), "yizhan.ops.password=kept\n");
    }

    @AfterEach
    void stop() {
        program.stop(0);
    }

    private String loginWith(Map<String, String> environment) throws IOException, InterruptedException {
        var all = new HashMap<>(environment);
        all.put("YIZHAN_DATA_DIR", data.toString());
        URI management = URI.create("http://127.0.0.1:" + program.getAddress().getPort());
        var unused = OperatorClient.of(Settings.load(new Properties(), all), Optional.of(management))
                .get("/api/v1/ops/status");
        return login;
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
        assertThat(login).isEmpty();
    }
}

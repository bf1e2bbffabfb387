package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command as an operator types it, against a management port that answers as ours does. */
class StatusCommandTest {

    private static final String WELL = """
            {"problems":[],"status":"UP","version":"1.0","uptimeSeconds":60,
             "stages":[{"stage":"tag","lag":12000,"received":5,"sent":4,"dead":1},{"stage":"ingest","lag":null}]}
            """;

    private static final String ILL = WELL.replace(
            "[]",
            "[{\"severity\":\"critical\",\"subject\":\"tag\",\"detail\":\"tag is behind\\u001b[2J\\nnothing is wrong\"}]");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer program;
    private int status = 200;
    private String answer = WELL;

    @BeforeEach
    void serve() throws IOException {
        program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        program.createContext("/api/v1/ops/status", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        program.start();
    }

    @AfterEach
    void stop() {
        program.stop(0);
    }

    private int run(String... arguments) {
        var command = new CommandLine(new StatusCommand());
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private String management() {
        return "--management=http://127.0.0.1:" + program.getAddress().getPort();
    }

    @Test
    void isZeroWhereNothingIsWrong() {
        assertThat(run(management())).isZero();
        assertThat(out.toString()).startsWith("nothing is wrong").containsPattern("tag +12,000 +5 +4 +1");
    }

    @Test
    void saysWhatIsWrongFirstOnLinesOfItsOwn() {
        answer = ILL;
        assertThat(run(management())).isOne();
        assertThat(out.toString().lines().limit(2))
                .containsExactly("1 problem", "  CRITICAL  tag is behind [2J nothing is wrong");
    }

    @Test
    void saysItAsJson() throws IOException {
        answer = ILL;
        assertThat(run(management(), "--json")).isOne();
        assertThat(new JsonMapper().readTree(out.toString()).path("problems")).hasSize(1);
    }

    @Test
    void isTwoWhereTheProgramCantBeAsked() {
        status = 401;
        answer = "{\"detail\":\"log in\"}";
        assertThat(run(management())).isEqualTo(2);
        status = 502;
        answer = "<html>";
        assertThat(run(management())).isEqualTo(2);
        String gone = management();
        program.stop(0);
        assertThat(run(gone)).isEqualTo(2);
        assertThat(err.toString()).contains("log in", "nothing answers at");
        assertThat(out.toString()).isEmpty();
    }
}

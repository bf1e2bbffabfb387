package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

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
class RetagCommandTest {

    private static final String ORDERED = """
            {"id":"0b9c3a52-9d0e-8f4b-a3c1-5d2e7f60b814","since":"2026-10-31T16:00:00Z","until":"2026-11-24T03:00:00Z"}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer program;
    private int status = 202;
    private String answer = "";
    private String asked = "";

    @BeforeEach
    void serve() throws IOException {
        program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        program.createContext("/", exchange -> {
            asked = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
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
        var command = new CommandLine(new RetagCommand());
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        command.setExecutionExceptionHandler((failure, where, result) -> {
            err.append(failure.getMessage());
            return 1;
        });
        return command.execute(arguments);
    }

    private String management() {
        return "http://127.0.0.1:" + program.getAddress().getPort();
    }

    @Test
    void ordersItAndSaysWhereToLook() {
        answer = ORDERED;

        assertThat(run("--since", "2026-11-01", "--source", "cac", "--management", management()))
                .isZero();

        assertThat(asked).isEqualTo("POST /api/v1/ops/retag {\"since\":\"2026-11-01\",\"source\":\"cac\"}");
        assertThat(out.toString())
                .contains(
                        "ordered: 0b9c3a52-9d0e-8f4b-a3c1-5d2e7f60b814",
                        "from 2026-10-31T16:00:00Z to 2026-11-24T03:00:00Z",
                        management() + "/api/v1/ops/retag");
    }

    @Test
    void saysWhyTheProgramRefuses() {
        status = 422;
        answer = "{\"detail\":\"since 'soon' is no day and no time\"}";

        assertThat(run("--since", "soon", "--management", management())).isOne();
        assertThat(err.toString()).contains("since 'soon' is no day and no time");
    }

    @Test
    void wantsATimeAndARunningProgram() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("--since");
        String gone = management();
        program.stop(0);
        assertThat(run("--since", "2026-11-01", "--management", gone)).isOne();
        assertThat(err.toString()).contains("nothing answers at");
    }
}

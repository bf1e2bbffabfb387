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
class EraseCommandTest {

    private static final String ARTICLE = "0b9c3a52-9d0e-8f4b-a3c1-5d2e7f60b814";
    private static final String ERASED = """
            {"articleId":"%s","requestedAt":"2026-11-24T03:00:00Z","sentAt":"2026-11-24T03:00:00Z","published":true,
             "copiesInKafkaUntil":%s,"operator":"ops","reason":"r","deadLettersRemoved":2,"pagesForgotten":0,
             "deadLettersToLookAt":[%s]}
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
        var command = new CommandLine(new EraseCommand());
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
    void ordersItAndSaysWhatStays() {
        answer = ERASED.formatted(ARTICLE, "\"2026-12-08T04:00:00Z\"", "17,19");

        assertThat(run(ARTICLE, "--reason", "本人要求", "--management", management()))
                .isZero();

        assertThat(asked).isEqualTo("POST /api/v1/ops/articles/%s/erase {\"reason\":\"本人要求\"}", ARTICLE);
        assertThat(out.toString())
                .contains(ARTICLE, "dead letters removed: 2", "[17,19]", "Kafka's topics until 2026-12-08T04:00:00Z");
    }

    @Test
    void saysThatNobodyKnowsHowLongCopiesStay() {
        answer = ERASED.formatted(ARTICLE, "null", "");

        assertThat(run(ARTICLE, "--reason", "本人要求", "--management", management()))
                .isZero();

        assertThat(out.toString())
                .contains("for as long as those keep their records")
                .doesNotContain("whole documents");
    }

    @Test
    void saysWhyTheProgramRefuses() {
        status = 404;
        answer = "{\"detail\":\"no article of this id is published\"}";

        assertThat(run(ARTICLE, "--reason", "r", "--management", management())).isOne();
        assertThat(err.toString()).contains("no article of this id is published");
    }

    @Test
    void wantsAnArticleAndAReasonAndARunningProgram() {
        assertThat(run(ARTICLE)).isEqualTo(2);
        assertThat(err.toString()).contains("--reason");
        assertThat(run("article-1", "--reason", "r")).isEqualTo(2);
        assertThat(err.toString()).contains("cannot convert 'article-1' to UUID");
        String gone = management();
        program.stop(0);
        assertThat(run(ARTICLE, "--reason", "r", "--management", gone)).isOne();
        assertThat(err.toString()).contains("nothing answers at");
    }
}

package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command as an operator types it, against a management port that answers as ours does. */
class RetagCommandTest {

    private static final String ORDERED = """
            {"id":"0b9c3a52-9d0e-8f4b-a3c1-5d2e7f60b814","since":"2026-10-31T16:00:00Z","until":"2026-11-24T03:00:00Z"}
            """;

    private final Terminal terminal = new Terminal();
    private StandIn program;

    @BeforeEach
    void serve() throws IOException {
        program = new StandIn(202);
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private int run(String... arguments) {
        return terminal.type(new RetagCommand(), arguments);
    }

    @Test
    void ordersItAndSaysWhereToLook() {
        program.say(ORDERED);

        assertThat(run("--since", "2026-11-01", "--source", "cac", "--management", program.address()))
                .isZero();

        assertThat(program.asked()).isEqualTo("POST /api/v1/ops/retag {\"since\":\"2026-11-01\",\"source\":\"cac\"}");
        assertThat(terminal.out())
                .contains(
                        "ordered: 0b9c3a52-9d0e-8f4b-a3c1-5d2e7f60b814",
                        "from 2026-10-31T16:00:00Z to 2026-11-24T03:00:00Z",
                        program.address() + "/api/v1/ops/retag");
    }

    @Test
    void saysWhyTheProgramRefuses() {
        program.say(422, "{\"detail\":\"since 'soon' is no day and no time\"}");

        assertThat(run("--since", "soon", "--management", program.address())).isOne();
        assertThat(terminal.err()).contains("since 'soon' is no day and no time");
    }

    @Test
    void wantsATimeAndARunningProgram() {
        assertThat(run()).isEqualTo(2);
        assertThat(terminal.err()).contains("--since");
        String gone = program.address();
        program.close();
        assertThat(run("--since", "2026-11-01", "--management", gone)).isOne();
        assertThat(terminal.err()).contains("nothing answers at");
    }
}

package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command as an operator types it, against a management port that answers as ours does. */
class StatusCommandTest {

    private static final String WELL = """
            {"problems":[],"status":"UP","version":"1.0","uptimeSeconds":60,
             "stages":[{"stage":"tag","lag":12000,"lagSeconds":75,"received":5,"sent":4,"dead":1},{"stage":"ingest","lag":null}]}
            """;

    private static final String ILL = WELL.replace(
            "[]",
            "[{\"severity\":\"critical\",\"subject\":\"tag\",\"detail\":\"tag is behind\\u001b[2J\\nnothing is wrong\"}]");

    private final Terminal terminal = new Terminal();
    private StandIn program;

    @BeforeEach
    void serve() throws IOException {
        program = new StandIn(200);
        program.say(WELL);
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private int run(String... arguments) {
        return terminal.type(new StatusCommand(), arguments);
    }

    private String management() {
        return "--management=" + program.address();
    }

    @Test
    void isZeroWhereNothingIsWrong() {
        assertThat(run(management())).isZero();
        assertThat(terminal.out())
                .startsWith("nothing is wrong")
                .containsPattern("tag +12,000 +75 +5 +4 +1")
                .doesNotContain("unknown");
    }

    @Test
    void saysWhatIsWrongFirstOnLinesOfItsOwn() {
        program.say(ILL);
        assertThat(run(management())).isOne();
        assertThat(terminal.out().lines().limit(2))
                .containsExactly("1 problem", "  CRITICAL  tag is behind [2J nothing is wrong");
    }

    @Test
    void saysWhatTheDatabaseDoesNotSay() {
        program.say(ILL.replaceFirst("\\{", "{\"sources\":{\"polled\":null},\"deadLetterCounts\":null,"));
        assertThat(run(management())).isOne();
        assertThat(terminal.out())
                .contains("sources fresh: unknown, the database", "dead letters: unknown, the database");
    }

    @Test
    void saysItAsJson() throws IOException {
        program.say(ILL);
        assertThat(run(management(), "--json")).isOne();
        assertThat(new JsonMapper().readTree(terminal.out()).path("problems")).hasSize(1);
    }

    @Test
    void isTwoWhereTheProgramCantBeAsked() {
        program.say(401, "{\"detail\":\"log in\"}");
        assertThat(run(management())).isEqualTo(2);
        program.say(502, "<html>");
        assertThat(run(management())).isEqualTo(2);
        String gone = management();
        program.close();
        assertThat(run(gone)).isEqualTo(2);
        assertThat(terminal.err()).contains("log in", "nothing answers at");
        assertThat(terminal.out()).isEmpty();
    }
}

package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command as an operator types it, against a management port that answers as ours does. */
class EraseCommandTest {

    private static final String ARTICLE = "0b9c3a52-9d0e-8f4b-a3c1-5d2e7f60b814";
    private static final String ERASED = """
            {"articleId":"%s","requestedAt":"2026-11-24T03:00:00Z","sentAt":"2026-11-24T03:00:00Z","published":true,
             "copiesInKafkaUntil":%s,"operator":"ops","reason":"r","deadLettersRemoved":2,"pagesForgotten":0,
             "deadLettersToLookAt":[%s]}
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
        return terminal.type(new EraseCommand(), arguments);
    }

    @Test
    void ordersItAndSaysWhatStays() {
        program.say(ERASED.formatted(ARTICLE, "\"2026-12-08T04:00:00Z\"", "17,19"));

        assertThat(run(ARTICLE, "--reason", "本人要求", "--management", program.address()))
                .isZero();

        assertThat(program.asked()).isEqualTo("POST /api/v1/ops/articles/%s/erase {\"reason\":\"本人要求\"}", ARTICLE);
        assertThat(terminal.out())
                .contains(ARTICLE, "dead letters removed: 2", "[17,19]", "Kafka's topics until 2026-12-08T04:00:00Z");
    }

    @Test
    void saysThatNobodyKnowsHowLongCopiesStay() {
        program.say(ERASED.formatted(ARTICLE, "null", ""));

        assertThat(run(ARTICLE, "--reason", "本人要求", "--management", program.address()))
                .isZero();

        assertThat(terminal.out())
                .contains("for as long as those keep their records")
                .doesNotContain("whole documents");
    }

    @Test
    void saysWhyTheProgramRefuses() {
        program.say(404, "{\"detail\":\"no article of this id is published\"}");

        assertThat(run(ARTICLE, "--reason", "r", "--management", program.address()))
                .isOne();
        assertThat(terminal.err()).contains("no article of this id is published");
    }

    @Test
    void wantsAnArticleAndAReasonAndARunningProgram() {
        assertThat(run(ARTICLE)).isEqualTo(2);
        assertThat(terminal.err()).contains("--reason");
        assertThat(run("article-1", "--reason", "r")).isEqualTo(2);
        assertThat(terminal.err()).contains("cannot convert 'article-1' to UUID");
        String gone = program.address();
        program.close();
        assertThat(run(ARTICLE, "--reason", "r", "--management", gone)).isOne();
        assertThat(terminal.err()).contains("nothing answers at");
    }
}

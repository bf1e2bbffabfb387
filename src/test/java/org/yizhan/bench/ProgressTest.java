package org.yizhan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter said = new StringWriter();

    @Test
    void saysEachFiftyThousandOnce() {
        var progress = Progress.each(50_000, new PrintWriter(said));

        progress.at(60_000, 49_999, Duration.ofSeconds(30));
        progress.at(70_000, 50_100, Duration.ofSeconds(31));
        progress.at(80_000, 60_000, Duration.ofSeconds(40));
        progress.at(150_000, 149_000, Duration.ofSeconds(90));

        assertThat(said.toString().lines())
                .containsExactly(
                        "  70,000 accepted, 50,100 visible after 31 s",
                        "  150,000 accepted, 149,000 visible after 90 s");
    }

    @Test
    void saysItEachFiveSeconds() {
        var progress = Progress.eachFiveSeconds(new PrintWriter(said));

        progress.at(10, 0, Duration.ofMillis(4_900));
        progress.at(20, 10, Duration.ofMillis(5_100));
        progress.at(30, 20, Duration.ofMillis(9_000));
        progress.at(40, 30, Duration.ofMillis(10_000));

        assertThat(said.toString().lines())
                .containsExactly("  20 accepted, 10 visible after 5 s", "  40 accepted, 30 visible after 10 s");
    }
}

package org.yizhan.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jazzer looks for inputs that break what is promised of each target: briefly for all at once, at length one by one. */
class FuzzIT {

    private static final Duration BRIEF = Duration.ofSeconds(15);
    private static final Duration HOURS_AWAY = Duration.ofSeconds(60);
    private static final int LONG = 100_000;
    private static final int SECONDS = Integer.getInteger("yizhan.fuzz.seconds", 180);

    @Tag("fuzz")
    @Test
    void nothingNewBreaksThemBriefly(@TempDir Path folder) throws IOException, InterruptedException {
        assertUnbroken("all", new Jazzer(folder, List.of(Target.values())).run(BRIEF));
    }

    @Tag("fuzz")
    @ParameterizedTest
    @EnumSource
    void nothingNewBreaksItAtLength(Target target) throws IOException, InterruptedException {
        Path folder = Path.of("target", "fuzz", target.word());
        assertUnbroken(target.word(), new Jazzer(folder, List.of(target)).run(Duration.ofSeconds(SECONDS)));
    }

    /** What costs the square of its size would take hours. */
    @Tag("fuzz")
    @ParameterizedTest
    @EnumSource
    void readsWhatIsLongOrDeepInItself(Target target) {
        for (Map.Entry<String, byte[]> kept : target.corpus().entrySet()) {
            Given given = Given.of(kept.getValue());
            for (int first : List.of(2, 8, 40, Integer.MAX_VALUE / 2)) {
                byte[] input = given.stretched(first, LONG);
                assertTimeoutPreemptively(
                        HOURS_AWAY, () -> target.attack(input), () -> kept.getKey() + " stretched by " + first);
            }
        }
    }

    private static void assertUnbroken(String name, Jazzer.Run run) {
        System.out.println(run.line(name));
        assertThat(run.faults()).isEmpty();
        assertThat(run.executions()).isPositive();
    }
}

package org.yizhan.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input that is kept, crashes of the past among them, is read as it should be. */
class CorpusTest {

    static Stream<Arguments> inputs() {
        return Arrays.stream(Target.values())
                .flatMap(
                        target -> target.corpus().stream().map(file -> Arguments.of(target, file.getFileName(), file)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("inputs")
    @Timeout(20)
    void holds(Target target, Path name, Path file) throws IOException {
        target.attack(Files.readAllBytes(file));
    }
}

package org.yizhan.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input that is kept, crashes of the past among them, is read as it should be, and so is each of them a little changed. */
class CorpusTest {

    static Stream<Arguments> inputs() {
        return Arrays.stream(Target.values())
                .flatMap(target -> target.corpus().entrySet().stream()
                        .map(kept -> Arguments.of(target, kept.getKey(), kept.getValue())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("inputs")
    @Timeout(20)
    void holds(Target target, String name, byte[] input) {
        target.attack(input);
    }

    private static final int MUTANTS = 500;

    @ParameterizedTest
    @EnumSource
    @Timeout(120)
    void holdsForWhatIsALittleChanged(Target target) {
        List<byte[]> corpus = List.copyOf(target.corpus().values());
        var mutants = new Mutants(target.word().hashCode(), corpus);
        for (int n = 0; n < MUTANTS; n++) {
            byte[] input = mutants.next(corpus.get(n % corpus.size()));
            assertThatCode(() -> target.attack(input))
                    .as(() -> "mutant " + kept(input) + " of " + target)
                    .doesNotThrowAnyException();
        }
    }

    /** To be kept in the corpus where it breaks something. */
    private static String kept(byte[] input) {
        return Base64.getEncoder().encodeToString(input);
    }
}

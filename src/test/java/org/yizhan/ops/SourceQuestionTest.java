package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers in the questions for sources and for dead letters. */
class SourceQuestionTest {

    @ParameterizedTest
    @CsvSource({
        "limit, -1, limit must be 1 to 500",
        "limit, x, limit must be 1 to 500",
        "offset, -1, 'offset must be a whole number, 0 or more'",
    })
    void saysWhatANumberOfSourcesMayBe(String name, String given, String advice) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap().add(name, given);

        assertThatThrownBy(() -> SourceQuestion.of(parameters)).hasMessageContaining(advice);
    }

    @ParameterizedTest
    @CsvSource({
        "limit, -1, limit must be 1 to",
        "limit, 99999999999, limit must be 1 to",
        "before, -1, 'before must be a whole number, 0 or more'",
    })
    void saysWhatANumberOfLettersMayBe(String name, String given, String advice) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap().add(name, given);

        assertThatThrownBy(() -> LetterQuery.of(parameters)).hasMessageContaining(advice);
    }
}

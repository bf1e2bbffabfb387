package org.yizhan.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchOptionsTest {

    @ParameterizedTest
    @CsvSource({
        "-1, 200, 2, 0.1, articles -1 is not between 0",
        "10, 501, 2, 0.1, batch 501 is not between 1 and 500",
        "10, 0, 2, 0.1, batch 0 is not between 1 and 500",
        "10, 200, 65, 0.1, connections 65 is not between 1 and 64",
        "10, 200, 2, 1.5, reposts 1.5 is not between 0 and 1",
        "10, 200, 2, NaN, reposts NaN is not between 0 and 1",
    })
    void saysWhichNumberIsWrong(int articles, int batch, int connections, double reposts, String message) {
        assertThatThrownBy(() -> options(articles, batch, connections, reposts, List.of(0), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void wantsThePreloadsToAscend() {
        assertThat(preload(List.of(0, 10, 1_000)).preload()).containsExactly(0, 10, 1_000);
        assertThatThrownBy(() -> preload(List.of(10, 10))).hasMessage("preload 10 does not come after 10");
        assertThatThrownBy(() -> preload(List.of(10, 5))).hasMessage("preload 5 does not come after 10");
        assertThatThrownBy(() -> preload(List.of(-5))).hasMessageContaining("preload -5 is not between 0");
        assertThatThrownBy(() -> preload(List.of())).hasMessage("preload names no number");
    }

    @Test
    void wantsPatience() {
        assertThatThrownBy(() -> options(1, 1, 1, 0, List.of(0), Duration.ZERO))
                .hasMessage("patience PT0S is not positive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.cn", "http:///x", "/articles"})
    void measuresPlainHttpOnly(String base) {
        assertThatThrownBy(() -> new Target(URI.create(base), "key", Optional.empty(), Optional.empty()))
                .hasMessageContaining("is not an http address");
    }

    private static BenchOptions preload(List<Integer> preload) {
        return options(1, 1, 1, 0, preload, Duration.ofSeconds(1));
    }

    private static BenchOptions options(
            int articles, int batch, int connections, double reposts, List<Integer> preload, Duration patience) {
        return new BenchOptions(
                articles, batch, connections, reposts, 1, 0, 0, 1, preload, 1, patience, 0, 0, Audience.NONE);
    }
}

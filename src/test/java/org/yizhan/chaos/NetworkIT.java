package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yizhan.chaos.FaultProxy.Weather;

/** R14: the network between the program and the broker is away, lossy or slow for a minute. */
class NetworkIT extends LongDrill {

    private static final Duration FAULT = Duration.ofMinutes(1);
    private static final int RATE = 40;

    private static final long MOST_REBALANCES = 2;

    /** The server holds locks of a transaction whose client is gone for a minute; who waits for them does so for 30 s. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    @BeforeEach
    void open() throws Exception {
        apart();
    }

    private static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("partition", Weather.DARK),
                Arguments.of("loss_30", Weather.lossy(0.3)),
                Arguments.of("200ms±100", Weather.slow(Duration.ofMillis(200), Duration.ofMillis(100))));
    }

    /** A machine that is lost, or a firewall that forgot the connections: new ones are answered by somebody. */
    @Test
    void r14ConnectionsToPostgresDieInSilence() throws Exception {
        Drill drill = station().drill("R14", RATE);
        drill.awaitMore(5 * RATE);
        drill.recover(() -> station().postgres().proxy().forget());
        drill.awaitMore(5 * RATE);
        drill.end("fault=silence");
        Bar.of("R14", "progress_ms", SILENCE).hold(drill.slowest());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void r14NetworkToTheBrokerIsBad(String fault, Weather weather) throws Exception {
        Drill drill = station().drill("R14", RATE);
        drill.awaitMore(5 * RATE);
        Map<String, Long> before = station().kafka().rebalances();
        station().kafka().proxy().weather(weather);
        drill.awaitTime(Length.of(FAULT));
        drill.recover(() -> station().kafka().proxy().weather(Weather.FINE));
        drill.awaitMore(5 * RATE);
        Map<String, Long> after = station().kafka().rebalances();
        after.replaceAll((group, many) -> many - before.getOrDefault(group, 0L));
        drill.end("fault=" + fault, "rebalances=" + after);
        assertThat(after)
                .as("rebalances of a group")
                .allSatisfy((group, many) -> assertThat(many).as(group).isLessThanOrEqualTo(MOST_REBALANCES));
    }
}

package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.deliver.Subscriptions;

class HubHealthTest {

    private static HubHealth hub(long active, long failing, Duration lag) {
        return new HubHealth(() -> new Subscriptions.Counts(active, 3, failing, 0, 0, lag));
    }

    @Test
    void saysHowManyWaitAndFailAndIsNeverDown() {
        Health health = hub(500, 400, Duration.ofMinutes(5)).check();

        assertThat(health.isUp()).isTrue();
        assertThat(health.reason())
                .isEqualTo("500 subscriptions, 3 deliveries wait, the oldest for 300 s, 400 subscribers fail");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "100, 20, 0", "100, 21, 1", "4, 4, 0", "5, 5, 1"})
    void manyFailingSubscribersAreATrouble(long active, long failing, int troubles) {
        assertThat(hub(active, failing, Duration.ZERO).look().troubles())
                .hasSize(troubles)
                .allSatisfy(trouble -> {
                    assertThat(trouble.subject()).isEqualTo("hub");
                    assertThat(trouble.english()).contains(failing + " of " + active);
                    assertThat(trouble.chinese()).contains("推送失败");
                });
    }

    @ParameterizedTest
    @CsvSource({"30, 0", "31, 1"})
    void aDeliveryThatWaitsLongIsATrouble(long seconds, int troubles) {
        assertThat(hub(10, 0, Duration.ofSeconds(seconds)).look().troubles()).hasSize(troubles);
    }
}

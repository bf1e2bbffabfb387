package org.yizhan.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.Row;

/** S18: how many challenges anybody can have us send to one host. */
@Row("S18")
class SharesTest {

    private static final Shares SHARES = new Shares(50);

    @ParameterizedTest
    @CsvSource({
        "true, 999, 0, false, 202",
        "true, 1000, 0, false, 429",
        "true, 1000, 0, true, 429",
        "false, 1000, 0, true, 429",
        "true, 0, 1999, false, 202",
        "true, 0, 2000, false, 403",
        "true, 0, 2000, true, 202",
        "false, 0, 2000, true, 202"
    })
    void aHostHasItsShare(boolean subscribe, int pending, int subscriptions, boolean known, int status) {
        Optional<HubAnswer> refused = SHARES.refusal(
                request(subscribe),
                new RequestTable.Crowd(pending, pending, subscriptions, subscriptions, 0, 0, known));

        assertThat(refused.map(HubAnswer::status).orElse(202)).isEqualTo(status);
        assertThat(refused.filter(answer -> answer.status() == 429).map(HubAnswer::retrySeconds))
                .isEqualTo(status == 429 ? Optional.of(30) : Optional.empty());
    }

    /** Whoever gives each callback a host of its own. */
    @ParameterizedTest
    @CsvSource({
        "true, 4999, 19999, false, 202",
        "true, 5000, 0, true, 429",
        "false, 5000, 0, true, 429",
        "true, 0, 20000, false, 403",
        "true, 0, 20000, true, 202",
        "false, 0, 20000, true, 202"
    })
    void allHaveWhatThereIs(boolean subscribe, int pending, int subscriptions, boolean known, int status) {
        Optional<HubAnswer> refused =
                SHARES.refusal(request(subscribe), new RequestTable.Crowd(pending, 1, subscriptions, 1, 0, 0, known));

        assertThat(refused.map(HubAnswer::status).orElse(202)).isEqualTo(status);
    }

    private static Request request(boolean subscribe) {
        return new Request(
                subscribe,
                new Topic("/feeds/all.atom", "all"),
                "https://news.example/feeds/all.atom",
                "https://reader.example/hook",
                "reader.example",
                Optional.empty(),
                Duration.ofDays(10));
    }
}

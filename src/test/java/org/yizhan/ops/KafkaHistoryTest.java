package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaHistoryTest {

    private static final Instant BEGIN = Instant.parse("2026-11-24T03:00:00Z");

    private final KafkaHistory history = new KafkaHistory();

    private void look(int second, long lag, long end) {
        var behind = new Backlog.Behind(lag, Duration.ofSeconds(lag));
        history.saw(new Backlog(Map.of("tag", behind), Map.of("articles.tagged", end)), BEGIN.plusSeconds(second));
    }

    @Test
    void keepsAnHourAndNoMore() {
        for (int second = 0; second <= 3 * 3600; second += 5) {
            look(second, second, 0);
        }

        var trend = history.lag("tag");
        assertThat(trend).hasSize(241);
        assertThat(trend.getFirst().at()).isEqualTo(BEGIN.plusSeconds(2 * 3600));
        assertThat(trend.getLast().number()).isEqualTo(3 * 3600);
        assertThat(history.lag("nobody")).isEmpty();
    }

    @Test
    void theRateIsThatOfTheLastMinute() {
        look(0, 0, 0);
        assertThat(history.rate("articles.tagged")).isEmpty();
        look(600, 0, 100_000);
        look(630, 0, 100_600);
        look(660, 0, 101_200);

        assertThat(history.rate("articles.tagged")).hasValue(20);
    }

    @Test
    void countsChangesButNotTheFirstLook() {
        history.saw("tag", "a: 0 1", BEGIN);
        history.saw("tag", "a: 0 1", BEGIN.plusSeconds(5));
        assertThat(history.changes("tag").last()).isEmpty();
        history.saw("tag", "a: 0; b: 1", BEGIN.plusSeconds(10));

        assertThat(history.changes("tag").count()).isEqualTo(1);
        assertThat(history.changes("tag").last()).contains(BEGIN.plusSeconds(10));
    }
}

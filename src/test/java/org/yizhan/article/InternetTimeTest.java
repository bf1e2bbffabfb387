package org.yizhan.article;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InternetTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T10:00:00+08:00, 2026-11-23T02:00:00Z",
        "2026-11-23T02:00:00Z,      2026-11-23T02:00:00Z",
        "2026-11-22T22:30:00-03:30, 2026-11-23T02:00:00Z",
        "2026-11-23T01:30:00-00:30, 2026-11-23T02:00:00Z",
        "2024-02-29T23:59:59Z,      2024-02-29T23:59:59Z",
    })
    void readsATimeToTheSecond(String text, Instant at) {
        assertThat(InternetTime.read(text)).contains(at);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-23",
                "2026-11-23T10:00:00",
                "2026-11-23T10:00+08:00",
                "2026-11-23 10:00:00+08:00",
                "2026-11-23t10:00:00z",
                "2026-11-23T10:00:00.5Z",
                "2026-11-23T10:00:00+0800",
                "２026-11-23T10:00:00Z",
                "2026-11-23T10:00:60Z",
                "2026-11-23T24:00:00Z",
                "2026-11-23T10:00:00+08:75",
                " 2026-11-23T10:00:00Z",
            })
    void leavesEveryOtherFormToTheLongerReading(String text) {
        assertThat(InternetTime.read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29T10:00:00Z",
                "2026-13-01T10:00:00Z",
                "2026-11-23T10:61:00Z",
                "2026-11-23T10:00:00+19:00"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> InternetTime.read(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void readsAsTheLongerReadingDoes() {
        var random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            var at = LocalDateTime.ofEpochSecond(random.nextLong(2_000_000_000L), 0, ZoneOffset.UTC);
            var offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 14 * 60) - 14 * 60));
            String text = String.format("%tFT%<tT%s", at, offset);

            assertThat(InternetTime.read(text))
                    .as(text)
                    .contains(WrittenTime.read(WrittenTime.fold(text), Instant.EPOCH, PublicationTime.ZONE));
        }
    }
}

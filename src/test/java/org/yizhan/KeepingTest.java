package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepingTest {

    private static Keeping with(String key, String value) {
        return Keeping.of(Settings.load(new Properties(), Map.of(Settings.variable(key), value)));
    }

    @Test
    void keepsBodiesForEverUnlessItIsTold() {
        var keeping = Keeping.of(Settings.load(new Properties(), Map.of()));

        assertThat(keeping.bodies()).isEmpty();
        assertThat(keeping.decisions()).contains(Duration.ofDays(400));
        assertThat(keeping.fingerprints()).isEqualTo(Duration.ofDays(120));
        assertThat(keeping.deadLetters()).contains(Duration.ofDays(90));
        assertThat(keeping.topics()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void takesWhatTheLawJustAllows() {
        assertThat(with("yizhan.keep.bodies", "60d").bodies()).contains(Duration.ofDays(60));
        assertThat(with("yizhan.keep.bodies", "1440h").bodies()).contains(Duration.ofDays(60));
        assertThat(with("yizhan.keep.dead-letters", "FOREVER").deadLetters()).isEmpty();
        assertThat(with("yizhan.kafka.retention", "1h").topics()).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yizhan.keep.bodies | 59d | give 60d to 36500d or forever: content, time and address are kept for 60 days,"
                        + " 互联网信息服务管理办法 art. 14",
                "yizhan.keep.bodies | 1439h | 互联网信息服务管理办法 art. 14",
                "yizhan.keep.bodies | -60d | give 60d",
                "yizhan.keep.bodies | 36501d | 36500d or forever",
                "yizhan.keep.bodies | 0s | give 60d",
                "yizhan.keep.bodies | always | give a duration such as",
                "yizhan.keep.bodies | 99999999999999999d | give a duration such as",
                "yizhan.keep.decisions | 23h | give 1d",
                "yizhan.keep.fingerprints | 59d | give 60d to 36500d: copies of one piece are looked for over 60 days",
                "yizhan.keep.fingerprints | forever | give a duration such as",
                "yizhan.keep.dead-letters | 0d | somebody has to see them first",
                "yizhan.kafka.retention | 59m | give 1h to 36500d: what the stages have not done by then is lost",
            })
    void refusesByName(String key, String value, String advice) {
        assertThatThrownBy(() -> with(key, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("%s is '%s'; ".formatted(key, value))
                .hasMessageContaining(advice)
                .hasMessageNotContainingAny("\n");
    }
}

package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsCheckTest {

    /** Keys whose default is a number, a duration, a size, a switch or an address; {@link Keeping} sees to its own. */
    static List<String> formed() throws IOException {
        var defaults = new Properties();
        try (InputStream file = Settings.class.getResourceAsStream("/application.properties")) {
            defaults.load(file);
        }
        return defaults.stringPropertyNames().stream()
                .filter(key -> !key.startsWith("yizhan.keep.") && !key.equals("yizhan.kafka.retention"))
                .filter(key -> defaults.getProperty(key).matches("\\d+([smhd]|MB|GB)?|true|false|https?://.*"))
                .sorted()
                .toList();
    }

    private static Settings with(String key, String value) {
        return Settings.load(new Properties(), Map.of(Settings.variable(key), value));
    }

    @Test
    void takesTheDefaults() throws IOException {
        assertThat(formed()).hasSizeGreaterThan(25);
        assertThatCode(() -> SettingsCheck.of(Settings.load(new Properties(), Map.of())))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("formed")
    void refusesByNameWhatHasNotTheFormOfItsDefault(String key) {
        assertThatThrownBy(() -> SettingsCheck.of(with(key, "soon")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(key + " is 'soon'; give ");
    }

    @ParameterizedTest
    @CsvSource({
        "yizhan.http.tls.certificate, /nope.pem, yizhan.http.tls.keyfile",
        "yizhan.management.tls.keyfile, /nope.key, yizhan.management.tls.certificate",
        "yizhan.signing.key, enp6, yizhan.signing.key: the signing key has 3 bytes",
        "yizhan.ops.password, kurz, yizhan.ops.password can't be used: it must have 12 to 200 characters",
        "yizhan.ops.password, aaaaaaaaaaaaaa, yizhan.ops.password can't be used",
    })
    void refusesWhatCantBeUsedBeforeAServerIsStarted(String key, String value, String advice, @TempDir Path folder) {
        Settings settings = Settings.load(
                new Properties(),
                Map.of(
                        Settings.variable(key),
                        value,
                        "YIZHAN_DATA_DIR",
                        folder.toString(),
                        "YIZHAN_HTTP_PORT",
                        "0",
                        "YIZHAN_MANAGEMENT_PORT",
                        "0"));
        try (var closing = new Closing()) {
            assertThatThrownBy(() -> Wiring.start(settings, closing))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(advice);
        }
        assertThat(folder.toFile().list()).doesNotContain("postgresql", "kafka", "secrets.properties");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yizhan.alerts.webhook | https://hook.example.org/x | abc | yizhan.alerts.webhook.secret: it must be whsec_",
                "yizhan.alerts.webhook | ftp://hook.example.org/x | '' | give an absolute address",
                "yizhan.alerts.mail.host | mail.example.org | '' | yizhan.alerts.mail: from is ''",
            })
    void refusesWhatCantTellAnybody(String key, String value, String secret, String advice) {
        Settings settings = Settings.load(
                new Properties(), Map.of(Settings.variable(key), value, "YIZHAN_ALERTS_WEBHOOK_SECRET", secret));
        try (var closing = new Closing()) {
            assertThatThrownBy(() -> Alarms.outputs(settings, closing, Clock.systemUTC()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(advice);
        }
    }
}

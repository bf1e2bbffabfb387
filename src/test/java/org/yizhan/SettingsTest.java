package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void takesTheEnvironmentBeforeSystemPropertiesBeforeDefaults() {
        var system = new Properties();
        system.setProperty("yizhan.http.port", "1");
        system.setProperty("yizhan.management.port", "2");

        var settings = Settings.load(system, Map.of("YIZHAN_HTTP_PORT", " 3 "));

        assertThat(settings.port("yizhan.http.port")).isEqualTo(3);
        assertThat(settings.port("yizhan.management.port")).isEqualTo(2);
        assertThat(settings.text("yizhan.data.dir")).isEqualTo("./data");
    }

    @ParameterizedTest
    @CsvSource({"90s,PT90S", "30m,PT30M", "12h,PT12H", "7d,P7D"})
    void readsDurations(String text, Duration expected) {
        assertThat(with("yizhan.kafka.retention", text).duration("yizhan.kafka.retention"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"256MB,256000000", "0mb,0", "2 GB,2000000000"})
    void readsSizes(String text, long expected) {
        assertThat(with("yizhan.data.reserve", text).bytes("yizhan.data.reserve"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"256", "-1MB", "1TB", "a lot"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> with("yizhan.data.reserve", text).bytes("yizhan.data.reserve"))
                .hasMessage("yizhan.data.reserve is '%s'; give a size such as 256MB or 2GB", text);
    }

    @ParameterizedTest
    @CsvSource({
        "yizhan.http.port,http,give a whole number from 0",
        "yizhan.http.port,-1,give a whole number from 0",
        "yizhan.http.port,65536,give a port up to 65535"
    })
    void refusesAPortByName(String key, String value, String advice) {
        assertThatThrownBy(() -> with(key, value).port(key)).hasMessage("%s is '%s'; %s", key, value, advice);
    }

    @ParameterizedTest
    @CsvSource({"not a url", "news.example.org", "ftp://example.org", "http:///x"})
    void refusesWhatIsNoWebAddress(String value) {
        assertThatThrownBy(() -> with("yizhan.base.url", value).webAddress("yizhan.base.url"))
                .hasMessage("yizhan.base.url is '" + value
                        + "'; give an absolute address such as https://news.example.org");
    }

    @Test
    void refusesOtherValuesByName() {
        assertThatThrownBy(() -> with("yizhan.samples", "maybe").is("yizhan.samples"))
                .hasMessage("yizhan.samples is 'maybe'; give true or false");
        assertThatThrownBy(() -> with("yizhan.kafka.retention", "a week").duration("yizhan.kafka.retention"))
                .hasMessageContaining("yizhan.kafka.retention is 'a week'; give a duration");
        assertThatThrownBy(() -> with("yizhan.samples", "true").text("yizhan.unknown"))
                .hasMessageContaining("no setting yizhan.unknown");
    }

    @Test
    void refusesAnAllowListThatOpensNothingInParticular() {
        assertThatThrownBy(() -> with("yizhan.fetch.allow", "10.0.0.0/40").allowList("yizhan.fetch.allow"))
                .hasMessageStartingWith("yizhan.fetch.allow: /40 is no prefix length");
    }

    @Test
    void readsAKeyWithAHyphenFromAVariableThatAShellCanSet() {
        assertThat(Settings.variable("yizhan.keep.dead-letters")).isEqualTo("YIZHAN_KEEP_DEAD_LETTERS");
        assertThat(with("yizhan.keep.dead-letters", "30d").text("yizhan.keep.dead-letters"))
                .isEqualTo("30d");
    }

    @Test
    void knowsWhatTheManagementPortIsCalled() {
        assertThat(PortSettings.managementNames(with("yizhan.management.names", "yizhan, Ops.Example.org"))
                        .names())
                .contains("yizhan", "ops.example.org");
        assertThat(PortSettings.managementNames(with("yizhan.management.host", "ops.intern"))
                        .names())
                .as("what it is bound to")
                .contains("ops.intern");
    }

    @ParameterizedTest
    @CsvSource({"http://ops.example.org", "ops.example.org:8081", "*", "*.example.org", "ops/x", "-"})
    void refusesWhatIsNoName(String value) {
        assertThatThrownBy(() -> PortSettings.managementNames(with("yizhan.management.names", value)))
                .hasMessage(
                        "yizhan.management.names is '%s'; give names without http:// and port, such as yizhan, ops.example.org",
                        value);
    }

    private static Settings with(String key, String value) {
        return Settings.load(new Properties(), Map.of(Settings.variable(key), value));
    }

    @Test
    void saysWhereAValueComesFrom() {
        var system = new Properties();
        system.setProperty("yizhan.management.port", "2");
        var settings = Settings.load(system, Map.of("YIZHAN_HTTP_PORT", "3"));

        assertThat(settings.origin("yizhan.http.port")).isEqualTo(Settings.Origin.ENVIRONMENT);
        assertThat(settings.origin("yizhan.management.port")).isEqualTo(Settings.Origin.PROPERTY);
        assertThat(settings.origin("yizhan.data.dir")).isEqualTo(Settings.Origin.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "yizhan.ops.password,geheim",
        "yizhan.ops.password,ein-sehr-viel-laengeres-geheimnis",
        "yizhan.api.key,geheim",
        "yizhan.database.password,geheim"
    })
    void showsOfASecretOnlyThatThereIsOne(String key, String value) {
        assertThat(with(key, value).shown(key)).isEqualTo("••••••");
        assertThat(with(key, "").shown(key)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://li:geheim@db/yizhan,jdbc:postgresql://••••••@db/yizhan",
        "jdbc:postgresql://db/yizhan?user=li&password=geheim&ssl=true,jdbc:postgresql://db/yizhan?user=li&password=••••••&ssl=true",
        "https://hook.example/a?token=geheim,https://hook.example/a?token=••••••",
        "jdbc:postgresql://db:5432/yizhan,jdbc:postgresql://db:5432/yizhan"
    })
    void leavesPasswordsOutOfAddresses(String address, String shown) {
        assertThat(with("yizhan.database.url", address).shown("yizhan.database.url"))
                .isEqualTo(shown);
        assertThat(Settings.withoutSecrets("the driver does not take " + address + ", it says"))
                .doesNotContain("geheim")
                .startsWith("the driver does not take ");
    }

    @Test
    void takesASecretFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "geheim\n");
        var system = new Properties();
        system.setProperty("yizhan.api.key.file", file.toString());
        var settings = Settings.load(
                system, Map.of("YIZHAN_DATABASE_PASSWORD_FILE", file.toString(), "YIZHAN_DATABASE_PASSWORD", ""));

        assertThat(settings.text("yizhan.database.password")).isEqualTo("geheim");
        assertThat(settings.origin("yizhan.database.password")).isEqualTo(Settings.Origin.FILE);
        assertThat(settings.text("yizhan.api.key")).isEqualTo("geheim");
        assertThat(settings.shown("yizhan.api.key")).isEqualTo("••••••");
    }

    @Test
    void refusesASecretThatIsGivenTwiceOrWhoseFileIsMissing(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "geheim");
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> Settings.load(
                        new Properties(),
                        Map.of("YIZHAN_OPS_PASSWORD_FILE", file.toString(), "YIZHAN_OPS_PASSWORD", "anders")))
                .hasMessageStartingWith("YIZHAN_OPS_PASSWORD is set, and so is a file for it")
                .hasMessageNotContaining("anders")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(
                        () -> Settings.load(new Properties(), Map.of("YIZHAN_OPS_PASSWORD_FILE", missing.toString())))
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("yizhan.ops.password");
    }

    @Test
    void readsNoFileForWhatIsNoSecret(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("port"), "1");

        assertThat(Settings.load(new Properties(), Map.of("YIZHAN_HTTP_PORT_FILE", file.toString()))
                        .text("yizhan.http.port"))
                .isEqualTo("8080");
    }
}

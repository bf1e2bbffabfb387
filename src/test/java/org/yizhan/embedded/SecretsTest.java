package org.yizhan.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    private static final String FILE = "secrets.properties";

    @TempDir
    Path temporary;

    @Test
    void makesUpAllOnceAndKeepsThemForTheirOwnerOnly() throws IOException {
        Secrets made = secrets("", "");
        Secrets kept = secrets("", "");

        assertThat(made.opsPassword()).hasSize(24);
        assertThat(made.apiKey()).startsWith("yzk_").hasSize(47);
        assertThat(made.opsPasswordIsNew() && made.apiKeyIsNew()).isTrue();
        assertThat(kept).isEqualTo(new Secrets(made.opsPassword(), made.apiKey(), made.signingKey(), false, false));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve(FILE))))
                .isEqualTo("rw-------");
    }

    @Test
    void takesWhatIsConfiguredAndMakesUpTheRestAlone() throws IOException {
        Secrets made = secrets("chosen", "");

        assertThat(made.opsPassword()).isEqualTo("chosen");
        assertThat(made.opsPasswordIsNew()).isFalse();
        assertThat(made.apiKeyIsNew()).isTrue();
        assertThat(temporary.resolve(FILE)).content().contains(made.apiKey()).doesNotContain("password");
    }

    @Test
    void makesUpNothingWhereAllAreConfigured() {
        assertThat(secrets("chosen", "key", "signing"))
                .isEqualTo(new Secrets("chosen", "key", "signing", false, false));
        assertThat(temporary.resolve(FILE)).doesNotExist();
    }

    @Test
    void namesNoSecretInALog() {
        Secrets made = secrets("", "");

        assertThat(made.toString()).doesNotContain(made.apiKey()).doesNotContain(made.opsPassword(), made.signingKey());
    }

    private Secrets secrets(String opsPassword, String apiKey) {
        return secrets(opsPassword, apiKey, "");
    }

    private Secrets secrets(String opsPassword, String apiKey, String signingKey) {
        try (DataFolder folder = DataFolder.open(temporary)) {
            return Secrets.of(folder, opsPassword, apiKey, signingKey, new SecureRandom());
        }
    }
}

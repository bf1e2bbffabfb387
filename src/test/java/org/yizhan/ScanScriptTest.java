package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code .ci/scan}, in a folder of its own with a Maven and a scanner that end as they are told to. */
class ScanScriptTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        Files.createDirectories(folder.resolve(".ci"));
        Files.copy(Path.of(".ci/scan"), folder.resolve(".ci/scan"));
        Files.createDirectories(folder.resolve("bin"));
    }

    private void command(String name, int status) throws IOException {
        Path file = Files.writeString(folder.resolve("bin").resolve(name), "#!/bin/sh\nexit " + status + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Ended(int status, String said) {}

    private Ended scan() throws Exception {
        var builder = new ProcessBuilder("bash", folder.resolve(".ci/scan").toString()).redirectErrorStream(true);
        builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    @Test
    void endsWith2WhereTheBuildFails() throws Exception {
        command("osv-scanner", 0);
        command("mvn", 1);
        assertThat(scan())
                .isEqualTo(new Ended(
                        2, "NOT RUN: the build failed, so that there is no list of components" + " to ask about\n"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, ''", "1, 1, ''", "127, 2, NOT RUN", "128, 2, NOT RUN"})
    void endsWith1WhereThereAreHolesOnly(int scanner, int status, String said) throws Exception {
        command("osv-scanner", scanner);
        command("mvn", 0);
        Ended ended = scan();
        assertThat(ended.status()).isEqualTo(status);
        assertThat(ended.said()).startsWith(said);
    }
}

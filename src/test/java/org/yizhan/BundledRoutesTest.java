package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BundledRoutesTest {

    @Test
    void areTheFilesOfTheFolderEachOfWhichIsThere() throws IOException {
        Path folder = Path.of("camel-routes");
        try (var files = Files.walk(folder)) {
            var expected = files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .map(file -> "classpath:" + file)
                    .toList();
            assertThat(BundledRoutes.files()).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(BundledRoutes.files())
                .startsWith("classpath:camel-routes/0-dead-letter.camel.yaml")
                .allSatisfy(file -> assertThat(BundledRoutesTest.class.getResource(file.replace("classpath:", "/")))
                        .isNotNull());
    }
}

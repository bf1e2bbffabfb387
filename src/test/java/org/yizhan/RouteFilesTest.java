package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RouteFilesTest {

    @Test
    void takesAFolderBeforeTheCopy() {
        assertThat(RouteFiles.pattern("camel-routes"))
                .isEqualTo("file:camel-routes/*.camel.yaml,file:camel-routes/sources/*.camel.yaml");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> RouteFiles.pattern("/nowhere"))
                .hasMessage("yizhan.routes is '/nowhere'; give a folder of routes");
    }

    @Test
    void copiesEveryFileOfTheFolder() throws IOException {
        Path folder = Path.of("camel-routes");
        try (var files = Files.walk(folder)) {
            var expected = files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .map(file -> "classpath:" + file)
                    .toList();
            assertThat(RouteFiles.copy()).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(RouteFiles.copy())
                .startsWith("classpath:camel-routes/0-dead-letter.camel.yaml")
                .allSatisfy(file -> assertThat(RouteFilesTest.class.getResource(file.replace("classpath:", "/")))
                        .isNotNull());
    }
}

package org.yizhan.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RouteFilesTest {

    @Test
    void takesAFolderBeforeTheCopy() {
        RouteFiles files = RouteFiles.in("camel-routes");
        assertThat(files.stages()).isEqualTo("file:camel-routes/*.camel.yaml");
        assertThat(files.sourceFolder()).contains(Path.of("camel-routes/sources"));
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> RouteFiles.in("/nowhere"))
                .hasMessage("yizhan.routes is '/nowhere'; give a folder of routes");
    }

    @Test
    void copiesEveryFileOfTheFolder() throws IOException {
        Path folder = Path.of("camel-routes");
        try (var files = Files.walk(folder)) {
            var expected = files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .map(file -> folder.relativize(file).toString())
                    .toList();
            assertThat(RouteFiles.copy()).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(RouteFiles.copy()).startsWith("0-dead-letter.camel.yaml");
        assertThat(RouteFiles.copiedSources())
                .containsEntry("cac.camel.yaml", Files.readString(folder.resolve("sources/cac.camel.yaml")));
    }
}

package org.yizhan.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CancelLinksTest {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates/ops");

    /** A way out beside the button that does it: Chinese, English. */
    private static final Pattern BESIDE_A_BUTTON =
            Pattern.compile("</button>\\s*<a [^>]*>\\$\\{screen\\.say\\(\"([^\"]*)\", \"([^\"]*)\"\\)}");

    private static Stream<MatchResult> links(Path template) {
        try {
            return BESIDE_A_BUTTON.matcher(Files.readString(template)).results();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void sayCancelOnEveryPageThatAsksForAConfirmation() throws IOException {
        List<MatchResult> links;
        try (Stream<Path> templates = Files.list(TEMPLATES)) {
            links = templates.flatMap(CancelLinksTest::links).toList();
        }

        assertThat(links).hasSizeGreaterThan(10).allSatisfy(link -> {
            assertThat(link.group(1)).startsWith("取消");
            assertThat(link.group(2)).startsWith("Cancel");
        });
    }
}

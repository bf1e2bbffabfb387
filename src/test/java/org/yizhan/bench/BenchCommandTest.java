package org.yizhan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T04:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path temporary;

    private final List<Path> started = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --articles -1                             | articles -1 is not between
            --preload 10,5                            | preload 5 does not come after 10
            --preload many                            | Invalid value for option '--preload'
            --reposts 2                               | reposts 2.0 is not between 0 and 1
            --base http://127.0.0.1:1 --key=          | --base needs a --key
            --base https://127.0.0.1:1 --key k        | is not an http address
            --base http://127.0.0.1:1 --key k --pid 0 | no process 0
            --dedup 3                                 | this program has nothing to measure
            """)
    void refusesWrongOptionsBeforeAnythingIsStarted(String arguments, String message) {
        int code = run(Optional.empty(), arguments.split(" "));

        assertThat(errors.toString()).contains(message);
        assertThat(code).isEqualTo(2);
        assertThat(started).isEmpty();
    }

    @Test
    void saysThatNobodyAnswers() {
        int code = run(Optional.empty(), "--base http://127.0.0.1:1 --key k --articles 10".split(" "));

        assertThat(errors.toString()).contains("bench: java.net.ConnectException");
        assertThat(code).isEqualTo(3);
    }

    @Test
    void leavesNoFolderWhereTheInstanceDoesNotStart() {
        int code = run(
                folder -> {
                    Files.createDirectories(folder.resolve("data/postgres/base"));
                    Files.writeString(folder.resolve("data/postgres/base/1"), "table");
                    throw new IOException("the program did not get ready");
                },
                Optional.empty());

        assertThat(code).isEqualTo(3);
        assertThat(errors.toString()).contains("bench: the program did not get ready");
        assertThat(temporary.resolve("benches")).isEmptyDirectory();
    }

    @Test
    void measuresDeduplicationAlone() {
        var rounds = new ArrayList<Integer>();

        int code = run(
                Optional.of(articles -> rounds.add(articles.size())),
                "--articles 0 --rate-seconds 0 --read-seconds 0 --dedup 3".split(" "));

        assertThat(code).isZero();
        assertThat(rounds).hasSizeGreaterThan(3).containsOnly(DedupPhase.ARTICLES);
        assertThat(out.toString()).containsPattern("deduplicate +\\d+ µs an article .*median of 3 rounds");
        assertThat(started).hasSize(1).allSatisfy(folder -> assertThat(folder).doesNotExist());
    }

    private int run(Optional<FingerprintWork> work, String... arguments) {
        return run(
                folder -> {
                    started.add(folder);
                    return new Nothing(folder);
                },
                work,
                arguments);
    }

    private int run(Instance.Starter starter, Optional<FingerprintWork> work, String... arguments) {
        var all =
                new ArrayList<>(List.of("--folder", temporary.resolve("benches").toString()));
        all.addAll(Arrays.asList(arguments));
        return new CommandLine(new BenchCommand(starter, work, CLOCK))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors))
                .execute(all.toArray(String[]::new));
    }

    /** An instance that nobody asks anything. */
    private record Nothing(Path folder) implements Instance {
        @Override
        public URI base() {
            return URI.create("http://127.0.0.1:1");
        }

        @Override
        public String apiKey() {
            return "key";
        }

        @Override
        public Path dataFolder() {
            return folder;
        }

        @Override
        public void close() {}
    }
}

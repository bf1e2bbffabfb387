package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Channel;
import org.yizhan.ingest.DropFolder;
import org.yizhan.ingest.RestingFiles;
import org.yizhan.ops.Trouble.Kind;
import org.yizhan.ops.Trouble.Severity;

class FailedFilesRuleTest {

    @TempDir
    private Path folders;

    private final Ticking clock = new Ticking();
    private final AtomicLong all = new AtomicLong(-1);

    private static final class Ticking extends Clock {
        private volatile Instant now = Instant.parse("2026-11-24T03:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private Channel folder(String id) {
        return new Channel(
                id,
                Channel.Kind.DROP_FOLDER,
                id,
                Map.of("folder", folders.resolve(id).toString()));
    }

    private void fail(String channel, int first, int many) throws IOException {
        Path failed = Files.createDirectories(folders.resolve(channel).resolve("failed"));
        for (int n = first; n < first + many; n++) {
            Files.createFile(failed.resolve(n + ".json"));
        }
    }

    @Test
    void eachFolderIsATroubleByItselfUntilItsLastFileIsGone() throws IOException {
        fail("bao", 0, 2);
        fail("gaojian", 0, 1);
        Files.createDirectories(folders.resolve("leer"));
        var push = new Channel("push", Channel.Kind.PUSH, "push", Map.of());
        var files = new FailedFiles(
                () -> List.of(folder("gaojian"), folder("bao"), folder("leer"), push), new RestingFiles(clock), clock);
        var rule = new FailedFilesRule(files, all::set);

        Look look = rule.look();

        assertThat(look.unseen()).isEmpty();
        assertThat(look.troubles()).extracting(Trouble::subject).containsExactly("bao", "gaojian");
        assertThat(look.troubles()).allSatisfy(trouble -> {
            assertThat(trouble.kind()).isEqualTo(Kind.FAILED_FILES);
            assertThat(trouble.severity()).isEqualTo(Severity.WARNING);
        });
        assertThat(look.troubles())
                .extracting(Trouble::english)
                .containsExactly(
                        "the drop folder of bao holds 2 files that were not taken",
                        "the drop folder of gaojian holds 1 file that was not taken");
        assertThat(look.troubles().getFirst().chinese()).contains("2 个没收下的文件");
        assertThat(look.troubles().getFirst().screen()).isEqualTo("/ops/sources/bao#failed-files");
        assertThat(all).hasValue(3);

        Files.delete(folders.resolve("gaojian/failed/0.json"));
        assertThat(rule.look().troubles()).extracting(Trouble::subject).containsExactly("bao");
        assertThat(all).hasValue(2);
    }

    @Test
    void whoMustNotWaitDoesNotLook() throws IOException {
        fail("bao", 0, 1);
        var rule = new FailedFilesRule(
                new FailedFiles(() -> List.of(folder("bao")), new RestingFiles(clock), clock), all::set);

        assertThat(rule.withoutDatabase().unseen()).containsExactly(Kind.FAILED_FILES);
        assertThat(all).as("nothing was counted").hasValue(-1);
    }

    @Test
    void aLargeFolderIsCountedAnewOnceAMinuteBehindWhoAsks() throws IOException {
        fail("bao", 0, FailedCounts.LARGE + 1);
        var counts = new FailedCounts(clock);
        var folder = new DropFolder(folders.resolve("bao")).left(new RestingFiles(clock));
        assertThat(counts.of(folder("bao"), folder)).isEqualTo(FailedCounts.LARGE + 1);

        fail("bao", 5_000, 9);
        clock.now = clock.now.plus(FailedCounts.HOLDS).minusSeconds(1);
        assertThat(counts.of(folder("bao"), folder)).as("as it was counted").isEqualTo(FailedCounts.LARGE + 1);

        clock.now = clock.now.plusSeconds(1);
        assertThat(counts.of(folder("bao"), folder)).as("nobody waits").isEqualTo(FailedCounts.LARGE + 1);
        await().until(() -> counts.of(folder("bao"), folder) == FailedCounts.LARGE + 10);
    }

    @Test
    void aSmallFolderIsCountedEachTime() throws IOException {
        var files = new FailedFiles(() -> List.of(folder("bao")), new RestingFiles(clock), clock);
        fail("bao", 0, 3);
        assertThat(files.counts()).containsExactly(Map.entry("bao", 3));

        fail("bao", 3, 1);

        assertThat(files.counts()).containsExactly(Map.entry("bao", 4));
    }
}

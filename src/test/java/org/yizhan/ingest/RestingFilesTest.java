package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestingFilesTest {

    private static final Instant START = Instant.parse("2026-11-27T02:00:00Z");

    @TempDir
    private Path folder;

    private Path file;
    private Instant now = START;
    private final RestingFiles resting = new RestingFiles(new Clock() {
        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @BeforeEach
    void put() throws IOException {
        file = Files.writeString(folder.resolve("a.json"), "{}");
    }

    @Test
    void restsLongerEachTimeAndTellsAReasonOnce() {
        assertThat(resting.isResting(file)).isFalse();

        assertThat(resting.rest(file, "full")).isTrue();
        assertThat(resting.isResting(file)).isTrue();
        now = now.plus(RestingFiles.FIRST);
        assertThat(resting.isResting(file)).isFalse();

        assertThat(resting.rest(file, "full")).as("told already").isFalse();
        now = now.plus(RestingFiles.FIRST);
        assertThat(resting.isResting(file)).isTrue();
        assertThat(resting.rest(file, "read-only")).as("another reason").isTrue();

        for (int times = 0; times < 20; times++) {
            resting.rest(file, "read-only");
        }
        now = now.plus(RestingFiles.LONGEST).minus(Duration.ofSeconds(1));
        assertThat(resting.isResting(file)).isTrue();
        now = now.plusSeconds(1);
        assertThat(resting.isResting(file)).isFalse();
    }

    @Test
    void anotherFileUnderTheNameIsNotHeldUp() throws IOException {
        resting.restOnWay(file, DropFolder.DONE, "full");
        assertThat(resting.goal(file)).hasValue(DropFolder.DONE);

        Files.move(
                Files.writeString(folder.resolve("b"), "{ }"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(resting.isResting(file)).isFalse();
        assertThat(resting.goal(file)).isEmpty();
    }

    @Test
    void theListTellsWhyAFileRests() throws IOException {
        Path seized = Files.move(
                file, Files.createDirectories(folder.resolve("taking")).resolve("a.json"));
        var left = new DropFolder(folder).left(resting);
        assertThat(left.count()).as("it is being taken").isZero();

        resting.restOnWay(seized, DropFolder.DONE, "full");

        assertThat(left.list(9).files()).singleElement().satisfies(one -> {
            assertThat(one.name()).isEqualTo("a.json");
            assertThat(one.reason()).isEqualTo("full");
            assertThat(one.isStuck()).isTrue();
            assertThat(one.isWhole()).isFalse();
        });
        resting.forget(seized);
        assertThat(left.count()).isZero();
    }
}

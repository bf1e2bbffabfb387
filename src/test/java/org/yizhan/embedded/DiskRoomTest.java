package org.yizhan.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.yizhan.embedded.DiskRoom.Disk;
import org.yizhan.embedded.DiskRoom.Shortage;

class DiskRoomTest {

    private static final Path KAFKA = Path.of("kafka");
    private static final Path POSTGRES = Path.of("postgres");
    private static final long RESERVE = 1_000;

    private final AtomicLong free = new AtomicLong(5_000);
    private final AtomicLong others = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong nanos = new AtomicLong();
    private final DiskRoom room =
            new DiskRoom(List.of(new Disk(KAFKA, others::get), new Disk(POSTGRES, free::get)), RESERVE, nanos::get);

    private void becomes(long bytes) {
        free.set(bytes);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void nothingIsTakenInBelowTheReserveUntilAQuarterMoreIsFree() {
        becomes(1_000);
        assertThat(room.isForMore()).isTrue();
        becomes(999);
        assertThat(room.isForMore()).isFalse();
        assertThat(room.isForWork()).isTrue();
        assertThat(room.shortage()).hasValue(new Shortage(POSTGRES, 999, 1_250));
        becomes(1_249);
        assertThat(room.isForMore()).isFalse();
        becomes(1_250);
        assertThat(room.isForMore()).isTrue();
        becomes(1_000);
        assertThat(room.isForMore()).isTrue();
    }

    @Test
    void theStagesWaitBelowHalfOfIt() {
        becomes(499);
        assertThat(room.isForWork()).isFalse();
        becomes(624);
        assertThat(room.isForWork()).isFalse();
        becomes(625);
        assertThat(room.isForWork()).isTrue();
        assertThat(room.isForMore()).isFalse();
    }

    @Test
    void theDiskThatHasLeastCounts() {
        others.set(10);
        becomes(5_000);
        assertThat(room.shortage()).hasValue(new Shortage(KAFKA, 10, 1_250));
    }

    @Test
    void aLookIsKeptForAMoment() {
        becomes(999);
        assertThat(room.isForMore()).isFalse();
        free.set(5_000);
        assertThat(room.isForMore()).isFalse();
    }

    @Test
    void aDiskThatCannotBeAskedDoesNotCount() {
        var away = new Disk(KAFKA, () -> {
            throw new IOException("gone");
        });
        assertThat(new DiskRoom(List.of(away), RESERVE, nanos::get).isForMore()).isTrue();
        assertThat(new DiskRoom(List.of(), RESERVE).isForMore()).isTrue();
    }
}

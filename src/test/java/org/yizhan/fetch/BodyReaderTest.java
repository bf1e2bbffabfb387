package org.yizhan.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyReaderTest {

    private static final int MEGABYTE = 1_000_000;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private BodyReader reader(Semaphore room) {
        return new BodyReader(Limits.DEFAULT, new Deadline(timer, Duration.ofMillis(200)), room);
    }

    private static InputStream bytes(int size) {
        return new ByteArrayInputStream(new byte[size]);
    }

    @Test
    void letsLargeBodiesWaitForRoom() {
        var full = new Semaphore(0);

        assertThatThrownBy(() -> reader(full).read(bytes(3 * MEGABYTE), -1, ""))
                .isInstanceOfSatisfying(
                        LimitMet.class, met -> assertThat(met.fault()).isEqualTo(Fault.TIMEOUT))
                .hasMessageContaining("at once");
        assertThat(full.availablePermits()).isZero();
    }

    @Test
    void givesRoomBackHoweverItEnds() throws IOException {
        var room = new Semaphore(1);

        assertThat(reader(room).read(bytes(3 * MEGABYTE), -1, "").bytes()).hasSize(3 * MEGABYTE);
        assertThatThrownBy(() -> reader(room).read(bytes(16 * MEGABYTE), -1, ""))
                .isInstanceOf(LimitMet.class);
        assertThat(room.availablePermits()).isEqualTo(1);
    }

    @Test
    void letsSmallBodiesPass() throws IOException {
        assertThat(reader(new Semaphore(0)).read(bytes(MEGABYTE), MEGABYTE, "").wire())
                .isEqualTo(MEGABYTE);
    }

    @Test
    void takesExactlyTheLargest() throws IOException {
        int most = Limits.DEFAULT.body();

        assertThat(reader(new Semaphore(1)).read(bytes(most), most, "").bytes()).hasSize(most);
        assertThatThrownBy(() -> reader(new Semaphore(1)).read(bytes(most + 1), -1, ""))
                .hasMessageContaining("more than " + most);
    }
}

package org.yizhan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;

/**
 * The program with a clock that can be put: it goes as the system's, so many seconds ahead as the file says that the system
 * property {@code yizhan.chaos.clock} names. The file is looked at each time; a missing one says 0.
 */
public final class ClockedYizhan {

    private ClockedYizhan() {}

    private static final class Ahead extends Clock {
        private final Clock system = Clock.systemUTC();
        private final Path file;

        Ahead(Path file) {
            this.file = file;
        }

        @Override
        public Instant instant() {
            try {
                return system.instant().plus(Duration.ofSeconds(Long.parseLong(Files.readString(file))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.system(zone);
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        var clock = new Ahead(Path.of(System.getProperty("yizhan.chaos.clock")));
        var closing = new Closing();
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            closing.close();
            stopped.countDown();
        }));
        Wiring.start(Settings.load(System.getProperties(), System.getenv()), closing, clock);
        stopped.await();
    }
}

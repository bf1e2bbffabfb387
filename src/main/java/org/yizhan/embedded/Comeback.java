package org.yizhan.embedded;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a server that died comes back: it is started again and again, with a pause of 0.1 s first and twice as long each time
 * up to 5 s, until it is there or the program stops.
 */
final class Comeback {
    private static final Logger log = LoggerFactory.getLogger(Comeback.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final String server;
    private final BooleanSupplier closing;

    /**
     * @param server its name, as the log says it
     * @param closing whether the program stops
     */
    Comeback(String server, BooleanSupplier closing) {
        this.server = server;
        this.closing = closing;
    }

    /** One try to start it. */
    interface Start {
        void start() throws IOException, InterruptedException;
    }

    void insist(Start start) throws InterruptedException {
        long died = System.nanoTime();
        for (long pause = FIRST_PAUSE_MILLIS;
                !closing.getAsBoolean();
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                start.start();
                log.atWarn()
                        .addKeyValue("awayMillis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - died))
                        .log("{} is back", server);
                return;
            } catch (IOException e) {
                if (!closing.getAsBoolean()) {
                    log.atError().addKeyValue("error", e.getMessage()).log("{} stays away", server);
                }
            }
            TimeUnit.MILLISECONDS.sleep(pause);
        }
    }
}

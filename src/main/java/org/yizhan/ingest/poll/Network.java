package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.yizhan.fetch.Fetched;

/**
 * Tells our own network's failure from the hosts'. It is down where within a minute three hosts could not be reached (no
 * name, no connection) and none answered; it is up again with the first answer. While it is down one request in half a
 * minute finds out. Safe for concurrent use.
 */
final class Network {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration PROBE = Duration.ofSeconds(30);
    private static final int HOSTS = 3;

    private final Map<String, Instant> unreached = new HashMap<>();
    private Optional<Instant> downSince = Optional.empty();
    private Instant probed = Instant.MIN;

    /** What a request changed. */
    enum Change {
        NONE,
        WENT_DOWN,
        CAME_UP
    }

    synchronized Change heard(String host, Fetched answer, Instant now) {
        if (!(answer instanceof Fetched.Failed failed) || failed.status() != 0) {
            return reached();
        }
        return switch (failed.fault()) {
            case DNS, CONNECT -> unreached(host, now);
            // no answer came in time, or nobody was asked: that says neither
            case TIMEOUT, FORBIDDEN_ADDRESS -> Change.NONE;
            default -> reached();
        };
    }

    private Change unreached(String host, Instant now) {
        unreached.values().removeIf(at -> at.plus(WINDOW).isBefore(now));
        unreached.put(host, now);
        if (downSince.isEmpty() && unreached.size() >= HOSTS) {
            downSince = unreached.values().stream().min(Instant::compareTo);
            return Change.WENT_DOWN;
        }
        return Change.NONE;
    }

    private Change reached() {
        unreached.clear();
        boolean wasDown = downSince.isPresent();
        downSince = Optional.empty();
        return wasDown ? Change.CAME_UP : Change.NONE;
    }

    /** Since when no host can be reached. */
    synchronized Optional<Instant> downSince() {
        return downSince;
    }

    /** How many of {@code most} requests may be made now. */
    synchronized int allowed(int most, Instant now) {
        if (downSince.isEmpty()) {
            return most;
        }
        if (!probed.equals(Instant.MIN) && probed.plus(PROBE).isAfter(now)) {
            return 0;
        }
        probed = now;
        return 1;
    }
}

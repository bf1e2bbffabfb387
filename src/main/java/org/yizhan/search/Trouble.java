package org.yizhan.search;

import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Optional;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps the index from going on, such as a full disk: told once as long as it is the same, and tried again after twice
 * as long each time, up to a longest pause. Not safe for concurrent use.
 */
final class Trouble {

    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

    private final Duration first;
    private final Duration longest;
    private Duration pause = Duration.ZERO;
    private String told = "";
    private long times;

    Trouble(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /** It went wrong once more. */
    void met(String what, Throwable failure) {
        times++;
        String reason = reason(failure);
        String kind = reason.replaceAll("\\d+", "");
        if (pause.isZero() || !kind.equals(told)) {
            LOG.atWarn().addKeyValue("reason", reason).log("the search index {}; it tries again by itself", what);
            told = kind;
        }
        Duration twice = pause.isZero() ? first : pause.multipliedBy(2);
        pause = twice.compareTo(longest) < 0 ? twice : longest;
    }

    /** It goes on. */
    void over() {
        if (!pause.isZero()) {
            LOG.info("the search index follows again");
        }
        pause = Duration.ZERO;
    }

    /** How often it has gone wrong. */
    long times() {
        return times;
    }

    /** How long to leave it alone; nothing where all is well. */
    Duration pause() {
        return pause;
    }

    /** Without the name of a file, which is another one each time; what is closed was closed for a reason. */
    private static String reason(Throwable failure) {
        if (failure instanceof AlreadyClosedException && failure.getCause() != null) {
            return reason(failure.getCause());
        }
        return failure instanceof FileSystemException file
                ? Optional.ofNullable(file.getReason()).orElse(file.getClass().getSimpleName())
                : String.valueOf(failure.getMessage());
    }
}

package org.yizhan.ingest;

import java.time.Duration;
import java.util.Optional;

/** A whole request that can't be taken; nothing of it was. {@code status} is the HTTP status that says so. */
public final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Optional<Duration> wait;

    /**
     * @param status 400 unreadable, 401 no or a wrong proof, 403 not this source, 413 too large, 415 no form we read, 422
     *     readable but not acceptable
     * @param detail what is wrong and what would mend it
     */
    public Refused(int status, String detail) {
        super(detail);
        this.status = status;
        this.wait = Optional.empty();
    }

    /** The same for 409, 429, 503 and 507, which say when it may be sent again. */
    public Refused(int status, String detail, Duration wait) {
        super(detail);
        this.status = status;
        this.wait = Optional.of(wait);
    }

    /** After what time it may be sent again, where time mends it. */
    public Optional<Duration> delay() {
        return wait;
    }

    public int status() {
        return status;
    }

    /** What is wrong and what would mend it. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}

package org.yizhan.fetch;

import java.io.IOException;

/** An answer went over a limit; the message names which. */
final class LimitMet extends IOException {

    private static final long serialVersionUID = 1L;

    private final Fault fault;

    LimitMet(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}

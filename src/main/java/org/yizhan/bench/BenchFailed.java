package org.yizhan.bench;

/** A benchmark that could not be carried through; the message says what the program answered. */
public final class BenchFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BenchFailed(String message) {
        super(message);
    }

    BenchFailed(String message, Throwable cause) {
        super(message, cause);
    }
}

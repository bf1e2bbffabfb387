package org.yizhan.ingest;

/** A whole request that can't be taken; nothing of it was. {@code status} is the HTTP status that says so. */
public final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status 400 unreadable, 403 not this source, 413 too large, 415 no form we read, 422 readable but not acceptable
     * @param detail what is wrong and what would mend it
     */
    public Refused(int status, String detail) {
        super(detail);
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** What is wrong and what would mend it. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}

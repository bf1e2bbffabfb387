package org.yizhan.routes;

/** A source file that can't be used; nothing of it was. The message begins with the line: {@code line 7: …}. */
final class BrokenFile extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean mayPass;

    /** @param line from 1; 0 where it is about the whole file */
    BrokenFile(int line, String reason) {
        this(line, reason, false);
    }

    private BrokenFile(int line, String reason, boolean mayPass) {
        super(line > 0 ? "line " + line + ": " + reason : reason);
        this.mayPass = mayPass;
    }

    /** One that may be usable when it is tried again: not the file is at fault but what it found running. */
    static BrokenFile forNow(int line, String reason) {
        return new BrokenFile(line, reason, true);
    }

    boolean mayPass() {
        return mayPass;
    }
}

package org.yizhan.routes;

/** A source file that can't be used; nothing of it was. The message begins with the line: {@code line 7: …}. */
final class BrokenFile extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param line from 1; 0 where it is about the whole file */
    BrokenFile(int line, String reason) {
        super(line > 0 ? "line " + line + ": " + reason : reason);
    }
}

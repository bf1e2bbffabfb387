package org.yizhan.relay;

/** A disk is nearly full: nothing may be written now. Trying again later can help. */
public final class NoRoom extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NoRoom() {
        super("the disk is nearly full");
    }
}

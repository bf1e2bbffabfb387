package org.yizhan;

/**
 * How many cases a test with many of them has seen to hold; it takes this as its last parameter. One that sees none fails,
 * and one that takes none is a case itself, as is each of a parameterized one.
 */
public final class Cases {

    private int held;

    /** One more was tried, and is as it should be. */
    public void held() {
        held(1);
    }

    public void held(int more) {
        held += more;
    }

    int count() {
        return held;
    }
}

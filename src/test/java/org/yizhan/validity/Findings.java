package org.yizhan.validity;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a document, in the order in which it was found. */
final class Findings {

    private final List<String> all = new ArrayList<>();

    void add(String where, String what) {
        all.add(where + ": " + what);
    }

    /** Notes {@code what} unless {@code good}. */
    void check(boolean good, String where, String what) {
        if (!good) {
            add(where, what);
        }
    }

    List<String> all() {
        return List.copyOf(all);
    }
}

package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.List;

/** What stands on a page and goes with no text, in at most so many warnings. Used by one thread. */
final class LeftOut {

    private static final int MOST = 20;
    private static final int LONGEST = 400;

    private final List<String> said = new ArrayList<>();
    private int more;

    /** @param what such as {@code a headline} */
    void add(String what, List<String> lines) {
        if (said.size() < MOST) {
            String text = String.join(" ", lines);
            String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
            said.add(what + " without text was left out: " + shown);
        } else {
            more++;
        }
    }

    List<String> warnings() {
        var warnings = new ArrayList<>(said);
        if (more > 0) {
            warnings.add("and " + more + " more were left out");
        }
        return warnings;
    }
}

package org.yizhan.publish.provenance;

import java.util.ArrayList;
import java.util.List;

/** A run of two texts that are compared: the same in both, or not. */
record Run(boolean kept, int before, int beforeEnd, int after, int afterEnd) {

    /** Fewer characters than this that happen to be the same between two changes belong to the change. */
    private static final int LEAST_KEPT = 3;

    boolean isEmpty() {
        return before == beforeEnd && after == afterEnd;
    }

    /** Neighbours of one kind made one; what is kept between two changes joins them where it is short. */
    static List<Run> joined(List<Run> runs) {
        List<Run> whole = merged(runs.stream().filter(run -> !run.isEmpty()).toList());
        List<Run> marked = new ArrayList<>();
        for (int i = 0; i < whole.size(); i++) {
            Run run = whole.get(i);
            boolean between = i > 0 && i < whole.size() - 1;
            boolean kept = run.kept && (!between || run.beforeEnd - run.before >= LEAST_KEPT);
            marked.add(new Run(kept, run.before, run.beforeEnd, run.after, run.afterEnd));
        }
        return merged(marked);
    }

    private static List<Run> merged(List<Run> runs) {
        List<Run> merged = new ArrayList<>();
        for (Run run : runs) {
            if (!merged.isEmpty() && merged.getLast().kept == run.kept) {
                Run last = merged.removeLast();
                merged.add(new Run(run.kept, last.before, run.beforeEnd, last.after, run.afterEnd));
            } else {
                merged.add(run);
            }
        }
        return merged;
    }
}

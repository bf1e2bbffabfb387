package org.yizhan.publish.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A run of two texts that are compared: the same in both, or not. */
record Run(boolean kept, int before, int beforeEnd, int after, int afterEnd) {

    /** Fewer characters than this that happen to be the same between two changes belong to the change. */
    private static final int LEAST_KEPT = 3;

    boolean isEmpty() {
        return before == beforeEnd && after == afterEnd;
    }

    /** That of the longer side. */
    int length() {
        return Math.max(beforeEnd - before, afterEnd - after);
    }

    /** The same runs, those longer than {@code longest} in several. */
    static List<Run> cut(List<Run> runs, int longest) {
        return runs.stream().flatMap(run -> run.parts(longest)).toList();
    }

    private Stream<Run> parts(int longest) {
        return IntStream.iterate(0, at -> at < length(), at -> at + longest)
                .mapToObj(at -> new Run(
                        kept,
                        Math.min(before + at, beforeEnd),
                        Math.min(before + at + longest, beforeEnd),
                        Math.min(after + at, afterEnd),
                        Math.min(after + at + longest, afterEnd)));
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

package org.yizhan.bench;

import java.util.List;
import java.util.Optional;

/**
 * What the program does with so many articles in its tables.
 *
 * @param articles how many were there before the measurement
 * @param preloading how the last of them came in; empty where none had to
 * @param relations tables and indexes then, the largest first; empty where they can't be asked
 * @param memory of the processes then
 * @param throughput the measurement; empty where it was left out
 */
record Window(
        int articles,
        Optional<Throughput> preloading,
        List<Relation> relations,
        ProcessMeter.Memory memory,
        Optional<Throughput> throughput) {

    Window {
        relations = List.copyOf(relations);
    }

    /** Whether nothing was lost and nothing came twice. */
    boolean isWhole() {
        return preloading.map(figures -> figures.verdict().isWhole()).orElse(true)
                && throughput.map(figures -> figures.verdict().isWhole()).orElse(true);
    }
}

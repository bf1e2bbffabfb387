package org.yizhan.bench;

import java.util.List;
import java.util.Optional;

/**
 * All figures of one benchmark; a phase that was left out is empty.
 *
 * @param startedAt RFC 3339, UTC
 * @param windows one for each number of preloaded articles
 */
public record BenchResult(
        String startedAt,
        Machine machine,
        BenchOptions options,
        List<Window> windows,
        Optional<Latency> latency,
        Optional<Reads> reads,
        Optional<DedupTime> dedup,
        Optional<SearchTime> search) {
    public BenchResult {
        windows = List.copyOf(windows);
    }

    /** Whether nothing was lost, nothing came twice, and every probe was seen. */
    public boolean isWhole() {
        return windows.stream().allMatch(Window::isWhole)
                && latency.map(figures -> figures.unseen() == 0).orElse(true);
    }
}

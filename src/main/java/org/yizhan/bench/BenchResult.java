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
        Optional<SearchTime> search,
        Optional<Told> told) {
    public BenchResult {
        windows = List.copyOf(windows);
    }

    /** Whether nothing was lost, nothing came twice, every probe was seen, and every subscriber was told everything. */
    public boolean isWhole() {
        return windows.stream().allMatch(Window::isWhole)
                && latency.map(figures -> figures.unseen() == 0).orElse(true)
                && told.map(Told::isWhole).orElse(true);
    }
}

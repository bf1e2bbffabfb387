package org.yizhan.bench;

import java.util.Optional;

/**
 * All figures of one benchmark; a phase that was left out is empty.
 *
 * @param startedAt RFC 3339, UTC
 */
public record BenchResult(
        String startedAt,
        Machine machine,
        BenchOptions options,
        Optional<Throughput> throughput,
        Optional<Latency> latency,
        Optional<Reads> reads) {

    /** Whether nothing was lost, nothing came twice, and every probe was seen. */
    public boolean isWhole() {
        return throughput.map(figures -> figures.verdict().isWhole()).orElse(true)
                && latency.map(figures -> figures.unseen() == 0).orElse(true);
    }
}

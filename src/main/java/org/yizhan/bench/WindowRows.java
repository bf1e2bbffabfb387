package org.yizhan.bench;

import static org.yizhan.bench.Report.row;

import java.io.PrintWriter;
import java.util.List;

/** Writes what was measured with so many articles in the tables. */
final class WindowRows {
    private static final double MEGABYTE = 1e6;

    private WindowRows() {}

    static void write(List<Window> windows, PrintWriter out) {
        for (var window : windows) {
            if (window.articles() > 0) {
                out.println();
                row(out, "with", "%,d articles", window.articles());
                before(window, out);
            }
            window.throughput().ifPresent(figures -> throughput(figures, out));
        }
        if (windows.size() > 1) {
            out.println();
            windows.forEach(window -> compare(windows.getFirst(), window, out));
            out.println();
        }
    }

    private static void compare(Window first, Window window, PrintWriter out) {
        double base = first.throughput().map(Throughput::perSecond).orElse(0.0);
        window.throughput()
                .filter(figures -> base > 0)
                .ifPresent(figures -> row(
                        out,
                        "throughput",
                        "%,.0f articles/s with %,d articles (%.0f %%), %.2f ms CPU an article",
                        figures.perSecond(),
                        window.articles(),
                        100 * figures.perSecond() / base,
                        figures.per(1_000 * figures.cpuSeconds())));
    }

    private static void before(Window window, PrintWriter out) {
        window.preloading()
                .ifPresent(figures -> row(
                        out,
                        "  preload",
                        "%,d at %,.0f articles/s; lost / twice %,d / %,d",
                        figures.articles(),
                        figures.perSecond(),
                        figures.verdict().missing(),
                        figures.verdict().duplicates()));
        if (window.memory().program() > 0) {
            row(
                    out,
                    "  memory",
                    "%,.0f MB the program, %,.0f MB its servers",
                    window.memory().program() / MEGABYTE,
                    window.memory().servers() / MEGABYTE);
        }
        RelationRows.write(window.relations(), window.articles(), out);
    }

    private static void throughput(Throughput figures, PrintWriter out) {
        var verdict = figures.verdict();
        row(out, "articles", "%,d of %,.0f bytes", figures.articles(), figures.per(figures.bytes()));
        row(
                out,
                "throughput",
                "%,.0f articles/s from first push to last visible (%.1f s)",
                figures.perSecond(),
                figures.seconds());
        row(
                out,
                "push alone",
                "%,.0f articles/s (%.1f s, %d retries)",
                figures.pushedPerSecond(),
                figures.pushSeconds(),
                figures.retries());
        row(
                out,
                "lost / twice",
                "%,d / %,d%s",
                verdict.missing(),
                verdict.duplicates(),
                verdict.missing() == 0 ? "" : ", such as " + verdict.missingSamples());
        if (figures.rejected() > 0) {
            row(out, "rejected", "%,d, such as %s", figures.rejected(), figures.rejections());
        }
        row(
                out,
                "reposts",
                "%,d of %,d in their original's story; %,d originals in another's",
                verdict.repostsFound(),
                verdict.reposts(),
                verdict.wronglyJoined());
        if (figures.cpuSeconds() > 0) {
            processes(figures, out);
        }
        disk(figures, out);
    }

    private static void processes(Throughput figures, PrintWriter out) {
        row(out, "CPU", "%.1f s (%.2f ms an article)", figures.cpuSeconds(), figures.per(1_000 * figures.cpuSeconds()));
        row(
                out,
                "peak memory",
                "%,.0f MB all processes, %,.0f MB the program",
                figures.peakBytes() / MEGABYTE,
                figures.processPeakBytes() / MEGABYTE);
    }

    private static void disk(Throughput figures, PrintWriter out) {
        var disk = figures.disk();
        if (!disk.equals(DiskUse.NONE)) {
            row(
                    out,
                    "disk",
                    "%,.0f bytes an article in tables and indexes, %,.0f in Kafka's logs and the rest; the WAL's folder"
                            + " grew by %,.0f MB",
                    figures.per(disk.tables()),
                    figures.per(disk.rest()),
                    disk.writeAheadLog() / MEGABYTE);
        }
    }
}

package org.yizhan.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Writes the figures: a table to read and a JSON file to compare. */
final class Report {
    private Report() {}

    static void table(BenchResult result, PrintWriter out) {
        var machine = result.machine();
        out.println();
        row(out, "machine", "%d cores, %.0f GiB, %s", machine.cores(), machine.memory() / 1073741824.0, machine.cpu());
        row(out, "system", "%s; %s", machine.os(), machine.jdk());
        WindowRows.write(result.windows(), out);
        result.latency().ifPresent(figures -> latency(figures, out));
        result.reads().ifPresent(figures -> reads(figures, result.options(), out));
        result.dedup().ifPresent(figures -> dedup(figures, out));
        result.search().ifPresent(figures -> search(figures, out));
        result.told()
                .ifPresent(figures -> ToldRows.write(figures, result.options().audience(), out));
        out.flush();
    }

    static void json(BenchResult result, Path file) throws IOException {
        new ObjectMapper()
                .registerModules(new Jdk8Module(), new JavaTimeModule())
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(file.toFile(), result);
    }

    private static void latency(Latency figures, PrintWriter out) {
        var spread = figures.milliseconds();
        row(
                out,
                "push to feed",
                "p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, max %.0f ms (%,d probes, looked for every 20 ms)",
                spread.p50(),
                spread.p95(),
                spread.p99(),
                spread.max(),
                spread.count());
        row(
                out,
                "  at",
                "%,.0f articles/s, one a request%s",
                figures.perSecond(),
                figures.unseen() == 0 ? "" : "; " + figures.unseen() + " probes never seen");
    }

    private static void reads(Reads figures, BenchOptions options, PrintWriter out) {
        read(out, "304", figures.notModified());
        read(out, "cached 200", figures.cached());
        row(
                out,
                "  with",
                "one load thread on the same cores, %d connections, no pipelining",
                options.readConnections());
    }

    private static void read(PrintWriter out, String name, HttpLoad.Load load) {
        row(
                out,
                name,
                "%,.0f/s of %s (%,d bytes)%s",
                load.perSecond(),
                load.path(),
                load.bodyBytes(),
                load.unexpected() == 0 ? "" : "; " + load.unexpected() + " with another status");
    }

    private static void dedup(DedupTime figures, PrintWriter out) {
        var spread = figures.microseconds();
        row(
                out,
                "deduplicate",
                "%.0f µs an article on one core besides the database (median of %d rounds of %,d articles, p95 %.0f)",
                spread.p50(),
                spread.count(),
                figures.articles(),
                spread.p95());
    }

    private static void search(SearchTime figures, PrintWriter out) {
        row(
                out,
                "search index",
                "%,d stories in %,.0f s, %.0f µs of processor time and %,.0f bytes a story",
                figures.stories(),
                figures.seconds(),
                figures.microseconds(),
                (double) figures.bytes() / figures.stories());
        for (SearchTime.Asked asked : figures.asked()) {
            var spread = asked.milliseconds();
            row(
                    out,
                    "  searches",
                    "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms of %s (%d, %.0f %% found something)",
                    spread.p50(),
                    spread.p95(),
                    spread.p99(),
                    asked.kind(),
                    spread.count(),
                    100 * asked.found());
        }
    }

    static void row(PrintWriter out, String name, String format, Object... values) {
        out.printf("%-14s", name);
        out.printf(format + "%n", values);
    }
}

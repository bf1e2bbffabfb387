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
    private static final double MEGABYTE = 1e6;

    private Report() {}

    static void table(BenchResult result, PrintWriter out) {
        var machine = result.machine();
        out.println();
        row(out, "machine", "%d cores, %.0f GiB, %s", machine.cores(), machine.memory() / 1073741824.0, machine.cpu());
        row(out, "system", "%s; %s", machine.os(), machine.jdk());
        result.throughput().ifPresent(figures -> throughput(figures, out));
        result.latency().ifPresent(figures -> latency(figures, out));
        result.reads().ifPresent(figures -> reads(figures, result.options(), out));
        out.flush();
    }

    static void json(BenchResult result, Path file) throws IOException {
        new ObjectMapper()
                .registerModules(new Jdk8Module(), new JavaTimeModule())
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(file.toFile(), result);
    }

    private static void throughput(Throughput figures, PrintWriter out) {
        var verdict = figures.verdict();
        row(out, "articles", "%,d of %,.0f bytes", figures.articles(), per(figures.bytes(), figures));
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
            row(
                    out,
                    "CPU",
                    "%.1f s (%.2f ms an article)",
                    figures.cpuSeconds(),
                    per(1_000 * figures.cpuSeconds(), figures));
            row(
                    out,
                    "peak memory",
                    "%,.0f MB all processes, %,.0f MB the program",
                    figures.peakBytes() / MEGABYTE,
                    figures.processPeakBytes() / MEGABYTE);
        }
        var disk = figures.disk();
        if (!disk.equals(DiskUse.NONE)) {
            row(
                    out,
                    "disk",
                    "%,.0f bytes an article in tables and indexes, %,.0f in Kafka's logs and the rest; %,.0f MB of WAL",
                    per(disk.tables(), figures),
                    per(disk.rest(), figures),
                    disk.writeAheadLog() / MEGABYTE);
        }
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

    private static double per(double sum, Throughput figures) {
        return figures.articles() == 0 ? 0 : sum / figures.articles();
    }

    private static void row(PrintWriter out, String name, String format, Object... values) {
        out.printf("%-14s", name);
        out.printf(format + "%n", values);
    }
}

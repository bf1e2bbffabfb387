package org.yizhan.bench;

import java.io.PrintWriter;

/** The rows of the table that tell how subscribers were told. */
final class ToldRows {
    private ToldRows() {}

    static void write(Told told, Audience audience, PrintWriter out) {
        Report.row(
                out,
                "subscribers",
                "%,d on %,d feeds (%s), %,d hanging; %,d articles, %,.0f/s",
                audience.subscribers(),
                told.feeds(),
                audience.taste(),
                audience.hanging(),
                told.articles(),
                told.perSecond());
        spread(told.accepted(), "accepted → told", out);
        spread(told.visible(), "visible → told", out);
        spread(told.searches(), "accepted → told by a search", out);
        Report.row(
                out,
                "  missing",
                "%,d of %,d pairs; %,d articles never seen, %,d documents twice, %,d wrong signatures",
                told.missing(),
                told.pairs(),
                told.unseen(),
                told.twice(),
                told.unsigned());
        Report.row(
                out,
                "  deliveries",
                "%,.0f/s, %,.1f MB/s; %.2f cores, %,.0f µs of processor time a delivery, all work of the program",
                told.deliveriesPerSecond(),
                told.megabytesPerSecond(),
                told.cpuCores(),
                told.cpuMicros());
    }

    private static void spread(Percentiles spread, String what, PrintWriter out) {
        if (spread.count() > 0) {
            Report.row(
                    out,
                    "  push",
                    "p50 %,.0f ms, p95 %,.0f ms, p99 %,.0f ms, max %,.0f ms %s (%,d pairs)",
                    spread.p50(),
                    spread.p95(),
                    spread.p99(),
                    spread.max(),
                    what,
                    spread.count());
        }
    }
}

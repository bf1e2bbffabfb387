package org.yizhan.bench;

import java.util.List;

/**
 * Figures of the throughput phase.
 *
 * @param articles articles accepted
 * @param bytes length of all request bodies
 * @param pushSeconds from the first request to the last 202
 * @param seconds from the first request to the end of the reading that showed the last article; readings follow each
 *     other a quarter of a second apart
 * @param rejections some reasons of refused articles
 * @param cpuSeconds CPU time of the program and its servers over {@code seconds}; 0 where unknown
 * @param peakBytes the greatest memory of all its processes, sampled each second; 0 where unknown
 * @param processPeakBytes the greatest resident set of the program itself; 0 where unknown
 * @param disk growth of the data folder
 */
record Throughput(
        int articles,
        long bytes,
        double pushSeconds,
        double seconds,
        int retries,
        int rejected,
        List<String> rejections,
        Ledger.Verdict verdict,
        double cpuSeconds,
        long peakBytes,
        long processPeakBytes,
        DiskUse disk) {

    /** Articles a second from the first request to the last one visible. */
    double perSecond() {
        return seconds == 0 ? 0 : articles / seconds;
    }

    /** The part of {@code sum} that falls to one article. */
    double per(double sum) {
        return articles == 0 ? 0 : sum / articles;
    }

    /** Articles a second that were accepted. */
    double pushedPerSecond() {
        return pushSeconds == 0 ? 0 : articles / pushSeconds;
    }
}

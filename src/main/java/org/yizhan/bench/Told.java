package org.yizhan.bench;

/**
 * Figures of the subscribers phase; times in milliseconds, each of one article and one subscriber who was to be told of it.
 *
 * @param articles measured articles
 * @param perSecond how many a second really were
 * @param feeds different feeds subscribed to
 * @param pairs of an article and a subscriber who answers and whose feed holds it
 * @param missing pairs without a delivery
 * @param unseen articles that nobody could read
 * @param twice documents that the same subscriber got before
 * @param unsigned deliveries of a sample whose signature was wrong
 * @param deliveriesPerSecond requests that callbacks got
 * @param megabytesPerSecond in their bodies
 * @param cpuMicros processor time of the program and its servers, all its work, by deliveries
 * @param cpuCores the same, by seconds
 * @param accepted from the answer 202 until told of by a feed
 * @param visible from the moment the export shows it, looked for every 50 ms, until told of by a feed
 * @param searches from the answer 202 until told of by a search
 */
record Told(
        int articles,
        double perSecond,
        int feeds,
        long pairs,
        long missing,
        int unseen,
        long twice,
        long unsigned,
        double deliveriesPerSecond,
        double megabytesPerSecond,
        double cpuMicros,
        double cpuCores,
        Percentiles accepted,
        Percentiles visible,
        Percentiles searches) {
    /** Whether everybody was told everything, and truly by us. */
    boolean isWhole() {
        return missing == 0 && unseen == 0 && unsigned == 0;
    }
}

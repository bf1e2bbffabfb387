package org.yizhan.bench;

/**
 * Figures of the latency phase.
 *
 * @param pushed articles pushed
 * @param perSecond how many a second really were
 * @param unseen probes that did not become visible in time
 * @param milliseconds from the moment a probe was due to be sent to the answer of its source's feed that showed it
 */
record Latency(int pushed, double perSecond, int unseen, Percentiles milliseconds) {}

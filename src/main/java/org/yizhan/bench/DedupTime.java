package org.yizhan.bench;

/**
 * Figures of the deduplicate phase.
 *
 * @param articles in each round
 * @param microseconds processor time an article on one thread, one value a round
 */
record DedupTime(int articles, Percentiles microseconds) {}

package org.yizhan.ops;

/**
 * How many dead letters one stage has of one class of failure.
 *
 * @param total all that are kept
 * @param waiting those that were never replayed
 */
public record DeadLetterCount(String stage, String error, long total, long waiting) {}

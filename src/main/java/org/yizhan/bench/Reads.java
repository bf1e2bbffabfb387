package org.yizhan.bench;

/**
 * Figures of the read phase.
 *
 * @param notModified reading with the ETag of the feed
 * @param cached reading of a whole body
 */
record Reads(HttpLoad.Load notModified, HttpLoad.Load cached) {}

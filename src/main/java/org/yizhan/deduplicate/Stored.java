package org.yizhan.deduplicate;

/**
 * A fingerprint in the store.
 *
 * @param no counts arrivals; the smaller is the older
 */
record Stored(long no, Fingerprint print) {}

package org.yizhan.web;

/**
 * A feed written down.
 *
 * @param bytes in UTF-8
 * @param entries how many of the entries found room
 */
record FeedDocument(byte[] bytes, int entries) {}

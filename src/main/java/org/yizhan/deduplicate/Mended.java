package org.yizhan.deduplicate;

/**
 * An operator's word on one article.
 *
 * @param words what was said, for people
 */
record Mended(Side side, String words) {}

package org.yizhan.search;

/**
 * A piece of a text.
 *
 * @param marked whether it is what was looked for
 */
public record Run(String text, boolean marked) {}

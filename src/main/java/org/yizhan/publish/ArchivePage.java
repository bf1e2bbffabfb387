package org.yizhan.publish;

import java.util.Optional;

/**
 * One page of a feed's archive.
 *
 * @param previous the number of the page with what is older
 * @param next the number of the page with what is newer; empty for the newest
 * @param whole whether all its entries are in {@code content}
 */
public record ArchivePage(
        int number, FeedContent content, Optional<Integer> previous, Optional<Integer> next, boolean whole) {}

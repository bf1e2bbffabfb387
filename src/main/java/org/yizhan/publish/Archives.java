package org.yizhan.publish;

import java.util.Optional;

/**
 * The archives of the standing feeds (RFC 5005 §4): pages that follow one another from a feed's newest entries to its
 * oldest, so that every entry is on a page or among the newest. Pages are cut by those who read, where they see that it is
 * time; a page that is there stays, with its number and its place in the order, also when it has nothing left.
 */
public interface Archives {

    /** How many entries a page has when it is cut. */
    int PAGE = 50;

    /** A page with more is divided. */
    int MOST = 2 * PAGE;

    /** The newest {@code limit} entries of a feed, and how far the archive's pages reach. */
    Recent recent(FeedName name, int limit);

    /** Whether anything was ever filed under the name, however little is left of it. */
    boolean hasHeld(FeedName name);

    /** A page with its entries, at most {@link #MOST}; empty where there is none of that number. */
    Optional<ArchivePage> page(FeedName name, int number);

    /** What tells two states of a page apart, for a small part of what it costs to read it; empty where there is none. */
    Optional<ArchiveMark> mark(FeedName name, int number);

    /**
     * Makes pages of the oldest entries of a page, or of those that are on no page yet, until at most {@code most} are
     * left there. Does nothing where no more are. Safe to be called by several at once.
     *
     * @param page the page to divide; empty for the entries that are on none
     * @param most also how many entries a new page has, at most {@value #PAGE}
     */
    void cut(FeedName name, Optional<Integer> page, int most);
}

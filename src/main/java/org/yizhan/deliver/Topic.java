package org.yizhan.deliver;

/**
 * A feed in one format, as something that can be subscribed to.
 *
 * @param path its path, with the query of a search, in the one spelling that all ways to write it share
 * @param feed the name by which changes tell of it, such as {@code region/620702}; {@value #SEARCH} for any search
 */
public record Topic(String path, String feed) {

    /** What no change names. */
    public static final String SEARCH = "search?";

    /** Whether no change tells of it, so that it has to be looked at. */
    boolean isSearch() {
        return feed.equals(SEARCH);
    }
}

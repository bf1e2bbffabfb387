package org.yizhan.bench;

import java.util.function.Predicate;

/**
 * A feed that somebody is subscribed to.
 *
 * @param path with the query of a search
 * @param isSearch whether it is looked at now and then rather than told of
 * @param holds which articles belong into it
 */
record FollowedFeed(String path, boolean isSearch, Predicate<Export.Line> holds) {}

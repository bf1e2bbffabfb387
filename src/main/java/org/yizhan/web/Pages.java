package org.yizhan.web;

import io.vertx.ext.web.Router;
import java.time.InstantSource;
import org.yizhan.article.Sources;
import org.yizhan.publish.Stories;

/** The pages for readers. */
public final class Pages {

    public Pages(
            Stories stories, Sources sources, KnownFeeds known, FeedCache cache, Links links, InstantSource clock) {}

    /** Adds the routes. */
    public void mount(Router router) {}
}

package org.yizhan.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Stories;

/** The feeds: {@code /feeds/…} in three formats, and {@code /feeds.opml}. */
public final class Feeds {

    static final String PREFIX = "/feeds/";

    private final FeedCache cache;
    private final FeedRenderer renderer;

    /**
     * @param known the feeds that there are before they hold a story
     * @param hub the WebSub hub's absolute address, where there is one
     */
    public Feeds(
            Stories stories,
            KnownFeeds known,
            FeedCache cache,
            Links links,
            Optional<String> hub,
            InstantSource clock) {
        this.cache = cache;
        this.renderer = new FeedRenderer(stories, known, links, hub, clock);
    }

    public void mount(Router router) {
        router.route("/feeds/*").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::feed);
        router.route("/feeds.opml")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::opml);
    }

    private void opml(RoutingContext context) {
        switch (OpmlSelection.of(QueryString.of(context).getAll("feed"))) {
            case OpmlSelection.Read.Fault fault -> Problem.send(context, 400, "Bad request", fault.advice());
            case OpmlSelection.Read.Chosen read -> {
                OpmlSelection chosen = read.selection();
                String name = chosen.isEmpty() ? "feeds" : "feeds?" + chosen.canonical();
                var key = new FeedCache.Key(name, "opml");
                CopySender.send(
                        context, cache.get(key, () -> chosen.isEmpty() ? renderer.opml() : renderer.opml(chosen)));
            }
        }
    }

    private void feed(RoutingContext context) {
        String path = context.normalizedPath();
        int dot = path.lastIndexOf('.');
        Optional<FeedFormat> format = format(path);
        if (format.isEmpty()) {
            context.next();
            return;
        }
        String name = path.substring(PREFIX.length(), dot);
        if (name.equals("search")) {
            search(context, format.get());
            return;
        }
        Optional<FeedName> feed = name(name);
        if (feed.isEmpty()) {
            Problem.send(
                    context,
                    404,
                    "Not found",
                    "feeds are all, search, and source|region|topic|organization|story/{value}");
            return;
        }
        standing(context, feed.get(), format.get());
    }

    private void standing(RoutingContext context, FeedName name, FeedFormat format) {
        var key = new FeedCache.Key(name.toString(), format.suffix());
        if (name.kind() == FeedName.Kind.STORY) {
            UUID id = UUID.fromString(name.value());
            CopySender.send(context, cache.get(key, () -> renderer.story(id, format)));
        } else {
            CopySender.send(context, cache.get(key, () -> renderer.standing(name, format)));
        }
    }

    private void search(RoutingContext context, FeedFormat format) {
        MultiMap parameters = QueryString.of(context);
        Optional<String> fault = SearchQuery.fault(parameters);
        if (fault.isPresent()) {
            Problem.send(context, 400, "Bad request", fault.get());
            return;
        }
        SearchQuery query = SearchQuery.of(parameters);
        var key = new FeedCache.Key(FeedCache.SEARCH + query.canonical(), format.suffix());
        CopySender.send(context, cache.get(key, () -> renderer.search(query, format)));
    }

    /** The format that a path's end names. */
    static Optional<FeedFormat> format(String path) {
        int dot = path.lastIndexOf('.');
        return dot < PREFIX.length() ? Optional.empty() : FeedFormat.ofSuffix(path.substring(dot + 1));
    }

    /** Reads a percent-encoded name; empty for what can't be one. */
    static Optional<FeedName> name(String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return path.equals("all") ? Optional.of(FeedName.ALL) : Optional.empty();
        }
        String value = Parameters.segment(path.substring(slash + 1)).orElse("");
        return FeedName.parse(path.substring(0, slash + 1) + value)
                .flatMap(name -> name.kind() == FeedName.Kind.STORY
                        ? Parameters.uuid(name.value()).map(FeedName::story)
                        : Optional.of(name));
    }
}

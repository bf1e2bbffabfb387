package org.yizhan.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.http.QueryString;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Stories;

/** The feeds: {@code /feeds/…} in three formats, and {@code /feeds.opml}. */
public final class Feeds {

    static final String PREFIX = "/feeds/";

    /** Several times what any source, place, subject or organisation is called. */
    static final int LONGEST_NAME = 300;

    /** A feed's name and the number of a page of its archive. A slash that is part of a name is percent-encoded there. */
    private static final Pattern ARCHIVE = Pattern.compile("(.+)/archive/([1-9][0-9]{0,8})");

    private final FeedCache cache;
    private final FeedRenderer renderer;
    private final OpmlLists lists;

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
        this.lists = new OpmlLists(stories, known, links, clock);
    }

    public void mount(Router router) {
        CrossOrigin.open(router, "/feeds/*", "/feeds.opml");
        router.route("/feeds/*").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::feed);
        router.route("/feeds.opml")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::opml);
    }

    private void opml(RoutingContext context) {
        MultiMap parameters = QueryString.of(context);
        switch (OpmlSelection.of(parameters.getAll("feed"))) {
            case OpmlSelection.Read.Fault fault -> Problem.send(context, 400, "Bad request", fault.advice());
            case OpmlSelection.Read.Chosen read -> {
                OpmlSelection chosen = read.selection();
                if (Parameters.given(parameters, "save").isPresent()) {
                    save(context, chosen);
                    return;
                }
                String name = chosen.isEmpty() ? "feeds" : "feeds?" + chosen.canonical();
                var key = new FeedCache.Key(name, "opml");
                CopySender.send(context, cache.get(key, () -> chosen.isEmpty() ? lists.all() : lists.chosen(chosen)));
            }
        }
    }

    /** What was ticked, as a file; whoever ticked nothing is asked to. */
    private void save(RoutingContext context, OpmlSelection chosen) {
        if (chosen.isEmpty()) {
            context.response()
                    .setStatusCode(303)
                    .putHeader("Location", SubjectIndex.NOTHING_CHOSEN)
                    .putHeader("Cache-Control", "no-store")
                    .end();
            return;
        }
        var key = new FeedCache.Key("feeds?" + chosen.canonical(), "opml-file");
        CopySender.send(context, cache.get(key, () -> lists.file(chosen)));
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
        Matcher archive = ARCHIVE.matcher(name);
        if (archive.matches()) {
            Optional<FeedName> of = name(archive.group(1)).filter(found -> found.kind() != FeedName.Kind.STORY);
            if (of.isPresent()) {
                archive(context, of.get(), format.get(), Integer.parseInt(archive.group(2)));
                return;
            }
        }
        Optional<FeedName> feed = name(name);
        if (feed.isEmpty()) {
            Problem.send(
                    context,
                    404,
                    "Not found",
                    new Advice(
                            "没有这个订阅源：名字是 all、search，或 source、region、topic、organization、story 加斜线和值；" + "存档各页从订阅源里相连。",
                            "feeds are all, search, and source|region|topic|organization|story/{value}; their archives'"
                                    + " pages are linked from them"));
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

    /** After any change a page's copy is compared with what is there, and made anew only where that has changed. */
    private void archive(RoutingContext context, FeedName name, FeedFormat format, int page) {
        var key = new FeedCache.Key("archive?" + page + "/" + name, format.suffix());
        CopySender.send(context, cache.renewed(key, last -> renderer.archive(name, format, page, last)));
    }

    private void search(RoutingContext context, FeedFormat format) {
        MultiMap parameters = QueryString.of(context);
        Optional<Advice> fault = SearchFaults.in(parameters).or(() -> StoryPage.Place.fault(parameters));
        if (fault.isPresent()) {
            Problem.send(context, 400, "Bad request", fault.get());
            return;
        }
        SearchQuery query = SearchQuery.of(parameters);
        Optional<StoryPage.Place> place = StoryPage.Place.of(parameters);
        String spelled = place.map(at -> at.query(query)).orElseGet(query::canonical);
        var key = new FeedCache.Key(FeedCache.SEARCH + spelled, format.suffix());
        CopySender.send(context, cache.get(key, () -> renderer.search(query, place, format)));
    }

    /** The format that a path's end names. */
    static Optional<FeedFormat> format(String path) {
        int dot = path.lastIndexOf('.');
        return dot < PREFIX.length() ? Optional.empty() : FeedFormat.ofSuffix(path.substring(dot + 1));
    }

    /** Reads a percent-encoded name; empty for what can't be one, or has more than {@value #LONGEST_NAME} characters. */
    static Optional<FeedName> name(String path) {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return path.equals("all") ? Optional.of(FeedName.ALL) : Optional.empty();
        }
        String value = Parameters.segment(path.substring(slash + 1))
                .filter(text -> text.length() <= LONGEST_NAME)
                .orElse("");
        return FeedName.parse(path.substring(0, slash + 1) + value)
                .flatMap(name -> name.kind() == FeedName.Kind.STORY
                        ? Parameters.uuid(name.value()).map(FeedName::story)
                        : Optional.of(name));
    }
}

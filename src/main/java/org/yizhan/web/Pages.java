package org.yizhan.web;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yizhan.article.Sources;
import org.yizhan.http.Language;
import org.yizhan.http.QueryString;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Stories;

/** The pages for readers: the catalogue, each story, the sources and the subjects. They need no script and set one cookie, the language. */
public final class Pages {

    private static final String SOURCE = "/sources/";
    private static final int MOST_PARTS = 1_000_000;

    private final FeedCache cache;
    private final Catalogue catalogue;
    private final StoryDetails details;
    private final SourcePages sourcePages;
    private final SubjectPages subjects;
    private final FeedPages feedPages;
    private final SubjectIndex index;
    private final Comparison comparison;
    private final Narrowing narrowing;
    private final StaticFiles files;

    /**
     * @param known what feeds, regions, topics and organisations are called
     * @param board how the sources fare
     */
    public Pages(
            Stories stories,
            Sources sources,
            KnownFeeds known,
            StatusBoard board,
            FeedCache cache,
            Links links,
            InstantSource clock) {
        this.cache = cache;
        var writer = new PageWriter(links, clock);
        this.catalogue = new Catalogue(stories, known, links, writer);
        this.details = new StoryDetails(stories, sources, links, writer);
        this.sourcePages = new SourcePages(stories, sources, known, board, links, writer);
        this.subjects = new SubjectPages(stories, known, links, writer);
        this.feedPages = new FeedPages(stories, known, board, links, writer);
        this.index = new SubjectIndex(stories, known, links, writer);
        this.narrowing = new Narrowing(stories, known, links, writer);
        this.comparison = new Comparison(stories, sources, links, writer);
        this.files = new StaticFiles(clock, links);
    }

    /** Adds the routes. */
    public void mount(Router router) {
        get(router, "/", this::catalogue);
        get(router, Narrowing.PREFIX + ":kind", this::narrow);
        get(router, "/stories/:id", this::story);
        get(router, "/stories/:id/compare/:article", this::compare);
        get(router, "/feeds", this::feeds);
        get(router, "/feeds/*", this::feed);
        get(router, "/regions", context -> index(context, FeedName.Kind.REGION));
        get(router, "/topics", context -> index(context, FeedName.Kind.TOPIC));
        get(router, "/organizations", context -> index(context, FeedName.Kind.ORGANIZATION));
        get(router, "/sources", this::sources);
        get(router, "/sources/*", this::source);
        get(router, "/regions/*", context -> subject(context, FeedName.Kind.REGION));
        get(router, "/topics/*", context -> subject(context, FeedName.Kind.TOPIC));
        get(router, "/organizations/*", context -> subject(context, FeedName.Kind.ORGANIZATION));
        files.mount(router);
    }

    private static void get(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    private void catalogue(RoutingContext context) {
        MultiMap parameters = QueryString.of(context);
        Optional<Advice> fault = StoryPage.Place.fault(parameters).or(() -> SearchFaults.in(parameters));
        if (fault.isPresent()) {
            Problem.send(context, 400, "Bad request", fault.get());
            return;
        }
        SearchQuery query = SearchQuery.of(parameters);
        Optional<StoryPage.Place> place = StoryPage.Place.of(parameters);
        Language language = Language.of(context);
        // a list that is a feed's falls out with that feed, any other one with every change
        String name = place.isEmpty() && query.standing().isPresent()
                ? query.standing().get().toString()
                : "list" + Catalogue.address(query, place);
        String typed = SearchQuery.typed(parameters);
        send(
                context,
                typed.equals(query.text()) ? name : name + "&as=" + Links.segment(typed),
                "list-" + language.word(),
                () -> catalogue.page(query, typed, place, language));
    }

    private void narrow(RoutingContext context) {
        Optional<FeedName.Kind> kind = SubjectIndex.kind(context.pathParam("kind"));
        if (kind.isEmpty()) {
            context.next();
            return;
        }
        query(context).ifPresent(query -> {
            String typed = SearchQuery.typed(QueryString.of(context));
            String name = "list" + Narrowing.address(query.spelt(typed), kind.get());
            send(context, name, Language.of(context), language -> narrowing.page(query, typed, kind.get(), language));
        });
    }

    /** What is searched for; empty where that can't be read, which has been answered then. */
    private static Optional<SearchQuery> query(RoutingContext context) {
        MultiMap parameters = QueryString.of(context);
        Optional<Advice> fault = SearchFaults.in(parameters);
        if (fault.isPresent()) {
            Problem.send(context, 400, "Bad request", fault.get());
            return Optional.empty();
        }
        return Optional.of(SearchQuery.of(parameters));
    }

    private void story(RoutingContext context) {
        Language language = Language.of(context);
        Optional<UUID> id = Parameters.uuid(context.pathParam("id"));
        Optional<Long> part = number(QueryString.of(context).get("part"));
        if (id.isEmpty() || part.isEmpty()) {
            nothing(context, language, here -> details.unknown(0, language, here));
            return;
        }
        int number = part.get().intValue();
        String name = FeedName.story(id.get()) + (number == 1 ? "" : "?part=" + number);
        send(context, name, language.word(), () -> details.page(id.get(), number, language));
    }

    private void compare(RoutingContext context) {
        Optional<UUID> story = Parameters.uuid(context.pathParam("id"));
        Optional<UUID> article = Parameters.uuid(context.pathParam("article"));
        Optional<Long> from = number(QueryString.of(context).get("from"));
        Language language = Language.of(context);
        if (story.isEmpty() || article.isEmpty() || from.isEmpty()) {
            nothing(context, language, here -> details.unknown(0, language, here));
            return;
        }
        int first = from.get().intValue();
        String name = FeedName.story(story.get()) + "?compare=" + article.get() + "&from=" + first;
        send(context, name, language, spoken -> comparison.page(story.get(), article.get(), first, spoken));
    }

    private void feeds(RoutingContext context) {
        Language language = Language.of(context);
        if ("none".equals(QueryString.of(context).get("chosen"))) {
            send(context, "feeds?chosen", language, index::nothingChosen);
        } else {
            send(context, "feeds?", language, index::feeds);
        }
    }

    /** The page of a feed, at its address without a format. */
    private void feed(RoutingContext context) {
        Optional<String> accepted = Optional.ofNullable(context.request().getHeader("Accept"));
        if (accepted.filter(types -> !isForPeople(types)).isPresent()) {
            program(context, accepted.get());
            return;
        }
        Language language = Language.of(context);
        String name = context.normalizedPath().substring(Feeds.PREFIX.length());
        if (name.equals("search")) {
            query(context)
                    .ifPresent(query -> send(
                            context,
                            FeedCache.SEARCH + query.canonical(),
                            "about-" + language.word(),
                            () -> feedPages.search(query, language)));
            return;
        }
        Optional<FeedName> feed = Feeds.name(name);
        if (feed.isEmpty()) {
            Problem.send(
                    context,
                    404,
                    "Not found",
                    new Advice(
                            "没有这个订阅源：名字是 all、search，或 source、region、topic、organization、story 加斜线和值；"
                                    + "地址以 .rss、.atom 或 .json 结尾。",
                            "feeds are all, search, and source|region|topic|organization|story/{value}; a feed's path"
                                    + " ends in .rss, .atom or .json"));
            return;
        }
        send(context, feed.get().toString(), "about-" + language.word(), () -> feedPages.page(feed.get(), language));
    }

    /** Whether a page is among the media types that an {@code Accept} header takes (RFC 9110 §12.5.1). */
    private static boolean isForPeople(String accepted) {
        return accepted.contains("text/html")
                || (FeedFormat.accepted(accepted).isEmpty()
                        && (accepted.contains("*/*") || accepted.contains("text/")));
    }

    /** A reader that was given the page's address is led to the format it takes. */
    private static void program(RoutingContext context, String accepted) {
        Optional<FeedFormat> format = FeedFormat.accepted(accepted);
        if (format.isEmpty()) {
            Problem.send(
                    context,
                    406,
                    "Not acceptable",
                    "here is a page (text/html); a feed's path ends in .rss, .atom or .json");
            return;
        }
        String query = context.request().query();
        context.response()
                .setStatusCode(302)
                .putHeader(
                        "Location",
                        context.normalizedPath() + "." + format.get().suffix() + (query == null ? "" : "?" + query))
                .putHeader("Vary", "Accept")
                .end();
    }

    private void index(RoutingContext context, FeedName.Kind kind) {
        int page = page(context);
        send(context, kind.word() + "s?" + page, Language.of(context), language -> index.page(kind, page, language));
    }

    private void sources(RoutingContext context) {
        Language language = Language.of(context);
        int page = page(context);
        send(context, "sources?" + page, language.word(), () -> sourcePages.list(page, language));
    }

    private void source(RoutingContext context) {
        Language language = Language.of(context);
        Optional<String> id = Parameters.segment(context.normalizedPath().substring(SOURCE.length()));
        if (id.isEmpty()) {
            nothing(context, language, here -> sourcePages.unknown(0, language, here));
            return;
        }
        String name = FeedName.source(id.get()).toString();
        send(context, name, language.word(), () -> sourcePages.page(id.get(), language));
    }

    private void subject(RoutingContext context, FeedName.Kind kind) {
        Language language = Language.of(context);
        String path = context.normalizedPath();
        Optional<FeedName> name =
                Parameters.segment(path.substring(path.indexOf('/', 1) + 1)).map(value -> new FeedName(kind, value));
        if (name.isEmpty()) {
            nothing(context, language, here -> subjects.unknown(0, kind, language, here));
            return;
        }
        send(context, name.get().toString(), language.word(), () -> subjects.page(name.get(), language));
    }

    /** The number of the page of a list that is asked for; 0 where that is none. */
    static int page(RoutingContext context) {
        return Parameters.given(QueryString.of(context), "page")
                .map(text -> Parameters.number(text, 1, MOST_PARTS).orElse(0L).intValue())
                .orElse(1);
    }

    private static Optional<Long> number(@Nullable String given) {
        return given == null ? Optional.of(1L) : Parameters.number(given, 1, MOST_PARTS);
    }

    /** The page for an address that can be nobody's. */
    private void nothing(RoutingContext context, Language language, Function<String, Answer> render) {
        String here = Problem.here(context.request());
        send(context, "nothing?" + here, language.word(), () -> render.apply(here));
    }

    private void send(RoutingContext context, String name, Language language, Function<Language, Answer> render) {
        send(context, name, language.word(), () -> render.apply(language));
    }

    private void send(RoutingContext context, String name, String form, Supplier<Answer> render) {
        CopySender.send(context, cache.get(new FeedCache.Key(name, form), render));
    }
}

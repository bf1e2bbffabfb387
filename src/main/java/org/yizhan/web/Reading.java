package org.yizhan.web;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yizhan.deduplicate.Explanation;
import org.yizhan.http.QueryString;
import org.yizhan.http.Times;
import org.yizhan.publish.Entry;
import org.yizhan.publish.Facets;
import org.yizhan.publish.Stories;
import org.yizhan.publish.StoryFound;
import org.yizhan.publish.StoryHistory;
import org.yizhan.publish.provenance.Provenance;

/** The read API: single articles and stories, lists of stories, and the export of everything. */
public final class Reading {

    private static final int DEFAULT_LIMIT = 50;
    /** Of a list of stories. */
    private static final List<String> PARAMETERS = List.of(
            "q",
            "region",
            "topic",
            "source",
            "organization",
            "from",
            "to",
            "sort",
            "before",
            "after",
            "rank",
            "limit",
            "facets");

    private static final int MAX_LIMIT = 200;
    private static final String BAD = "Bad request";

    private final Stories stories;
    private final KnownFeeds known;
    private final Function<UUID, Optional<Explanation>> explain;
    private final Blocking blocking;
    private final Downloads downloads;

    /**
     * @param known what regions, topics, sources and organisations there are
     * @param explain how a stored article compares with others
     * @param workers where the store is asked; virtual threads do
     */
    public Reading(Stories stories, KnownFeeds known, Function<UUID, Optional<Explanation>> explain, Executor workers) {
        this.stories = stories;
        this.known = known;
        this.explain = explain;
        this.blocking = new Blocking(workers);
        this.downloads = new Downloads(workers);
    }

    public void mount(Router router) {
        CrossOrigin.open(
                router,
                "/api/v1/articles/:id",
                "/api/v1/stories",
                "/api/v1/stories/:id",
                "/api/v1/export/articles.ndjson");
        get(router, "/api/v1/articles/:id", context -> withId(context, this::article));
        get(router, "/api/v1/stories/:id", context -> withId(context, this::story));
        get(router, "/api/v1/stories", this::list);
        router.get("/api/v1/export/articles.ndjson").handler(this::export);
    }

    private static void get(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    private void withId(RoutingContext context, Function<UUID, Consumer<RoutingContext>> question) {
        String given = context.pathParam("id");
        Optional<UUID> id = Parameters.uuid(given);
        if (id.isEmpty()) {
            Problem.send(context, 400, BAD, "`" + given + "` is no id; ids are UUIDs of 36 characters");
            return;
        }
        blocking.ask(context, () -> question.apply(id.get()));
    }

    private Consumer<RoutingContext> article(UUID id) {
        return stories.article(id)
                .map(article -> json(StoryJson.bytes(json -> StoryJson.article(
                        json,
                        article,
                        stories.provenanceOf(id),
                        explain.apply(id).map(Explanation::candidates).orElse(List.of())))))
                .orElse(context -> Problem.send(context, 404, "Not found", "there is no article `" + id + "`"));
    }

    private Consumer<RoutingContext> story(UUID id) {
        return switch (stories.story(id)) {
            case StoryFound.Present present -> present(id, present.entry());
            case StoryFound.Merged merged ->
                context -> context.response()
                        .setStatusCode(301)
                        .putHeader("Location", "/api/v1/stories/" + merged.into())
                        .end();
            case StoryFound.Withdrawn withdrawn ->
                context -> Problem.send(
                        context,
                        410,
                        "Withdrawn",
                        "its source withdrew story `" + id + "` at "
                                + Times.rfc3339(withdrawn.tombstone().at())
                                + (withdrawn.tombstone().reason().isBlank()
                                        ? ""
                                        : ": " + withdrawn.tombstone().reason()));
            case StoryFound.Unknown unknown ->
                unknown.erasure().isPresent()
                        ? context -> Problem.send(context, 410, "Removed", "story `" + id + "` was removed")
                        : context -> Problem.send(context, 404, "Not found", "there is no story `" + id + "`");
        };
    }

    private Consumer<RoutingContext> present(UUID id, Entry entry) {
        Optional<Provenance> provenance = stories.provenance(id);
        StoryHistory history = stories.history(id);
        return json(StoryJson.bytes(json -> StoryJson.story(json, entry, provenance, history)));
    }

    private void list(RoutingContext context) {
        var parameters = QueryString.of(context);
        Optional<Advice> fault = StoryPage.Place.fault(parameters).or(() -> SearchFaults.in(parameters));
        Optional<String> limit = Parameters.given(parameters, "limit");
        Optional<Long> number = limit.flatMap(text -> Parameters.number(text, 1, MAX_LIMIT));
        if (fault.isPresent()) {
            Problem.send(context, 400, BAD, fault.get());
        } else if (limit.isPresent() && number.isEmpty()) {
            Problem.send(context, 400, BAD, "`limit` is a whole number from 1 to " + MAX_LIMIT);
        } else {
            SearchQuery query = SearchQuery.of(parameters);
            int most = number.map(Long::intValue).orElse(DEFAULT_LIMIT);
            blocking.ask(context, () -> {
                StoryPage page = StoryPage.of(stories, query, StoryPage.Place.of(parameters), most);
                Optional<Facets> facets = "true".equals(parameters.get("facets"))
                        ? Optional.of(stories.facets(query.page(Optional.empty(), most)))
                        : Optional.empty();
                List<Advice> warnings = Stream.of(
                                UnknownNames.in(query, known, stories), Unheeded.in(parameters, PARAMETERS))
                        .flatMap(List::stream)
                        .toList();
                return json(StoryJson.bytes(json -> {
                    json.writeStartObject();
                    SearchJson.stories(json, page.entries(), Snippet.marker(SearchQuery.typed(parameters)));
                    if (facets.isPresent()) {
                        SearchJson.facets(json, facets.get());
                    }
                    StoryJson.string(
                            json,
                            "next",
                            page.next().map(at -> "/api/v1/stories?" + at.query(query) + "&limit=" + most));
                    if (!page.found().complete()) {
                        json.writeBooleanField("complete", false);
                    }
                    SearchJson.warnings(json, warnings);
                    json.writeEndObject();
                }));
            });
        }
    }

    private static Consumer<RoutingContext> json(byte[] bytes) {
        return context -> {
            var response = context.response();
            response.putHeader("Content-Type", "application/json");
            response.putHeader("Cache-Control", "no-cache");
            response.putHeader("X-Content-Type-Options", "nosniff");
            if (context.request().method().equals(HttpMethod.HEAD)) {
                response.putHeader("Content-Length", Integer.toString(bytes.length))
                        .end();
            } else {
                response.end(Buffer.buffer(bytes));
            }
        };
    }

    private void export(RoutingContext context) {
        Optional<String> given = Parameters.given(QueryString.of(context), "since");
        Optional<Long> since =
                given.isEmpty() ? Optional.of(0L) : given.flatMap(text -> Parameters.number(text, 0, Long.MAX_VALUE));
        if (since.isEmpty()) {
            Problem.send(context, 400, BAD, "`since` is a sequence number, 0 or greater");
            return;
        }
        downloads.start(
                context,
                Map.of("Content-Type", "application/x-ndjson"),
                outflow -> new Export(outflow).run(stories, since.get()));
    }
}

package org.yizhan.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yizhan.deliver.Live;
import org.yizhan.deliver.LiveList;
import org.yizhan.deliver.LivePlace;
import org.yizhan.http.Language;
import org.yizhan.http.QueryString;
import org.yizhan.publish.FeedName;
import org.yizhan.search.Wanted;

/**
 * Where open lists are kept up to date: {@code GET /live} with a list's parameters answers with server-sent events (WHATWG
 * HTML §9.2) that go on where {@code Last-Event-ID} says, or {@code last} for those who can't send that, or {@code since}.
 */
public final class LiveDesk {

    static final String PATH = "/live";

    private static final int RETRY_SECONDS = 30;
    private static final int SOONEST_MILLIS = 1_000;
    private static final int LATEST_MILLIS = 4_000;

    private final Live live;
    private final Proxies proxies;
    private final RandomGenerator random;

    /**
     * @param proxies say who asks them
     * @param random spreads those that come again all at once
     */
    public LiveDesk(Live live, Proxies proxies, RandomGenerator random) {
        this.live = live;
        this.proxies = proxies;
        this.random = random;
    }

    /** Adds the route. */
    public void mount(Router router) {
        router.get(PATH).handler(this::open);
    }

    /** The address under which the list of {@code query}, as it was at {@code seq}, goes on; empty where it isn't in order of time. */
    static String address(SearchQuery query, long seq, Language language) {
        if (query.order() == Wanted.Order.RELEVANCE) {
            return "";
        }
        return address(query.canonical(), seq, language);
    }

    /** The same for the list of what is filed under {@code name}, which is no story's. */
    static String address(FeedName name, long seq, Language language) {
        return address(name.kind().word() + "=" + Links.segment(name.value()), seq, language);
    }

    private static String address(String canonical, long seq, Language language) {
        return PATH + "?" + canonical + (canonical.isEmpty() ? "" : "&") + "lang=" + language.word() + "&since=" + seq;
    }

    /** The address of what shows the events in a page. */
    public static String script() {
        return StaticFiles.LIVE_SCRIPT;
    }

    /** The address of how they look. */
    public static String style() {
        return StaticFiles.LIVE_STYLE;
    }

    private void open(RoutingContext context) {
        MultiMap parameters = QueryString.of(context);
        Optional<Advice> fault = SearchFaults.in(parameters).or(() -> sinceFault(parameters));
        if (fault.isPresent()) {
            Problem.send(context, 400, "Bad request", fault.get());
            return;
        }
        Wanted wanted = SearchQuery.of(parameters)
                .inOrder(Wanted.Order.NEWEST)
                .page(Optional.empty(), 1)
                .wanted();
        var list = new LiveList(
                wanted,
                Parameters.given(parameters, "lang").flatMap(Language::ofWord).map(Language::word));
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        var stream = new LiveStream(response, context.vertx().getOrCreateContext());
        Optional<Runnable> leave = live.admit(list, place(request, parameters), proxies.client(request), stream);
        if (leave.isEmpty()) {
            response.putHeader("Retry-After", Integer.toString(RETRY_SECONDS));
            Problem.send(
                    context,
                    503,
                    "Too many open lists",
                    new Advice(
                            "从这里打开的列表太多，请刷新列表，或过 " + RETRY_SECONDS + " 秒再来。",
                            "no more lists can be kept up to date from here; reload the list, or come again in "
                                    + RETRY_SECONDS + " seconds"));
            return;
        }
        // told of every end, whoever brought it about
        response.endHandler(nothing -> leave.get().run());
        response.closeHandler(nothing -> leave.get().run());
        response.exceptionHandler(failure -> leave.get().run());
        begin(response);
    }

    /** Events may be written from now on; an intermediary that gathers them would keep them back. */
    private void begin(HttpServerResponse response) {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Access-Control-Allow-Origin", "*");
        response.write("retry: " + random.nextInt(SOONEST_MILLIS, LATEST_MILLIS) + "\n\n");
    }

    private static Optional<Advice> sinceFault(MultiMap parameters) {
        return Stream.of("since", "last")
                .filter(name -> Parameters.given(parameters, name).isPresent()
                        && number(parameters.get(name)).isEmpty())
                .findFirst()
                .map(name -> new Advice(
                        "地址里的 " + name + " 是变更序号，例如一个事件的编号。",
                        "In the address, " + name + " must be a change sequence number, such as the id of an event.",
                        "`" + name + "` is a change sequence number, such as the id of an event"));
    }

    /**
     * Whoever was connected before says more precisely where he is than the address that he came with first; but events
     * that are told at once bear one number, and he may have been cut off between them.
     */
    private static LivePlace place(HttpServerRequest request, MultiMap parameters) {
        return number(request.getHeader("Last-Event-ID"))
                .or(() -> number(parameters.get("last")))
                .map(LivePlace::amid)
                .or(() -> number(parameters.get("since")).map(LivePlace::at))
                .orElse(LivePlace.NOW);
    }

    private static Optional<Long> number(@Nullable String text) {
        return text == null ? Optional.empty() : Parameters.number(text, 0, Long.MAX_VALUE);
    }
}

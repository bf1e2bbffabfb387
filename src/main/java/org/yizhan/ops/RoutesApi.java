package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The routes of this instance over HTTP, and the steps that can be taken on them. */
public final class RoutesApi {

    private final Routes routes;
    private final RouteOrders orders;

    public RoutesApi(Routes routes, RouteOrders orders) {
        this.routes = routes;
        this.orders = orders;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, "/api/v1/ops/routes", this::list).takes(RouteQuery.PARAMETERS);
        paths.work(HttpMethod.GET, "/api/v1/ops/routes/:id", asked -> Answer.json(200, route(orders.find(asked.id()))));
        for (RouteState.Step step : RouteState.Step.values()) {
            paths.work(HttpMethod.POST, "/api/v1/ops/routes/:id/" + step.word(), asked -> take(asked, step))
                    .takes("reason");
        }
    }

    /**
     * {@code {"stages":[…],"inner":[…],"sources":[…],"sourcesTotal":n}}; parameters as {@link RouteQuery#of}, which
     * narrow and page the sources' routes only.
     */
    private Answer list(Asked asked) {
        RouteQuery.Found found = RouteQuery.of(asked).in(routes.list());
        var body = Answer.object();
        all(body.putArray("stages"), found.stages());
        all(body.putArray("inner"), found.inner());
        all(body.putArray("sources"), found.sources());
        return Answer.json(200, body.put("sourcesTotal", found.total()));
    }

    private static void all(ArrayNode rows, List<RouteState> routes) {
        routes.forEach(route -> rows.add(route(route)));
    }

    /** 200 with the route as it is then; 409 where the step can't be taken now. */
    private Answer take(Asked asked, RouteState.Step step) throws SQLException {
        return Answer.json(200, route(orders.take(asked.id(), step, Order.perhaps(asked))));
    }

    @SuppressWarnings("NullAway") // Jackson writes a null as null
    private static ObjectNode route(RouteState route) {
        RouteState.Work work = route.work();
        ObjectNode row = Answer.object()
                .put("id", route.id())
                .put("description", route.description())
                .put("part", route.part().word())
                .put("from", route.from())
                .put("state", route.phase().word())
                .put("ok", work.ok())
                .put("failed", work.failed());
        times(row, work.times());
        row.put("inFlight", work.inFlight())
                .put("oldestInFlightMillis", millis(work.oldest()))
                .put("uptimeSeconds", route.uptime().map(Duration::toSeconds).orElse(null));
        work.lastError()
                .ifPresentOrElse(
                        error -> row.putObject("lastError")
                                .put("at", error.at().toString())
                                .put("text", Shown.line(error.text(), 500)),
                        () -> row.putNull("lastError"));
        route.halt()
                .ifPresentOrElse(
                        halt -> row.putObject("halted")
                                .put("by", halt.operator())
                                .put("since", halt.since().toString()),
                        () -> row.putNull("halted"));
        var steps = row.putArray("steps");
        route.steps().stream().map(RouteState.Step::word).sorted().forEach(steps::add);
        return row;
    }

    @SuppressWarnings("NullAway") // Jackson writes a null as null
    private static void times(ObjectNode row, Optional<RouteState.Times> times) {
        row.put("meanMillis", millis(times.map(RouteState.Times::mean)))
                .put("p50Millis", millis(times.map(RouteState.Times::p50)))
                .put("p99Millis", millis(times.map(RouteState.Times::p99)))
                .put("maxMillis", millis(times.map(RouteState.Times::max)));
    }

    @SuppressWarnings("NullAway") // Jackson writes a null as null
    private static Double millis(Optional<Duration> time) {
        return time.map(duration -> duration.toNanos() / 1e6).orElse(null);
    }
}

package org.yizhan.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Routes in memory: one that drives a stage, one that others call, and sixty of sources. */
final class HeldRoutes implements Routes {

    private final Map<String, RouteState> routes = new LinkedHashMap<>();
    volatile boolean isBusy;

    HeldRoutes() {
        put(route("normalize", RouteState.Part.STAGE, "kafka:articles.received", running()));
        put(route("dead-letter", RouteState.Part.INNER, "direct:dead-letter", Set.of()));
        IntStream.range(0, 60)
                .mapToObj(n -> route("site-%02d".formatted(n), RouteState.Part.SOURCE, "direct:channel", Set.of()))
                .forEach(this::put);
    }

    private static Set<RouteState.Step> running() {
        return Set.of(RouteState.Step.STOP, RouteState.Step.SUSPEND);
    }

    private static RouteState route(String id, RouteState.Part part, String from, Set<RouteState.Step> steps) {
        return new RouteState(
                id,
                "What " + id + " does.",
                part,
                from,
                RouteState.Phase.STARTED,
                RouteState.Work.NONE,
                Optional.of(Duration.ofMinutes(3)),
                Optional.empty(),
                steps);
    }

    private void put(RouteState route) {
        routes.put(route.id(), route);
    }

    /** The route has failed so. */
    void fail(String id, Instant at, String text) {
        RouteState was = routes.get(id);
        var work = new RouteState.Work(
                7, 1, Optional.empty(), 0, Optional.empty(), Optional.of(new RouteState.LastError(at, text)));
        put(new RouteState(
                id,
                was.description(),
                was.part(),
                was.from(),
                was.phase(),
                work,
                was.uptime(),
                was.halt(),
                was.steps()));
    }

    @Override
    public List<RouteState> list() {
        return List.copyOf(routes.values());
    }

    @Override
    public Optional<RouteState> find(String id) {
        return Optional.ofNullable(routes.get(id));
    }

    @Override
    public List<RouteState> halted() {
        return routes.values().stream()
                .filter(route -> route.halt().isPresent())
                .toList();
    }

    @Override
    public void take(String id, RouteState.Step step, String operator) throws NotDone {
        if (isBusy) {
            throw new NotDone("what is under way was not done within 30 s");
        }
        RouteState was = routes.get(id);
        boolean isHalt = step.aim() != RouteState.Phase.STARTED;
        put(new RouteState(
                id,
                was.description(),
                was.part(),
                was.from(),
                step.aim(),
                was.work(),
                Optional.empty(),
                isHalt ? Optional.of(new RouteState.Halt(step.aim(), operator, OperatorEdge.NOW)) : Optional.empty(),
                isHalt ? Set.of(RouteState.Step.START, RouteState.Step.RESUME) : running()));
    }
}

package org.yizhan.ops;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which of the sources' routes are wanted; the stages' are few and always all there.
 *
 * @param text part of the id or description; empty for all
 * @param phase empty for all
 * @param failing only those whose last exchanges left an error
 */
public record RouteQuery(String text, Optional<RouteState.Phase> phase, boolean failing, int limit, int offset) {

    /** The parameters that make one. */
    public static final List<String> PARAMETERS = List.of("q", "state", "failing", "limit", "offset");

    private static final int USUAL = 50;
    private static final int MOST = 500;

    /** As the parameters {@code q}, {@code state}, {@code failing}, {@code limit} and {@code offset} say. */
    public static RouteQuery of(Asked asked) {
        return new RouteQuery(
                asked.parameter("q").orElse(""),
                asked.parameter("state").map(RouteQuery::phase),
                asked.parameter("failing").filter("true"::equals).isPresent(),
                asked.limit(USUAL, MOST),
                asked.number("offset")
                        .map(offset -> Math.min(offset, 1_000_000L))
                        .orElse(0L)
                        .intValue());
    }

    private static RouteState.Phase phase(String word) {
        return Stream.of(RouteState.Phase.values())
                .filter(phase -> phase.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Rejection.of(400, "state is one of started, suspended, stopped, changing"));
    }

    /** One answer: the routes that drive stages, the inner ones, and a page of the sources'. */
    public record Found(List<RouteState> stages, List<RouteState> inner, List<RouteState> sources, int total) {
        public Found {
            stages = List.copyOf(stages);
            inner = List.copyOf(inner);
            sources = List.copyOf(sources);
        }
    }

    public Found in(List<RouteState> routes) {
        List<RouteState> sources = of(routes, RouteState.Part.SOURCE).stream()
                .filter(this::matches)
                .toList();
        int from = Math.min(offset, sources.size());
        return new Found(
                of(routes, RouteState.Part.STAGE),
                of(routes, RouteState.Part.INNER),
                sources.subList(from, Math.min(from + limit, sources.size())),
                sources.size());
    }

    private static List<RouteState> of(List<RouteState> routes, RouteState.Part part) {
        return routes.stream().filter(route -> route.part() == part).toList();
    }

    private boolean matches(RouteState route) {
        String sought = text.toLowerCase(Locale.ROOT);
        return (route.id() + " " + route.description()).toLowerCase(Locale.ROOT).contains(sought)
                && phase.map(wanted -> wanted == route.phase()).orElse(true)
                && (!failing || route.work().lastError().isPresent());
    }
}

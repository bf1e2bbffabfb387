package org.yizhan.ops;

import java.util.Map;
import java.util.function.Supplier;

/**
 * Says which stages' routes don't run here. Safe for concurrent use.
 *
 * @param states of the routes of the pipeline, by id, as Camel calls them: {@code Started}, {@code Stopped}, …
 */
public record RouteRule(Supplier<Map<String, String>> states) implements Rule {

    @Override
    public Look look() {
        return Look.of(states.get().entrySet().stream()
                .filter(route -> !route.getValue().equals("Started"))
                .sorted(Map.Entry.comparingByKey())
                .map(RouteRule::trouble)
                .toList());
    }

    private static Trouble trouble(Map.Entry<String, String> route) {
        return Trouble.critical(
                Trouble.Kind.ROUTE,
                route.getKey(),
                "路由 %s 没有运行（%s）".formatted(route.getKey(), route.getValue()),
                "the route %s doesn't run (%s)".formatted(route.getKey(), route.getValue()));
    }
}

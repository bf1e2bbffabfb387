package org.yizhan.ops;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says which stages' routes don't run here, and which routes an operator keeps from running. Safe for concurrent use. */
public record RouteRule(Routes routes) implements Rule {

    @Override
    public Look look() {
        return Look.of(routes.list().stream()
                .filter(route -> isToRun(route) && route.phase() != RouteState.Phase.STARTED)
                .map(RouteRule::trouble)
                .toList());
    }

    @Override
    public Map<Trouble.Kind, Set<String>> subjects() {
        return Map.of(
                Trouble.Kind.ROUTE, routes.list().stream().map(RouteState::id).collect(Collectors.toSet()));
    }

    private static boolean isToRun(RouteState route) {
        return route.part() == RouteState.Part.STAGE || route.halt().isPresent();
    }

    private static Trouble trouble(RouteState route) {
        Optional<RouteState.Halt> halt = route.halt();
        return Trouble.critical(
                Trouble.Kind.ROUTE,
                route.id(),
                "路由 %s 没有运行%s"
                        .formatted(
                                Chinese.named("stage", route.id()),
                                halt.map(order -> "：%s 自 %s 起使其停住，仅本实例"
                                                .formatted(order.operator(), Shown.moment(order.since())))
                                        .orElse("")),
                "the route %s doesn't run%s"
                        .formatted(
                                route.id(),
                                halt.map(order -> ": %s halted it at %s, on this instance"
                                                .formatted(order.operator(), Shown.moment(order.since())))
                                        .orElse("")));
    }
}

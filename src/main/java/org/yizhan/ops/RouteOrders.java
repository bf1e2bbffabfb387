package org.yizhan.ops;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has operators' steps taken on routes. None is taken without its line in the audit; one that fails has a second. */
public final class RouteOrders {

    private static final Logger log = LoggerFactory.getLogger(RouteOrders.class);

    private final Routes routes;
    private final Audit audit;

    public RouteOrders(Routes routes, Audit audit) {
        this.routes = routes;
        this.audit = audit;
    }

    /** Takes a step that {@link #check} lets pass; returns the route as it is then. */
    public RouteState take(String id, RouteState.Step step, Order by) throws SQLException {
        RouteState before = check(id, step);
        var detail = Answer.object()
                .put("before", before.phase().word())
                .put("after", step.aim().word());
        var deed = new Audit.Deed(by.operator(), step.action(), id, by.reason(), detail);
        audit.write(deed);
        try {
            routes.take(id, step, by.operator());
        } catch (Routes.NotDone failure) {
            String why = Shown.line(String.valueOf(failure.getMessage()), 300);
            audit.write(deed.failed(why));
            throw Rejection.of(409, "the route is as it was: " + why);
        }
        log.atInfo()
                .addKeyValue("action", step.action().word())
                .addKeyValue("route", id)
                .log("an operator's step was taken on a route");
        return find(id);
    }

    /** The route as it is before the step; refuses where there is none such or the step can't be taken now. */
    public RouteState check(String id, RouteState.Step step) {
        RouteState route = find(id);
        if (route.steps().contains(step)) {
            return route;
        }
        throw Rejection.of(409, route.steps().isEmpty() ? handed(route) : other(route, step));
    }

    /** The route; refuses where there is none such. */
    public RouteState find(String id) {
        return routes.find(id)
                .orElseThrow(() -> Rejection.of(404, "no route has this id; GET /api/v1/ops/routes lists them"));
    }

    private static String handed(RouteState route) {
        return switch (route.part()) {
            case SOURCE ->
                "polling hands this route its work; pause the source instead, under /ops/sources/" + route.id();
            default -> "other routes hand this one their work and would fail; stop those that read a topic or a clock";
        };
    }

    private static String other(RouteState route, RouteState.Step step) {
        List<String> steps =
                route.steps().stream().map(RouteState.Step::word).sorted().toList();
        return "the route is %s, so it can't be told to %s; possible: %s"
                .formatted(route.phase().word(), step.word(), steps.stream().collect(Collectors.joining(", ")));
    }
}

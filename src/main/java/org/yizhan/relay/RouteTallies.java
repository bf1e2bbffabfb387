package org.yizhan.relay;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;

/** Has every route counted, from the moment it is added until it is removed. Safe for concurrent use. */
public final class RouteTallies implements RoutePolicyFactory {

    private final Clock clock;
    private final Map<String, RouteTally> tallies = new ConcurrentHashMap<>();

    public RouteTallies(Clock clock) {
        this.clock = clock;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        var tally = new Counted(routeId).tally;
        tallies.put(routeId, tally);
        return tally;
    }

    /** A route that is loaded anew has a tally of its own before the old one goes: each takes away only itself. */
    private final class Counted {
        private final String routeId;
        private final RouteTally tally = new RouteTally(clock, this::forget);

        Counted(String routeId) {
            this.routeId = routeId;
        }

        private void forget() {
            tallies.remove(routeId, tally);
        }
    }

    /** What was counted of the route of this id. */
    public Optional<RouteTally> find(String routeId) {
        return Optional.ofNullable(tallies.get(routeId));
    }
}

package org.yizhan;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.RouteController;
import org.yizhan.ops.RouteState;
import org.yizhan.ops.Routes;
import org.yizhan.relay.RouteTallies;
import org.yizhan.relay.RouteTally;

/** Camel's routes as operators see and steer them. */
final class RunningRoutes implements Routes {

    /** How long what is under way may take before a stop is given up. */
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private static final Map<String, Integer> FLOW = Map.of(
            "claim", 0, "normalize", 1, "deduplicate", 2, "tag", 3, "publish", 4, "deliver", 5, "keep-dead-letter", 6);

    private final CamelContext camel;
    private final RouteTallies tallies;
    private final Clock clock;
    private final Map<String, RouteState.Halt> halts = new ConcurrentHashMap<>();

    RunningRoutes(CamelContext camel, RouteTallies tallies, Clock clock) {
        this.camel = camel;
        this.tallies = tallies;
        this.clock = clock;
    }

    @Override
    public List<RouteState> list() {
        return camel.getRoutes().stream()
                .map(this::state)
                .sorted(Comparator.comparing(RouteState::part)
                        .thenComparing(state -> FLOW.getOrDefault(state.id(), FLOW.size()))
                        .thenComparing(RouteState::id))
                .toList();
    }

    @Override
    public Optional<RouteState> find(String id) {
        return Optional.ofNullable(camel.getRoute(id)).map(this::state);
    }

    @Override
    public List<RouteState> halted() {
        return halts.keySet().stream()
                .sorted()
                .map(this::find)
                .flatMap(Optional::stream)
                .filter(route -> route.halt().isPresent())
                .toList();
    }

    /** One at a time: two operators' steps on one route must not cross. */
    @Override
    public synchronized void take(String id, RouteState.Step step, String operator) throws NotDone {
        RouteController controller = camel.getRouteController();
        try {
            switch (step) {
                case START -> controller.startRoute(id);
                case RESUME -> controller.resumeRoute(id);
                case SUSPEND -> controller.suspendRoute(id, DRAIN.toSeconds(), TimeUnit.SECONDS);
                case STOP -> {
                    if (!controller.stopRoute(id, DRAIN.toSeconds(), TimeUnit.SECONDS, true)) {
                        throw new NotDone("what is under way was not done within %d s".formatted(DRAIN.toSeconds()));
                    }
                }
            }
        } catch (NotDone notDone) {
            throw notDone;
        } catch (Exception failure) {
            throw new NotDone(String.valueOf(failure.getMessage()), failure);
        }
        if (step.aim() == RouteState.Phase.STARTED) {
            halts.remove(id);
        } else {
            halts.put(id, new RouteState.Halt(step.aim(), operator, clock.instant()));
        }
    }

    private RouteState state(Route route) {
        RouteState.Phase phase = phase(route.getId());
        String from = route.getEndpoint().getEndpointBaseUri();
        return new RouteState(
                route.getId(),
                Optional.ofNullable(route.getDescription()).orElse(""),
                part(route, from),
                from,
                phase,
                tallies.find(route.getId()).map(RunningRoutes::work).orElse(RouteState.Work.NONE),
                phase == RouteState.Phase.STARTED
                        ? Optional.of(Duration.ofMillis(route.getUptimeMillis()))
                        : Optional.empty(),
                Optional.ofNullable(halts.get(route.getId())).filter(halt -> halt.phase() == phase),
                isHanded(from) ? Set.of() : steps(phase));
    }

    private static RouteState.Part part(Route route, String from) {
        if (route.isCreatedByRouteTemplate()) {
            return RouteState.Part.SOURCE;
        }
        return isHanded(from) ? RouteState.Part.INNER : RouteState.Part.STAGE;
    }

    /** Stopping one that others call would make those fail. */
    private static boolean isHanded(String from) {
        return from.startsWith("direct:");
    }

    private static Set<RouteState.Step> steps(RouteState.Phase phase) {
        return switch (phase) {
            case STARTED -> EnumSet.of(RouteState.Step.STOP, RouteState.Step.SUSPEND);
            case SUSPENDED -> EnumSet.of(RouteState.Step.RESUME, RouteState.Step.STOP);
            case STOPPED -> EnumSet.of(RouteState.Step.START);
            case CHANGING -> EnumSet.noneOf(RouteState.Step.class);
        };
    }

    private RouteState.Phase phase(String id) {
        ServiceStatus status = camel.getRouteController().getRouteStatus(id);
        if (status == ServiceStatus.Started) {
            return RouteState.Phase.STARTED;
        }
        if (status == ServiceStatus.Suspended) {
            return RouteState.Phase.SUSPENDED;
        }
        return status == null || status == ServiceStatus.Stopped ? RouteState.Phase.STOPPED : RouteState.Phase.CHANGING;
    }

    private static RouteState.Work work(RouteTally tally) {
        var spread = tally.spread();
        long all = spread.count();
        Optional<RouteState.Times> times = all == 0
                ? Optional.empty()
                : Optional.of(
                        new RouteState.Times(spread.mean(), spread.within(0.5), spread.within(0.99), spread.max()));
        return new RouteState.Work(
                Math.max(0, all - tally.failures()),
                tally.failures(),
                times,
                tally.inFlight(),
                tally.oldest(),
                tally.lastFailure().map(failure -> new RouteState.LastError(failure.at(), failure.text())));
    }
}

package org.yizhan.ops;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what the operator should know at a glance. Safe for concurrent use. */
public final class Status {

    /** A stage that is further behind than this, in records, is a trouble: some seconds of work at full speed. */
    public static final long MUCH_LAG = 10_000;

    /** A stage whose first unread record has waited longer is one as well. */
    public static final Duration LONG_LAG = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(Status.class);

    private final String version;
    private final Clock clock;
    private final Instant startedAt;
    private final Readiness readiness;
    private final Metrics metrics;
    private final DeadLetters deadLetters;
    private final SourceTroubles sources;
    private final HubHealth hub;
    private final Routes routes;

    /** Uptime counts from here. */
    public Status(
            String version,
            Clock clock,
            Readiness readiness,
            Metrics metrics,
            DeadLetters deadLetters,
            SourceTroubles sources,
            HubHealth hub,
            Routes routes) {
        this.version = version;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.readiness = readiness;
        this.metrics = metrics;
        this.deadLetters = deadLetters;
        this.sources = sources;
        this.hub = hub;
        this.routes = routes;
    }

    /** Looks at everything now. Blocks, as long as the health checks and one query may take; never throws. */
    public StatusReport report() {
        var troubles = new ArrayList<Trouble>();
        var checks = readiness.look().join();
        checks.stream()
                .filter(check -> !check.health().isUp())
                .map(Status::down)
                .forEach(troubles::add);
        routes.halted().stream().map(Status::halted).forEach(troubles::add);
        var stages = metrics.seen();
        stages.forEach(stage -> behind(stage, troubles));
        var counts = counts(troubles);
        counts.stream()
                .filter(count -> count.waiting() > 0)
                .map(Status::waiting)
                .forEach(troubles::add);
        troubles.addAll(hub.troubles());
        troubles.addAll(sources.troubles());
        var now = clock.instant();
        return new StatusReport(troubles, version, now, Duration.between(startedAt, now), checks, stages, counts);
    }

    private List<DeadLetterCount> counts(List<Trouble> troubles) {
        try {
            return deadLetters.counts();
        } catch (SQLException failure) {
            log.atWarn()
                    .addKeyValue("error", Shown.line(failure.toString(), 300))
                    .log("the dead letters can't be counted");
            troubles.add(
                    new Trouble("dead-letters", "死信数目未知：数据库没有应答", "dead letters unknown: the database did not answer"));
            return List.of();
        }
    }

    private static Trouble down(Readiness.Found check) {
        var reason = check.health().reason();
        return new Trouble(
                check.name(),
                "%s 不可用：%s".formatted(check.name(), reason),
                "%s is down: %s".formatted(check.name(), reason));
    }

    private static Trouble halted(RouteState route) {
        boolean isStopped = route.phase() == RouteState.Phase.STOPPED;
        var halt = route.halt().orElseThrow();
        return new Trouble(
                route.id(),
                "%s 已由 %s %s（自 %s 起，仅本实例）"
                        .formatted(route.id(), halt.operator(), isStopped ? "停止" : "暂停", halt.since()),
                "%s is %s by operator %s since %s, on this instance"
                        .formatted(route.id(), isStopped ? "stopped" : "suspended", halt.operator(), halt.since()));
    }

    private static void behind(Metrics.Seen stage, List<Trouble> troubles) {
        var name = stage.stage();
        if (stage.lag().isEmpty()) {
            if (Metrics.STAGES.contains(name)) {
                troubles.add(new Trouble(
                        name, "%s 的积压未知".formatted(name), "how far %s is behind is unknown".formatted(name)));
            }
        } else if (stage.lag().getAsLong() > MUCH_LAG || stage.lagTime().compareTo(LONG_LAG) > 0) {
            var lag = stage.lag().getAsLong();
            long seconds = stage.lagTime().toSeconds();
            troubles.add(new Trouble(
                    name,
                    "%s 积压 %,d 条、%,d 秒".formatted(name, lag, seconds),
                    "%s is %,d records and %,d s behind".formatted(name, lag, seconds)));
        }
    }

    private static Trouble waiting(DeadLetterCount count) {
        return new Trouble(
                count.stage(),
                "%s 有 %,d 条死信待处理（%s）".formatted(count.stage(), count.waiting(), count.error()),
                "%,d dead letters of %s wait (%s)".formatted(count.waiting(), count.stage(), count.error()));
    }
}

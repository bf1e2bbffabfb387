package org.yizhan;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.yizhan.ops.DatabaseCheck;
import org.yizhan.ops.DeadLetters;
import org.yizhan.ops.DictionaryApi;
import org.yizhan.ops.DictionaryRule;
import org.yizhan.ops.DiskRule;
import org.yizhan.ops.HealthCheck;
import org.yizhan.ops.HubHealth;
import org.yizhan.ops.LetterRule;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.Readiness;
import org.yizhan.ops.RouteRule;
import org.yizhan.ops.Rule;
import org.yizhan.ops.Rules;
import org.yizhan.ops.StageRule;

/** Whether the program is ready, and everything that can be wrong with it; joined. */
final class Diagnosing {

    private final Settings settings;
    private final Servers servers;
    private final DiskRule disk;
    private final Engine engine;
    private final Holdings holdings;
    private final HubHealth hub;
    private final Clock clock;

    /** @param folder of the program's data */
    Diagnosing(
            Settings settings,
            Path folder,
            Servers servers,
            Engine engine,
            Holdings holdings,
            HubHealth hub,
            Clock clock) {
        this.settings = settings;
        this.servers = servers;
        this.engine = engine;
        this.holdings = holdings;
        this.hub = hub;
        this.clock = clock;
        this.disk = new DiskRule(
                folder,
                servers.room()::shortage,
                settings.number("yizhan.alerts.disk.warning", 0),
                settings.number("yizhan.alerts.disk.critical", 0));
    }

    /**
     * Whether the program can do its work; to be closed.
     *
     * @param instance whose stages have to read
     */
    Readiness readiness(String instance) {
        List<HealthCheck> checks = new ArrayList<>(List.of(
                new DatabaseCheck(servers.database()),
                engine.partitions(instance),
                disk,
                DictionaryApi.health(holdings.lexicon()::state),
                hub));
        checks.addAll(holdings.searching().checks());
        return new Readiness(checks);
    }

    /**
     * Everything that can be wrong.
     *
     * @param retention of the topics
     * @param incoming what can be wrong with what is polled and pushed
     */
    Rules rules(
            Readiness readiness, Metrics metrics, Duration retention, DeadLetters deadLetters, List<Rule> incoming) {
        List<Rule> rules = new ArrayList<>(List.of(
                new RouteRule(engine.routes()),
                new StageRule(metrics, terms(retention), clock),
                new LetterRule(deadLetters, clock),
                disk,
                new DictionaryRule(holdings.lexicon()::state),
                hub));
        rules.addAll(incoming);
        rules.addAll(holdings.searching().rules());
        return new Rules(readiness, rules);
    }

    private StageRule.Terms terms(Duration retention) {
        return new StageRule.Terms(
                settings.duration("yizhan.alerts.lag.warning"),
                settings.duration("yizhan.alerts.lag.critical"),
                settings.duration("yizhan.alerts.idle"),
                retention);
    }
}

package org.yizhan.ops;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * All the rules there are: the overview, {@code yizhan status} and the alerts know from here what is wrong.
 *
 * <p>While the database is down no rule asks it. The rules look side by side, each within a time limit; one that hangs is
 * not asked again while its look lasts. Safe for concurrent use.
 */
public final class Rules implements Rule {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private static final Comparator<Trouble> WORST_FIRST =
            Comparator.comparing(Trouble::severity).reversed().thenComparing(Trouble::kind);

    private final Readiness readiness;
    private final List<Watched> rules;
    private final Duration limit;

    /**
     * @param readiness is looked at first
     * @param rules the others
     */
    public Rules(Readiness readiness, List<Rule> rules) {
        this(readiness, rules, LIMIT);
    }

    Rules(Readiness readiness, List<Rule> rules, Duration limit) {
        this.readiness = readiness;
        this.rules = rules.stream().map(Watched::new).toList();
        this.limit = limit;
    }

    @Override
    public Look look() {
        return look(readiness.look().join());
    }

    /** The same, after a look at the dependencies. */
    Look look(List<Readiness.Found> checks) {
        Stream<Look> others =
                DatabaseCheck.isUp(checks) ? sideBySide() : rules.stream().map(one -> one.rule.withoutDatabase());
        Look look = Look.all(
                Stream.concat(Stream.of(CheckRule.look(checks)), others).toList());
        return new Look(look.troubles().stream().sorted(WORST_FIRST).toList(), look.unseen());
    }

    @Override
    public Map<Trouble.Kind, Set<String>> subjects() {
        var subjects = new EnumMap<Trouble.Kind, Set<String>>(Trouble.Kind.class);
        subjects.put(Trouble.Kind.DEPENDENCY, readiness.names());
        subjects.put(Trouble.Kind.UNKNOWN, Look.UNSEEN);
        rules.forEach(one -> subjects.putAll(one.rule.subjects()));
        return subjects;
    }

    private Stream<Look> sideBySide() {
        List<CompletableFuture<Look>> looks =
                rules.stream().map(one -> one.within(limit)).toList();
        return looks.stream().map(CompletableFuture::join);
    }

    /** A rule and its look that lasts, if one does. */
    private static final class Watched {

        private final Rule rule;
        private CompletableFuture<Look> current = CompletableFuture.completedFuture(Look.of(List.of()));

        Watched(Rule rule) {
            this.rule = rule;
        }

        CompletableFuture<Look> within(Duration limit) {
            return look().copy()
                    .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(late -> rule.withoutDatabase());
        }

        private synchronized CompletableFuture<Look> look() {
            if (current.isDone()) {
                current = CompletableFuture.supplyAsync(rule::look, Thread::startVirtualThread);
            }
            return current;
        }
    }
}

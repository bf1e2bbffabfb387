package org.yizhan.ops;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * All the rules there are: the overview, {@code yizhan status} and the alerts know from here what is wrong. While the
 * database is down no rule asks it: each would wait in vain, one after another.
 *
 * @param readiness is looked at first
 * @param rules the others
 */
public record Rules(Readiness readiness, List<Rule> rules) implements Rule {

    private static final Comparator<Trouble> WORST_FIRST =
            Comparator.comparing(Trouble::severity).reversed().thenComparing(Trouble::kind);

    public Rules {
        rules = List.copyOf(rules);
    }

    @Override
    public Look look() {
        return look(readiness.look().join());
    }

    /** The same, after a look at the dependencies. */
    Look look(List<Readiness.Found> checks) {
        boolean isAnswering = DatabaseCheck.isUp(checks);
        Look look = Look.all(Stream.concat(
                        Stream.of(CheckRule.look(checks)),
                        rules.stream().map(rule -> isAnswering ? rule.look() : rule.withoutDatabase()))
                .toList());
        return new Look(look.troubles().stream().sorted(WORST_FIRST).toList(), look.unseen());
    }
}

package org.yizhan.ops;

import java.util.Comparator;
import java.util.List;

/** All the rules there are: the overview, {@code yizhan status} and the alerts know from here what is wrong. */
public record Rules(List<Rule> rules) implements Rule {

    private static final Comparator<Trouble> WORST_FIRST =
            Comparator.comparing(Trouble::severity).reversed().thenComparing(Trouble::kind);

    public Rules {
        rules = List.copyOf(rules);
    }

    @Override
    public Look look() {
        Look look = Look.all(rules.stream().map(Rule::look).toList());
        return new Look(look.troubles().stream().sorted(WORST_FIRST).toList(), look.unseen());
    }
}

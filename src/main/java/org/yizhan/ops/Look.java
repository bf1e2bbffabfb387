package org.yizhan.ops;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What one look at the program found.
 *
 * @param troubles everything that is wrong, worst first
 * @param unseen the kinds that could not be looked for: that none of them is among the troubles says nothing
 */
public record Look(List<Trouble> troubles, Set<Trouble.Kind> unseen) {

    /** What a look that can't be taken is about. */
    static final Set<String> UNSEEN = Set.of("sources", "polling", "dead letters");

    public Look {
        troubles = List.copyOf(troubles);
        unseen = Set.copyOf(unseen);
    }

    /** A look that missed nothing. */
    public static Look of(List<Trouble> troubles) {
        return new Look(troubles, Set.of());
    }

    /** A look that could not be taken, since the database did not answer. */
    static Look failed(String subject, String chinese, Trouble.Kind... unseen) {
        var trouble = Trouble.warning(
                Trouble.Kind.UNKNOWN,
                subject,
                "%s未知：数据库没有应答".formatted(chinese),
                "%s unknown: the database did not answer".formatted(subject));
        return new Look(List.of(trouble), Set.of(unseen));
    }

    /** All of them as one. */
    static Look all(Collection<Look> looks) {
        var troubles = new ArrayList<Trouble>();
        var unseen = EnumSet.noneOf(Trouble.Kind.class);
        looks.forEach(look -> {
            troubles.addAll(look.troubles());
            unseen.addAll(look.unseen());
        });
        return new Look(troubles, unseen);
    }

    /** What is left when everything is taken out that hangs on something else that is wrong. */
    public List<Trouble> causes() {
        return troubles.stream()
                .filter(trouble ->
                        troubles.stream().noneMatch(other -> other.swallows(trouble.kind(), trouble.subject())))
                .toList();
    }
}

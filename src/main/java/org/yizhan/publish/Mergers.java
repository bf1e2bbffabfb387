package org.yizhan.publish;

import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The aliases as one batch finds and leaves them, within one transaction. */
final class Mergers {

    private final Turn turn;
    private final StoryTable stories;
    private final Set<UUID> moved = new HashSet<>();

    Mergers(Turn turn, StoryTable stories) {
        this.turn = turn;
        this.stories = stories;
    }

    /** The aliases among the ids that the batch speaks of, after its mergers; nobody changes them before it ends. */
    Aliases read(Arrivals arrivals) throws SQLException {
        Set<UUID> spoken = arrivals.stories();
        if (arrivals.mergers().isEmpty()) {
            turn.readAliases();
            return new Aliases(stories.aliases(spoken));
        }
        turn.changeAliases();
        return merge(arrivals, spoken, stories.aliases(spoken));
    }

    private Aliases merge(Arrivals arrivals, Set<UUID> spoken, Map<UUID, UUID> before) throws SQLException {
        Set<UUID> joined = new HashSet<>(spoken);
        joined.addAll(before.values());
        Map<UUID, UUID> known = stories.aliasesOf(joined);
        known.putAll(before);
        joined.addAll(known.keySet());
        Set<Aliases.Joined> mergers = stories.mergers(joined);
        arrivals.mergers().forEach(merger -> mergers.add(new Aliases.Joined(merger.from(), merger.into())));
        Aliases aliases = Aliases.of(mergers);
        for (UUID id : joined) {
            if (!aliases.resolve(id).equals(known.getOrDefault(id, id))) {
                moved.add(id);
            }
        }
        stories.keep(arrivals.mergers());
        stories.pointAliases(moved, aliases);
        return aliases;
    }

    /** The ids that another story than before stands for now. */
    Set<UUID> moved() {
        return Collections.unmodifiableSet(moved);
    }
}

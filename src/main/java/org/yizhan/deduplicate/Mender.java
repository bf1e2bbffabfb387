package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.yizhan.article.Mending;
import org.yizhan.article.Moved;

/** Does what operators say about stories, each mending in one transaction of the caller's. Stateless. */
final class Mender {

    private final Clues clues;
    private final Fingerprints fingerprints;
    private final Clock clock;

    Mender(Clues clues, Fingerprints fingerprints, Clock clock) {
        this.clues = clues;
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    /** Whom the mending moved; the same again where it comes again. */
    List<Moved> mend(Connection connection, Mending mending) throws SQLException {
        if (!Mendings.keep(connection, mending)) {
            return again(connection, mending.key());
        }
        return switch (mending.action()) {
            case MERGE -> merge(connection, mending);
            case SPLIT -> split(connection, mending);
            case UNDO -> undo(connection, mending);
        };
    }

    private List<Moved> again(Connection connection, UUID key) throws SQLException {
        Map<Long, UUID> moved = Decisions.movedBy(connection, List.of(key));
        return moved.isEmpty()
                ? List.of()
                : settlement(connection, moved.keySet())
                        .settle(List.of(), moved)
                        .moved();
    }

    private Settlement settlement(Connection connection, Set<Long> articles) throws SQLException {
        return new Settlement(connection, clues, fingerprints, clock.instant(), articles);
    }

    private List<Moved> merge(Connection connection, Mending mending) throws SQLException {
        Set<Long> named = named(connection, mending);
        if (named.size() < 2) {
            return nothing(connection, mending, "fewer than two of the stories are known");
        }
        Settlement settlement = settlement(connection, named);
        Set<Long> members = new TreeSet<>(settlement.fellows(named));
        members.addAll(named);
        Map<Long, Integer> sides = new TreeMap<>();
        settlement.nodes(members).forEach(no -> sides.put(no, 0));
        Mendings.bind(connection, mending.key(), sides);
        settlement.together(named);
        return settled(connection, mending, settlement, named);
    }

    private static Set<Long> named(Connection connection, Mending mending) throws SQLException {
        return new TreeSet<>(
                Fingerprints.numbers(connection, mending.articles()).values());
    }

    /** Those named on one side, all others of their stories on the other. */
    private List<Moved> split(Connection connection, Mending mending) throws SQLException {
        Set<Long> named = named(connection, mending);
        if (named.isEmpty()) {
            return nothing(connection, mending, "none of the articles is known");
        }
        Settlement settlement = settlement(connection, named);
        Set<Long> rest = settlement.fellows(named);
        if (rest.isEmpty()) {
            return nothing(connection, mending, "nothing would be left of the story");
        }
        settlement.separate(named);
        Map<Long, Integer> sides = new HashMap<>();
        settlement.nodes(rest).forEach(no -> sides.put(no, 1));
        settlement.nodes(named).forEach(no -> sides.put(no, 0));
        Mendings.bind(connection, mending.key(), sides);
        return settled(connection, mending, settlement, named);
    }

    private List<Moved> undo(Connection connection, Mending mending) throws SQLException {
        UUID undone = mending.undoes().orElseThrow();
        Set<Long> bound = Mendings.bound(connection, undone);
        if (bound.isEmpty()) {
            return nothing(connection, mending, "mending " + undone + " binds nobody");
        }
        Settlement settlement = settlement(connection, bound);
        Mendings.release(connection, undone);
        return settled(connection, mending, settlement, bound);
    }

    private static List<Moved> settled(
            Connection connection, Mending mending, Settlement settlement, Set<Long> articles) throws SQLException {
        settlement.because(mending.key(), articles);
        List<Moved> moved = settlement.settle(List.of(), Map.of()).moved();
        Mendings.came(
                connection, mending.key(), "moved " + moved.size() + (moved.size() == 1 ? " article" : " articles"));
        return moved;
    }

    private static List<Moved> nothing(Connection connection, Mending mending, String why) throws SQLException {
        Mendings.came(connection, mending.key(), "changed nothing: " + why);
        return List.of();
    }
}

package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yizhan.article.Erasure;
import org.yizhan.article.Moved;

/** Forgets articles: all but their bare identity, by which they are refused from then on. Stateless. */
final class Eraser {

    private final Clues clues;
    private final Fingerprints fingerprints;
    private final Clock clock;

    Eraser(Clues clues, Fingerprints fingerprints, Clock clock) {
        this.clues = clues;
        this.fingerprints = fingerprints;
        this.clock = clock;
    }

    /** Whom the erasure moved to another story: those of a story that the article founded. */
    List<Moved> erase(Connection connection, Erasure erasure) throws SQLException {
        Optional<Long> number = Fingerprints.number(connection, erasure.key());
        if (number.isEmpty()) {
            bar(connection, erasure);
            return again(connection, erasure);
        }
        Set<Long> one = Set.of(number.get());
        var settlement = new Settlement(connection, clues, fingerprints, clock.instant(), one);
        settlement.leave(one);
        settlement.because(erasure.key(), one);
        Clues.remove(connection, fingerprints.stored(connection, one));
        fingerprints.forget(connection, one);
        Mendings.forget(connection, one);
        Pairs.remove(connection, one);
        strip(connection, number.get());
        return settlement.settle(List.of(), Map.of()).moved();
    }

    /** An order that comes again tells again whom it moved. */
    private List<Moved> again(Connection connection, Erasure erasure) throws SQLException {
        Map<Long, UUID> moved = Decisions.movedBy(connection, List.of(erasure.key()));
        return moved.isEmpty()
                ? List.of()
                : new Settlement(connection, clues, fingerprints, clock.instant(), moved.keySet())
                        .settle(List.of(), moved)
                        .moved();
    }

    private static void strip(Connection connection, long no) throws SQLException {
        String sql = """
                update fingerprint set erased = true, source = '', content_hash = '', link = 0, leader = null, story = null,
                    relation = null, matched = null
                where no = ?
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, no);
            update.executeUpdate();
        }
    }

    /** An article that has not come is refused when it does. */
    private static void bar(Connection connection, Erasure erasure) throws SQLException {
        String sql = """
                insert into fingerprint (article_id, source, content_hash, link, published_at, received_at, erased)
                values (?, '', '', 0, 0, 0, true) on conflict do nothing
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, erasure.key());
            insert.executeUpdate();
        }
    }
}

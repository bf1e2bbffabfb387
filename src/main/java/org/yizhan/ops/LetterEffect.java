package org.yizhan.ops;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What an order over dead letters would do.
 *
 * @param parts by topic and stage, the most letters first
 * @param lastId of the newest letter that is meant; 0 for none
 */
public record LetterEffect(List<Part> parts, long lastId) {

    /**
     * The letters of one topic that one stage failed on.
     *
     * @param total all that are meant
     * @param tooOften those whose record was replayed too often to be replayed with many
     * @param erasures orders to erase, which are not discarded with many
     */
    public record Part(String topic, String stage, long total, long tooOften, long erasures) {

        long leftOut(LetterOrder.Action action) {
            return action == LetterOrder.Action.REPLAY ? tooOften : erasures;
        }
    }

    public LetterEffect {
        parts = List.copyOf(parts);
    }

    /** What it would do now. */
    static LetterEffect count(Connection connection, LetterChoice choice) throws SQLException {
        var conditions = choice.conditions();
        var sql = """
                select topic, stage, count(*) as total, count(*) filter (where tried + replays >= %d) as too_often,
                       count(*) filter (where kind = 'erasure') as erasures, max(id) as last_id
                from dead_letter where %s group by topic, stage order by total desc, topic, stage
                """.formatted(LetterOrders.MOST_TRIES, conditions.text());
        try (var statement = connection.prepareStatement(sql)) {
            conditions.fill(statement, 1);
            var parts = new ArrayList<LetterEffect.Part>();
            long last = 0;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    parts.add(new LetterEffect.Part(
                            row.getString("topic"),
                            row.getString("stage"),
                            row.getLong("total"),
                            row.getLong("too_often"),
                            row.getLong("erasures")));
                    last = Math.max(last, row.getLong("last_id"));
                }
            }
            return new LetterEffect(parts, last);
        }
    }

    /** How many letters are meant. */
    public long total() {
        return parts.stream().mapToLong(Part::total).sum();
    }

    /** How many of them would be passed over. */
    public long leftOut(LetterOrder.Action action) {
        return parts.stream().mapToLong(part -> part.leftOut(action)).sum();
    }
}

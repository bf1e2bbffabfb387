package org.yizhan.ops;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The ways by which dead letters go: an operator discards one, an erasure takes those of its article, age takes the rest.
 * Safe for concurrent use; throws {@link SQLException} where the database can't answer, and nothing has gone then.
 */
public final class DeadLetterRemoval {

    /**
     * Of a row of {@code dead_letter}: an order to erase that a stage could not carry out. It says nothing of the article,
     * and has to be seen and replayed like any other.
     */
    static final String IS_ORDER_TO_ERASE = isOrderToErase("bytes");

    private static final int AT_ONCE = 1_000;
    private static final int MOST_MENTIONS = 100;

    private final DataSource database;
    private final Audit audit;
    private final Clock clock;

    public DeadLetterRemoval(DataSource database, Audit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** The same of bytes that another column holds. */
    static String isOrderToErase(String bytes) {
        return "position('\"kind\":\"erasure\"'::bytea in substring(%s for 200)) > 0".formatted(bytes);
    }

    /** Discards one, in one transaction with its line in the audit; false where no letter has this id. */
    public boolean discard(long id, Order order) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<Audit.Deed> deed = delete(connection, id, order);
                if (deed.isPresent()) {
                    audit.write(connection, deed.get());
                }
                connection.commit();
                return deed.isPresent();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private Optional<Audit.Deed> delete(Connection connection, long id, Order order) throws SQLException {
        GoneLetters.remember(connection, List.of(id), order.operator(), clock.instant());
        var sql = "delete from dead_letter where id = ? returning record_key, stage, error, replays";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(deed(rows, id, order)) : Optional.empty();
            }
        }
    }

    private static Audit.Deed deed(ResultSet row, long id, Order order) throws SQLException {
        var detail = Answer.object()
                .put("key", row.getString("record_key"))
                .put("stage", row.getString("stage"))
                .put("error", row.getString("error"));
        int replays = row.getInt("replays");
        detail.putObject("before")
                .put("state", (replays == 0 ? LetterFilter.State.WAITING : LetterFilter.State.REPLAYED).word())
                .put("replays", replays);
        detail.putObject("after").put("state", "discarded");
        return new Audit.Deed(
                order.operator(), Audit.Action.DISCARD_DEAD_LETTER, Long.toString(id), order.reason(), detail);
    }

    /**
     * Drops letters that were kept before this moment, replayed or not, the oldest first and at most {@value #AT_ONCE};
     * how many. 0: there are no more.
     */
    public int drop(Instant storedBefore) throws SQLException {
        var sql = """
                delete from dead_letter where id in
                    (select id from dead_letter where stored_at < ? order by stored_at limit ?)
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(storedBefore));
            statement.setInt(2, AT_ONCE);
            return committed(statement);
        }
    }

    /** Drops what was being kept at the very moment its article was erased, which is noted with the erasure; how many. */
    public int dropErased() throws SQLException {
        var sql = """
                with went as (
                    delete from dead_letter using erasure_order where record_key = article_id and not %s
                    returning id, record_key),
                noted as (
                    update erasure_order set letters = erasure_order.letters + more.letters, gone = gone || more.ids
                    from (select record_key, count(*)::integer as letters, array_agg(id) as ids from went group by record_key)
                        as more
                    where article_id = more.record_key)
                select id from went
                """.formatted(IS_ORDER_TO_ERASE);
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            int gone = ids(statement).size();
            commit(connection);
            return gone;
        }
    }

    /** Takes those whose record was about this article; their ids. */
    static List<Long> removeOf(Connection connection, UUID article) throws SQLException {
        var sql = "delete from dead_letter where record_key = ? and not %s returning id".formatted(IS_ORDER_TO_ERASE);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, article);
            return ids(statement);
        }
    }

    /**
     * The ids, newest first and at most {@value #MOST_MENTIONS}, of letters about something else, such as a whole feed or
     * newspaper page, that say one of these words. What lies there in base64 is not looked into.
     */
    static List<Long> mentions(Connection connection, UUID article, Collection<String> words) throws SQLException {
        var sql = """
                select id from dead_letter where record_key <> ? and exists (
                    select from unnest(?::bytea[]) as word where position(word in bytes) > 0)
                order by id desc limit ?
                """;
        byte[][] sought = words.stream()
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, article);
            statement.setArray(2, connection.createArrayOf("bytea", sought));
            statement.setInt(3, MOST_MENTIONS);
            return ids(statement);
        }
    }

    private static List<Long> ids(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            var ids = new ArrayList<Long>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    private static int committed(PreparedStatement statement) throws SQLException {
        int gone = statement.executeUpdate();
        commit(statement.getConnection());
        return gone;
    }

    private static void commit(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }
}

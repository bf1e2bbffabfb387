package org.yizhan.ops;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.yizhan.article.DeadLetter;
import org.yizhan.article.Hop;

/**
 * Finds dead letters in their table; {@link LetterKeeper} puts them there, {@link DeadLetterRemoval} takes them out. Safe for concurrent use; every method is
 * one statement, and throws {@link SQLException} where the database can't answer, so that the caller may try again.
 */
public final class DeadLetters {

    /** The most rows that one {@link #list} gives. */
    public static final int MOST_LISTED = 500;

    /** What {@link #kept} reads, with {@code bytes}. */
    static final String COLUMNS = """
            id, record_key, stage, topic, kafka_partition, kafka_offset, error, reason, octet_length(bytes) as size,
            failed_at, source, title, item, received_at, follows, superseded, tried, replays, replayed_at
            """;

    private final DataSource database;
    private final Clock clock;

    public DeadLetters(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The newest letters first, without their bytes; of the orders that are open, where the filter asks for what they come to.
     *
     * @param before only those with a smaller id; empty begins with the newest
     * @param limit at most so many, 1 to {@value #MOST_LISTED}
     */
    public List<KeptDeadLetter> list(LetterFilter filter, OptionalLong before, int limit) throws SQLException {
        if (limit < 1 || limit > MOST_LISTED) {
            throw new IllegalArgumentException("limit must be 1 to %d, not %d".formatted(MOST_LISTED, limit));
        }
        try (var connection = database.getConnection()) {
            var conditions = filter.conditions();
            if (filter.state() == LetterFilter.State.ORDERED) {
                OpenOrders.read(connection).narrow(conditions);
            }
            var sql = "select %s, ''::bytea as bytes from dead_letter where id < ? and %s order by id desc limit ?"
                    .formatted(COLUMNS, conditions.text());
            try (var statement = connection.prepareStatement(sql)) {
                statement.setLong(1, before.orElse(Long.MAX_VALUE));
                statement.setInt(conditions.fill(statement, 2), limit);
                return read(statement);
            }
        }
    }

    /**
     * The letters that this article has to do with, newest first, without their bytes: those of its own records, those whose
     * mended copies became it, and those of the document that it was made of.
     *
     * @param piece whose it is, and when it came in
     */
    public List<KeptDeadLetter> about(UUID article, Optional<Published.Piece> piece, int limit) throws SQLException {
        var sql = """
                select %s, ''::bytea as bytes from dead_letter where id in (
                    select id from dead_letter where record_key = ?
                    union select letter from mended_record where key_after = ?
                    union select id from dead_letter where received_at = ? and source = ?
                    union select letter from mended_record join audit on no = audit_no
                        where detail ->> 'received' = ? and detail ->> 'source' = ?)
                order by id desc limit ?
                """.formatted(COLUMNS);
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, article);
            statement.setObject(2, article);
            statement.setTimestamp(
                    3,
                    piece.flatMap(Published.Piece::receivedAt)
                            .map(Timestamp::from)
                            .orElse(null));
            statement.setString(4, piece.map(Published.Piece::source).orElse(""));
            statement.setString(
                    5,
                    piece.flatMap(Published.Piece::receivedAt)
                            .map(Instant::toString)
                            .orElse(""));
            statement.setString(6, piece.map(Published.Piece::source).orElse(""));
            statement.setInt(7, limit);
            return read(statement);
        }
    }

    /** The letters of records that came with the arrival of this trace id, newest first, without their bytes. */
    public List<KeptDeadLetter> arrived(String traceId, int limit) throws SQLException {
        var sql =
                "select %s, ''::bytea as bytes from dead_letter where trace_id = ? and trace_id <> '' order by id desc limit ?"
                        .formatted(COLUMNS);
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, LetterKeeper.storable(traceId, LetterKeeper.LONGEST_NAME));
            statement.setInt(2, limit);
            return read(statement);
        }
    }

    /** The letters of the record that lay here on its topic, newest first, without their bytes. */
    public List<KeptDeadLetter> at(String topic, Hop.Place place) throws SQLException {
        var sql = """
                select %s, ''::bytea as bytes from dead_letter
                where topic = ? and kafka_partition = ? and kafka_offset = ? order by id desc
                """.formatted(COLUMNS);
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, topic);
            statement.setInt(2, place.partition());
            statement.setLong(3, place.offset());
            return read(statement);
        }
    }

    /** What stands about each of these letters, by id. */
    public Map<Long, LetterStanding> standings(List<KeptDeadLetter> letters) throws SQLException {
        List<Long> ids = letters.stream().map(KeptDeadLetter::id).toList();
        try (var connection = database.getConnection()) {
            Map<Long, UUID> ordered = OpenOrders.read(connection).comeTo(connection, ids);
            Map<Long, Long> next = followers(connection, ids);
            Map<Long, LetterStanding> standings = new HashMap<>();
            letters.forEach(letter -> standings.put(
                    letter.id(),
                    LetterStanding.of(
                            letter,
                            Optional.ofNullable(ordered.get(letter.id())),
                            Optional.ofNullable(next.get(letter.id())))));
            return standings;
        }
    }

    /** The letter that the newest replay of each ended in, by the id of the one that was replayed. */
    private static Map<Long, Long> followers(Connection connection, List<Long> ids) throws SQLException {
        var sql = """
                select n.follows, max(n.id) as id from dead_letter n join dead_letter d on d.id = n.follows
                where n.follows = any(?) and (d.replayed_at is null or n.stored_at >= d.replayed_at) group by n.follows
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            try (var rows = statement.executeQuery()) {
                Map<Long, Long> followers = new HashMap<>();
                while (rows.next()) {
                    followers.put(rows.getLong("follows"), rows.getLong("id"));
                }
                return followers;
            }
        }
    }

    /** The letter with this id, with its bytes. */
    public Optional<KeptDeadLetter> find(long id) throws SQLException {
        return find(List.of(id)).stream().findFirst();
    }

    /** The letters with these ids, with their bytes, by id. */
    public List<KeptDeadLetter> find(List<Long> ids) throws SQLException {
        var sql = "select %s, bytes from dead_letter where id = any(?) order by id".formatted(COLUMNS);
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            return read(statement);
        }
    }

    /** How many there are, of each record the newest, by stage and class of failure, most waiting first, with the last day hour by hour. */
    public List<DeadLetterCount> counts() throws SQLException {
        try (var connection = database.getConnection()) {
            return LetterTally.all(connection, clock.instant());
        }
    }

    /**
     * Letters that nobody has replayed.
     *
     * @param lately how many of them are kept since a moment
     */
    record Waiting(String stage, long all, long lately) {}

    /** How many wait, by stage, and how many of them are kept since {@code moment}. */
    List<Waiting> waiting(Instant moment) throws SQLException {
        var sql = """
                select stage, count(*) as waiting, count(*) filter (where stored_at >= ?) as lately
                from dead_letter where replays = 0 and not superseded group by stage order by stage
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(moment));
            try (var rows = statement.executeQuery()) {
                var waiting = new ArrayList<Waiting>();
                while (rows.next()) {
                    waiting.add(new Waiting(
                            Shown.line(rows.getString("stage"), LetterKeeper.LONGEST_NAME),
                            rows.getLong("waiting"),
                            rows.getLong("lately")));
                }
                return waiting;
            }
        }
    }

    private static List<KeptDeadLetter> read(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var letters = new ArrayList<KeptDeadLetter>();
            while (rows.next()) {
                letters.add(kept(rows));
            }
            return letters;
        }
    }

    /** A row of {@link #COLUMNS} and {@code bytes}. */
    static KeptDeadLetter kept(ResultSet row) throws SQLException {
        return new KeptDeadLetter(
                row.getLong("id"),
                letter(row),
                row.getLong("size"),
                row.getString("source"),
                row.getString("title"),
                row.getString("item"),
                time(row, "received_at"),
                follows(row),
                row.getBoolean("superseded"),
                row.getInt("tried"),
                row.getInt("replays"),
                time(row, "replayed_at"));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    private static OptionalLong follows(ResultSet row) throws SQLException {
        long former = row.getLong("follows");
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(former);
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getObject("record_key", UUID.class),
                row.getString("stage"),
                row.getString("topic"),
                row.getInt("kafka_partition"),
                row.getLong("kafka_offset"),
                row.getString("error"),
                row.getString("reason"),
                Base64.getEncoder().encodeToString(row.getBytes("bytes")),
                row.getTimestamp("failed_at").toInstant());
    }
}

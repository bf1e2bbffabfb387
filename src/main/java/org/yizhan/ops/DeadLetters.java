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
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.yizhan.article.DeadLetter;

/**
 * The table of dead letters; how they go again says {@link DeadLetterRemoval}. Safe for concurrent use; every method is
 * one statement, and throws {@link SQLException} where the database can't answer, so that the caller may try again.
 */
public final class DeadLetters {

    /** The most rows that one {@link #list} gives. */
    public static final int MOST_LISTED = 500;

    private static final int LONGEST_REASON = 4_000;
    private static final int LONGEST_NAME = 200;

    private final DataSource database;
    private final Clock clock;

    public DeadLetters(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Keeps these letters, in one statement. A letter of the same topic, partition, offset and stage that is there
     * already stays as it is, so a redelivered batch changes nothing; one of an erased article is not kept, unless
     * it is the order to erase it. Characters that PostgreSQL can't hold (NUL, lone
     * surrogates) are replaced and long reasons cut; bytes that aren't base64 are kept as the text they are.
     */
    public void store(List<DeadLetter> letters) throws SQLException {
        if (letters.isEmpty()) {
            return;
        }
        var sql = """
                insert into dead_letter (record_key, stage, topic, kafka_partition, kafka_offset, error, reason, bytes,
                                         failed_at, stored_at)
                select record_key, stage, topic, kafka_partition, kafka_offset, error, reason, bytes, failed_at, ?
                from unnest(?::uuid[], ?::text[], ?::text[], ?::integer[], ?::bigint[], ?::text[], ?::text[],
                            ?::bytea[], ?::timestamptz[]) with ordinality
                    as l (record_key, stage, topic, kafka_partition, kafka_offset, error, reason, bytes, failed_at, n)
                where %s or not exists (select from erasure_order where article_id = l.record_key)
                order by n
                on conflict do nothing
                """.formatted(DeadLetterRemoval.IS_ORDER_TO_ERASE);
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            array(statement, 2, "uuid", letters, DeadLetter::key);
            array(statement, 3, "text", letters, letter -> storable(letter.stage(), LONGEST_NAME));
            array(statement, 4, "text", letters, letter -> storable(letter.topic(), LONGEST_NAME));
            array(statement, 5, "integer", letters, DeadLetter::partition);
            array(statement, 6, "bigint", letters, DeadLetter::offset);
            array(statement, 7, "text", letters, letter -> storable(letter.error(), LONGEST_NAME));
            array(statement, 8, "text", letters, letter -> storable(letter.reason(), LONGEST_REASON));
            statement.setArray(
                    9,
                    connection.createArrayOf(
                            "bytea", letters.stream().map(DeadLetters::value).toArray(byte[][]::new)));
            array(statement, 10, "timestamptz", letters, letter -> letter.at().toString());
            statement.executeUpdate();
            commit(connection);
        }
    }

    /**
     * The newest letters first, without their bytes.
     *
     * @param stage only those of this stage
     * @param error only those of this class of failure
     * @param before only those with a smaller id; empty begins with the newest
     * @param limit at most so many, 1 to {@value #MOST_LISTED}
     */
    public List<KeptDeadLetter> list(Optional<String> stage, Optional<String> error, OptionalLong before, int limit)
            throws SQLException {
        if (limit < 1 || limit > MOST_LISTED) {
            throw new IllegalArgumentException("limit must be 1 to %d, not %d".formatted(MOST_LISTED, limit));
        }
        var sql = """
                select id, record_key, stage, topic, kafka_partition, kafka_offset, error, reason, ''::bytea as bytes,
                       octet_length(bytes) as size, failed_at, replays, replayed_at
                from dead_letter where id < ? %s %s
                order by id desc limit ?
                """.formatted(stage.isPresent() ? "and stage = ?" : "", error.isPresent() ? "and error = ?" : "");
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            var next = 1;
            statement.setLong(next++, before.orElse(Long.MAX_VALUE));
            if (stage.isPresent()) {
                statement.setString(next++, storable(stage.get(), LONGEST_NAME));
            }
            if (error.isPresent()) {
                statement.setString(next++, storable(error.get(), LONGEST_NAME));
            }
            statement.setInt(next, limit);
            return read(statement);
        }
    }

    /** The letter with this id, with its bytes. */
    public Optional<KeptDeadLetter> find(long id) throws SQLException {
        var sql = """
                select id, record_key, stage, topic, kafka_partition, kafka_offset, error, reason, bytes,
                       octet_length(bytes) as size, failed_at, replays, replayed_at
                from dead_letter where id = ?
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            return read(statement).stream().findFirst();
        }
    }

    /** Counts one more replay of the letter with this id, now. An unknown id changes nothing. */
    public void replayed(long id) throws SQLException {
        var sql = "update dead_letter set replays = replays + 1, replayed_at = ? where id = ?";
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setLong(2, id);
            statement.executeUpdate();
            commit(connection);
        }
    }

    /** How many there are, by stage and class of failure, most waiting first. */
    public List<DeadLetterCount> counts() throws SQLException {
        var sql = """
                select stage, error, count(*) as total, count(*) filter (where replays = 0) as waiting
                from dead_letter group by stage, error order by waiting desc, total desc, stage, error
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            var counts = new ArrayList<DeadLetterCount>();
            while (rows.next()) {
                counts.add(new DeadLetterCount(
                        rows.getString("stage"),
                        rows.getString("error"),
                        rows.getLong("total"),
                        rows.getLong("waiting")));
            }
            return counts;
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
                from dead_letter where replays = 0 group by stage order by stage
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(moment));
            try (var rows = statement.executeQuery()) {
                var waiting = new ArrayList<Waiting>();
                while (rows.next()) {
                    waiting.add(new Waiting(
                            Shown.line(rows.getString("stage"), LONGEST_NAME),
                            rows.getLong("waiting"),
                            rows.getLong("lately")));
                }
                return waiting;
            }
        }
    }

    private static void array(
            PreparedStatement statement,
            int position,
            String type,
            List<DeadLetter> letters,
            Function<DeadLetter, Object> column)
            throws SQLException {
        var values = letters.stream().map(column).toArray();
        statement.setArray(position, statement.getConnection().createArrayOf(type, values));
    }

    private static List<KeptDeadLetter> read(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var letters = new ArrayList<KeptDeadLetter>();
            while (rows.next()) {
                letters.add(new KeptDeadLetter(
                        rows.getLong("id"),
                        letter(rows),
                        rows.getLong("size"),
                        rows.getInt("replays"),
                        Optional.ofNullable(rows.getTimestamp("replayed_at")).map(Timestamp::toInstant)));
            }
            return letters;
        }
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

    private static void commit(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.commit();
        }
    }

    private static byte[] value(DeadLetter letter) {
        try {
            return Base64.getDecoder().decode(letter.bytes());
        } catch (IllegalArgumentException notBase64) {
            return letter.bytes().getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String storable(String text, int longest) {
        var cut = text.length() <= longest ? text : text.substring(0, longest);
        var encodable = new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return encodable.replace('\0', '\uFFFD');
    }
}

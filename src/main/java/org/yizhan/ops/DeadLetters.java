package org.yizhan.ops;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.yizhan.article.DeadLetter;

/**
 * The table of dead letters; how they go again says {@link DeadLetterRemoval}. Safe for concurrent use; every method is
 * one statement, and throws {@link SQLException} where the database can't answer, so that the caller may try again.
 */
public final class DeadLetters {

    /** The most rows that one {@link #list} gives. */
    public static final int MOST_LISTED = 500;

    private static final String COLUMNS = """
            id, record_key, stage, topic, kafka_partition, kafka_offset, error, reason, octet_length(bytes) as size,
            failed_at, source, title, item, follows, tried, replays, replayed_at
            """;

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
                                         failed_at, stored_at, kind, source, title, item, follows, tried)
                select l.record_key, l.stage, l.topic, l.kafka_partition, l.kafka_offset, l.error, l.reason, l.bytes,
                       l.failed_at, ?, l.kind, l.source, l.title, l.item, former.id,
                       coalesce(former.tried + greatest(former.replays, 1), 0)
                from unnest(?::uuid[], ?::text[], ?::text[], ?::integer[], ?::bigint[], ?::text[], ?::text[],
                            ?::bytea[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[]) with ordinality
                    as l (record_key, stage, topic, kafka_partition, kafka_offset, error, reason, bytes, failed_at,
                          kind, source, title, item, n)
                left join lateral (
                    select id, tried, replays from dead_letter where id = coalesce(
                        (select d.id from (
                            select * from dead_letter where record_key = l.record_key order by id desc limit 100) as d
                         where d.stage = l.stage and d.topic = l.topic and d.bytes = l.bytes
                           and (d.kafka_partition, d.kafka_offset) <> (l.kafka_partition, l.kafka_offset)
                         order by d.id desc limit 1),
                        (select letter from mended_record where key_after = l.record_key and digest = sha256(l.bytes)
                         order by audit_no desc limit 1))) as former on true
                where %s or not exists (select from erasure_order where article_id = l.record_key)
                order by n
                on conflict do nothing
                """.formatted(DeadLetterRemoval.isOrderToErase("l.bytes"));
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            List<byte[]> values = letters.stream().map(DeadLetters::value).toList();
            List<RecordSubject> subjects =
                    values.stream().map(RecordSubject::of).toList();
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            array(statement, 2, "uuid", letters, DeadLetter::key);
            array(statement, 3, "text", letters, letter -> storable(letter.stage(), LONGEST_NAME));
            array(statement, 4, "text", letters, letter -> storable(letter.topic(), LONGEST_NAME));
            array(statement, 5, "integer", letters, DeadLetter::partition);
            array(statement, 6, "bigint", letters, DeadLetter::offset);
            array(statement, 7, "text", letters, letter -> storable(letter.error(), LONGEST_NAME));
            array(statement, 8, "text", letters, letter -> storable(letter.reason(), LONGEST_REASON));
            statement.setArray(9, connection.createArrayOf("bytea", values.toArray(byte[][]::new)));
            array(statement, 10, "timestamptz", letters, letter -> letter.at().toString());
            array(statement, 11, "text", subjects, subject -> storable(subject.kind(), LONGEST_NAME));
            array(statement, 12, "text", subjects, subject -> storable(subject.source(), LONGEST_NAME));
            array(statement, 13, "text", subjects, subject -> storable(subject.title(), LONGEST_NAME));
            array(statement, 14, "text", subjects, subject -> storable(subject.item(), LONGEST_NAME));
            statement.executeUpdate();
            commit(connection);
        }
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

    /** The letters about this record's key, newest first, without their bytes. */
    public List<KeptDeadLetter> about(UUID key, int limit) throws SQLException {
        var sql = "select %s, ''::bytea as bytes from dead_letter where record_key = ? order by id desc limit ?"
                .formatted(COLUMNS);
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, key);
            statement.setInt(2, limit);
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
                where n.follows = any(?) and n.stored_at >= d.replayed_at group by n.follows
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

    /**
     * The letter that the newest replay of this one ended in: of the same record, mended or not, else the newest of its
     * keys since, as a stage further on may have failed on what became of it.
     *
     * @param keys of the record as it was and as it was sent
     */
    public Optional<KeptDeadLetter> cameOf(KeptDeadLetter replayed, Collection<UUID> keys) throws SQLException {
        var sql = """
                select %s, ''::bytea as bytes from dead_letter
                where id > ? and (follows = ? or record_key = any(?)) and stored_at >= ?
                order by (follows = ?) is true desc, id desc limit 1
                """.formatted(COLUMNS);
        if (replayed.replayedAt().isEmpty()) {
            return Optional.empty();
        }
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, replayed.id());
            statement.setLong(2, replayed.id());
            statement.setArray(3, connection.createArrayOf("uuid", keys.toArray()));
            statement.setTimestamp(4, Timestamp.from(replayed.replayedAt().get()));
            statement.setLong(5, replayed.id());
            return read(statement).stream().findFirst();
        }
    }

    /** Counts one more replay of the letter with this id, now. An unknown id changes nothing. */
    public void replayed(long id) throws SQLException {
        try (var connection = database.getConnection()) {
            replayed(connection, List.of(id));
            commit(connection);
        }
    }

    /** The same for several, in the caller's transaction. */
    void replayed(Connection connection, List<Long> ids) throws SQLException {
        var sql = "update dead_letter set replays = replays + 1, replayed_at = ? where id = any(?)";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setArray(2, connection.createArrayOf("bigint", ids.toArray()));
            statement.executeUpdate();
        }
    }

    /** How many there are, by stage and class of failure, most waiting first, with the last day hour by hour. */
    public List<DeadLetterCount> counts() throws SQLException {
        var sql = """
                select stage, error, width_bucket(failed_at, ?::timestamptz[]) as hour, count(*) as total,
                       count(*) filter (where replays = 0) as waiting
                from dead_letter group by stage, error, hour
                """;
        Map<String, LetterTally> tallies = new HashMap<>();
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("timestamptz", hours()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    String stage = rows.getString("stage");
                    String error = rows.getString("error");
                    tallies.computeIfAbsent(stage + '\n' + error, cause -> new LetterTally(stage, error))
                            .add(rows);
                }
            }
        }
        return tallies.values().stream()
                .map(LetterTally::count)
                .sorted(Comparator.comparingLong(DeadLetterCount::waiting)
                        .thenComparingLong(DeadLetterCount::total)
                        .reversed()
                        .thenComparing(DeadLetterCount::stage)
                        .thenComparing(DeadLetterCount::error))
                .toList();
    }

    /** Where each of the last hours begins, the oldest first. */
    private Object[] hours() {
        Instant now = clock.instant();
        return IntStream.iterate(DeadLetterCount.HOURS, hours -> hours > 0, hours -> hours - 1)
                .mapToObj(hours -> now.minus(Duration.ofHours(hours)).toString())
                .toArray();
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

    private static <T> void array(
            PreparedStatement statement, int position, String type, List<T> letters, Function<T, Object> column)
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
                        rows.getString("source"),
                        rows.getString("title"),
                        rows.getString("item"),
                        follows(rows),
                        rows.getInt("tried"),
                        rows.getInt("replays"),
                        Optional.ofNullable(rows.getTimestamp("replayed_at")).map(Timestamp::toInstant)));
            }
            return letters;
        }
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

    /** Without what PostgreSQL can't hold, and cut. */
    static String storable(String text, int longest) {
        var cut = text.length() <= longest ? text : text.substring(0, longest);
        var encodable = new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        return encodable.replace('\0', '\uFFFD');
    }
}

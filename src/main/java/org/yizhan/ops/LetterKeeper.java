package org.yizhan.ops;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.yizhan.article.DeadLetter;

/**
 * Puts dead letters into their table, and counts how often each was put back on its topic; {@link DeadLetters} finds them.
 * Safe for concurrent use; every method is one transaction, and throws {@link SQLException} where the database can't answer,
 * so that the caller may try again.
 */
public final class LetterKeeper {

    private static final int LONGEST_REASON = 4_000;

    /** Of what a record says of itself. */
    static final int LONGEST_NAME = 200;

    /** A record that articles are made of. */
    private static final String DOCUMENT = "received";

    private final DataSource database;
    private final Clock clock;

    public LetterKeeper(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Keeps these letters, in one statement. A letter of the same topic, partition, offset and stage that is there
     * already stays as it is, so a redelivered batch changes nothing; one whose record had failed before supersedes that; one of an erased article is not kept, unless
     * it is the order to erase it. Characters that PostgreSQL can't hold (NUL, lone
     * surrogates) are replaced and long reasons cut; bytes that aren't base64 are kept as the text they are.
     */
    public void store(List<DeadLetter> letters) throws SQLException {
        if (letters.isEmpty()) {
            return;
        }
        var sql = """
                with kept as (
                insert into dead_letter (record_key, stage, topic, kafka_partition, kafka_offset, error, reason, bytes,
                                         failed_at, stored_at, kind, source, title, item, trace_id, received_at,
                                         follows, tried)
                select l.record_key, l.stage, l.topic, l.kafka_partition, l.kafka_offset, l.error, l.reason, l.bytes,
                       l.failed_at, ?, l.kind, l.source, l.title, l.item, l.trace_id, l.received_at, former.id,
                       coalesce(former.tried + greatest(former.replays, 1), 0)
                from unnest(?::uuid[], ?::text[], ?::text[], ?::integer[], ?::bigint[], ?::text[], ?::text[],
                            ?::bytea[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::timestamptz[]) with ordinality
                    as l (record_key, stage, topic, kafka_partition, kafka_offset, error, reason, bytes, failed_at,
                          kind, source, title, item, trace_id, received_at, n)
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
                on conflict do nothing returning follows)
                update dead_letter d set superseded = true from kept where d.id = kept.follows and not d.superseded
                """.formatted(DeadLetterRemoval.isOrderToErase("l.bytes"));
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            List<byte[]> values = letters.stream().map(LetterKeeper::value).toList();
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
            array(statement, 15, "text", subjects, subject -> storable(subject.traceId(), LONGEST_NAME));
            array(statement, 16, "timestamptz", subjects, LetterKeeper::receipt);
            statement.executeUpdate();
            commit(connection);
        }
    }

    private static @Nullable String receipt(RecordSubject subject) {
        return subject.kind().equals(DOCUMENT)
                ? subject.receivedAt().map(Instant::toString).orElse(null)
                : null;
    }

    /** Counts one more replay of the letter with this id, now. An unknown id changes nothing. */
    public void replayed(long id) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                replayed(connection, List.of(id), "[]");
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** The same for several, as this order did it, in the caller's transaction. */
    void replayed(Connection connection, List<Long> ids, UUID order) throws SQLException {
        var orders = Answer.JSON.createArrayNode();
        orders.addObject()
                .put("order", order.toString())
                .put("at", clock.instant().toString());
        replayed(connection, ids, orders.toString());
    }

    private void replayed(Connection connection, List<Long> ids, String orders) throws SQLException {
        var sql = """
                update dead_letter set replays = replays + 1, replayed_at = ?, ordered = ordered || ?::jsonb
                where id = any(?)
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setString(2, orders);
            statement.setArray(3, connection.createArrayOf("bigint", ids.toArray()));
            statement.executeUpdate();
        }
        supersede(connection, ids);
    }

    /** Whatever these failed again as: their record is on its way anew, and ends in an article or a newer letter. */
    private static void supersede(Connection connection, List<Long> ids) throws SQLException {
        var sql = """
                with recursive later as (
                    select id from dead_letter where follows = any(?)
                    union select n.id from dead_letter n join later on n.follows = later.id)
                update dead_letter set superseded = true
                where id in (select id from later) and id <> all(?) and replays = 0 and not superseded
                """;
        try (var statement = connection.prepareStatement(sql)) {
            var replayed = connection.createArrayOf("bigint", ids.toArray());
            statement.setArray(1, replayed);
            statement.setArray(2, replayed);
            statement.executeUpdate();
        }
    }

    private static <T> void array(
            PreparedStatement statement,
            int position,
            String type,
            List<T> letters,
            Function<T, @Nullable Object> column)
            throws SQLException {
        var values = letters.stream().map(column).toArray();
        statement.setArray(position, statement.getConnection().createArrayOf(type, values));
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

package org.yizhan.ops;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The articles that were erased, by id. Safe for concurrent use. */
public final class Erasures {

    private static final int MOST_NAMED = 20;

    private final DataSource database;
    private final Audit audit;
    private final Clock clock;

    public Erasures(DataSource database, Audit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is known of an erasure.
     *
     * @param sentAt when the stages were told; empty: not yet, order it again
     * @param copiesUntil until when copies may lie in Kafka's topics; empty: not known, or for ever
     * @param letters how many dead letters of the article were removed
     * @param mentions the ids of other dead letters that named it then
     * @param pages pages of it that waited to be fetched, and are not any more
     */
    public record Erased(
            UUID article,
            Instant requestedAt,
            Optional<Instant> sentAt,
            Optional<Instant> copiesUntil,
            String operator,
            String reason,
            int letters,
            List<Long> mentions,
            int pages) {
        public Erased {
            mentions = List.copyOf(mentions);
        }
    }

    /**
     * Begins one, in one transaction with its line in the audit: the article's dead letters go and none is kept from now
     * on.
     *
     * @param piece whose it is, where it is published
     * @param names what other dead letters may call the article by
     * @return the line, for {@link Orders#send}
     */
    Audit.Deed begin(UUID article, Optional<Published.Piece> piece, Order order, Collection<String> names, int pages)
            throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<Long> gone = DeadLetterRemoval.removeOf(connection, article);
                List<Long> madeOf = madeOf(connection, piece);
                int mended = MendedLetters.forget(connection, article, piece, names);
                List<Long> mentions = DeadLetterRemoval.mentions(connection, article, names);
                var detail = Answer.object()
                        .put("deadLetters", gone.size())
                        .put("mendedRecords", mended)
                        .put("pages", pages);
                mentions.forEach(detail.putArray("mentions")::add);
                var deed = new Audit.Deed(
                        order.operator(), Audit.Action.ERASE, article.toString(), order.reason(), detail);
                audit.write(connection, deed);
                insert(connection, article, order, new Letters(gone, madeOf, mentions), pages);
                connection.commit();
                return deed;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /**
     * Dead letters that an erasure has to do with, by id.
     *
     * @param gone with the article
     * @param madeOf those of whose replays the article came
     * @param mentions those that name it
     */
    private record Letters(List<Long> gone, List<Long> madeOf, List<Long> mentions) {}

    /** Of the document that the article came in with. */
    private static List<Long> madeOf(Connection connection, Optional<Published.Piece> piece) throws SQLException {
        Optional<Instant> received = piece.flatMap(Published.Piece::receivedAt);
        if (received.isEmpty()) {
            return List.of();
        }
        var sql = """
                select id from dead_letter where received_at = ? and source = ?
                union select letter from mended_record join audit on no = audit_no
                    where detail ->> 'received' = ? and detail ->> 'source' = ?
                """;
        String source = piece.map(Published.Piece::source).orElse("");
        try (var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(received.get()));
            statement.setString(2, source);
            statement.setString(3, received.get().toString());
            statement.setString(4, source);
            try (ResultSet rows = statement.executeQuery()) {
                var ids = new ArrayList<Long>();
                while (rows.next()) {
                    ids.add(rows.getLong("id"));
                }
                return ids;
            }
        }
    }

    private void insert(Connection connection, UUID article, Order order, Letters letters, int pages)
            throws SQLException {
        var sql = """
                insert into erasure_order
                    (article_id, requested_at, operator, reason, letters, mentions, pages, gone, made_of)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (article_id) do update set letters = erasure_order.letters + excluded.letters,
                    mentions = excluded.mentions, pages = erasure_order.pages + excluded.pages,
                    gone = erasure_order.gone || excluded.gone, made_of = erasure_order.made_of || excluded.made_of
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, article);
            statement.setTimestamp(2, Timestamp.from(clock.instant()));
            statement.setString(3, order.operator());
            statement.setString(4, order.reason());
            statement.setInt(5, letters.gone().size());
            statement.setArray(
                    6, connection.createArrayOf("bigint", letters.mentions().toArray()));
            statement.setInt(7, pages);
            statement.setArray(
                    8, connection.createArrayOf("bigint", letters.gone().toArray()));
            statement.setArray(
                    9, connection.createArrayOf("bigint", letters.madeOf().toArray()));
            statement.executeUpdate();
        }
    }

    /** The stages were told, now; copies may lie in their topics until {@code copiesUntil}. */
    void sent(UUID article, Optional<Instant> copiesUntil) throws SQLException {
        var sql = "update erasure_order set sent_at = ?, copies_until = ? where article_id = ?";
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setObject(
                    2, copiesUntil.map(until -> until.atOffset(ZoneOffset.UTC)).orElse(null));
            statement.setObject(3, article);
            statement.executeUpdate();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    Optional<Erased> find(UUID article) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select * from erasure_order where article_id = ?")) {
            statement.setObject(1, article);
            return read(statement).stream().findFirst();
        }
    }

    /** The one that took this dead letter. */
    Optional<Erased> ofLetter(long letter) throws SQLException {
        return naming("gone", letter).stream().findFirst();
    }

    /** Those of articles that replays of this dead letter had become. */
    List<Erased> madeOf(long letter) throws SQLException {
        return naming("made_of", letter);
    }

    private List<Erased> naming(String column, long letter) throws SQLException {
        var sql = "select * from erasure_order where %s @> array[?::bigint] order by requested_at, article_id limit %d"
                .formatted(column, MOST_NAMED);
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, letter);
            return read(statement);
        }
    }

    /** Whether a dead letter is about this article. */
    boolean isInDeadLetters(UUID article) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select 1 from dead_letter where record_key = ? limit 1")) {
            statement.setObject(1, article);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static List<Erased> read(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            var erased = new ArrayList<Erased>();
            while (row.next()) {
                erased.add(new Erased(
                        row.getObject("article_id", UUID.class),
                        row.getTimestamp("requested_at").toInstant(),
                        Optional.ofNullable(row.getTimestamp("sent_at")).map(Timestamp::toInstant),
                        Optional.ofNullable(row.getTimestamp("copies_until")).map(Timestamp::toInstant),
                        row.getString("operator"),
                        row.getString("reason"),
                        row.getInt("letters"),
                        Stream.of((Long[]) row.getArray("mentions").getArray()).toList(),
                        row.getInt("pages")));
            }
            return erased;
        }
    }
}

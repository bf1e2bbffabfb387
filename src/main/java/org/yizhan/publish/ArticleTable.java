package org.yizhan.publish;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code article} within one transaction. */
final class ArticleTable {

    /** Selects what {@link #state} reads, from {@code article a}. */
    static final String STATE = """
            select a.id, a.source, a.seq, a.story_id, a.revision, a.published_at, a.first_received_at, a.received_at,
                   a.content_at, a.withdrawn_at, a.withdrawal_reason, a.demoted, a.title, a.head
            from article a
            """;

    private final Connection connection;

    ArticleTable(Connection connection) {
        this.connection = connection;
    }

    /** The known ones among these articles. */
    Map<UUID, ArticleState> byId(Collection<UUID> ids) throws SQLException {
        try (var statement = connection.prepareStatement(STATE + "where a.id = any(?)")) {
            statement.setArray(1, Columns.ids(connection, ids));
            return states(statement.executeQuery());
        }
    }

    /** All members of these stories, withdrawn ones too. */
    Map<UUID, ArticleState> members(Collection<UUID> stories) throws SQLException {
        var sql = STATE + "where a.id = any(?) and a.story_id = a.id union all " + STATE
                + "where a.story_id = any(?) and a.story_id <> a.id";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, stories));
            statement.setArray(2, Columns.ids(connection, stories));
            return states(statement.executeQuery());
        }
    }

    private static Map<UUID, ArticleState> states(ResultSet rows) throws SQLException {
        Map<UUID, ArticleState> states = new HashMap<>();
        while (rows.next()) {
            ArticleState state = state(rows);
            states.put(state.id(), state);
        }
        return states;
    }

    static ArticleState state(ResultSet row) throws SQLException {
        var times = new Times(
                time(row, "published_at").orElseThrow(),
                time(row, "first_received_at").orElseThrow(),
                time(row, "received_at").orElseThrow(),
                time(row, "content_at").orElseThrow());
        String reason = row.getString("withdrawal_reason");
        return new ArticleState(
                row.getObject("id", UUID.class),
                row.getString("source"),
                row.getLong("seq"),
                row.getObject("story_id", UUID.class),
                row.getInt("revision"),
                times,
                time(row, "withdrawn_at").map(at -> new Retraction(at, reason)),
                row.getBoolean("demoted"),
                row.getString("title"),
                Documents.head(row.getBytes("head")),
                Optional.empty());
    }

    static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /**
     * Stores articles not seen before; the first gets {@code seq}, each further one the next.
     *
     * @throws Overtaken where another transaction has stored one meanwhile
     */
    void insert(List<ArticleState> articles, long seq) throws SQLException {
        var sql = """
                insert into article (id, seq, story_id, source, revision, published_at, first_received_at, received_at,
                    content_at, withdrawn_at, withdrawal_reason, demoted, title, head, text, body)
                select id, ? + row - 1, story_id, source, revision, to_timestamp(published / 1e6::float8),
                    to_timestamp(first / 1e6::float8), to_timestamp(received / 1e6::float8),
                    to_timestamp(content / 1e6::float8), to_timestamp(withdrawn / 1e6::float8), reason, demoted, title,
                    head, text, body
                from unnest(?::uuid[], ?::uuid[], ?::text[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[],
                    ?::int8[], ?::text[], ?::bool[], ?::text[], ?::bytea[], ?::text[], ?::bytea[]) with ordinality
                    as u(id, story_id, source, revision, published, first, received, content, withdrawn, reason, demoted,
                         title, head, text, body, row)
                on conflict do nothing
                """;
        write(sql, articles, seq, false);
    }

    /**
     * Stores changes of known articles; numbers are given as in {@link #insert}.
     *
     * @throws Overtaken where another transaction has changed one meanwhile
     */
    void update(List<ArticleState> articles, long seq) throws SQLException {
        var sql = """
                update article a set seq = ? + row - 1, story_id = u.story_id, revision = u.revision,
                    received_at = to_timestamp(received / 1e6::float8),
                    content_at = to_timestamp(content / 1e6::float8),
                    withdrawn_at = to_timestamp(withdrawn / 1e6::float8), withdrawal_reason = u.reason,
                    demoted = u.demoted, title = u.title, head = u.head, text = coalesce(u.text, a.text),
                    body = coalesce(u.body, a.body)
                from unnest(?::uuid[], ?::uuid[], ?::text[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[],
                    ?::int8[], ?::text[], ?::bool[], ?::text[], ?::bytea[], ?::text[], ?::bytea[], ?::int8[])
                    with ordinality
                    as u(id, story_id, source, revision, published, first, received, content, withdrawn, reason, demoted,
                         title, head, text, body, seen, row)
                where a.id = u.id and a.seq = u.seen
                """;
        write(sql, articles, seq, true);
    }

    private void write(String sql, List<ArticleState> articles, long seq, boolean known) throws SQLException {
        if (articles.isEmpty()) {
            return;
        }
        var columns = new Columns<>(connection, articles);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, seq);
            statement.setArray(2, columns.ids(ArticleState::id));
            statement.setArray(3, columns.ids(ArticleState::story));
            statement.setArray(4, columns.texts(ArticleState::source));
            statement.setArray(5, columns.numbers(article -> (long) article.revision()));
            statement.setArray(6, columns.times(article -> article.times().published()));
            statement.setArray(7, columns.times(article -> article.times().first()));
            statement.setArray(8, columns.times(article -> article.times().received()));
            statement.setArray(9, columns.times(article -> article.times().content()));
            statement.setArray(10, columns.times(ArticleTable::withdrawnAt));
            statement.setArray(
                    11,
                    columns.texts(article ->
                            article.retraction().map(Retraction::reason).orElse("")));
            statement.setArray(12, columns.truths(ArticleState::demoted));
            statement.setArray(13, columns.texts(ArticleState::title));
            statement.setArray(14, columns.bytes(article -> Documents.bytes(article.head())));
            statement.setArray(15, columns.texts(ArticleTable::text));
            statement.setArray(16, columns.bytes(ArticleTable::body));
            if (known) {
                statement.setArray(17, columns.numbers(ArticleState::seq));
            }
            Overtaken.unless(statement.executeUpdate() == articles.size());
        }
    }

    private static @Nullable Instant withdrawnAt(ArticleState article) {
        return article.retraction().map(Retraction::at).orElse(null);
    }

    private static @Nullable String text(ArticleState article) {
        return article.fresh().map(ArticleState.Fresh::text).orElse(null);
    }

    private static byte @Nullable [] body(ArticleState article) {
        return article.fresh().map(fresh -> Documents.bytes(fresh.body())).orElse(null);
    }

    /** What was heard of these articles before they came. */
    Map<UUID, Retraction> earlyRetractions(Collection<UUID> ids) throws SQLException {
        Map<UUID, Retraction> found = new HashMap<>();
        try (var statement = connection.prepareStatement(
                "select article_id, at, reason from early_withdrawal where article_id = any(?)")) {
            statement.setArray(1, Columns.ids(connection, ids));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var said = new Retraction(time(rows, "at").orElseThrow(), rows.getString("reason"));
                    found.put(rows.getObject("article_id", UUID.class), said);
                }
            }
        }
        return found;
    }

    /** Keeps withdrawals of articles that have not come; the one heard of last counts. */
    void keepEarly(Map<UUID, Retraction> retractions) throws SQLException {
        if (retractions.isEmpty()) {
            return;
        }
        var sql = """
                insert into early_withdrawal (article_id, at, reason)
                select id, to_timestamp(micros / 1e6::float8), reason
                from unnest(?::uuid[], ?::int8[], ?::text[]) as u(id, micros, reason) order by id
                on conflict (article_id) do update set at = excluded.at, reason = excluded.reason
                where excluded.at > early_withdrawal.at
                """;
        var columns = new Columns<>(connection, new ArrayList<>(retractions.entrySet()));
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(Map.Entry::getKey));
            statement.setArray(2, columns.times(entry -> entry.getValue().at()));
            statement.setArray(3, columns.texts(entry -> entry.getValue().reason()));
            statement.executeUpdate();
        }
    }
}

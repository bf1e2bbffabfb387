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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of {@code article} within one transaction. */
final class ArticleTable {

    /** What {@link #state} reads of a row {@code a}. */
    static final String COLUMNS = """
            a.id, a.source, a.seq, a.story_id, a.revision, a.published_at, a.first_received_at, a.received_at,
            a.content_at, a.withdrawn_at, a.withdrawal_reason, a.overruled, a.said, a.title, a.head""";

    /** Selects them, from {@code article a}. */
    static final String STATE = "select " + COLUMNS + " from article a ";

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

    /**
     * All members of these stories, withdrawn ones too.
     *
     * @param known states as they were read before; those that still are what is stored are not read again
     */
    Map<UUID, ArticleState> members(Collection<UUID> stories, Crowd known) throws SQLException {
        Map<UUID, ArticleState> members = new HashMap<>();
        List<UUID> unknown = new ArrayList<>();
        numbers(stories)
                .forEach((id, seq) ->
                        known.find(id, seq).ifPresentOrElse(state -> members.put(id, state), () -> unknown.add(id)));
        if (!unknown.isEmpty()) {
            byId(unknown).values().stream()
                    .filter(state -> stories.contains(state.story()))
                    .forEach(state -> members.put(state.id(), state));
        }
        return members;
    }

    /** The sequence numbers of all members of these stories. */
    private Map<UUID, Long> numbers(Collection<UUID> stories) throws SQLException {
        var sql = """
                select id, seq from article where id = any(?) and story_id = id
                union all select id, seq from article where story_id = any(?) and story_id <> id
                """;
        Map<UUID, Long> numbers = new HashMap<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, stories));
            statement.setArray(2, Columns.ids(connection, stories));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    numbers.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
        }
        return numbers;
    }

    /** All members of these stories, withdrawn ones too. */
    Map<UUID, ArticleState> members(Collection<UUID> stories) throws SQLException {
        return members(stories, Crowd.NOBODY);
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
                row.getBoolean("overruled"),
                Optional.ofNullable(row.getBytes("said")).map(Documents::said).orElse(Said.NOTHING),
                row.getString("title"),
                Documents.head(row.getBytes("head")),
                Optional.empty());
    }

    static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** An article with its JSON, ready to be stored; made before the number is drawn, which others wait for. */
    record Written(ArticleState article, byte[] head, Optional<byte[]> said, Optional<byte[]> body) {

        static Written of(ArticleState article) {
            return new Written(
                    article,
                    Documents.bytes(article.head()),
                    Optional.of(article.said())
                            .filter(Predicate.not(Said::isNothing))
                            .map(Documents::bytes),
                    article.fresh().map(fresh -> Documents.bytes(fresh.body())));
        }
    }

    /**
     * Stores articles not seen before; the first gets {@code seq}, each further one the next.
     *
     * @throws Overtaken where another transaction has stored one meanwhile
     */
    void insert(List<Written> articles, long seq) throws SQLException {
        var rows = new CopyRows();
        long next = seq;
        for (Written written : articles) {
            addRow(rows, written, next++);
        }
        try {
            rows.copy(connection, """
                    article (id, seq, story_id, source, revision, published_at, first_received_at, received_at,
                        content_at, withdrawn_at, withdrawal_reason, overruled, said, title, head, text, body,
                        title_key, url_key, trace_key)
                    """);
        } catch (SQLException e) {
            throw Overtaken.orNot(e);
        }
    }

    private static void addRow(CopyRows rows, Written written, long seq) {
        ArticleState article = written.article();
        rows.row(20)
                .id(article.id())
                .number(seq)
                .id(article.story())
                .text(article.source())
                .integer(article.revision())
                .time(article.times().published())
                .time(article.times().first())
                .time(article.times().received())
                .time(article.times().content())
                .time(article.retraction().map(Retraction::at))
                .text(article.retraction().map(Retraction::reason).orElse(""))
                .truth(article.overruled())
                .bytes(written.said())
                .text(article.title())
                .bytes(written.head())
                .text(article.fresh().orElseThrow().text())
                .bytes(written.body().orElseThrow())
                .integer(titleKey(article))
                .integer(urlKey(article))
                .integer(traceKey(article.fresh().orElseThrow()));
    }

    /**
     * Stores changes of known articles; numbers are given as in {@link #insert}.
     *
     * @throws Overtaken where another transaction has changed one meanwhile
     */
    void update(List<Written> articles, long seq) throws SQLException {
        if (articles.isEmpty()) {
            return;
        }
        var sql = """
                update article a set seq = ? + row - 1, story_id = u.story_id, revision = u.revision,
                    received_at = to_timestamp(received / 1e6::float8),
                    content_at = to_timestamp(content / 1e6::float8),
                    withdrawn_at = to_timestamp(withdrawn / 1e6::float8), withdrawal_reason = u.reason,
                    overruled = u.overruled, said = u.said, title = u.title, head = u.head,
                    title_key = u.title_key, url_key = u.url_key,
                    trace_key = coalesce(u.trace_key, a.trace_key), text = coalesce(u.text, a.text), body = coalesce(u.body, a.body),
                    text_kept = a.text_kept or u.text is not null
                from unnest(?::uuid[], ?::int8[], ?::uuid[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::text[],
                    ?::bool[], ?::bytea[], ?::text[], ?::bytea[], ?::text[], ?::bytea[], ?::int4[], ?::int4[], ?::int4[])
                    with ordinality as u(id, seen, story_id, revision, received, content, withdrawn, reason,
                         overruled, said, title, head, text, body, title_key, url_key, trace_key, row)
                where a.id = u.id and a.seq = u.seen
                """;
        var columns = new Columns<>(connection, articles);
        var states = new Columns<>(
                connection, articles.stream().map(Written::article).toList());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, seq);
            statement.setArray(2, states.ids(ArticleState::id));
            statement.setArray(3, states.numbers(ArticleState::seq));
            statement.setArray(4, states.ids(ArticleState::story));
            statement.setArray(5, states.numbers(article -> (long) article.revision()));
            statement.setArray(6, states.times(article -> article.times().received()));
            statement.setArray(7, states.times(article -> article.times().content()));
            statement.setArray(8, states.times(ArticleTable::withdrawnAt));
            statement.setArray(
                    9,
                    states.texts(article ->
                            article.retraction().map(Retraction::reason).orElse("")));
            statement.setArray(10, states.truths(ArticleState::overruled));
            statement.setArray(11, columns.bytes(written -> written.said().orElse(null)));
            statement.setArray(12, states.texts(ArticleState::title));
            statement.setArray(13, columns.bytes(Written::head));
            statement.setArray(14, states.texts(ArticleTable::text));
            statement.setArray(15, columns.bytes(written -> written.body().orElse(null)));
            statement.setArray(16, states.integers(ArticleTable::titleKey));
            statement.setArray(17, states.integers(ArticleTable::urlKey));
            statement.setArray(
                    18,
                    states.integers(article ->
                            article.fresh().map(ArticleTable::traceKey).orElse(null)));
            Overtaken.unless(statement.executeUpdate() == articles.size());
        }
    }

    /**
     * Removes articles.
     *
     * @throws Overtaken where another transaction has changed one meanwhile
     */
    void delete(List<ArticleState> articles) throws SQLException {
        if (articles.isEmpty()) {
            return;
        }
        var sql = """
                delete from article a using unnest(?::uuid[], ?::int8[]) as u(id, seen)
                where a.id = u.id and a.seq = u.seen
                """;
        var columns = new Columns<>(connection, articles);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(ArticleState::id));
            statement.setArray(2, columns.numbers(ArticleState::seq));
            Overtaken.unless(statement.executeUpdate() == articles.size());
        }
    }

    private static int titleKey(ArticleState article) {
        return Naming.indexed(Naming.title(article.source(), article.title()));
    }

    private static int urlKey(ArticleState article) {
        return Naming.indexed(Naming.url(article.source(), article.head().url()));
    }

    private static int traceKey(Fresh fresh) {
        return Naming.indexed(Naming.trace(fresh.body().traceId()));
    }

    private static @Nullable Instant withdrawnAt(ArticleState article) {
        return article.retraction().map(Retraction::at).orElse(null);
    }

    private static @Nullable String text(ArticleState article) {
        return article.fresh().map(Fresh::text).orElse(null);
    }
}

package org.yizhan.publish;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.yizhan.article.Identity;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;

/**
 * The published articles as an operator looks one up, withdrawn ones too: by its id, by the id that its source gave it, by its
 * address, by one of its titles, and what is kept of it beside its newest content. All by index, as names are hashed
 * with each known source in turn. Safe for concurrent use; where PostgreSQL is away a call throws
 * {@link IllegalStateException}.
 */
public final class NamedArticles {

    private static final int MOST = 100;

    private final Snapshot snapshot;
    private final Sources sources;

    public NamedArticles(DataSource database, Sources sources) {
        this.snapshot = new Snapshot(database, "the articles");
        this.sources = sources;
    }

    /** One that was found. */
    public record Found(
            UUID articleId,
            UUID storyId,
            String source,
            String externalId,
            String title,
            String url,
            Instant publishedAt,
            boolean withdrawn) {}

    /** Those of these ids, and the members of the stories of these ids, at most {@value #MOST}. */
    public List<Found> byId(Collection<UUID> ids) {
        var sql = """
                select %s from article a where a.id = any(?)
                union all select %s from article a where a.story_id = any(?) and a.story_id <> a.id
                limit %d
                """.formatted(ArticleTable.COLUMNS, ArticleTable.COLUMNS, MOST);
        return snapshot.ask(connection -> {
            Array wanted = Columns.ids(connection, ids);
            try (var statement = connection.prepareStatement(sql)) {
                statement.setArray(1, wanted);
                statement.setArray(2, wanted);
                return read(statement.executeQuery(), any -> true);
            }
        });
    }

    /** The newest of a source that are not withdrawn, at most {@code most}. */
    public List<Found> newest(String source, int most) {
        var sql = ArticleTable.STATE + """
                where a.source = ? and a.withdrawn_at is null order by a.published_at desc limit ?
                """;
        return snapshot.ask(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setString(1, Documents.storable(source));
                statement.setInt(2, Math.min(most, MOST));
                return read(statement.executeQuery(), any -> true);
            }
        });
    }

    /** Those of a source whose newest content came in at this moment: all that were made of one document. */
    public List<UUID> received(String source, Instant at) {
        var sql = "select id from article where text_kept and content_at = ? and source = ? order by id limit ?";
        return snapshot.ask(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setObject(1, at.atOffset(ZoneOffset.UTC));
                statement.setString(2, Documents.storable(source));
                statement.setInt(3, MOST);
                Stream.Builder<UUID> found = Stream.builder();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(rows.getObject("id", UUID.class));
                    }
                }
                return found.build().toList();
            }
        });
    }

    /** Those that some source calls so, by its own id for them. */
    public List<Found> byExternalId(String externalId) {
        List<UUID> ids = sources.all().stream()
                .map(source -> Identity.article(source.id(), externalId))
                .toList();
        return byId(ids).stream()
                .filter(found -> found.externalId().equals(Identity.nfc(externalId)))
                .toList();
    }

    /** Those that have this address. */
    public List<Found> byUrl(String url) {
        Map<String, String> keys = keys(source -> Naming.url(source, url));
        var sql = ArticleTable.STATE + "where a.url_key = any(?) limit " + MOST;
        return byKey(sql, keys, found -> Naming.url(found.source(), found.url()));
    }

    /** Those whose newest content came with the arrival of this trace id: all that were made of one document. */
    public List<Found> byTrace(String traceId) {
        var sql =
                "select %s, a.body from article a where a.trace_key = ? limit %d".formatted(ArticleTable.COLUMNS, MOST);
        return snapshot.ask(connection -> {
            List<Found> found = new ArrayList<>();
            try (var statement = connection.prepareStatement(sql)) {
                statement.setInt(1, Naming.indexed(Naming.trace(traceId)));
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        if (Documents.body(rows.getBytes("body")).traceId().equals(traceId)) {
                            found.add(found(ArticleTable.state(rows)));
                        }
                    }
                }
            }
            return List.copyOf(found);
        });
    }

    /** Those whose title is this, but for punctuation and blanks, or was. */
    public List<Found> byTitle(String title) {
        Map<String, String> keys = keys(source -> Naming.title(source, title));
        var sql = """
                select %s, a.title as named from article a where a.title_key = any(?)
                union all select %s, r.title from revision r join article a on a.id = r.article_id
                where r.title_key = any(?)
                limit %d
                """.formatted(ArticleTable.COLUMNS, ArticleTable.COLUMNS, MOST);
        return snapshot.ask(connection -> {
            Array wanted = indexed(connection, keys.values());
            Set<Found> found = new LinkedHashSet<>();
            try (var statement = connection.prepareStatement(sql)) {
                statement.setArray(1, wanted);
                statement.setArray(2, wanted);
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        Found one = found(ArticleTable.state(rows));
                        if (Naming.title(one.source(), rows.getString("named")).equals(keys.get(one.source()))) {
                            found.add(one);
                        }
                    }
                }
            }
            return List.copyOf(found);
        });
    }

    private Map<String, String> keys(UnaryOperator<String> key) {
        return sources.all().stream()
                .map(Source::id)
                .collect(Collectors.toMap(source -> source, key, (one, other) -> one));
    }

    private List<Found> byKey(String sql, Map<String, String> keys, Function<Found, String> keyOf) {
        return snapshot.ask(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setArray(1, indexed(connection, keys.values()));
                return read(
                        statement.executeQuery(), found -> keyOf.apply(found).equals(keys.get(found.source())));
            }
        });
    }

    private static Array indexed(Connection connection, Collection<String> keys) throws SQLException {
        Set<Integer> indexed = keys.stream()
                .filter(key -> !key.isEmpty())
                .map(Naming::indexed)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return connection.createArrayOf("int4", indexed.toArray());
    }

    private static List<Found> read(ResultSet rows, Predicate<Found> wanted) throws SQLException {
        Stream.Builder<Found> found = Stream.builder();
        try (rows) {
            while (rows.next()) {
                found.add(found(ArticleTable.state(rows)));
            }
        }
        return found.build().filter(wanted).distinct().toList();
    }

    private static Found found(ArticleState state) {
        return new Found(
                state.id(),
                state.story(),
                state.source(),
                state.head().externalId(),
                state.title(),
                state.head().url(),
                state.times().published(),
                state.isWithdrawn());
    }

    /** What the article said before, newest first, at most {@code most}; the text is empty where it is no longer kept. */
    public List<Former> former(UUID article, int most) {
        var sql = "select revision, title, text, at from revision where article_id = ? order by revision desc limit ?";
        return snapshot.ask(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                statement.setObject(1, article);
                statement.setInt(2, most);
                Stream.Builder<Former> former = Stream.builder();
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        former.add(new Former(
                                rows.getInt("revision"),
                                rows.getString("title"),
                                rows.getString("text"),
                                ArticleTable.time(rows, "at").orElseThrow()));
                    }
                }
                return former.build().toList();
            }
        });
    }

    /** The names of the standing feeds that the story is filed under now. */
    public List<String> feeds(UUID story) {
        return snapshot.ask(connection -> {
            try (var statement = connection.prepareStatement("select feeds from story where id = ?")) {
                statement.setObject(1, story);
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? List.copyOf(StoryRow.split(rows.getString("feeds"))) : List.<String>of();
                }
            }
        });
    }

    /** When the article of this id was removed at a person's request. */
    public Optional<Instant> erased(UUID article) {
        return snapshot.ask(connection -> {
            try (var statement = connection.prepareStatement("select at from erased_article where article_id = ?")) {
                statement.setObject(1, article);
                try (var rows = statement.executeQuery()) {
                    return rows.next() ? ArticleTable.time(rows, "at") : Optional.<Instant>empty();
                }
            }
        });
    }
}

package org.yizhan.publish;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yizhan.article.Merger;

/** The rows of {@code story} and {@code merger} within one transaction. */
final class StoryTable {

    private final Connection connection;

    StoryTable(Connection connection) {
        this.connection = connection;
    }

    /** The aliases among these ids. */
    Map<UUID, UUID> aliases(Collection<UUID> ids) throws SQLException {
        return pairs(
                "select id, merged_into from story where id = any(?) and merged_into is not null",
                Columns.ids(connection, ids));
    }

    /** The aliases of these stories. */
    Map<UUID, UUID> aliasesOf(Collection<UUID> stories) throws SQLException {
        return pairs("select id, merged_into from story where merged_into = any(?)", Columns.ids(connection, stories));
    }

    private Map<UUID, UUID> pairs(String sql, Array ids) throws SQLException {
        Map<UUID, UUID> pairs = new HashMap<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, ids);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    pairs.put(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class));
                }
            }
        }
        return pairs;
    }

    /** The mergers away from these ids. */
    Set<Aliases.Joined> mergers(Collection<UUID> ids) throws SQLException {
        Set<Aliases.Joined> found = new HashSet<>();
        try (var statement =
                connection.prepareStatement("select from_id, into_id from merger where from_id = any(?)")) {
            statement.setArray(1, Columns.ids(connection, ids));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Aliases.Joined(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class)));
                }
            }
        }
        return found;
    }

    void keep(Collection<Merger> mergers) throws SQLException {
        var sql = """
                insert into merger (from_id, into_id, caused_by, at)
                select from_id, into_id, caused_by, to_timestamp(micros / 1e6::float8)
                from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::int8[]) as u(from_id, into_id, caused_by, micros)
                on conflict do nothing
                """;
        var columns = new Columns<>(connection, mergers);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(Merger::from));
            statement.setArray(2, columns.ids(Merger::into));
            statement.setArray(3, columns.ids(Merger::causedBy));
            statement.setArray(4, columns.times(Merger::at));
            statement.executeUpdate();
        }
    }

    /** Points each id at the story that stands for it; one that stands itself is no alias any longer. */
    void pointAliases(Collection<UUID> ids, Aliases aliases) throws SQLException {
        var sql = """
                insert into story (id, merged_into)
                select id, nullif(standing, id) from unnest(?::uuid[], ?::uuid[]) as u(id, standing)
                on conflict (id) do update set merged_into = excluded.merged_into
                where story.merged_into is distinct from excluded.merged_into
                """;
        try (var statement = connection.prepareStatement(sql)) {
            var columns = new Columns<>(connection, ids);
            statement.setArray(1, Columns.ids(connection, ids));
            statement.setArray(2, columns.ids(aliases::resolve));
            statement.executeUpdate();
        }
    }

    /** Locks the known ones among these stories until the transaction ends, in id order. */
    Map<UUID, StoryRow> lock(Collection<UUID> ids) throws SQLException {
        var sql = """
                select id, origin, published_at, updated_at, feeds, tombstoned from story
                where id = any(?) order by id for update
                """;
        Map<UUID, StoryRow> found = new HashMap<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, ids));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject("id", UUID.class);
                    var row = new StoryRow(
                            id,
                            Optional.ofNullable(rows.getObject("origin", UUID.class)),
                            ArticleTable.time(rows, "published_at").orElse(Instant.EPOCH),
                            ArticleTable.time(rows, "updated_at"),
                            StoryRow.split(rows.getString("feeds")),
                            rows.getBoolean("tombstoned"));
                    found.put(id, row);
                }
            }
        }
        return found;
    }

    /**
     * Stores stories not seen before, in id order.
     *
     * @throws Overtaken where another transaction has stored one meanwhile
     */
    void insert(Collection<StoryRow> stories) throws SQLException {
        write("""
                insert into story (id, origin, published_at, updated_at, feeds, tombstoned)
                select id, origin, to_timestamp(published / 1e6::float8), to_timestamp(updated / 1e6::float8), feeds,
                       tombstoned
                from unnest(?::uuid[], ?::uuid[], ?::int8[], ?::int8[], ?::text[], ?::bool[])
                     as u(id, origin, published, updated, feeds, tombstoned)
                on conflict do nothing
                """, stories);
    }

    /** Stores changes of locked stories. */
    void update(Collection<StoryRow> stories) throws SQLException {
        write("""
                update story s set origin = u.origin, published_at = to_timestamp(published / 1e6::float8),
                       updated_at = to_timestamp(updated / 1e6::float8), feeds = u.feeds, tombstoned = u.tombstoned
                from unnest(?::uuid[], ?::uuid[], ?::int8[], ?::int8[], ?::text[], ?::bool[])
                     as u(id, origin, published, updated, feeds, tombstoned)
                where s.id = u.id
                """, stories);
    }

    private void write(String sql, Collection<StoryRow> stories) throws SQLException {
        if (stories.isEmpty()) {
            return;
        }
        List<StoryRow> ordered = new ArrayList<>(stories);
        ordered.sort((one, other) -> Aliases.BY_ID.compare(one.id(), other.id()));
        var columns = new Columns<>(connection, ordered);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(StoryRow::id));
            statement.setArray(2, columns.ids(story -> story.origin().orElse(null)));
            statement.setArray(3, columns.times(StoryRow::publishedAt));
            statement.setArray(4, columns.times(story -> story.updatedAt().orElse(null)));
            statement.setArray(5, columns.texts(StoryRow::joinedFeeds));
            statement.setArray(6, columns.truths(StoryRow::tombstoned));
            Overtaken.unless(statement.executeUpdate() == ordered.size());
        }
    }
}

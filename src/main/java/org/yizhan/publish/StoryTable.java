package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rows of {@code story} within one transaction. */
final class StoryTable {

    /** Ids as PostgreSQL orders them: by their digits. */
    static final Comparator<UUID> BY_ID = (one, other) -> {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    };

    private final Connection connection;

    StoryTable(Connection connection) {
        this.connection = connection;
    }

    /** Locks the known ones among these stories until the transaction ends, in id order. */
    Map<UUID, StoryRow> lock(Collection<UUID> ids) throws SQLException {
        var sql = """
                select id, origin, first, published_at, updated_at, feeds, tombstoned from story
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
                            Optional.ofNullable(rows.getObject("first", UUID.class)),
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
        var rows = new CopyRows();
        for (StoryRow story : inOrder(stories)) {
            rows.row(7)
                    .id(story.id())
                    .id(story.origin())
                    .id(story.first())
                    .time(story.publishedAt())
                    .time(story.updatedAt())
                    .text(story.joinedFeeds())
                    .truth(story.tombstoned());
        }
        try {
            rows.copy(connection, "story (id, origin, first, published_at, updated_at, feeds, tombstoned)");
        } catch (SQLException e) {
            throw Overtaken.orNot(e);
        }
    }

    /** Stores changes of locked stories. */
    void update(Collection<StoryRow> stories) throws SQLException {
        if (stories.isEmpty()) {
            return;
        }
        var sql = """
                update story s set origin = u.origin, first = u.first, published_at = to_timestamp(published / 1e6::float8),
                       updated_at = to_timestamp(updated / 1e6::float8), feeds = u.feeds, tombstoned = u.tombstoned
                from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::int8[], ?::int8[], ?::text[], ?::bool[])
                     as u(id, origin, first, published, updated, feeds, tombstoned)
                where s.id = u.id
                """;
        var columns = new Columns<>(connection, stories);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(StoryRow::id));
            statement.setArray(2, columns.ids(story -> story.origin().orElse(null)));
            statement.setArray(3, columns.ids(story -> story.first().orElse(null)));
            statement.setArray(4, columns.times(StoryRow::publishedAt));
            statement.setArray(5, columns.times(story -> story.updatedAt().orElse(null)));
            statement.setArray(6, columns.texts(StoryRow::joinedFeeds));
            statement.setArray(7, columns.truths(StoryRow::tombstoned));
            statement.executeUpdate();
        }
    }

    /** Forgets locked stories. */
    void delete(Collection<UUID> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("delete from story where id = any(?)")) {
            statement.setArray(1, Columns.ids(connection, ids));
            statement.executeUpdate();
        }
    }

    private static List<StoryRow> inOrder(Collection<StoryRow> stories) {
        return stories.stream()
                .sorted(Comparator.comparing(StoryRow::id, BY_ID))
                .toList();
    }
}

package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.yizhan.article.Sources;
import org.yizhan.search.Tally;
import org.yizhan.search.Wanted;

/** Answers about feeds, on one snapshot. */
final class FeedReader {

    private static final int MOST_TOMBSTONES = 50;

    private final Connection connection;
    private final StoryReader stories;

    FeedReader(Connection connection, Sources sources) {
        this.connection = connection;
        this.stories = new StoryReader(connection, sources);
    }

    static long seq(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select last from change_number");
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    FeedContent feed(FeedName name, int limit) throws SQLException {
        if (name.kind() == FeedName.Kind.STORY) {
            return ofStory(UUID.fromString(name.value()));
        }
        long seq = seq(connection);
        List<UUID> ids = new ArrayList<>();
        try (var statement = connection.prepareStatement(
                "select story_id from feed_entry where feed = ? order by published_at desc, story_id limit ?")) {
            statement.setString(1, name.toString());
            statement.setInt(2, limit);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return content(seq, stories.entries(ids), tombstones(name));
    }

    /** As in {@link Archives#recent}. */
    Recent recent(FeedName name, int limit) throws SQLException {
        long seq = seq(connection);
        ArchiveReader.Newest newest = new ArchiveReader(connection, name).newest(limit);
        return new Recent(
                content(seq, stories.entries(newest.stories()), tombstones(name)),
                newest.cut().map(ArchiveReader.Cut::page),
                newest.loose());
    }

    /** As in {@link Archives#hasHeld}: the row that counts a feed's entries stays when there are none. */
    boolean hasHeld(FeedName name) throws SQLException {
        try (var statement = connection.prepareStatement("select from feed_count where feed = ?")) {
            statement.setString(1, Documents.storable(name.toString()));
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** As in {@link Archives#page}. */
    Optional<ArchivePage> page(FeedName name, int number) throws SQLException {
        long seq = seq(connection);
        var archive = new ArchiveReader(connection, name);
        Optional<ArchiveReader.Cut> found = archive.page(number);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ArchiveReader.Place place = found.get().place();
        List<UUID> ids = archive.stories(archive.stretch(found.get()), Archives.MOST + 1);
        boolean whole = ids.size() <= Archives.MOST;
        List<Entry> entries = stories.entries(whole ? ids : ids.subList(0, Archives.MOST));
        return Optional.of(new ArchivePage(
                number,
                entries.isEmpty()
                        ? new FeedContent(seq, place.publishedAt().toInstant(), List.of(), List.of())
                        : content(seq, entries, List.of()),
                archive.older(place).map(ArchiveReader.Cut::page),
                archive.newer(place).map(ArchiveReader.Cut::page),
                whole));
    }

    /**
     * Those of these stories that stand in the feed, as they were given, and the tombstones that it has for the others.
     *
     * @param seq what it tells up to
     */
    FeedContent changed(FeedName name, List<UUID> ids, long seq) throws SQLException {
        if (ids.isEmpty()) {
            return content(seq, List.of(), List.of());
        }
        if (name.kind() == FeedName.Kind.STORY) {
            FeedContent whole = ofStory(UUID.fromString(name.value()));
            return content(seq, whole.entries(), whole.tombstones());
        }
        return content(seq, stories.entries(filed(name, ids)), tombstones(name, ids));
    }

    private List<UUID> filed(FeedName name, List<UUID> ids) throws SQLException {
        var sql = """
                select s.id from unnest(?) with ordinality as u(id, place) join story s on s.id = u.id
                where ? = any(string_to_array(s.feeds, chr(31))) order by u.place
                """;
        List<UUID> filed = new ArrayList<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, ids));
            statement.setString(2, name.toString());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    filed.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return filed;
    }

    private List<Tombstone> tombstones(FeedName name, List<UUID> ids) throws SQLException {
        var sql = "select " + TombstoneRows.COLUMNS + " from tombstone t " + TombstoneRows.KNOWN
                + " where t.story_id = any(?) and t.feed = ? order by t.at, t.story_id";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, ids));
            statement.setString(2, name.toString());
            return TombstoneRows.all(statement);
        }
    }

    private FeedContent ofStory(UUID id) throws SQLException {
        long seq = seq(connection);
        return switch (stories.story(id)) {
            case StoryFound.Present present -> content(seq, List.of(present.entry()), List.of());
            case StoryFound.Withdrawn withdrawn -> content(seq, List.of(), List.of(withdrawn.tombstone()));
            case StoryFound.Merged merged -> content(seq, List.of(), List.of());
            case StoryFound.Unknown unknown ->
                content(seq, List.of(), unknown.erasure().stream().toList());
        };
    }

    static FeedContent content(long seq, List<Entry> entries, List<Tombstone> tombstones) {
        Instant updated = Stream.concat(
                        entries.stream().map(Entry::updatedAt),
                        tombstones.stream().map(Tombstone::at))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        return new FeedContent(seq, updated, entries, tombstones);
    }

    private List<Tombstone> tombstones(FeedName name) throws SQLException {
        var sql = "select " + TombstoneRows.COLUMNS + " from (" + """
                select story_id, at, reason, erased from tombstone
                where feed = ? and at > now() - make_interval(days => ?) order by at desc, story_id limit ?
                """ + ") t" + TombstoneRows.KNOWN
                + " order by t.at desc, t.story_id";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name.toString());
            statement.setInt(2, (int) TombstoneTable.MEMORY.toDays());
            statement.setInt(3, MOST_TOMBSTONES);
            return TombstoneRows.all(statement);
        }
    }

    FeedContent search(StoryQuery query) throws SQLException {
        long seq = seq(connection);
        List<UUID> ids = new Search(connection).answers(query);
        return content(seq, stories.entries(ids), List.of());
    }

    /** Those that an index found, as far as they stand still. */
    StoriesFound found(Wanted.Found found) throws SQLException {
        long seq = Math.min(seq(connection), found.seq());
        List<Entry> entries =
                stories.entries(found.hits().stream().map(Wanted.Hit::story).toList());
        return new StoriesFound(content(seq, entries, List.of()), found.complete(), found.hits());
    }

    /** Of all stories. */
    Tally tally() throws SQLException {
        Map<String, Long> feeds = new HashMap<>();
        try (var statement = connection.prepareStatement("select feed, stories from feed_count where stories > 0");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                feeds.put(rows.getString("feed"), rows.getLong("stories"));
            }
        }
        return new Tally(feeds.getOrDefault(FeedName.ALL.toString(), 0L), feeds, Tally.Precision.EXACT, true);
    }

    List<FeedSummary> feeds(FeedName.Kind kind) throws SQLException {
        var sql = """
                select c.feed, c.stories, newest.published_at
                from feed_count c, lateral (
                    select published_at from feed_entry e where e.feed = c.feed order by published_at desc limit 1
                ) newest
                where c.stories > 0 and (c.feed = ? or starts_with(c.feed, ? || '/'))
                order by c.stories desc, c.feed
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, kind.word());
            statement.setString(2, kind.word());
            return summaries(statement);
        }
    }

    /** Looks for the newest story of those only that are given. */
    FeedsHeld feeds(FeedName.Kind kind, long from, int most) throws SQLException {
        var sql = """
                select c.feed, c.stories, newest.published_at, c.every
                from (select feed, stories, count(*) over () as every from feed_count
                      where stories > 0 and (feed = ? or starts_with(feed, ? || '/'))
                      order by stories desc, feed offset ? limit ?) c,
                  lateral (
                    select published_at from feed_entry e where e.feed = c.feed order by published_at desc limit 1
                  ) newest
                order by c.stories desc, c.feed
                """;
        try (var statement =
                connection.prepareStatement(sql, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
            statement.setString(1, kind.word());
            statement.setString(2, kind.word());
            statement.setLong(3, from);
            statement.setInt(4, most);
            try (var rows = statement.executeQuery()) {
                long all = rows.next() ? rows.getLong("every") : 0;
                rows.beforeFirst();
                return new FeedsHeld(summaries(rows), all);
            }
        }
    }

    List<FeedSummary> feeds(Collection<FeedName> names) throws SQLException {
        var sql = """
                select c.feed, c.stories, newest.published_at
                from feed_count c, lateral (
                    select published_at from feed_entry e where e.feed = c.feed order by published_at desc limit 1
                ) newest
                where c.stories > 0 and c.feed = any (?)
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", names.stream().map(FeedName::toString).toArray()));
            return summaries(statement);
        }
    }

    private static List<FeedSummary> summaries(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            return summaries(rows);
        }
    }

    private static List<FeedSummary> summaries(ResultSet rows) throws SQLException {
        var summaries = new ArrayList<FeedSummary>();
        while (rows.next()) {
            var newest = ArticleTable.time(rows, "published_at").orElseThrow();
            long count = rows.getLong("stories");
            FeedName.parse(rows.getString("feed"))
                    .ifPresent(name -> summaries.add(new FeedSummary(name, count, newest)));
        }
        return summaries;
    }
}

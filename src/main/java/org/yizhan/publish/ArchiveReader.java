package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where a feed's archive is cut, and what stands between two cuts, on one snapshot. */
final class ArchiveReader {

    /** No story has a later id. */
    private static final UUID LAST = new UUID(-1, -1);

    private static final UUID FIRST = new UUID(0, 0);

    /** A place in a feed's order, newest first: by time of publication, then by story. */
    record Place(OffsetDateTime publishedAt, UUID story) {

        /** Before the newest entry; the server takes it for infinity. */
        static final Place NEWEST = new Place(OffsetDateTime.MAX, FIRST);

        /** Behind the oldest. */
        static final Place OLDEST = new Place(OffsetDateTime.MIN, LAST);
    }

    /** Part of a feed: from a place on, that itself included, as far as another. */
    record Stretch(Place from, Place to) {}

    /** A page's cut. */
    record Cut(int page, Place place) {}

    /** The newest stories, and how many of them are on no page. */
    record Newest(List<UUID> stories, Optional<Cut> cut, int loose) {}

    private final Connection connection;
    private final String feed;

    ArchiveReader(Connection connection, FeedName name) {
        this.connection = connection;
        this.feed = name.toString();
    }

    Newest newest(int limit) throws SQLException {
        Optional<Cut> cut = older(Place.NEWEST);
        Place end = cut.map(Cut::place).orElse(Place.OLDEST);
        List<UUID> loose = stories(new Stretch(Place.NEWEST, end), limit + 1);
        List<UUID> newest = new ArrayList<>(loose.subList(0, Math.min(limit, loose.size())));
        if (cut.isPresent() && newest.size() < limit) {
            newest.addAll(stories(new Stretch(end, Place.OLDEST), limit - newest.size()));
        }
        return new Newest(newest, cut, loose.size());
    }

    /** The first {@code limit} stories of a stretch. */
    List<UUID> stories(Stretch stretch, int limit) throws SQLException {
        var sql = """
                select story_id from feed_entry
                where feed = ? and published_at <= ? and (published_at < ? or story_id >= ?)
                  and published_at >= ? and (published_at > ? or story_id < ?)
                order by published_at desc, story_id limit ?
                """;
        List<UUID> stories = new ArrayList<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(fill(statement, 1, stretch), limit);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    stories.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return stories;
    }

    /** Puts the feed and the stretch into a condition as in {@link #stories}; the number of the parameter behind it. */
    int fill(PreparedStatement statement, int first, Stretch stretch) throws SQLException {
        int next = first;
        statement.setString(next++, feed);
        statement.setObject(next++, stretch.from().publishedAt());
        statement.setObject(next++, stretch.from().publishedAt());
        statement.setObject(next++, stretch.from().story());
        statement.setObject(next++, stretch.to().publishedAt());
        statement.setObject(next++, stretch.to().publishedAt());
        statement.setObject(next++, stretch.to().story());
        return next;
    }

    Optional<Cut> page(int number) throws SQLException {
        return cut(
                "select page, published_at, story_id from feed_archive where feed = ? and page = ?",
                statement -> statement.setInt(2, number));
    }

    /** The newest cut behind a place. */
    Optional<Cut> older(Place place) throws SQLException {
        var sql = """
                select page, published_at, story_id from feed_archive
                where feed = ? and published_at <= ? and (published_at < ? or story_id > ?)
                order by published_at desc, story_id limit 1
                """;
        return cut(sql, statement -> fill(statement, place));
    }

    /** The oldest cut before a place. */
    Optional<Cut> newer(Place place) throws SQLException {
        var sql = """
                select page, published_at, story_id from feed_archive
                where feed = ? and published_at >= ? and (published_at > ? or story_id < ?)
                order by published_at, story_id desc limit 1
                """;
        return cut(sql, statement -> fill(statement, place));
    }

    /** What the page holds. */
    Stretch stretch(Cut page) throws SQLException {
        return new Stretch(page.place(), older(page.place()).map(Cut::place).orElse(Place.OLDEST));
    }

    private static void fill(PreparedStatement statement, Place place) throws SQLException {
        statement.setObject(2, place.publishedAt());
        statement.setObject(3, place.publishedAt());
        statement.setObject(4, place.story());
    }

    /** Fills in what comes behind the feed. */
    private interface Filling {
        void fill(PreparedStatement statement) throws SQLException;
    }

    private Optional<Cut> cut(String sql, Filling filling) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, feed);
            filling.fill(statement);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Cut(
                                rows.getInt("page"),
                                new Place(
                                        rows.getObject("published_at", OffsetDateTime.class),
                                        rows.getObject("story_id", UUID.class))))
                        : Optional.empty();
            }
        }
    }
}

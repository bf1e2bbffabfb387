package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

/** The rows of {@code feed_entry} and {@code feed_count} within one transaction. */
final class FeedTable {

    /** A story's place in a feed. */
    record Place(String feed, Instant publishedAt, UUID story) {}

    private static final Comparator<Place> IN_INDEX_ORDER =
            Comparator.comparing(Place::feed).thenComparing(Place::publishedAt, Comparator.reverseOrder());

    private final Connection connection;

    FeedTable(Connection connection) {
        this.connection = connection;
    }

    void remove(List<Place> places) throws SQLException {
        if (places.isEmpty()) {
            return;
        }
        var sql = """
                delete from feed_entry e using unnest(?::text[], ?::int8[], ?::uuid[]) as u(feed, micros, story_id)
                where e.feed = u.feed and e.published_at = to_timestamp(u.micros / 1e6::float8)
                  and e.story_id = u.story_id
                """;
        var columns = new Columns<>(connection, places);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.texts(Place::feed));
            statement.setArray(2, columns.times(Place::publishedAt));
            statement.setArray(3, columns.ids(Place::story));
            statement.executeUpdate();
        }
    }

    void add(List<Place> places) throws SQLException {
        var rows = new CopyRows();
        places.stream()
                .sorted(IN_INDEX_ORDER)
                .forEach(place ->
                        rows.row(3).text(place.feed()).time(place.publishedAt()).id(place.story()));
        rows.copy(connection, "feed_entry (feed, published_at, story_id)");
    }

    /** Adds to each feed's number of entries; a row that many publishers want, so the last thing in a transaction. */
    void count(SortedMap<String, Long> more) throws SQLException {
        if (more.isEmpty()) {
            return;
        }
        var sql = """
                insert into feed_count (feed, stories)
                select feed, more from unnest(?::text[], ?::int8[]) as u(feed, more)
                on conflict (feed) do update set stories = feed_count.stories + excluded.stories
                """;
        var columns = new Columns<>(connection, more.entrySet());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.texts(Map.Entry::getKey));
            statement.setArray(2, columns.numbers(Map.Entry::getValue));
            statement.executeUpdate();
        }
    }

    /** Which of these places, in feeds that have not changed yet, are among the newest that a feed shows. */
    List<Place> shown(List<Place> places) throws SQLException {
        if (places.isEmpty()) {
            return List.of();
        }
        var sql = """
                select u.place from unnest(?::text[], ?::int8[]) with ordinality as u(feed, micros, place)
                where (select count(*) from (
                    select from feed_entry e
                    where e.feed = u.feed and e.published_at > to_timestamp(u.micros / 1e6::float8) limit ?) newer) < ?
                """;
        var columns = new Columns<>(connection, places);
        List<Place> shown = new ArrayList<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.texts(Place::feed));
            statement.setArray(2, columns.times(Place::publishedAt));
            statement.setInt(3, Archives.PAGE);
            statement.setInt(4, Archives.PAGE);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    shown.add(places.get(rows.getInt("place") - 1));
                }
            }
        }
        return shown;
    }
}

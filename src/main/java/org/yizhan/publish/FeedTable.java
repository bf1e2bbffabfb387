package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** The rows of {@code feed_entry}, {@code feed_count} and {@code tombstone} within one transaction. */
final class FeedTable {

    /** How long a feed tells of what is gone. */
    static final Duration MEMORY = Duration.ofDays(30);

    /** A story's place in a feed. */
    record Place(String feed, Instant publishedAt, UUID story) {}

    /**
     * A tombstone's place in a feed.
     *
     * @param erased whether it stands for what was erased, of which nothing is said
     */
    record Grave(String feed, UUID story, Instant at, String reason, boolean erased) {

        static Grave bare(String feed, UUID story, Instant at) {
            return new Grave(feed, story, at, "", true);
        }

        Place place() {
            return new Place(feed, at, story);
        }
    }

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

    /** Keeps tombstones, older ones as they are, and lets those go that the same feeds need not tell any longer. */
    void bury(Collection<Grave> graves, Instant now) throws SQLException {
        if (graves.isEmpty()) {
            return;
        }
        var sql = """
                insert into tombstone (feed, story_id, at, reason, erased)
                select feed, story_id, to_timestamp(micros / 1e6::float8), reason, erased
                from unnest(?::text[], ?::uuid[], ?::int8[], ?::text[], ?::bool[])
                    as u(feed, story_id, micros, reason, erased)
                on conflict do nothing
                """;
        var columns = new Columns<>(connection, graves);
        try (var statement = connection.prepareStatement(sql);
                var old = connection.prepareStatement(
                        "delete from tombstone where feed = any(?) and at < to_timestamp(? / 1e6::float8)")) {
            statement.setArray(1, columns.texts(Grave::feed));
            statement.setArray(2, columns.ids(Grave::story));
            statement.setArray(3, columns.times(Grave::at));
            statement.setArray(4, columns.texts(Grave::reason));
            statement.setArray(5, columns.truths(Grave::erased));
            statement.executeUpdate();
            old.setArray(1, columns.texts(Grave::feed));
            old.setLong(2, Moment.micros(now.minus(MEMORY)));
            old.executeUpdate();
        }
    }

    /**
     * Takes away the tombstones of these stories but for those in {@code kept} and those of what was erased, and names the
     * feeds that held them.
     */
    List<String> raise(Collection<UUID> stories, Collection<Grave> kept) throws SQLException {
        if (stories.isEmpty()) {
            return List.of();
        }
        var sql = """
                delete from tombstone t where story_id = any(?) and not erased and not exists (
                    select from unnest(?::text[], ?::uuid[]) as u(feed, story_id)
                    where u.feed = t.feed and u.story_id = t.story_id)
                returning feed
                """;
        var columns = new Columns<>(connection, kept);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, stories));
            statement.setArray(2, columns.texts(Grave::feed));
            statement.setArray(3, columns.ids(Grave::story));
            return feeds(statement);
        }
    }

    /**
     * Takes away what stands for something erased wherever there is more to say of the story now. There is hardly ever
     * such a thing, so that is found out first: asked of each place, it costs a third of all that publishing does.
     */
    void reopen(Collection<Place> places) throws SQLException {
        if (places.isEmpty()) {
            return;
        }
        var sql = """
                with bare as materialized (select feed, story_id from tombstone where erased and story_id = any(?))
                delete from tombstone t
                using bare b join unnest(?::text[], ?::uuid[]) as u(feed, story_id) using (feed, story_id)
                where t.feed = b.feed and t.story_id = b.story_id
                """;
        var columns = new Columns<>(connection, places);
        var stories = places.stream().map(Place::story).collect(Collectors.toSet());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, stories));
            statement.setArray(2, columns.texts(Place::feed));
            statement.setArray(3, columns.ids(Place::story));
            statement.executeUpdate();
        }
    }

    /** Takes what the tombstones of these stories say away, and names the feeds that hold them. */
    List<String> silence(Collection<UUID> stories, Instant now) throws SQLException {
        if (stories.isEmpty()) {
            return List.of();
        }
        var sql = """
                update tombstone set reason = '', erased = true, at = to_timestamp(? / 1e6::float8)
                where story_id = any(?) and not erased returning feed
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, Moment.micros(now));
            statement.setArray(2, Columns.ids(connection, stories));
            return feeds(statement);
        }
    }

    /** Gives all tombstones of each of these stories another reason, and names the feeds that hold them. */
    List<String> say(Map<UUID, String> reasons) throws SQLException {
        if (reasons.isEmpty()) {
            return List.of();
        }
        var sql = """
                update tombstone t set reason = u.reason from unnest(?::uuid[], ?::text[]) as u(story_id, reason)
                where t.story_id = u.story_id and t.reason <> u.reason and not t.erased
                returning feed
                """;
        var columns = new Columns<>(connection, reasons.entrySet());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(Map.Entry::getKey));
            statement.setArray(2, columns.texts(Map.Entry::getValue));
            return feeds(statement);
        }
    }

    private static List<String> feeds(PreparedStatement statement) throws SQLException {
        List<String> feeds = new ArrayList<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                feeds.add(rows.getString("feed"));
            }
        }
        return feeds;
    }
}

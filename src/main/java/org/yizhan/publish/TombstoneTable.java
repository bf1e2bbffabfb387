package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.yizhan.article.Chronicle;
import org.yizhan.publish.FeedTable.Place;

/** The rows of {@code tombstone} within one transaction. */
final class TombstoneTable {

    /** How long a feed tells of what is gone. */
    static final Duration MEMORY = Duration.ofDays(30);

    /**
     * A tombstone's place in a feed.
     *
     * @param erased whether it stands for what was erased, of which nothing is said
     */
    record Grave(String feed, UUID story, Instant at, String reason, boolean erased) {

        static final String COLUMNS = "feed, story_id, at, reason, erased";

        static List<Grave> all(PreparedStatement statement) throws SQLException {
            List<Grave> graves = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    graves.add(new Grave(
                            rows.getString("feed"),
                            rows.getObject("story_id", UUID.class),
                            ArticleTable.time(rows, "at").orElseThrow(),
                            rows.getString("reason"),
                            rows.getBoolean("erased")));
                }
            }
            return graves;
        }

        static Grave bare(String feed, UUID story, Instant at) {
            return new Grave(feed, story, at, "", true);
        }

        Place place() {
            return new Place(feed, at, story);
        }

        Chronicle.Grave chronicled() {
            return new Chronicle.Grave(feed, story, at, reason, erased);
        }
    }

    private final Connection connection;

    TombstoneTable(Connection connection) {
        this.connection = connection;
    }

    /**
     * Keeps tombstones, older ones as they are but for a reason where they have none, and lets those go that the same feeds
     * need not tell any longer.
     *
     * @return those that are other than before
     */
    List<Grave> bury(Collection<Grave> graves, Instant now) throws SQLException {
        if (graves.isEmpty()) {
            return List.of();
        }
        var sql = """
                insert into tombstone (feed, story_id, at, reason, erased)
                select distinct on (feed, story_id) feed, story_id, to_timestamp(micros / 1e6::float8), reason, erased
                from unnest(?::text[], ?::uuid[], ?::int8[], ?::text[], ?::bool[]) with ordinality
                    as u(feed, story_id, micros, reason, erased, place)
                order by feed, story_id, place
                on conflict (story_id, feed) do update set reason = excluded.reason
                    where tombstone.reason = '' and not tombstone.erased and excluded.reason <> ''
                returning %s
                """.formatted(Grave.COLUMNS);
        var columns = new Columns<>(connection, graves);
        try (var statement = connection.prepareStatement(sql);
                var old = connection.prepareStatement(
                        "delete from tombstone where feed = any(?) and at < to_timestamp(? / 1e6::float8)")) {
            statement.setArray(1, columns.texts(Grave::feed));
            statement.setArray(2, columns.ids(Grave::story));
            statement.setArray(3, columns.times(Grave::at));
            statement.setArray(4, columns.texts(Grave::reason));
            statement.setArray(5, columns.truths(Grave::erased));
            List<Grave> buried = Grave.all(statement);
            old.setArray(1, columns.texts(Grave::feed));
            old.setLong(2, Moment.micros(now.minus(MEMORY)));
            old.executeUpdate();
            return buried;
        }
    }

    /** Takes away the tombstones of stories that stand in these places again. */
    void raise(Collection<Place> places) throws SQLException {
        dig("", places);
    }

    /**
     * Takes away what stands for something erased wherever there is more to say of the story now. There is hardly ever
     * such a thing, so that is found out first: asked of each place, it costs a third of all that publishing does.
     */
    void reopen(Collection<Place> places) throws SQLException {
        dig("erased and", places);
    }

    private void dig(String which, Collection<Place> places) throws SQLException {
        if (places.isEmpty()) {
            return;
        }
        var sql = """
                with those as materialized (select feed, story_id from tombstone where %s story_id = any(?))
                delete from tombstone t
                using those b join unnest(?::text[], ?::uuid[]) as u(feed, story_id) using (feed, story_id)
                where t.feed = b.feed and t.story_id = b.story_id
                """.formatted(which);
        var columns = new Columns<>(connection, places);
        var stories = places.stream().map(Place::story).collect(Collectors.toSet());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, stories));
            statement.setArray(2, columns.texts(Place::feed));
            statement.setArray(3, columns.ids(Place::story));
            statement.executeUpdate();
        }
    }

    /**
     * Takes from the tombstones of these stories, which stand again, the reason why they did not, but from those in
     * {@code kept}, and says which those are.
     */
    List<Grave> hush(Collection<UUID> stories, Collection<Grave> kept) throws SQLException {
        if (stories.isEmpty()) {
            return List.of();
        }
        var sql = """
                update tombstone t set reason = '' where story_id = any(?) and reason <> '' and not exists (
                    select from unnest(?::text[], ?::uuid[]) as u(feed, story_id)
                    where u.feed = t.feed and u.story_id = t.story_id)
                returning %s
                """.formatted(Grave.COLUMNS);
        var columns = new Columns<>(connection, kept);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, stories));
            statement.setArray(2, columns.texts(Grave::feed));
            statement.setArray(3, columns.ids(Grave::story));
            return Grave.all(statement);
        }
    }

    /** Takes what the tombstones of these stories say away, and says which those are. */
    List<Grave> silence(Collection<UUID> stories, Dating dating) throws SQLException {
        if (stories.isEmpty()) {
            return List.of();
        }
        var sql = """
                update tombstone t set reason = '', erased = true, at = to_timestamp(u.micros / 1e6::float8)
                from unnest(?::text[], ?::uuid[], ?::int8[]) as u(feed, story_id, micros)
                where t.feed = u.feed and t.story_id = u.story_id
                returning t.feed, t.story_id, t.at, t.reason, t.erased
                """;
        silenceLost(stories);
        List<Grave> speaking = speaking(stories);
        var columns = new Columns<>(connection, speaking);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.texts(Grave::feed));
            statement.setArray(2, columns.ids(Grave::story));
            statement.setArray(3, columns.times(grave -> dating.buried(grave.feed(), grave.story())));
            return Grave.all(statement);
        }
    }

    /** The same for what a lost database had told, which may come again. */
    private void silenceLost(Collection<UUID> stories) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update lost_burial set reason = '', erased = true where story_id = any(?) and not erased")) {
            statement.setArray(1, Columns.ids(connection, stories));
            statement.executeUpdate();
        }
    }

    /** The tombstones of these stories that say more than that something is gone. */
    private List<Grave> speaking(Collection<UUID> stories) throws SQLException {
        var sql = "select %s from tombstone where story_id = any(?) and not erased for update".formatted(Grave.COLUMNS);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, stories));
            return Grave.all(statement);
        }
    }

    /** Gives all tombstones of each of these stories another reason, and says which those are. */
    List<Grave> say(Map<UUID, String> reasons) throws SQLException {
        if (reasons.isEmpty()) {
            return List.of();
        }
        var sql = """
                update tombstone t set reason = u.reason from unnest(?::uuid[], ?::text[]) as u(story_id, reason)
                where t.story_id = u.story_id and t.reason <> u.reason and not t.erased
                returning t.feed, t.story_id, t.at, t.reason, t.erased
                """;
        var columns = new Columns<>(connection, reasons.entrySet());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(Map.Entry::getKey));
            statement.setArray(2, columns.texts(Map.Entry::getValue));
            return Grave.all(statement);
        }
    }
}

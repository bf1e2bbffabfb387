package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Sources;

/**
 * What became different for readers, batch by batch, in the order of change sequence numbers: written in the transaction
 * that publishes, so who goes on from the number up to which he has read misses nothing, whoever crashed meanwhile. Safe
 * for concurrent use; throws {@link IllegalStateException} with the {@link SQLException} as its cause where PostgreSQL is
 * away.
 */
public final class ChangeLog {

    /** So many stories of a feed are asked for at once, or as many as one batch has. */
    private static final int STORIES = 200;

    private static final int BATCHES = 400;

    private static final int AT_ONCE = 5_000;

    /** So many changes at most are read at once to remember them. */
    private static final int MUCH = 10_000;

    private final DataSource database;
    private final Snapshot snapshot;
    private final Sources sources;
    private Optional<RecentChanges> recent = Optional.empty();

    /** @param sources give the names of sources */
    public ChangeLog(DataSource database, Sources sources) {
        this.database = database;
        this.snapshot = new Snapshot(database, "the changes");
        this.sources = sources;
    }

    /** One batch. */
    public record Change(long seq, Instant at, List<String> feeds, List<UUID> stories) {
        public Change {
            feeds = List.copyOf(feeds);
            stories = List.copyOf(stories);
        }
    }

    /**
     * What a feed has to tell to somebody who knows it up to some number.
     *
     * @param content the entries and tombstones of what changed, oldest change first, whatever the feed's length; its
     *     {@code seq} is the number up to which it tells
     * @param told the stories in the order in which they changed, each with the number of the batch; those too of which
     *     there is nothing to tell
     * @param more whether there are later changes
     * @param gap whether changes before these are not remembered any longer
     */
    public record News(FeedContent content, SequencedMap<UUID, Long> told, boolean more, boolean gap) {}

    /**
     * Somebody who knows the standing feed {@code name} up to {@code seq}.
     *
     * @param within the last story that he was told of in the batch {@code seq + 1}, where he knows some of that too
     */
    public record Reader(FeedName name, long seq, Optional<UUID> within) {

        /** The stories of a batch that he is still to be told of. */
        List<UUID> unknown(Change change) {
            int known = change.seq() == seq + 1
                    ? within.map(change.stories()::indexOf).orElse(-1) + 1
                    : 0;
            return change.stories().subList(known, change.stories().size());
        }
    }

    /**
     * What a batch did to stories one by one.
     *
     * @param fresh those that nobody has seen before
     * @param altered those that say something else than before, or no longer all of it
     * @param left the places that stories stand in no longer
     */
    record Turns(List<UUID> fresh, List<UUID> altered, List<FeedTable.Place> left) {}

    /** Adds the batch that ends with the number of {@code changed}. */
    static void write(Connection connection, FeedsChanged changed, Turns turns, Instant now) throws SQLException {
        var sql = """
                insert into change_log (seq, at, feeds, stories, fresh, altered, left_feeds)
                values (?, to_timestamp(? / 1e6::float8), ?, ?, ?, ?, ?)
                """;
        List<String> left = turns.left().stream()
                .map(place -> place.story() + " " + place.feed())
                .toList();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, changed.seq());
            statement.setLong(2, Moment.micros(now));
            statement.setArray(3, Columns.texts(connection, changed.feeds()));
            statement.setArray(4, Columns.ids(connection, changed.stories()));
            statement.setArray(5, Columns.ids(connection, turns.fresh()));
            statement.setArray(6, Columns.ids(connection, turns.altered()));
            statement.setArray(7, Columns.texts(connection, left));
            statement.executeUpdate();
        }
    }

    /** The batches after {@code seq}, oldest first. */
    public List<Change> since(long seq, int limit) {
        return snapshot.ask(connection -> {
            try (var statement = connection.prepareStatement(
                    "select seq, at, feeds, stories from change_log where seq > ? order by seq limit ?")) {
                statement.setLong(1, seq);
                statement.setInt(2, limit);
                return changes(statement);
            }
        });
    }

    /** What the standing feed {@code name} has to tell after {@code seq}. */
    public News news(FeedName name, long seq) {
        var reader = new Reader(name, seq, Optional.empty());
        return snapshot.ask(connection -> {
            long last = FeedReader.seq(connection);
            Picked picked = picked(reader, of(connection, name, seq, last), last);
            FeedContent content = new FeedReader(connection, sources).changed(name, picked.stories(), picked.upTo());
            return new News(content, picked.told(), picked.more(), seq < forgotten(connection));
        });
    }

    /**
     * The same for many, of other feeds than those of stories, with the same few statements for any number of them: nobody
     * asks the log itself unless the last he knows is long ago.
     */
    public Map<Reader, News> news(Collection<Reader> readers) {
        return snapshot.ask(connection -> {
            long last = FeedReader.seq(connection);
            List<Picked> picked = changes(connection, Set.copyOf(readers), last).entrySet().stream()
                    .map(one -> picked(one.getKey(), one.getValue(), last))
                    .toList();
            long forgotten = forgotten(connection);
            var contents = new ChangedFeeds(connection, sources).contents(picked);
            return picked.stream()
                    .collect(Collectors.toMap(
                            Picked::reader,
                            one -> new News(
                                    Objects.requireNonNull(contents.get(one)),
                                    one.told(),
                                    one.more(),
                                    one.reader().seq() < forgotten)));
        });
    }

    /**
     * Which stories a reader is to be told of.
     *
     * @param told those of the oldest change first, each with the number of its batch
     * @param upTo he knows everything up to this number then
     */
    record Picked(Reader reader, SequencedMap<UUID, Long> told, long upTo, boolean more) {
        Picked {
            told = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(told));
        }

        List<UUID> stories() {
            return List.copyOf(told.keySet());
        }
    }

    private static Picked picked(Reader reader, List<Change> changes, long last) {
        SequencedMap<UUID, Long> told = new LinkedHashMap<>();
        int taken = 0;
        while (taken < changes.size() && (taken == 0 || told.size() < STORIES)) {
            Change change = changes.get(taken++);
            reader.unknown(change).forEach(story -> told.putIfAbsent(story, change.seq()));
        }
        boolean more = taken < changes.size() || taken == BATCHES;
        return new Picked(reader, told, more ? changes.get(taken - 1).seq() : last, more);
    }

    private Map<Reader, List<Change>> changes(Connection connection, Set<Reader> readers, long last)
            throws SQLException {
        Map<Reader, List<Change>> changes = remembered(connection, readers, last);
        List<Reader> others =
                readers.stream().filter(reader -> !changes.containsKey(reader)).toList();
        if (!others.isEmpty()) {
            changes.putAll(of(connection, others, last));
        }
        return changes;
    }

    /** Of those who don't know less than is remembered. */
    private synchronized Map<Reader, List<Change>> remembered(Connection connection, Set<Reader> readers, long last)
            throws SQLException {
        long least = readers.stream().mapToLong(Reader::seq).min().orElse(last);
        RecentChanges changes = recent.filter(known -> last - known.upTo() < MUCH)
                .orElseGet(() -> new RecentChanges(Math.max(least, last - MUCH), RecentChanges.MOST));
        recent = Optional.of(changes);
        if (changes.upTo() < last) {
            changes.add(between(connection, changes.upTo(), last), last);
        }
        Map<Reader, List<Change>> found = new HashMap<>();
        for (Reader reader : readers) {
            changes.of(reader.name().toString(), reader.seq(), last, BATCHES)
                    .ifPresent(batches -> found.put(reader, batches));
        }
        return found;
    }

    private static Map<Reader, List<Change>> of(Connection connection, List<Reader> readers, long last)
            throws SQLException {
        var sql = """
                select r.place, c.seq, c.at, array[]::text[] as feeds, c.stories
                from unnest(?::text[], ?::int8[]) with ordinality as r(feed, seq, place) cross join lateral (
                    select l.seq, l.at, l.stories from change_log l
                    where l.seq > r.seq and l.seq <= ? and r.feed = any(l.feeds) order by l.seq limit ?) c
                order by r.place, c.seq
                """;
        Map<Reader, List<Change>> found = new HashMap<>();
        readers.forEach(reader -> found.put(reader, new ArrayList<>()));
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    Columns.texts(
                            connection,
                            readers.stream()
                                    .map(reader -> reader.name().toString())
                                    .toList()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int8", readers.stream().map(Reader::seq).toArray()));
            statement.setLong(3, last);
            statement.setInt(4, BATCHES);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.getOrDefault(readers.get(rows.getInt("place") - 1), new ArrayList<>())
                            .add(change(rows));
                }
            }
        }
        return found;
    }

    private static List<Change> between(Connection connection, long seq, long last) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select seq, at, feeds, stories from change_log where seq > ? and seq <= ? order by seq")) {
            statement.setLong(1, seq);
            statement.setLong(2, last);
            return changes(statement);
        }
    }

    private static List<Change> of(Connection connection, FeedName name, long seq, long last) throws SQLException {
        boolean story = name.kind() == FeedName.Kind.STORY;
        var sql = """
                select seq, at, array[]::text[] as feeds, stories from change_log
                where seq > ? and seq <= ? and %s order by seq limit ?
                """.formatted(story ? "?::uuid = any(stories)" : "? = any(feeds)");
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, seq);
            statement.setLong(2, last);
            statement.setString(3, story ? name.value() : name.toString());
            statement.setInt(4, BATCHES);
            return changes(statement);
        }
    }

    private static List<Change> changes(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            List<Change> changes = new ArrayList<>();
            while (rows.next()) {
                changes.add(change(rows));
            }
            return changes;
        }
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(
                row.getLong("seq"),
                ArticleTable.time(row, "at").orElseThrow(),
                List.of((String[]) row.getArray("feeds").getArray()),
                List.of((UUID[]) row.getArray("stories").getArray()));
    }

    /** Changes up to this number may be missing. */
    static long forgotten(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select forgotten from change_memory");
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The highest change sequence number given so far. */
    public long seq() {
        return snapshot.ask(FeedReader::seq);
    }

    /** Forgets some of the batches from before this time; how many, 0 where there are no more. */
    public int forget(Instant before) throws SQLException {
        var sql = """
                with old as (
                    delete from change_log where seq in (
                        select seq from change_log where at < to_timestamp(? / 1e6::float8) order by seq limit ?)
                    returning seq)
                update change_memory set forgotten = (select max(seq) from old) where exists (select from old)
                returning (select count(*) from old)
                """;
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, Moment.micros(before));
            statement.setInt(2, AT_ONCE);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }
}

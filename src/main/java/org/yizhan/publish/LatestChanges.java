package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.yizhan.article.Sources;

/**
 * The newest part of the {@link ChangeLog}, story by story, for those who are told what happens now. Each question is one
 * snapshot; safe for concurrent use; throws {@link IllegalStateException} with the {@link SQLException} as its cause where
 * PostgreSQL is away.
 */
public final class LatestChanges {

    /** Who is further behind had better read the list again. */
    private static final int MOST_STORIES = 5_000;

    private static final int MOST_BATCHES = 500;

    private final Snapshot snapshot;
    private final Sources sources;

    /** @param sources give the names of sources */
    public LatestChanges(DataSource database, Sources sources) {
        this.snapshot = new Snapshot(database, "the latest changes");
        this.sources = sources;
    }

    /**
     * A story that changed.
     *
     * @param seq the last number of the batch that changed it last
     * @param began the last number of the batch with which readers saw it first, where that was read too; else 0
     * @param feeds those that hold it; none where it does not stand
     * @param left those that it left meanwhile, of which some may hold it again
     * @param altered whether it says something else than before, or no longer all of it
     * @param into the story that its address leads to, where it stands nowhere but is not withdrawn
     */
    public record Changed(
            UUID story,
            long seq,
            long began,
            Set<String> feeds,
            Set<String> left,
            boolean altered,
            Optional<UUID> into) {
        public Changed {
            feeds = Set.copyOf(feeds);
            left = Set.copyOf(left);
        }
    }

    /**
     * What has changed lately.
     *
     * @param from every change after this number is here; later than asked for where there were more
     * @param last the newest number there is
     * @param stories those that changed last are last
     */
    public record Latest(long from, long last, List<Changed> stories) {
        public Latest {
            stories = List.copyOf(stories);
        }
    }

    /** When a story changed last and when it came to be, which feeds it left, and whether it was altered. */
    private record Turn(long seq, long began, Set<String> left, boolean altered) {}

    /** What has been read of the log: every change after {@code from}. */
    private record Read(long from, Map<UUID, Turn> turns) {}

    /** The highest number given so far. */
    public long seq() {
        return snapshot.ask(FeedReader::seq);
    }

    /** The stories that changed after {@code seq}, the newest {@value #MOST_STORIES} or so only. */
    public Latest after(long seq) {
        return snapshot.ask(connection -> {
            long last = FeedReader.seq(connection);
            Read read = read(connection, seq);
            Map<UUID, Set<String>> feeds = feeds(connection, read.turns().keySet());
            Map<UUID, UUID> into = into(
                    connection,
                    read.turns().keySet().stream()
                            .filter(story -> feeds.getOrDefault(story, Set.of()).isEmpty())
                            .toList());
            List<Changed> stories = read.turns().entrySet().stream()
                    .map(turn -> new Changed(
                            turn.getKey(),
                            turn.getValue().seq(),
                            turn.getValue().began(),
                            feeds.getOrDefault(turn.getKey(), Set.of()),
                            turn.getValue().left(),
                            turn.getValue().altered(),
                            Optional.ofNullable(into.get(turn.getKey()))))
                    .toList();
            return new Latest(Math.max(read.from(), ChangeLog.forgotten(connection)), last, stories);
        });
    }

    private static Read read(Connection connection, long seq) throws SQLException {
        SequencedMap<UUID, Turn> newestFirst = new LinkedHashMap<>();
        var sql =
                "select seq, stories, fresh, altered, left_feeds from change_log where seq > ? order by seq desc limit ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, seq);
            // one more tells where the others begin
            statement.setInt(2, MOST_BATCHES + 1);
            try (var rows = statement.executeQuery()) {
                for (int taken = 0; rows.next(); taken++) {
                    if (taken == MOST_BATCHES || newestFirst.size() > MOST_STORIES) {
                        return new Read(rows.getLong("seq"), newestFirst.reversed());
                    }
                    add(rows, newestFirst);
                }
            }
        }
        return new Read(seq, newestFirst.reversed());
    }

    private static void add(ResultSet row, Map<UUID, Turn> turns) throws SQLException {
        long seq = row.getLong("seq");
        Set<UUID> fresh = Set.of((UUID[]) row.getArray("fresh").getArray());
        Set<UUID> altered = Set.of((UUID[]) row.getArray("altered").getArray());
        for (UUID story : (UUID[]) row.getArray("stories").getArray()) {
            Turn later = turns.getOrDefault(story, new Turn(seq, 0, new HashSet<>(), false));
            long began = fresh.contains(story) ? seq : later.began();
            turns.put(story, new Turn(later.seq(), began, later.left(), later.altered() || altered.contains(story)));
        }
        for (String left : (String[]) row.getArray("left_feeds").getArray()) {
            int space = left.indexOf(' ');
            Optional.ofNullable(turns.get(UUID.fromString(left.substring(0, space))))
                    .ifPresent(turn -> turn.left().add(left.substring(space + 1)));
        }
    }

    private static Map<UUID, Set<String>> feeds(Connection connection, Collection<UUID> stories) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select id, string_to_array(feeds, chr(31)) from story where id = any(?)")) {
            return named(statement, connection, stories);
        }
    }

    /** Where those of these stories lead that went into another; what was withdrawn leads nowhere. */
    private static Map<UUID, UUID> into(Connection connection, Collection<UUID> gone) throws SQLException {
        if (gone.isEmpty()) {
            return Map.of();
        }
        var sql = """
                select id, story_id from article where id = any(?) and story_id <> id
                union all
                select e.article_id, a.story_id from erased_article e join article a on a.id = e.rest
                where e.article_id = any(?)
                """;
        Map<UUID, UUID> into = new HashMap<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, gone));
            statement.setArray(2, Columns.ids(connection, gone));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    into.put(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class));
                }
            }
        }
        return into;
    }

    private static Map<UUID, Set<String>> named(
            PreparedStatement statement, Connection connection, Collection<UUID> stories) throws SQLException {
        statement.setArray(1, Columns.ids(connection, stories));
        Map<UUID, Set<String>> named = new HashMap<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                named.put(rows.getObject(1, UUID.class), new TreeSet<>(List.of((String[])
                        rows.getArray(2).getArray())));
            }
        }
        return named;
    }

    /** The entries of those of these stories that stand, in this order. */
    public List<Entry> entries(List<UUID> stories) {
        return snapshot.ask(connection -> new StoryReader(connection, sources).entries(stories));
    }
}

package org.yizhan.publish;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.yizhan.search.Changes;
import org.yizhan.search.StoryDocument;

/** The published stories as a search index follows them: each question is one read-only transaction on one snapshot. */
public final class StoryChanges implements Changes {

    /** How many characters of a text are looked for. */
    static final int TEXT = 2_000;

    private final Snapshot snapshot;
    private final Function<FeedName, Optional<String>> names;

    /** @param names what sources and organisations are called */
    public StoryChanges(DataSource database, Function<FeedName, Optional<String>> names) {
        this.snapshot = new Snapshot(database, "changed stories");
        this.names = names;
    }

    @Override
    public String store() {
        return snapshot.ask(connection -> {
            try (var statement = connection.prepareStatement("select store from change_number");
                    var rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        });
    }

    @Override
    public Changed after(long seq, int most) {
        return snapshot.ask(connection -> {
            long last = FeedReader.seq(connection);
            List<UUID> articles = new ArrayList<>();
            List<UUID> stories = new ArrayList<>();
            long reached = last <= seq ? last : changed(connection, seq, most, articles, stories, last);
            int living = articles.size();
            if (last > seq) {
                erased(connection, seq, reached, articles);
            }
            return new Changed(reached, last, articles, stories, articles.size() > living);
        });
    }

    /** Adds those that changed; returns the number up to which these are all. */
    private static long changed(
            Connection connection, long seq, int most, List<UUID> articles, List<UUID> stories, long last)
            throws SQLException {
        var sql = "select id, story_id, seq from article where seq > ? order by seq limit ?";
        long reached = last;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, seq);
            statement.setInt(2, most);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    articles.add(rows.getObject("id", UUID.class));
                    stories.add(rows.getObject("story_id", UUID.class));
                    reached = articles.size() == most ? rows.getLong("seq") : last;
                }
            }
        }
        return reached;
    }

    private static void erased(Connection connection, long seq, long reached, List<UUID> articles) throws SQLException {
        var sql = "select article_id from erased_article where seq > ? and seq <= ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, seq);
            statement.setLong(2, reached);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    articles.add(rows.getObject(1, UUID.class));
                }
            }
        }
    }

    @Override
    public List<StoryDocument> stories(Collection<UUID> ids) {
        var sql = """
                select s.id, a.published_at, s.feeds, a.title, left(a.text, ?) as text
                from story s join article a on a.id = s.origin and a.story_id = s.id
                where s.id = any(?) and s.feeds <> ''
                """;
        return snapshot.ask(connection -> {
            Map<UUID, List<UUID>> members = members(connection, ids);
            List<StoryDocument> stories = new ArrayList<>(ids.size());
            try (var statement = connection.prepareStatement(sql)) {
                statement.setInt(1, TEXT);
                statement.setArray(2, Columns.ids(connection, ids));
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        stories.add(story(rows, members));
                    }
                }
            }
            return stories;
        });
    }

    private StoryDocument story(ResultSet row, Map<UUID, List<UUID>> members) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        SortedSet<String> feeds = StoryRow.split(row.getString("feeds"));
        return new StoryDocument(
                id,
                members.getOrDefault(id, List.of()),
                row.getString("title"),
                row.getString("text"),
                feeds.stream().flatMap(this::name).toList(),
                feeds.stream()
                        .filter(feed -> !feed.equals(FeedName.ALL.toString()))
                        .toList(),
                ArticleTable.time(row, "published_at").orElseThrow());
    }

    private Stream<String> name(String feed) {
        return FeedName.parse(feed)
                .filter(name -> name.kind() == FeedName.Kind.SOURCE || name.kind() == FeedName.Kind.ORGANIZATION)
                .flatMap(names)
                .stream();
    }

    private static Map<UUID, List<UUID>> members(Connection connection, Collection<UUID> stories) throws SQLException {
        var sql = """
                select id, story_id from article where id = any(?) and story_id = id
                union all select id, story_id from article where story_id = any(?) and story_id <> id
                """;
        Map<UUID, List<UUID>> members = new HashMap<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, stories));
            statement.setArray(2, Columns.ids(connection, stories));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    members.computeIfAbsent(rows.getObject("story_id", UUID.class), story -> new ArrayList<>(2))
                            .add(rows.getObject("id", UUID.class));
                }
            }
        }
        return members;
    }
}

package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.yizhan.article.Sources;

/** Answers about feeds, on one snapshot. */
final class FeedReader {

    /** A search reads no further than this; one that has not found enough by then fails. */
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final int MOST_TOMBSTONES = 50;
    /** No story has a later id. */
    private static final UUID LAST = new UUID(-1, -1);

    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private static final String TEXTS = "join story s on s.id = e.story_id join article a on a.id = s.origin";
    private static final String ALL_WORDS = """
            and not exists (select from unnest(?::text[]) as wanted(word)
                where strpos(a.title, word) = 0 and strpos(a.text, word) = 0)
            """;

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
            read(statement, ids);
        }
        return content(seq, stories.entries(ids), tombstones(name));
    }

    private FeedContent ofStory(UUID id) throws SQLException {
        long seq = seq(connection);
        return switch (stories.story(id)) {
            case StoryFound.Present present -> content(seq, List.of(present.entry()), List.of());
            case StoryFound.Withdrawn withdrawn -> content(seq, List.of(), List.of(withdrawn.tombstone()));
            case StoryFound.Merged merged -> content(seq, List.of(), List.of());
            case StoryFound.Unknown unknown -> content(seq, List.of(), List.of());
        };
    }

    private static FeedContent content(long seq, List<Entry> entries, List<Tombstone> tombstones) {
        Instant updated = Stream.concat(
                        entries.stream().map(Entry::updatedAt),
                        tombstones.stream().map(Tombstone::at))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        return new FeedContent(seq, updated, entries, tombstones);
    }

    private List<Tombstone> tombstones(FeedName name) throws SQLException {
        var sql = """
                select story_id, at, reason from tombstone
                where feed = ? and at > now() - make_interval(days => ?) order by at desc, story_id limit ?
                """;
        var tombstones = new ArrayList<Tombstone>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name.toString());
            statement.setInt(2, (int) FeedTable.MEMORY.toDays());
            statement.setInt(3, MOST_TOMBSTONES);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    tombstones.add(new Tombstone(
                            rows.getObject("story_id", UUID.class),
                            ArticleTable.time(rows, "at").orElseThrow(),
                            rows.getString("reason")));
                }
            }
        }
        return tombstones;
    }

    /** Walks the narrowest feed asked for from its newest entry on, and looks at each story's other conditions. */
    FeedContent search(StoryQuery query) throws SQLException {
        long seq = seq(connection);
        List<String> feeds = feeds(query);
        String[] words = Arrays.stream(Documents.storable(query.text()).split("[\\s\\u3000]+"))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
        var sql = """
                select e.story_id from feed_entry e %s
                where e.feed = ? and e.published_at <= ? and (e.published_at < ? or e.story_id > ?)
                  and not exists (select from unnest(?::text[]) as other(feed) where not exists (
                      select from feed_entry o
                      where o.feed = other.feed and o.published_at = e.published_at and o.story_id = e.story_id))
                  %s
                order by e.published_at desc, e.story_id limit ?
                """.formatted(words.length == 0 ? "" : TEXTS, words.length == 0 ? "" : ALL_WORDS);
        List<UUID> ids = new ArrayList<>();
        try (var timeout = connection.prepareStatement("set local statement_timeout = " + PATIENCE.toMillis());
                var statement = connection.prepareStatement(sql)) {
            timeout.execute();
            int next = 1;
            statement.setString(next++, feeds.getFirst());
            var before = query.before().orElse(END).atOffset(ZoneOffset.UTC);
            statement.setObject(next++, before);
            statement.setObject(next++, before);
            statement.setObject(next++, query.after().orElse(LAST));
            statement.setArray(next++, Columns.texts(connection, feeds.subList(1, feeds.size())));
            if (words.length > 0) {
                statement.setArray(next++, connection.createArrayOf("text", words));
            }
            statement.setInt(next, query.limit());
            read(statement, ids);
        }
        return content(seq, stories.entries(ids), List.of());
    }

    private static List<String> feeds(StoryQuery query) {
        List<String> asked = Stream.of(
                        query.organization().map(FeedName::organization),
                        query.source().map(FeedName::source),
                        query.topic().map(FeedName::topic),
                        query.region().map(FeedName::region))
                .flatMap(Optional::stream)
                .map(FeedName::toString)
                .map(Documents::storable)
                .toList();
        return asked.isEmpty() ? List.of(FeedName.ALL.toString()) : asked;
    }

    private static void read(PreparedStatement statement, List<UUID> ids) throws SQLException {
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
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
        var summaries = new ArrayList<FeedSummary>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, kind.word());
            statement.setString(2, kind.word());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var newest = ArticleTable.time(rows, "published_at").orElseThrow();
                    long count = rows.getLong("stories");
                    FeedName.parse(rows.getString("feed"))
                            .ifPresent(name -> summaries.add(new FeedSummary(name, count, newest)));
                }
            }
        }
        return summaries;
    }
}

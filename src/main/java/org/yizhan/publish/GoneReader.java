package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yizhan.search.Question;
import org.yizhan.search.Sieve;
import org.yizhan.search.StoryDocument;
import org.yizhan.search.Wanted;

/**
 * Which of the stories that are gone a search may have found, on one snapshot. An index forgets what is gone, so the texts
 * of those that went into another story are looked through. Those of withdrawn and erased articles are not: <em>what is
 * taken back is nobody's to ask for → the words are taken to have been there</em>, or else anybody could find out word by
 * word what it had said. Its tombstone names an id that the feed of all stories names as well.
 */
final class GoneReader {

    /** As many as a feed names. */
    private static final int MOST = 50;

    /** Of each of the feeds asked for the newest, which are looked through. */
    private static final int REACH = 200;

    private final Connection connection;
    private final Function<FeedName, Optional<String>> names;

    /** @param names what sources and organisations are called */
    GoneReader(Connection connection, Function<FeedName, Optional<String>> names) {
        this.connection = connection;
        this.names = names;
    }

    /** One article that was in a story that is gone. */
    private record Former(UUID article, UUID story, String title, String text, Instant publishedAt, boolean kept) {

        static Former of(ResultSet row) throws SQLException {
            return new Former(
                    row.getObject("id", UUID.class),
                    row.getObject("story", UUID.class),
                    row.getString("title"),
                    row.getString("text"),
                    ArticleTable.time(row, "published_at").orElseThrow(),
                    row.getBoolean("text_kept"));
        }

        StoryDocument document(List<String> names) {
            return new StoryDocument(article, List.of(), title, text, names, List.of(), publishedAt);
        }
    }

    /** The tombstones of what had answered, newest first; which page is asked for and how it is ordered doesn't matter. */
    List<Tombstone> answering(StoryQuery query) throws SQLException {
        List<Tombstone> candidates = candidates(query.feeds().isEmpty() ? List.of("all") : query.feeds());
        boolean everything =
                query.question() instanceof Question.Anything && query.span().equals(StoryQuery.Span.ALWAYS);
        return (everything || candidates.isEmpty()
                        ? candidates.stream()
                        : ofThose(candidates, passing(query, ids(candidates))))
                .limit(MOST)
                .toList();
    }

    private static List<UUID> ids(List<Tombstone> candidates) {
        return candidates.stream().map(Tombstone::storyId).toList();
    }

    private static Stream<Tombstone> ofThose(List<Tombstone> candidates, Set<UUID> passing) {
        return candidates.stream().filter(tombstone -> passing.contains(tombstone.storyId()));
    }

    /** What has left one of these feeds lately and has left, or is in, each of the others. */
    private List<Tombstone> candidates(List<String> feeds) throws SQLException {
        var sql = "select " + TombstoneRows.COLUMNS + " from (" + """
                select t.story_id, max(t.at) as at, (array_agg(t.reason order by t.at desc))[1] as reason,
                    bool_or(t.erased) as erased
                from unnest(?::text[]) as wanted(feed), lateral (
                    select story_id, at, reason, erased from tombstone
                    where feed = wanted.feed and at > now() - make_interval(days => ?)
                    order by at desc, story_id limit ?) as t
                where not exists (select from unnest(?::text[]) as other(feed)
                    where not exists (select from tombstone o where o.story_id = t.story_id and o.feed = other.feed)
                      and not exists (select from story s
                          where s.id = t.story_id and other.feed = any(string_to_array(s.feeds, chr(31)))))
                group by t.story_id
                """ + ") t" + TombstoneRows.KNOWN
                + " order by t.at desc, t.story_id";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.texts(connection, feeds));
            statement.setInt(2, (int) TombstoneTable.MEMORY.toDays());
            statement.setInt(3, REACH);
            statement.setArray(4, Columns.texts(connection, feeds));
            return TombstoneRows.all(statement);
        }
    }

    private Set<UUID> passing(StoryQuery query, List<UUID> stories) throws SQLException {
        List<Former> formers = formers(stories);
        Map<UUID, List<String>> named = named(stories);
        Set<UUID> passing = new HashSet<>(stories);
        formers.stream().filter(Former::kept).map(Former::story).forEach(passing::remove);
        passing.addAll(erased(stories));
        try (var sieve = new Sieve(formers.stream()
                .map(former -> former.document(named.getOrDefault(former.story(), List.of())))
                .toList())) {
            Set<UUID> articles = sieve.passing(wanted(query));
            formers.stream()
                    .filter(former -> articles.contains(former.article()))
                    .map(Former::story)
                    .forEach(passing::add);
        }
        return passing;
    }

    private static Wanted wanted(StoryQuery query) {
        return new Wanted(
                query.question(),
                List.of(),
                query.span().from(),
                query.span().until(),
                Wanted.Order.NEWEST,
                Optional.empty(),
                query.limit());
    }

    /** The articles that these stories are named after, wherever they are now, and those that are in them. */
    private List<Former> formers(Collection<UUID> stories) throws SQLException {
        var sql = """
                select id, id as story, title, left(text, ?) as text, published_at, text_kept
                from article where id = any(?) and withdrawn_at is null
                union all
                select id, story_id, title, left(text, ?), published_at, text_kept
                from article where story_id = any(?) and story_id <> id and withdrawn_at is null
                """;
        List<Former> formers = new ArrayList<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, StoryChanges.TEXT);
            statement.setArray(2, Columns.ids(connection, stories));
            statement.setInt(3, StoryChanges.TEXT);
            statement.setArray(4, Columns.ids(connection, stories));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    formers.add(Former.of(rows));
                }
            }
        }
        return formers;
    }

    /** Those of these stories that an article was erased from. */
    private Set<UUID> erased(Collection<UUID> stories) throws SQLException {
        Set<UUID> erased = new HashSet<>();
        try (var statement =
                connection.prepareStatement("select story_id from tombstone where erased and story_id = any(?)")) {
            statement.setArray(1, Columns.ids(connection, stories));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    erased.add(rows.getObject("story_id", UUID.class));
                }
            }
        }
        return erased;
    }

    /** What those are called who published each of these stories and whom it was about. */
    private Map<UUID, List<String>> named(Collection<UUID> stories) throws SQLException {
        var sql = """
                select story_id, array_agg(feed::text) as feeds from tombstone where story_id = any(?) group by story_id
                union all select id, string_to_array(feeds, chr(31)) from story where id = any(?) and feeds <> ''
                """;
        Map<UUID, List<String>> named = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, stories));
            statement.setArray(2, Columns.ids(connection, stories));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var feeds = (String[]) rows.getArray("feeds").getArray();
                    named.computeIfAbsent(rows.getObject("story_id", UUID.class), story -> new ArrayList<>())
                            .addAll(Arrays.stream(feeds).flatMap(this::name).toList());
                }
            }
        }
        return named;
    }

    private Stream<String> name(String feed) {
        return FeedName.parse(feed)
                .filter(name -> name.kind() == FeedName.Kind.SOURCE || name.kind() == FeedName.Kind.ORGANIZATION)
                .flatMap(names)
                .stream();
    }
}

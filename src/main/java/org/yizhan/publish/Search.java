package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.yizhan.search.Question;

/**
 * A search for stories, on one snapshot: walks one of the feeds asked for from its newest entry on and looks at each
 * story's other conditions. Where there is no index, every word that is wanted is looked for, as it stands, in the newest
 * {@value #REACH} stories of that feed only, so that a search ends soon where nothing fits.
 */
final class Search {

    /** One that has not found enough by then fails. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    static final int REACH = 20_000;

    /** No story has a later id. */
    private static final UUID LAST = new UUID(-1, -1);

    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");
    private static final String TEXTS = "join story s on s.id = e.story_id join article a on a.id = s.origin";
    private static final String ALL_WORDS = """
            and not exists (select from unnest(?::text[]) as wanted(word)
                where strpos(a.title, word) = 0 and strpos(a.text, word) = 0)
            """;

    private final Connection connection;

    Search(Connection connection) {
        this.connection = connection;
    }

    /** The stories that answer the query, newest first. */
    List<UUID> answers(StoryQuery query) throws SQLException {
        List<String> words = query.question().wanted().stream()
                .map(Question.Words::text)
                .map(Documents::storable)
                .toList();
        var sql = """
                select e.story_id from (
                    select story_id, published_at from feed_entry
                    where feed = ? and published_at <= ? and (published_at < ? or story_id > ?)
                      and published_at >= ? and published_at < ?
                    order by published_at desc, story_id limit ?) as e %s
                where not exists (select from unnest(?::text[]) as other(feed) where not exists (
                      select from feed_entry o
                      where o.feed = other.feed and o.published_at = e.published_at and o.story_id = e.story_id))
                  %s
                order by e.published_at desc, e.story_id limit ?
                """.formatted(words.isEmpty() ? "" : TEXTS, words.isEmpty() ? "" : ALL_WORDS);
        try (var timeout = connection.prepareStatement("set local statement_timeout = " + PATIENCE.toMillis());
                var statement = connection.prepareStatement(sql)) {
            timeout.execute();
            fill(statement, query, words);
            return ids(statement);
        }
    }

    private void fill(PreparedStatement statement, StoryQuery query, List<String> words) throws SQLException {
        List<String> feeds = query.feeds().isEmpty() ? List.of(FeedName.ALL.toString()) : query.feeds();
        int next = 1;
        statement.setString(next++, feeds.getFirst());
        var before = query.before().orElse(END).atOffset(ZoneOffset.UTC);
        statement.setObject(next++, before);
        statement.setObject(next++, before);
        statement.setObject(next++, query.after().orElse(LAST));
        statement.setObject(next++, query.span().from().orElse(Instant.EPOCH).atOffset(ZoneOffset.UTC));
        statement.setObject(next++, query.span().until().orElse(END).atOffset(ZoneOffset.UTC));
        statement.setInt(next++, words.isEmpty() ? Integer.MAX_VALUE : REACH);
        statement.setArray(next++, Columns.texts(connection, feeds.subList(1, feeds.size())));
        if (!words.isEmpty()) {
            statement.setArray(next++, Columns.texts(connection, words));
        }
        statement.setInt(next, query.limit());
    }

    private static List<UUID> ids(PreparedStatement statement) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }
}

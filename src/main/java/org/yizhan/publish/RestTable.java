package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Where the rest of a story is whose founder was erased: the column {@code rest} of {@code erased_article}, which names
 * an article, and the rows of {@code parting}; within one transaction.
 */
final class RestTable {

    /** By how much the clocks of two machines may differ. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Connection connection;

    RestTable(Connection connection) {
        this.connection = connection;
    }

    /** An article that left a story because of the founder. */
    record Parting(UUID story, UUID article, Instant at) {}

    /**
     * An article that is erased.
     *
     * @param named whether a story had its id
     * @param fellow another article of its story
     * @param ordered when it was to be erased: a parting decided later is due to that
     */
    record Gone(UUID id, boolean named, Optional<UUID> fellow, Optional<Instant> ordered) {}

    /** The story in which the rest of this one is. */
    Optional<UUID> story(UUID erased) throws SQLException {
        var sql = """
                select a.story_id from erased_article e join article a on a.id = e.rest where e.article_id = ?
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, erased);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    /** Those of these articles that are erased. */
    Set<UUID> erased(Collection<UUID> articles) throws SQLException {
        Set<UUID> erased = new HashSet<>();
        if (articles.isEmpty()) {
            return erased;
        }
        try (var statement =
                connection.prepareStatement("select article_id from erased_article where article_id = any(?)")) {
            statement.setArray(1, Columns.ids(connection, articles));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    erased.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return erased;
    }

    /** Keeps who left whom, until it shows why. */
    void part(List<Parting> partings) throws SQLException {
        if (partings.isEmpty()) {
            return;
        }
        var sql = """
                insert into parting (story_id, article_id, at)
                select story, article, to_timestamp(micros / 1e6::float8)
                from unnest(?::uuid[], ?::uuid[], ?::int8[]) as u(story, article, micros)
                on conflict (story_id) do update
                set article_id = excluded.article_id, at = excluded.at, heard_at = now()
                where excluded.at >= parting.at
                """;
        var columns = new Columns<>(connection, partings);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(Parting::story));
            statement.setArray(2, columns.ids(Parting::article));
            statement.setArray(3, columns.times(Parting::at));
            statement.executeUpdate();
        }
    }

    /** Names a fellow of each in its place: for the story that had its id, and for those whose rest it was. */
    void inherit(List<Gone> erased) throws SQLException {
        if (erased.isEmpty()) {
            return;
        }
        var sql = """
                with gone as (
                         select * from unnest(?::uuid[], ?::bool[], ?::uuid[], ?::int8[]) as u(id, named, fellow, micros)),
                     parted as (
                         delete from parting
                         where story_id in (select id from gone) or article_id in (select id from gone)
                         returning story_id, article_id, at),
                     heir as (
                         select g.id, g.named, coalesce(g.fellow, p.article_id) as article
                         from gone g left join parted p
                              on p.story_id = g.id and p.at >= to_timestamp(g.micros / 1e6::float8)
                                 and p.article_id not in (select id from gone))
                update erased_article e set rest = heir.article from heir
                where e.rest = heir.id or (e.article_id = heir.id and heir.named)
                """;
        var columns = new Columns<>(connection, erased);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(Gone::id));
            statement.setArray(2, columns.truths(Gone::named));
            statement.setArray(3, columns.ids(gone -> gone.fellow().orElse(null)));
            statement.setArray(
                    4,
                    columns.times(
                            gone -> gone.ordered().map(at -> at.minus(SKEW)).orElse(null)));
            statement.executeUpdate();
        }
    }

    /** Names for each story whose founder is erased already one that left it, where nobody is named yet. */
    void follow(Map<UUID, UUID> left) throws SQLException {
        if (left.isEmpty()) {
            return;
        }
        var sql = """
                update erased_article e set rest = u.article from unnest(?::uuid[], ?::uuid[]) as u(story, article)
                where e.article_id = u.story and e.rest is null
                """;
        var columns = new Columns<>(connection, left.entrySet());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(Map.Entry::getKey));
            statement.setArray(2, columns.ids(Map.Entry::getValue));
            statement.executeUpdate();
        }
    }
}

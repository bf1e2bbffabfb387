package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.yizhan.article.Verdict;

/** What was decided about articles: columns of {@code fingerprint}. Stateless; connection and transaction are the caller's. */
final class Decisions {

    private Decisions() {}

    /** The number of a new decision, greater than those of all before that this one can know of. */
    static long next(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select nextval('decision')");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * A verdict to put on record.
     *
     * @param story number of the article that founded its story
     */
    record Decided(long no, long story, Verdict verdict) {}

    /** Puts verdicts on record. */
    static void keep(Connection connection, Collection<Decided> decided) throws SQLException {
        if (decided.isEmpty()) {
            return;
        }
        String sql = """
                update fingerprint f set story = nullif(u.story, f.no), relation = u.relation, matched = u.matched,
                    decided = u.decided
                from unnest(?::bigint[], ?::bigint[], ?::text[], ?::uuid[], ?::bigint[])
                    as u (no, story, relation, matched, decided)
                where f.no = u.no
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            new Columns<>(update, decided)
                    .numbers(Decided::no)
                    .numbers(Decided::story)
                    .texts(kept -> kept.verdict().relation().name().toLowerCase(Locale.ROOT))
                    .ids(kept -> kept.verdict().matched().orElse(null))
                    .numbers(kept -> kept.verdict().decided());
            update.executeUpdate();
        }
    }

    /** Remembers what moved these articles, so that it can be told again where its message comes again. */
    static void moved(Connection connection, Map<Long, UUID> causes) throws SQLException {
        if (causes.isEmpty()) {
            return;
        }
        String sql = """
                update fingerprint f set moved_by = u.cause from unnest(?::bigint[], ?::uuid[]) as u (no, cause)
                where f.no = u.no
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            new Columns<>(update, causes.entrySet()).numbers(Map.Entry::getKey).ids(Map.Entry::getValue);
            update.executeUpdate();
        }
    }

    /** The articles that these moved last, by number. */
    static Map<Long, UUID> movedBy(Connection connection, Collection<UUID> causes) throws SQLException {
        String sql = "select no, moved_by from fingerprint where moved_by = any(?) and not erased";
        var moved = new HashMap<Long, UUID>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, Columns.ids(connection, causes));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    moved.put(row.getLong(1), row.getObject(2, UUID.class));
                }
            }
        }
        return moved;
    }

    /** An article that repeats its leader's text. */
    record Follower(Node node, long leader) {}

    private static final String FOLLOWERS = """
            select f.no, f.article_id, f.source, f.published_at, coalesce(l.cluster, l.no) as cluster,
                   coalesce(f.story, f.no) as story, coalesce(f.relation, 'original') as relation, f.matched, f.decided,
                   f.leader
            from fingerprint f join fingerprint l on l.no = f.leader
            """;

    /** Those that repeat these articles' texts. */
    static List<Follower> followers(Connection connection, Collection<Long> leaders) throws SQLException {
        return followers(connection, "where f.leader = any(?) and not f.erased order by f.no", leaders);
    }

    /** Those among these articles that repeat another's text. */
    static List<Follower> following(Connection connection, Collection<Long> articles) throws SQLException {
        return followers(connection, "where f.no = any(?) and not f.erased order by f.no", articles);
    }

    private static List<Follower> followers(Connection connection, String which, Collection<Long> numbers)
            throws SQLException {
        if (numbers.isEmpty()) {
            return List.of();
        }
        var followers = new ArrayList<Follower>();
        try (PreparedStatement select = connection.prepareStatement(FOLLOWERS + which)) {
            select.setArray(1, Columns.numbers(connection, numbers));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    followers.add(new Follower(Clusters.node(row), row.getLong("leader")));
                }
            }
        }
        return followers;
    }

    /** The story of each of these articles, by number. */
    static Map<Long, UUID> stories(Connection connection, Collection<Long> articles) throws SQLException {
        String sql = """
                select f.no, founder.article_id
                from fingerprint f join fingerprint founder on founder.no = coalesce(f.story, f.no)
                where f.no = any(?)
                """;
        var stories = new HashMap<Long, UUID>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, Columns.numbers(connection, articles));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    stories.put(row.getLong(1), row.getObject(2, UUID.class));
                }
            }
        }
        return stories;
    }
}

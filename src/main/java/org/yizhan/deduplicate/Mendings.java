package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.yizhan.article.Mending;

/**
 * What operators said about stories: the tables {@code mending}, which is never changed, and {@code mended}, which holds
 * what is in force. Safe for concurrent use. Failing SQL is thrown as {@link IllegalStateException}.
 */
public final class Mendings {

    private final DataSource database;

    public Mendings(DataSource database) {
        this.database = database;
    }

    /**
     * A mending on record.
     *
     * @param outcome what came of it, in words
     * @param undoneBy the mending that took it back
     */
    public record Kept(Mending mending, String outcome, Optional<UUID> undoneBy) {}

    private static final String KEPT = """
            select m.key, m.action, m.articles, m.undoes, m.operator, m.reason, m.at, m.outcome,
                   (select key from mending u where u.undoes = m.key order by at limit 1) as undone_by
            from mending m
            """;

    /** The mending with this key. */
    public Optional<Kept> find(UUID key) {
        try (Connection connection = database.getConnection()) {
            return find(connection, key);
        } catch (SQLException e) {
            throw new IllegalStateException("mendings can't be read: " + e.getMessage(), e);
        }
    }

    private static Optional<Kept> find(Connection connection, UUID key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(KEPT + "where m.key = ?")) {
            select.setObject(1, key);
            return kept(select).stream().findFirst();
        }
    }

    /**
     * The latest mendings, newest first.
     *
     * @param articles only those about one of these; empty: all
     * @param before only earlier ones
     */
    public List<Kept> latest(Collection<UUID> articles, Instant before, int limit) {
        String sql = KEPT + """
                where m.at < ? and (cardinality(?::uuid[]) = 0 or m.articles && ?::uuid[]
                    or exists (select from mending n where n.key = m.undoes and n.articles && ?::uuid[]))
                order by m.at desc, m.key limit ?
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setTimestamp(1, Timestamp.from(before));
            for (int parameter = 2; parameter <= 4; parameter++) {
                select.setArray(parameter, Columns.ids(connection, articles));
            }
            select.setInt(5, limit);
            return kept(select);
        } catch (SQLException e) {
            throw new IllegalStateException("mendings can't be read: " + e.getMessage(), e);
        }
    }

    private static List<Kept> kept(PreparedStatement select) throws SQLException {
        var kept = new ArrayList<Kept>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                var mending = new Mending(
                        row.getObject("key", UUID.class),
                        Mending.Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                        Arrays.asList((UUID[]) row.getArray("articles").getArray()),
                        Optional.ofNullable(row.getObject("undoes", UUID.class)),
                        row.getString("operator"),
                        row.getString("reason"),
                        row.getObject("at", OffsetDateTime.class).toInstant());
                kept.add(new Kept(
                        mending,
                        row.getString("outcome"),
                        Optional.ofNullable(row.getObject("undone_by", UUID.class))));
            }
        }
        return kept;
    }

    /** Puts a mending on record; false where it is there already. */
    static boolean keep(Connection connection, Mending mending) throws SQLException {
        String sql = """
                insert into mending (key, action, articles, undoes, operator, reason, at, outcome)
                values (?, ?, ?, ?, ?, ?, ?, '') on conflict do nothing
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, mending.key());
            insert.setString(2, mending.action().name().toLowerCase(Locale.ROOT));
            insert.setArray(3, Columns.ids(connection, mending.articles()));
            insert.setObject(4, mending.undoes().orElse(null), Types.OTHER);
            insert.setString(5, mending.operator());
            insert.setString(6, mending.reason());
            insert.setTimestamp(7, Timestamp.from(mending.at()));
            return insert.executeUpdate() == 1;
        }
    }

    /** Puts on record what came of a mending. */
    static void came(Connection connection, UUID key, String outcome) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update mending set outcome = ? where key = ?")) {
            update.setString(1, outcome);
            update.setObject(2, key);
            update.executeUpdate();
        }
    }

    /** From now on these articles are bound, each on its side. */
    static void bind(Connection connection, UUID mending, Map<Long, Integer> sides) throws SQLException {
        String sql = """
                insert into mended (mending, no, side) select ?, no, side
                from unnest(?::bigint[], ?::bigint[]) as u (no, side) on conflict do nothing
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, mending);
            insert.setArray(2, Columns.numbers(connection, List.copyOf(sides.keySet())));
            insert.setArray(
                    3, Columns.numbers(connection, sides.values().stream().mapToLong(side -> side)));
            insert.executeUpdate();
        }
    }

    /** What was said of each value is said of its key as well, which repeated its text. */
    static void inherit(Connection connection, Map<Long, Long> formers) throws SQLException {
        String sql = """
                insert into mended (mending, no, side) select m.mending, u.heir, m.side
                from unnest(?::bigint[], ?::bigint[]) as u (heir, former) join mended m on m.no = u.former
                on conflict do nothing
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            new Columns<>(insert, formers.entrySet()).numbers(Map.Entry::getKey).numbers(Map.Entry::getValue);
            insert.executeUpdate();
        }
    }

    /** From now on nothing binds these articles. */
    static void forget(Connection connection, Collection<Long> articles) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from mended where no = any(?)")) {
            delete.setArray(1, Columns.numbers(connection, articles));
            delete.executeUpdate();
        }
    }

    /** The articles that a mending binds. */
    static Set<Long> bound(Connection connection, UUID mending) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select no from mended where mending = ?")) {
            select.setObject(1, mending);
            var bound = new TreeSet<Long>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    bound.add(row.getLong(1));
                }
            }
            return bound;
        }
    }

    /** From now on a mending binds nobody. */
    static void release(Connection connection, UUID mending) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from mended where mending = ?")) {
            delete.setObject(1, mending);
            delete.executeUpdate();
        }
    }

    /** What is in force about these articles. */
    static List<Mended> of(Connection connection, Collection<Long> articles) throws SQLException {
        String sql = """
                select d.mending, m.at, d.no, d.side, m.action, m.operator, m.reason
                from mended d join mending m on m.key = d.mending where d.no = any(?)
                order by m.at
                """;
        var said = new ArrayList<Mended>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, Columns.numbers(connection, articles));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    said.add(mended(row));
                }
            }
        }
        return said;
    }

    private static Mended mended(ResultSet row) throws SQLException {
        var side = new Side(
                row.getObject("mending", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("no"),
                row.getInt("side"));
        String did = row.getString("action").equals("split") ? "kept apart" : "put together";
        return new Mended(side, did + " by operator " + row.getString("operator") + ": " + row.getString("reason"));
    }
}

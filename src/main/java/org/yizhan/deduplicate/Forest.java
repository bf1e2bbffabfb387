package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Who belongs to which story: a disjoint-set forest in the table {@code fingerprint} (Tarjan 1975). A row without a parent
 * is a root, and a root is a story. Stateless; connection and transaction are the caller's.
 */
final class Forest {

    private Forest() {}

    /** The article that founded a story; its id is the story's. */
    record Root(long no, UUID story) {}

    /** The story of each member, by number. */
    static Map<Long, Root> roots(Connection connection, Collection<Long> members) throws SQLException {
        String sql = """
                with recursive up (member, no, parent, article_id) as (
                    select no, no, parent, article_id from fingerprint where no = any(?)
                    union all
                    select up.member, f.no, f.parent, f.article_id
                    from up join fingerprint f on f.no = up.parent)
                select member, no, article_id from up where parent is null
                """;
        var roots = new HashMap<Long, Root>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("bigint", members.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    roots.put(row.getLong(1), new Root(row.getLong(2), row.getObject(3, UUID.class)));
                }
            }
        }
        return roots;
    }

    /** The same, with the stories locked until the transaction ends, in the order of their numbers. */
    static Map<Long, Root> lockedRoots(Connection connection, Collection<Long> members) throws SQLException {
        var locked = new HashSet<Long>();
        while (true) {
            Map<Long, Root> roots = roots(connection, members);
            Set<Long> wanted = new HashSet<>();
            roots.values().forEach(root -> wanted.add(root.no()));
            wanted.removeAll(locked);
            if (wanted.isEmpty()) {
                return roots;
            }
            lock(connection, wanted);
            locked.addAll(wanted);
        }
    }

    private static void lock(Connection connection, Set<Long> numbers) throws SQLException {
        String sql = "select no from fingerprint where no = any(?) order by no for no key update";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("bigint", numbers.toArray()));
            select.executeQuery().close();
        }
    }

    /**
     * Makes each key a member of its value's story.
     *
     * @return the keys that other articles had followed into their story
     */
    static Set<Long> move(Connection connection, Map<Long, Long> moves) throws SQLException {
        String sql = """
                update fingerprint f set parent = m.parent
                from unnest(?::bigint[], ?::bigint[]) as m (no, parent) where f.no = m.no
                returning f.no, f.followed
                """;
        var followed = new HashSet<Long>();
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            Object[] keys = moves.keySet().toArray();
            update.setArray(1, connection.createArrayOf("bigint", keys));
            update.setArray(2, connection.createArrayOf("bigint", moves.values().toArray()));
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    if (row.getBoolean(2)) {
                        followed.add(row.getLong(1));
                    }
                }
            }
        }
        return followed;
    }

    /** Remembers that other articles are told to belong to these stories. */
    static void follow(Connection connection, Collection<Long> roots) throws SQLException {
        String sql = "update fingerprint set followed = true where no = any(?) and not followed";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, connection.createArrayOf("bigint", roots.toArray()));
            update.executeUpdate();
        }
    }
}

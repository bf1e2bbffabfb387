package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yizhan.article.Relation;

/**
 * The clusters: sets of articles connected by pairs or by an operator's word, within which stories are told apart. A
 * cluster is locked, read, changed and grouped as a whole; it grows and never shrinks. Stateless; connection and
 * transaction are the caller's.
 */
final class Clusters {

    private Clusters() {}

    /** Where these articles stand, with their clusters locked until the transaction ends, in the order of their names. */
    static Map<Long, Place> lock(Connection connection, Collection<Long> articles) throws SQLException {
        var locked = new HashSet<Long>();
        while (true) {
            Map<Long, Place> places = places(connection, articles);
            Set<Long> wanted = new HashSet<>();
            places.values().forEach(place -> wanted.add(place.cluster()));
            wanted.removeAll(locked);
            if (wanted.isEmpty()) {
                return places;
            }
            String sql = "select no from fingerprint where no = any(?) order by no for no key update";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setArray(1, Columns.numbers(connection, wanted));
                select.executeQuery().close();
            }
            locked.addAll(wanted);
        }
    }

    private static Map<Long, Place> places(Connection connection, Collection<Long> articles) throws SQLException {
        String sql = """
                select f.no, node.no, coalesce(node.cluster, node.no), f.content_hash, f.revised, f.departed
                from fingerprint f join fingerprint node on node.no = coalesce(f.leader, f.no)
                where f.no = any(?) and not f.erased
                """;
        var places = new HashMap<Long, Place>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, Columns.numbers(connection, articles));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    places.put(
                            row.getLong(1),
                            new Place(
                                    row.getLong(1),
                                    row.getLong(2),
                                    row.getLong(3),
                                    row.getString(4),
                                    row.getBoolean(5),
                                    row.getBoolean(6)));
                }
            }
        }
        return places;
    }

    /** Makes one cluster of each key and its value; all of them are locked. */
    static void join(Connection connection, Map<Long, Long> names) throws SQLException {
        if (names.isEmpty()) {
            return;
        }
        String sql = """
                update fingerprint f set cluster = u.joined
                from unnest(?::bigint[], ?::bigint[]) as u (name, joined)
                cross join lateral (
                    select no from fingerprint where cluster = u.name
                    union select u.name
                    union select no from fingerprint where no = u.joined and cluster is null) as member
                where f.no = member.no
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            new Columns<>(update, names.entrySet()).numbers(Map.Entry::getKey).numbers(Map.Entry::getValue);
            update.executeUpdate();
        }
    }

    /** The articles without a leader in these clusters. */
    static List<Node> nodes(Connection connection, Collection<Long> clusters) throws SQLException {
        String sql = """
                select no, article_id, source, published_at, coalesce(cluster, no) as cluster,
                       coalesce(story, no) as story, coalesce(relation, 'original') as relation, matched, decided
                from fingerprint
                where leader is null and not erased and no in (
                    select no from fingerprint where cluster = any(?) union all select unnest(?::bigint[]))
                """;
        var nodes = new ArrayList<Node>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, Columns.numbers(connection, clusters));
            select.setArray(2, Columns.numbers(connection, clusters));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    nodes.add(node(row));
                }
            }
        }
        return nodes;
    }

    static Node node(ResultSet row) throws SQLException {
        return new Node(
                row.getLong("no"),
                row.getObject("article_id", UUID.class),
                row.getString("source"),
                Instant.EPOCH.plus(row.getLong("published_at"), ChronoUnit.MICROS),
                row.getLong("cluster"),
                row.getLong("story"),
                Relation.valueOf(row.getString("relation").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getObject("matched", UUID.class)),
                row.getLong("decided"));
    }
}

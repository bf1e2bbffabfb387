package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;

/** The hosts that errands wait for. */
final class HostTable {

    private HostTable() {}

    /** Locks what is known of {@code hosts} until the transaction ends: always before errands, as claiming does. */
    static void lock(Connection connection, Collection<String> hosts) throws SQLException {
        String sql = "select 1 from host where name = any (?::text[]) order by name for update";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).array("text", hosts);
            statement.executeQuery().close();
        }
    }

    /** Makes hosts known, and due again at {@code at}. */
    static void ready(Connection connection, Collection<String> hosts, Instant at) throws SQLException {
        String sql = """
                insert into host (name, ready_at, next_start_at, gap)
                select distinct name, ?::timestamptz, '-infinity'::timestamptz, ?
                from unnest(?::text[]) as h (name) order by name
                on conflict (name) do update set
                    ready_at = greatest(host.next_start_at, least(host.ready_at, excluded.ready_at))
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).time(at).whole(PollStore.GAP).array("text", hosts);
            statement.executeUpdate();
        }
    }
}

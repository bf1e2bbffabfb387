package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What channels named, in PostgreSQL. Stateless; works within the caller's transaction. */
final class SeenTable {

    private SeenTable() {}

    /** Adds to what {@code channel} named; the row is locked meanwhile, for others may add to it at the same time. */
    static void remember(Connection connection, String channel, List<Item> named) throws SQLException {
        String sql = """
                insert into seen_item (channel, items) values (?, '')
                on conflict (channel) do update set items = seen_item.items returning items
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).text(channel);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                store(connection, channel, SeenItems.of(rows.getBytes(1)).with(named));
            }
        }
    }

    private static void store(Connection connection, String channel, SeenItems seen) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("update seen_item set items = ? where channel = ?")) {
            new Binding(statement).bytes(seen.stored()).text(channel);
            statement.executeUpdate();
        }
    }
}

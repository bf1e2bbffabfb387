package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.yizhan.article.Channel;

/**
 * A channel as the database has it, to be held against what its file says.
 *
 * @param active whether a file declares it
 */
record StoredChannel(String id, String source, String kind, Map<String, String> parameters, boolean active) {

    /** What a file tells of a source that changes nothing in how it is read. */
    private static final Set<String> ABOUT =
            Set.of("name", "aliases", "region", "homepage", "approved", "every", "column", "again");

    /** What stays in the file: whoever reads the tables or a backup has no use for it. */
    private static final String SECRET = "password";

    /** By their ids; nobody else changes one before this transaction ends. */
    static Map<String, StoredChannel> all(Connection connection) throws SQLException {
        var stored = new HashMap<String, StoredChannel>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "select id, source, kind, parameters, active from channel for update");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                stored.put(
                        rows.getString("id"),
                        new StoredChannel(
                                rows.getString("id"),
                                rows.getString("source"),
                                rows.getString("kind"),
                                JsonText.read(rows.getString("parameters")),
                                rows.getBoolean("active")));
            }
        }
        return stored;
    }

    Channel channel() {
        return new Channel(id, Channel.Kind.valueOf(kind), source, parameters);
    }

    boolean isRead(Channel channel) {
        return kind.equals(channel.kind().name()) && rule(parameters).equals(rule(channel.parameters()));
    }

    boolean says(Channel channel) {
        return active && isRead(channel) && parameters.equals(written(channel));
    }

    private static Map<String, String> rule(Map<String, String> parameters) {
        var rule = new TreeMap<>(parameters);
        rule.keySet().removeAll(ABOUT);
        rule.remove(SECRET);
        return rule;
    }

    /** What is written of a channel. */
    static Map<String, String> written(Channel channel) {
        var written = new TreeMap<>(channel.parameters());
        written.remove(SECRET);
        return written;
    }
}

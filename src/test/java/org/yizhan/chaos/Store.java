package org.yizhan.chaos;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What stands in the database, read past the program. */
final class Store {

    private final Servers servers;

    Store(Servers servers) {
        this.servers = servers;
    }

    /**
     * An article that is published.
     *
     * @param story in which it stands
     */
    record Row(UUID id, UUID story, String source, String title, boolean withdrawn) {

        /** 1 where the title is none of a run's. */
        int revision() {
            return title.contains("号第") ? Dispatches.revision(title) : 1;
        }
    }

    Map<UUID, Row> articles() throws SQLException {
        var sql = "select id, story_id, source, title, withdrawn_at is not null from article";
        try (Connection database = servers.connect();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            var articles = new HashMap<UUID, Row>();
            while (rows.next()) {
                UUID id = rows.getObject(1, UUID.class);
                var row = new Row(
                        id, rows.getObject(2, UUID.class), rows.getString(3), rows.getString(4), rows.getBoolean(5));
                if (articles.put(id, row) != null) {
                    throw new IllegalStateException("two rows of " + id);
                }
            }
            return articles;
        }
    }

    /** What has not come to its end, with how many; empty where all has. */
    Map<String, Long> unfinished() throws SQLException {
        var sql = """
                select 'dead letters', count(*) from dead_letter where replays = 0
                union all select 'deliveries', count(*) from subscription
                    where due_at is not null or claim is not null or attempt > 0
                union all select 'requests of subscribers', count(*) from subscription_request
                union all select 'changes the hub has not seen', count(*) from change_log, hub_progress
                    where change_log.seq > hub_progress.seq
                union all select 'orders over dead letters', count(*) from dead_letter_order
                    where ended_at is null
                """;
        try (Connection database = servers.connect();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            var unfinished = new TreeMap<String, Long>();
            while (rows.next()) {
                if (rows.getLong(2) > 0) {
                    unfinished.put(rows.getString(1), rows.getLong(2));
                }
            }
            return unfinished;
        }
    }

    long number(String query) throws SQLException {
        try (Connection database = servers.connect();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

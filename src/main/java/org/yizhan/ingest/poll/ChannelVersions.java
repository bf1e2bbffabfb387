package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.yizhan.article.Channel;

/**
 * How the channels were declared, each its last {@value ChannelVersion#KEPT} versions. Safe for concurrent use; throws
 * {@link SQLException} where the database can't answer.
 */
public final class ChannelVersions {

    private final DataSource database;

    public ChannelVersions(DataSource database) {
        this.database = database;
    }

    /** The versions of one channel, the newest first. */
    public List<ChannelVersion> of(String channel) throws SQLException {
        String sql = "select no, at, event, kind, parameters from channel_version where channel = ? order by no desc";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).text(channel);
            try (ResultSet rows = statement.executeQuery()) {
                var versions = new ArrayList<ChannelVersion>();
                while (rows.next()) {
                    versions.add(version(rows));
                }
                return versions;
            }
        }
    }

    private static ChannelVersion version(ResultSet row) throws SQLException {
        return new ChannelVersion(
                row.getInt("no"),
                row.getTimestamp("at").toInstant(),
                ChannelVersion.Event.of(row.getString("event")),
                row.getString("kind").toLowerCase(Locale.ROOT).replace('_', '-'),
                JsonText.read(row.getString("parameters")));
    }

    /** What happened to one channel's declaration, and what it says then. */
    record Told(Channel channel, ChannelVersion.Event event) {}

    /** Writes what happened in the caller's transaction, and forgets what is too many. */
    static void add(Connection connection, List<Told> told, Instant now) throws SQLException {
        if (told.isEmpty()) {
            return;
        }
        insert(connection, told, now);
        forget(connection, told);
    }

    private static void insert(Connection connection, List<Told> told, Instant now) throws SQLException {
        String sql = """
                insert into channel_version (channel, no, at, event, source, kind, parameters)
                select told.channel, coalesce(max(v.no), 0) + 1, ?, told.event, told.source, told.kind, told.parameters
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                     as told (channel, event, source, kind, parameters)
                left join channel_version v on v.channel = told.channel
                group by told.channel, told.event, told.source, told.kind, told.parameters
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement)
                    .time(now)
                    .array("text", channels(told))
                    .array("text", told.stream().map(one -> one.event().word()).toList())
                    .array(
                            "text",
                            told.stream().map(one -> one.channel().source()).toList())
                    .array(
                            "text",
                            told.stream()
                                    .map(one -> one.channel().kind().name())
                                    .toList())
                    .array(
                            "text",
                            told.stream().map(ChannelVersions::parameters).toList());
            statement.executeUpdate();
        }
    }

    private static List<String> channels(List<Told> told) {
        return told.stream().map(one -> one.channel().id()).toList();
    }

    private static String parameters(Told told) {
        Map<String, String> said = ChannelVersion.said(told.channel().parameters());
        return JsonText.write(said).replace('\0', '\uFFFD');
    }

    private static void forget(Connection connection, List<Told> told) throws SQLException {
        String sql = """
                delete from channel_version v using (
                    select channel, max(no) as newest from channel_version where channel = any (?) group by channel
                ) kept
                where v.channel = kept.channel and v.no <= kept.newest - %d
                """.formatted(ChannelVersion.KEPT);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).array("text", channels(told));
            statement.executeUpdate();
        }
    }
}

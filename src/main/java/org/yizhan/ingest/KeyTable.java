package org.yizhan.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The push keys as they are stored, for operators. Safe for concurrent use. */
public record KeyTable(DataSource database) {

    private static final String COLUMNS = "id, source, created_at, expires_at, revoked_at, replaced_by, last_used_at";

    /** All of them, those that were made last first. */
    public List<KeptKey> all() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select " + COLUMNS + " from api_key order by created_at desc, id limit 1000")) {
            return read(statement);
        }
    }

    /** The one of this id. */
    public Optional<KeptKey> find(String id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select " + COLUMNS + " from api_key where id = ?")) {
            statement.setString(1, id.replace('\0', '\uFFFD'));
            return read(statement).stream().findFirst();
        }
    }

    /** The one that {@code key} is, live or not. */
    public Optional<KeptKey> of(String key) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select " + COLUMNS + " from api_key where hash = ?")) {
            statement.setBytes(1, HexFormat.of().parseHex(ApiKeys.hash(key)));
            return read(statement).stream().findFirst();
        }
    }

    private static List<KeptKey> read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            var read = new ArrayList<KeptKey>();
            while (rows.next()) {
                read.add(new KeptKey(
                        rows.getString("id"),
                        Optional.ofNullable(rows.getString("source")),
                        rows.getTimestamp("created_at").toInstant(),
                        time(rows, "expires_at"),
                        time(rows, "revoked_at"),
                        Optional.ofNullable(rows.getString("replaced_by")),
                        time(rows, "last_used_at")));
            }
            return read;
        }
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}

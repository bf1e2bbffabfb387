package org.yizhan.ingest.poll;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.yizhan.article.Masked;
import org.yizhan.fetch.Fetched;

/**
 * The last answer of each channel, one row a channel. Of a document so much is kept as packs into {@value #ROOM} bytes, or
 * its first {@value #ROOM} bytes. Safe for concurrent use; throws {@link SQLException} where the database can't answer.
 */
public final class LastAnswers {

    /** Bytes that a document may take up. */
    public static final int ROOM = 65_536;

    /** Headers whose values open something: sessions, passwords, tokens. */
    private static final Pattern SECRET =
            Pattern.compile("cookie|authorization|authentication-info|token|secret|passw|api-?key|session|csrf|xsrf");

    /** Bytes of what is said about a failure. */
    private static final int SAID = 16_384;

    private static final byte[] NOTHING = {};

    private final DataSource database;

    public LastAnswers(DataSource database) {
        this.database = database;
    }

    /** What {@code channel} answered last; empty before its first poll. */
    public Optional<LastAnswer> find(String channel) throws SQLException {
        String sql = """
                select at, status, fault, headers, said, document_at, url, content_type, bytes, body, whole
                from channel_answer where channel = ?
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).text(channel);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(answer(rows)) : Optional.empty();
            }
        }
    }

    private static LastAnswer answer(ResultSet row) throws SQLException {
        return new LastAnswer(
                row.getTimestamp("at").toInstant(),
                row.getInt("status"),
                row.getString("fault"),
                JsonText.read(row.getString("headers")),
                unpacked(row.getBytes("said")),
                document(row));
    }

    private static Optional<LastAnswer.Document> document(ResultSet row) throws SQLException {
        Optional<Instant> at = StandingRow.time(row, "document_at");
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(new LastAnswer.Document(
                        at.get(),
                        row.getString("url"),
                        row.getString("content_type"),
                        row.getLong("bytes"),
                        unpacked(row.getBytes("body")),
                        row.getBoolean("whole")));
    }

    /**
     * Writes an answer over the one before, in the caller's transaction.
     *
     * @param isSame whether the document is the one that is kept already
     */
    static void keep(Connection connection, String channel, Fetched answer, boolean isSame, Instant now)
            throws SQLException {
        String sql = """
                insert into channel_answer as kept
                    (channel, at, status, fault, headers, said, document_at, url, content_type, bytes, body, whole)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (channel) do update set at = excluded.at, status = excluded.status, fault = excluded.fault,
                    headers = excluded.headers, said = excluded.said, document_at = coalesce(excluded.document_at, kept.document_at),
                    url = coalesce(excluded.url, kept.url),
                    content_type = coalesce(excluded.content_type, kept.content_type),
                    bytes = coalesce(excluded.bytes, kept.bytes), body = coalesce(excluded.body, kept.body),
                    whole = coalesce(excluded.whole, kept.whole)
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            var binding = new Binding(statement).text(channel).time(now);
            bindHead(binding, answer);
            if (answer instanceof Fetched.Document document && !isSame) {
                bind(binding, document, now);
            } else {
                bindNothing(binding);
            }
            statement.executeUpdate();
        }
    }

    private static void bindHead(Binding binding, Fetched answer) throws SQLException {
        switch (answer) {
            case Fetched.Document document -> bindHead(binding, 200, "", document.headers(), NOTHING);
            case Fetched.NotModified same -> bindHead(binding, 304, "", same.headers(), NOTHING);
            case Fetched.Failed failed ->
                bindHead(binding, failed.status(), failed.fault().word(), failed.headers(), said(failed));
        }
    }

    private static void bindHead(Binding binding, int status, String fault, Map<String, String> headers, byte[] said)
            throws SQLException {
        binding.whole(status).text(fault).text(JsonText.write(masked(headers))).bytes(packed(said, said.length));
    }

    private static byte[] said(Fetched.Failed failed) {
        return Arrays.copyOf(failed.body(), Math.min(SAID, failed.body().length));
    }

    private static void bind(Binding binding, Fetched.Document document, Instant now) throws SQLException {
        byte[] body = document.body();
        byte[] packed = packed(body, body.length);
        boolean isWhole = packed.length <= ROOM || body.length <= ROOM;
        binding.time(now)
                .text(Masked.text(document.url()))
                .text(document.contentType())
                .number(body.length)
                .bytes(isWhole ? packed : packed(body, ROOM))
                .truth(isWhole);
    }

    private static void bindNothing(Binding binding) throws SQLException {
        binding.time(Optional.empty()).none().none().none().none().none();
    }

    /** The headers with {@code ***} for the values of those that may be secrets. */
    static Map<String, String> masked(Map<String, String> headers) {
        var masked = new TreeMap<String, String>();
        headers.forEach((name, value) -> masked.put(name, SECRET.matcher(name).find() ? "***" : value));
        return masked;
    }

    private static byte[] packed(byte[] body, int length) {
        var packed = new ByteArrayOutputStream(Math.min(length, ROOM));
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(body, 0, length);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private static byte[] unpacked(byte[] packed) {
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return gzip.readAllBytes();
        } catch (IOException damaged) {
            throw new UncheckedIOException("a kept document can't be unpacked", damaged);
        }
    }
}

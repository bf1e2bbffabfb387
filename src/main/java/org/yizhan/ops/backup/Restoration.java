package org.yizhan.ops.backup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * A backup's file, opened to be read back into tables that hold no articles yet. All is put in by one transaction: where
 * that is cut off, nothing was.
 */
public final class Restoration implements AutoCloseable {

    private final ZipFile file;
    private final Manifest manifest;
    private final String digest;

    private Restoration(ZipFile file, Manifest manifest, String digest) {
        this.file = file;
        this.manifest = manifest;
        this.digest = digest;
    }

    /** @throws IllegalArgumentException where it is no backup, or one that is cut off or too new */
    public static Restoration of(Path path) throws IOException {
        ZipFile file = null;
        try {
            file = new ZipFile(path.toFile());
            ZipEntry entry = file.getEntry(Manifest.ENTRY);
            if (entry == null) {
                throw new IOException("there is no " + Manifest.ENTRY + " in it");
            }
            try (InputStream in = file.getInputStream(entry)) {
                byte[] written = in.readAllBytes();
                Manifest manifest = Manifest.read(new ByteArrayInputStream(written));
                if (manifest.format() != Manifest.FORMAT) {
                    throw new IOException("it is of format " + manifest.format() + ", not known here");
                }
                return new Restoration(file, manifest, digest(written));
            }
        } catch (IOException e) {
            if (file != null) {
                file.close();
            }
            throw new IllegalArgumentException(
                    "%s is no backup that can be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    private static String digest(byte[] manifest) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(manifest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The version of the tables that it fits into. */
    public String schema() {
        return manifest.schema();
    }

    /** What tells it from every other backup, wherever it lies. */
    public String digest() {
        return digest;
    }

    /** When it was taken. */
    public Instant at() {
        return manifest.at();
    }

    /** How many rows it has. */
    public long rows() {
        return manifest.tables().stream().mapToLong(Manifest.Table::rows).sum();
    }

    /** How many articles are among them. */
    long articles() {
        return manifest.tables().stream()
                .filter(table -> table.name().equals("article"))
                .mapToLong(Manifest.Table::rows)
                .sum();
    }

    /** Where the stages go on, of those partitions that they had read of. */
    public List<Offset> offsets() {
        return manifest.offsets();
    }

    /**
     * Puts everything in, with the mark that the stages are still to be set back.
     *
     * @param owner of tables of the version that {@link #schema} says
     * @throws IllegalStateException where there are articles already
     */
    public UnfinishedRestore into(DataSource owner, Instant now) throws IOException, SQLException {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            refuseFull(connection);
            var restore = new UnfinishedRestore(digest, at(), now.truncatedTo(ChronoUnit.MICROS));
            restore.note(connection);
            makeRoom(connection);
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (Manifest.Table table : manifest.tables()) {
                put(copy, table);
            }
            setSequences(connection);
            connection.commit();
            return restore;
        }
    }

    private static void refuseFull(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select exists (select from article), exists (select from audit)")) {
            row.next();
            if (row.getBoolean(1) || row.getBoolean(2)) {
                throw new IllegalStateException("the database is in use; a backup goes into an empty one");
            }
        }
    }

    /** Migrations fill some tables with what a new database begins with: the backup has its own. */
    private void makeRoom(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var open = connection.prepareStatement("select open_quarter(?)")) {
            for (Manifest.Table table : manifest.tables().reversed()) {
                if (!table.name().equals("audit")) {
                    statement.addBatch("delete from " + table.name());
                }
            }
            statement.executeBatch();
            for (var quarter : manifest.quarters()) {
                open.setObject(1, quarter);
                open.execute();
            }
        }
    }

    private void put(CopyManager copy, Manifest.Table table) throws IOException, SQLException {
        ZipEntry entry = file.getEntry(table.entry());
        if (entry == null) {
            throw new IOException("the backup lacks its table " + table.name());
        }
        try (InputStream in = file.getInputStream(entry)) {
            long rows = copy.copyIn(
                    "copy %s (%s) from stdin".formatted(table.name(), String.join(", ", table.columns())), in);
            if (rows != table.rows()) {
                throw new IOException("of %s there are %d rows in the backup, and %d were to be"
                        .formatted(table.name(), rows, table.rows()));
            }
        }
    }

    private void setSequences(Connection connection) throws SQLException {
        try (var set = connection.prepareStatement("select setval(?::regclass, ?, ?)")) {
            for (Manifest.Sequence sequence : manifest.sequences()) {
                set.setString(1, sequence.name());
                set.setLong(2, sequence.last());
                set.setBoolean(3, sequence.isCalled());
                set.execute();
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

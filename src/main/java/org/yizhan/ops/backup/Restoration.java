package org.yizhan.ops.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
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

    private Restoration(ZipFile file, Manifest manifest) {
        this.file = file;
        this.manifest = manifest;
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
                Manifest manifest = Manifest.read(in);
                if (manifest.format() != Manifest.FORMAT) {
                    throw new IOException("it is of format " + manifest.format() + ", not known here");
                }
                return new Restoration(file, manifest);
            }
        } catch (IOException e) {
            if (file != null) {
                file.close();
            }
            throw new IllegalArgumentException(
                    "%s is no backup that can be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    /** The version of the tables that it fits into. */
    public String schema() {
        return manifest.schema();
    }

    /** When it was taken. */
    public Instant at() {
        return manifest.at();
    }

    /** How many rows it has. */
    long rows() {
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
     * Puts everything in.
     *
     * @param owner of tables of the version that {@link #schema} says
     * @return how many rows
     * @throws IllegalStateException where there are articles already
     */
    public long into(DataSource owner) throws IOException, SQLException {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            refuseFull(connection);
            long rows = 0;
            makeRoom(connection);
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (Manifest.Table table : manifest.tables()) {
                rows += put(copy, table);
            }
            setSequences(connection);
            connection.commit();
            return rows;
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

    private long put(CopyManager copy, Manifest.Table table) throws IOException, SQLException {
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
            return rows;
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

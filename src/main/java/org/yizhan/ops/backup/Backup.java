package org.yizhan.ops.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Writes the whole database into one file, from one snapshot, while the program goes on: a zip with each table as
 * PostgreSQL's COPY writes it. The file is there as a whole or not at all, and for its owner only: secrets of hubs and
 * subscribers and hashes of keys are in it.
 */
public final class Backup {

    /** What the name of one that is not complete ends with. */
    static final String PARTIAL = ".partial";

    /** Rows come all the time, unless the server looks for the first of them. */
    private static final int SILENCE_MILLIS = 600_000;

    private static final Pattern QUARTER = Pattern.compile("clue_(\\d{4})_q([1-4])");

    private final DataSource database;
    private final Supplier<List<Offset>> offsets;
    private final Clock clock;

    /** @param offsets how far the stages have read now */
    public Backup(DataSource database, Supplier<List<Offset>> offsets, Clock clock) {
        this.database = database;
        this.offsets = offsets;
        this.clock = clock;
    }

    /**
     * What is in it.
     *
     * @param rows of all tables, articles among them
     */
    public record Taken(long rows, long articles) {}

    /** About how large one would be, where none was made before: indexes are not in it, and what is in it is packed. */
    long guess() throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_database_size(current_database()) / 4")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Where it lies until it is complete. */
    static Path partial(Path file) {
        return file.resolveSibling(file.getFileName() + PARTIAL);
    }

    /** Writes it. What the stages do after this is called is in it, or is read again from Kafka. */
    public Taken write(Path file, BackupRoom room) throws IOException, SQLException {
        List<Offset> before = offsets.get();
        Path partial = partial(file);
        Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Taken taken = write(partial, room, before);
            force(partial);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            force(file.toAbsolutePath().resolveSibling(""));
            return taken;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Has the disk keep a file, or the names in a folder, even if the power goes now. */
    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Taken write(Path partial, BackupRoom room, List<Offset> before) throws IOException, SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try (OutputStream out = room.watched(Files.newOutputStream(partial));
                    var zip = new ZipOutputStream(new BufferedOutputStream(out))) {
                return write(connection, zip, before);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
        }
    }

    private Taken write(Connection connection, ZipOutputStream zip, List<Offset> before)
            throws IOException, SQLException {
        try (var patient = connection.createStatement()) {
            // a table of fifty million rows takes minutes
            connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
            patient.execute("set local statement_timeout = 0");
        }
        var written = new ArrayList<Manifest.Table>();
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (Manifest.Table table : tables(connection)) {
            zip.putNextEntry(new ZipEntry(table.entry()));
            long rows = copy.copyOut(
                    "copy (select %s from %s) to stdout".formatted(String.join(", ", table.columns()), table.name()),
                    zip);
            zip.closeEntry();
            written.add(new Manifest.Table(table.name(), table.columns(), rows));
        }
        zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
        new Manifest(
                        Manifest.FORMAT,
                        schema(connection),
                        clock.instant(),
                        written,
                        sequences(connection),
                        quarters(connection),
                        before)
                .write(zip);
        zip.closeEntry();
        return new Taken(
                written.stream().mapToLong(Manifest.Table::rows).sum(),
                written.stream()
                        .filter(table -> table.name().equals("article"))
                        .mapToLong(Manifest.Table::rows)
                        .sum());
    }

    /** In the order in which they were made; a table's partitions are in it. */
    private static List<Manifest.Table> tables(Connection connection) throws SQLException {
        var sql = """
                select quote_ident(c.relname) as name, (
                    select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
                from pg_class c
                where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
                    and not c.relispartition and c.relname <> 'flyway_schema_history'
                order by c.oid
                """;
        var tables = new ArrayList<Manifest.Table>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                var columns = List.of((String[]) rows.getArray("columns").getArray());
                tables.add(new Manifest.Table(rows.getString("name"), columns, 0));
            }
        }
        return tables;
    }

    private static String schema(Connection connection) throws SQLException {
        var sql = """
                select version from flyway_schema_history where success and version is not null
                order by installed_rank desc limit 1
                """;
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static List<Manifest.Sequence> sequences(Connection connection) throws SQLException {
        var sql = """
                select quote_ident(relname) from pg_class
                where relnamespace = current_schema()::regnamespace and relkind = 'S' order by oid
                """;
        var names = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        var sequences = new ArrayList<Manifest.Sequence>();
        for (String name : names) {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select last_value, is_called from " + name)) {
                row.next();
                sequences.add(new Manifest.Sequence(name, row.getLong(1), row.getBoolean(2)));
            }
        }
        return sequences;
    }

    private static List<LocalDate> quarters(Connection connection) throws SQLException {
        var sql = "select inhrelid::regclass::text from pg_inherits where inhparent = 'clue'::regclass order by 1";
        var quarters = new ArrayList<LocalDate>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                var quarter = QUARTER.matcher(rows.getString(1));
                if (quarter.matches()) {
                    int month = 3 * Integer.parseInt(quarter.group(2)) - 2;
                    quarters.add(LocalDate.of(Integer.parseInt(quarter.group(1)), month, 1));
                }
            }
        }
        return quarters;
    }
}

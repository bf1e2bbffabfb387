package org.yizhan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the PostgreSQL whose files lie in the data folder what its tables and indexes take. */
final class Relations {
    private static final String NAME = "yizhan";
    private static final int PORT_LINE = 3; // of postmaster.pid, counted from 0

    private static final String SIZES = """
            select coalesce(pg_partition_root(c.oid), c.oid)::regclass::text,
                   coalesce(pg_partition_root(coalesce(i.indrelid, c.oid)), i.indrelid, c.oid)::regclass::text,
                   c.relkind = 'i',
                   sum(pg_table_size(c.oid)) as bytes
            from pg_class c
            left join pg_index i on i.indexrelid = c.oid
            where c.relkind in ('r', 'i') and c.relnamespace = 'public'::regnamespace
            group by 1, 2, 3
            order by bytes desc
            """;

    private Relations() {}

    /** All of them, the largest first; empty where there is no such server, or it is no more. */
    static List<Relation> of(Optional<Path> dataFolder) throws IOException {
        Path files = dataFolder.map(folder -> folder.resolve("postgres")).orElse(Path.of(""));
        Path server = files.resolve("postmaster.pid");
        if (dataFolder.isEmpty() || !Files.exists(server)) {
            return List.of();
        }
        String url = "jdbc:postgresql://127.0.0.1:"
                + Files.readAllLines(server).get(PORT_LINE).strip() + "/" + NAME;
        String password = Files.readString(files.resolve("yizhan.password")).strip();
        try (var connection = DriverManager.getConnection(url, NAME, password);
                var query = connection.createStatement();
                var rows = query.executeQuery(SIZES)) {
            var relations = new ArrayList<Relation>();
            while (rows.next()) {
                relations.add(new Relation(rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getLong(4)));
            }
            return relations;
        } catch (SQLException e) {
            throw new IOException("the database at " + url + " can't be asked: " + e.getMessage(), e);
        }
    }
}

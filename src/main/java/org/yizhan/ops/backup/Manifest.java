package org.yizhan.ops.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What a backup holds; the last thing written, so that a file with it is complete.
 *
 * @param format of the file
 * @param schema the version of the tables, as migrations count
 * @param at when their snapshot was taken
 * @param tables in an order in which each stands behind those it refers to
 * @param quarters the first days of the partitions of fingerprints
 * @param offsets how far the stages had read before the snapshot: from there on they may read again
 */
record Manifest(
        int format,
        String schema,
        Instant at,
        List<Table> tables,
        List<Sequence> sequences,
        List<LocalDate> quarters,
        List<Offset> offsets) {

    static final int FORMAT = 1;

    /** The name in the file. */
    static final String ENTRY = "backup.json";

    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    Manifest {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        quarters = List.copyOf(quarters);
        offsets = List.copyOf(offsets);
    }

    /** @param columns without those that PostgreSQL computes */
    record Table(String name, List<String> columns, long rows) {
        Table {
            columns = List.copyOf(columns);
        }

        String entry() {
            return "tables/" + name + ".copy";
        }
    }

    record Sequence(String name, long last, boolean isCalled) {}

    void write(OutputStream out) throws IOException {
        JSON.writeValue(
                new FilterOutputStream(out) {
                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        out.write(bytes, from, length);
                    }

                    @Override
                    public void close() {
                        // more may follow in the same file
                    }
                },
                this);
    }

    static Manifest read(InputStream in) throws IOException {
        return JSON.readValue(in, Manifest.class);
    }
}

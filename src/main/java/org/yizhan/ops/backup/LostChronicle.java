package org.yizhan.ops.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.yizhan.article.Chronicle;
import org.yizhan.article.FeedsChanged;

/**
 * What readers had been told by a database that is lost, as far as {@code feeds.changed} says: put where publish looks for
 * it when the same comes again. What is heard twice changes nothing. Not safe for concurrent use.
 */
public final class LostChronicle {

    /** So much is put down at once: batches, or characters. */
    private static final int BATCHES = 500;

    private static final int CHARACTERS = 10_000_000;

    private final Connection connection;
    private final List<FeedsChanged> heard = new ArrayList<>();
    private long characters;

    public LostChronicle(Connection connection) {
        this.connection = connection;
    }

    /** Takes in a batch, whichever comes first. */
    public void hear(FeedsChanged batch) throws SQLException {
        if (batch.chronicle().isPresent()) {
            heard.add(batch);
            characters += batch.chronicle().get().length();
        }
        if (heard.size() == BATCHES || characters > CHARACTERS) {
            put();
        }
    }

    /** To be called behind the last one. */
    public void put() throws SQLException {
        tellings();
        datings();
        burials();
        pages();
        heard.clear();
        characters = 0;
    }

    private void tellings() throws SQLException {
        var traces = new Rows<>(rows(Chronicle::traces));
        String sql = "insert into lost_telling (trace_id) select distinct unnest(?::text[]) on conflict do nothing";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            traces.fill(insert, 1, "text", Row::said);
            insert.executeUpdate();
        }
    }

    private void datings() throws SQLException {
        var dated = new Rows<>(rows(chronicle -> chronicle.dated().entrySet()));
        String sql = """
                insert into lost_dating as l (story_id, seq, at)
                select distinct on (story_id) story_id, seq, to_timestamp(micros / 1e6::float8)
                from unnest(?::uuid[], ?::int8[], ?::int8[]) as u (story_id, seq, micros)
                order by story_id, seq desc
                on conflict (story_id) do update set seq = excluded.seq, at = excluded.at where l.seq < excluded.seq
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            dated.fill(insert, 1, "uuid", row -> row.said().getKey());
            dated.fill(insert, 2, "int8", Row::seq);
            dated.fill(insert, 3, "int8", row -> micros(row.said().getValue()));
            insert.executeUpdate();
        }
    }

    private void burials() throws SQLException {
        var graves = new Rows<>(rows(Chronicle::graves));
        String sql = """
                insert into lost_burial as l (story_id, feed, seq, at, reason, erased)
                select distinct on (story_id, feed) story_id, feed, seq, to_timestamp(micros / 1e6::float8), reason, erased
                from unnest(?::uuid[], ?::text[], ?::int8[], ?::int8[], ?::text[], ?::bool[]) with ordinality
                    as u (story_id, feed, seq, micros, reason, erased, place)
                order by story_id, feed, seq desc, place desc
                on conflict (story_id, feed) do update
                    set seq = excluded.seq, at = excluded.at, reason = excluded.reason, erased = excluded.erased
                    where l.seq < excluded.seq
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            graves.fill(insert, 1, "uuid", row -> row.said().story());
            graves.fill(insert, 2, "text", row -> row.said().feed());
            graves.fill(insert, 3, "int8", Row::seq);
            graves.fill(insert, 4, "int8", row -> micros(row.said().at()));
            graves.fill(insert, 5, "text", row -> row.said().reason());
            graves.fill(insert, 6, "bool", row -> row.said().erased());
            insert.executeUpdate();
        }
    }

    /** They are cut again at once, so that each has its number and its place when what belongs on it comes. */
    private void pages() throws SQLException {
        var pages = new Rows<>(rows(Chronicle::pages));
        String sql = """
                insert into feed_archive (feed, page, published_at, story_id, told)
                select feed, page, to_timestamp(micros / 1e6::float8), story_id, true
                from unnest(?::text[], ?::int4[], ?::int8[], ?::uuid[]) as u (feed, page, micros, story_id)
                on conflict do nothing
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            pages.fill(insert, 1, "text", row -> row.said().feed());
            pages.fill(insert, 2, "int4", row -> row.said().number());
            pages.fill(insert, 3, "int8", row -> micros(row.said().publishedAt()));
            pages.fill(insert, 4, "uuid", row -> row.said().story());
            insert.executeUpdate();
        }
    }

    /** Something that the batch with this number says. */
    private record Row<T>(long seq, T said) {}

    /** As many of them as there are, a column an array. */
    private record Rows<T>(List<Row<T>> rows) {
        void fill(PreparedStatement statement, int place, String type, Function<Row<T>, Object> column)
                throws SQLException {
            Object[] values = rows.stream().map(column).toArray();
            statement.setArray(place, statement.getConnection().createArrayOf(type, values));
        }
    }

    private <T> List<Row<T>> rows(Function<Chronicle, Iterable<T>> what) {
        var rows = new ArrayList<Row<T>>();
        for (FeedsChanged batch : heard) {
            what.apply(batch.chronicle().orElseThrow()).forEach(said -> rows.add(new Row<>(batch.seq(), said)));
        }
        return rows;
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}

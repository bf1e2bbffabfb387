package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.yizhan.publish.ArchiveReader.Cut;
import org.yizhan.publish.ArchiveReader.Place;
import org.yizhan.publish.ArchiveReader.Stretch;

/** Cuts new pages into a feed's archive, within one transaction that nobody else cuts the same archive in. */
final class ArchiveCutter {

    /** A little more than a statement may take. */
    private static final int MOST_MILLIS = 330_000;

    private final Connection connection;
    private final FeedName name;
    private final ArchiveReader reader;

    ArchiveCutter(Connection connection, FeedName name) {
        this.connection = connection;
        this.name = name;
        this.reader = new ArchiveReader(connection, name);
    }

    /** As in {@link Archives#cut}. */
    void cut(Optional<Integer> page, int most) throws SQLException {
        lock();
        Optional<Stretch> stretch = page.isPresent() ? ofPage(page.get()) : Optional.of(loose());
        if (stretch.isPresent()) {
            cut(stretch.get(), most);
        }
    }

    /**
     * Entries that came in meanwhile are seen by those who hold the lock: each statement has its own snapshot. A first cut
     * goes through the whole feed: a million entries take half a minute.
     */
    private void lock() throws SQLException {
        connection.setNetworkTimeout(Runnable::run, MOST_MILLIS);
        try (var terms = connection.createStatement();
                var lock = connection.prepareStatement(
                        "select pg_advisory_xact_lock(hashtextextended('archive ' || ?, 0))")) {
            terms.execute("set local enable_seqscan = off; set local statement_timeout = '5min'");
            lock.setString(1, name.toString());
            lock.execute();
        }
    }

    private Optional<Stretch> ofPage(int number) throws SQLException {
        Optional<Cut> page = reader.page(number);
        return page.isPresent() ? Optional.of(reader.stretch(page.get())) : Optional.empty();
    }

    private Stretch loose() throws SQLException {
        return new Stretch(
                Place.NEWEST, reader.older(Place.NEWEST).map(Cut::place).orElse(Place.OLDEST));
    }

    /** Counts from the oldest entry on; every so many there is a page's newest, until few enough are left. */
    private void cut(Stretch stretch, int most) throws SQLException {
        var sql = """
                insert into feed_archive (feed, page, published_at, story_id)
                select ?, last.page + numbered.place / step.size, numbered.published_at, numbered.story_id
                from (select published_at, story_id, row_number() over (order by published_at, story_id desc) as place,
                        count(*) over () as entries
                      from feed_entry
                      where feed = ? and published_at <= ? and (published_at < ? or story_id >= ?)
                        and published_at >= ? and (published_at > ? or story_id < ?)) as numbered,
                  (select coalesce(max(page), 0) as page from feed_archive where feed = ?) as last,
                  (select ?::int as size, ?::int as kept) as step
                where numbered.place % step.size = 0 and numbered.place < numbered.entries - step.kept + step.size
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, name.toString());
            int next = reader.fill(statement, 2, stretch);
            statement.setString(next, name.toString());
            statement.setInt(next + 1, Math.clamp(most, 1, Archives.PAGE));
            statement.setInt(next + 2, most);
            statement.executeUpdate();
        }
    }
}

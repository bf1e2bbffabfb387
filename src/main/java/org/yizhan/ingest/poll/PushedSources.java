package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.yizhan.article.Message;
import org.yizhan.article.PublicationTime;
import org.yizhan.article.Received;

/**
 * Remembers of each source that pushes when something came, so that its silence can be told from its usual gaps. Gathered
 * in memory and written by {@link #flush} for all sources together; what a crash takes is the last seconds. Safe for
 * concurrent use.
 */
public final class PushedSources {

    private final DataSource database;
    private final Map<String, Pushed> waiting = new TreeMap<>();

    public PushedSources(DataSource database) {
        this.database = database;
    }

    /** What came of one source since the last time. */
    private record Pushed(Instant last, long articles, Rhythm rhythm) {

        static Pushed of(Received received) {
            return new Pushed(received.receivedAt(), 1, Rhythm.unknown().with(List.of(received.receivedAt())));
        }

        Pushed and(Pushed later) {
            return new Pushed(
                    last.isAfter(later.last) ? last : later.last,
                    articles + later.articles,
                    rhythm.with(later.rhythm.times()).events());
        }
    }

    /** Takes note of what was pushed, and is acknowledged; other messages are passed over. */
    public synchronized void came(Collection<? extends Message> messages) {
        for (Message message : messages) {
            if (message instanceof Received received && isPushed(received)) {
                waiting.merge(received.source(), Pushed.of(received), Pushed::and);
            }
        }
    }

    private static boolean isPushed(Received received) {
        return received.form() == Received.Form.PUSH || received.form() == Received.Form.PAGE;
    }

    /** Writes what came since the last time; where PostgreSQL is away it is kept for the next. */
    public void flush() throws SQLException {
        Map<String, Pushed> taken = taken();
        if (taken.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                write(connection, taken, known(connection, taken.keySet()));
                count(connection, taken);
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            putBack(taken);
            throw e;
        }
    }

    /** Forgets those that pushed nothing since {@code moment}; how many. */
    public int drop(Instant moment) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("delete from pushed_source where last_at < ?")) {
            new Binding(statement).time(moment);
            return statement.executeUpdate();
        }
    }

    private synchronized Map<String, Pushed> taken() {
        var taken = new TreeMap<>(waiting);
        waiting.clear();
        return taken;
    }

    private synchronized void putBack(Map<String, Pushed> taken) {
        taken.forEach((source, pushed) -> waiting.merge(source, pushed, Pushed::and));
    }

    private static Map<String, Rhythm> known(Connection connection, Collection<String> sources) throws SQLException {
        String sql = "select source, rhythm from pushed_source where source = any (?) order by source for update";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).array("text", storable(sources));
            try (ResultSet rows = statement.executeQuery()) {
                var known = new HashMap<String, Rhythm>();
                while (rows.next()) {
                    known.put(rows.getString("source"), Rhythm.of((Long[])
                            rows.getArray("rhythm").getArray()));
                }
                return known;
            }
        }
    }

    private static List<String> storable(Collection<String> sources) {
        return sources.stream().map(PushedSources::storable).toList();
    }

    /** PostgreSQL can't hold every character. */
    private static String storable(String source) {
        return source.replace('\0', '\uFFFD');
    }

    private static void write(Connection connection, Map<String, Pushed> taken, Map<String, Rhythm> known)
            throws SQLException {
        String sql = """
                insert into pushed_source (source, last_at, articles, rhythm, quiet_after) values (?, ?, ?, ?, ?)
                on conflict (source) do update set
                    last_at = greatest(pushed_source.last_at, excluded.last_at),
                    articles = pushed_source.articles + excluded.articles,
                    rhythm = excluded.rhythm, quiet_after = excluded.quiet_after
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<String, Pushed> source : taken.entrySet()) {
                Pushed pushed = source.getValue();
                Rhythm rhythm = known.getOrDefault(storable(source.getKey()), Rhythm.unknown())
                        .with(pushed.rhythm().times())
                        .events();
                new Binding(statement)
                        .text(source.getKey())
                        .time(pushed.last())
                        .number(pushed.articles())
                        .array("bigint", rhythm.seconds())
                        .seconds(rhythm.quietAfter());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** What came since the last time, moments ago, counts for the day of its last article. */
    private static void count(Connection connection, Map<String, Pushed> taken) throws SQLException {
        String sql = """
                with older as (
                    delete from pushed_day where source = ? and day < ?::date - %d
                )
                insert into pushed_day (source, day, articles) values (?, ?, ?)
                on conflict (source, day) do update set articles = pushed_day.articles + excluded.articles
                """.formatted(PollWeek.DAYS);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<String, Pushed> source : taken.entrySet()) {
                Pushed pushed = source.getValue();
                Optional<LocalDate> day = Optional.of(LocalDate.ofInstant(pushed.last(), PublicationTime.ZONE));
                new Binding(statement)
                        .text(source.getKey())
                        .day(day)
                        .text(source.getKey())
                        .day(day)
                        .number(pushed.articles());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}

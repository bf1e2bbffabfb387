package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.yizhan.article.PublicationTime;

/** What a channel's polls came to, day by day in China. Safe for concurrent use. */
public final class PollDays {

    /** How many days are told. */
    public static final int MOST = 30;

    private final DataSource database;
    private final Clock clock;

    public PollDays(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One day.
     *
     * @param polls that were made; 0 on a day without
     * @param failed those that brought nothing of use
     * @param late those that found the last success more than two intervals back
     * @param unchanged those that were answered with what was there before
     * @param fresh items that were new
     */
    public record Day(LocalDate day, long polls, long failed, long late, long unchanged, long fresh) {}

    /** The last {@link #MOST} days of {@code channel}, the oldest first, those without a poll as well. */
    public List<Day> of(String channel) throws SQLException {
        String sql = """
                select at::date as day, coalesce(polls, 0) as polls, coalesce(failed, 0) as failed,
                       coalesce(late, 0) as late, coalesce(unchanged, 0) as unchanged, coalesce(fresh, 0) as fresh
                from generate_series(?::date - %d, ?::date, interval '1 day') at
                left join poll_day d on d.channel = ? and d.day = at::date order by 1
                """.formatted(MOST - 1);
        LocalDate today = LocalDate.ofInstant(clock.instant(), PublicationTime.ZONE);
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, today);
            statement.setObject(2, today);
            statement.setString(3, channel);
            try (ResultSet row = statement.executeQuery()) {
                var days = new ArrayList<Day>();
                while (row.next()) {
                    days.add(new Day(
                            row.getObject("day", LocalDate.class),
                            row.getLong("polls"),
                            row.getLong("failed"),
                            row.getLong("late"),
                            row.getLong("unchanged"),
                            row.getLong("fresh")));
                }
                return days;
            }
        }
    }
}

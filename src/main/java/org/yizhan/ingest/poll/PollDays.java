package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
     * @param bytes that they brought over the wire; empty on a day without polls, and where nobody counted yet
     */
    public record Day(
            LocalDate day, long polls, long failed, long late, long unchanged, long fresh, Optional<Long> bytes) {}

    /** The last {@link #MOST} days of {@code channel}, the oldest first, those without a poll as well. */
    public List<Day> of(String channel) throws SQLException {
        String sql = """
                select at::date as day, coalesce(polls, 0) as polls, coalesce(failed, 0) as failed,
                       coalesce(late, 0) as late, coalesce(unchanged, 0) as unchanged, coalesce(fresh, 0) as fresh, bytes
                from generate_series(?::date - %d, ?::date, interval '1 day') at
                left join poll_day d on d.channel = ? and d.day = at::date order by 1
                """.formatted(MOST - 1);
        Optional<LocalDate> today = Optional.of(today());
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).day(today).day(today).text(channel);
            try (ResultSet row = statement.executeQuery()) {
                var days = new ArrayList<Day>();
                while (row.next()) {
                    days.add(new Day(
                            row.getObject("day", LocalDate.class),
                            row.getLong("polls"),
                            row.getLong("failed"),
                            row.getLong("late"),
                            row.getLong("unchanged"),
                            row.getLong("fresh"),
                            Optional.ofNullable(row.getObject("bytes", Long.class))));
                }
                return days;
            }
        }
    }

    /** Each of its polls on the last seven days. */
    public PollWeek week(String channel) throws SQLException {
        LocalDate today = today();
        String sql = "select day, marks from poll_mark where channel = ? and day > ?::date - %d and day <= ?::date"
                .formatted(PollWeek.DAYS);
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).text(channel).day(Optional.of(today)).day(Optional.of(today));
            try (ResultSet row = statement.executeQuery()) {
                var marks = new ArrayList<PollMark>();
                while (row.next()) {
                    PollMark.read(row.getObject("day", LocalDate.class), row.getString("marks"))
                            .forEach(marks::add);
                }
                return PollWeek.of(marks, today);
            }
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), PublicationTime.ZONE);
    }
}

package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Counts how polling as a whole fares, from what it has stored: the same on every instance. Safe for concurrent use; throws
 * {@link SQLException} where the database can't answer.
 */
public final class PollFailures {

    private final DataSource database;
    private final Clock clock;

    public PollFailures(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What was counted.
     *
     * @param polls of the last hour
     * @param failed of these
     * @param longPolls of the last six hours, as far as they are still known
     * @param longFailed of these
     */
    public record Rates(long polls, long failed, long longPolls, long longFailed) {}

    /**
     * Who can be reached.
     *
     * @param channels that are polled
     * @param unreachable those of them whose last poll found no name, no connection or no answer in time
     * @param hosts different ones of the unreachable
     * @param since when they began to fail: a tenth of them did so earlier; empty where there are none
     */
    public record Reach(long channels, long unreachable, long hosts, Optional<Instant> since) {

        /** The network is suspected from so many hosts on, where they have half of all channels. */
        static final int HOSTS = 3;

        /** Whether it is most likely our own network or DNS. */
        public boolean isOurs() {
            return hosts >= HOSTS && 2 * unreachable > channels;
        }
    }

    /** The polls of the last hours and how many of them failed; robots' rules that keep us out are no failure. */
    public Rates rates() throws SQLException {
        String sql = """
                with lately as (
                    select at >= ? as fresh, outcome not in ('ok', 'not-modified', 'found', 'kept-out') as failed
                    from poll where at >= ?
                )
                select count(*) filter (where fresh), count(*) filter (where fresh and failed),
                       count(*), count(*) filter (where failed) from lately
                """;
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).time(now.minus(Duration.ofHours(1))).time(now.minus(Duration.ofHours(6)));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Rates(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
            }
        }
    }

    /** How many of the channels that are polled can't be reached. */
    public Reach reach() throws SQLException {
        String sql = """
                with polled as (
                    select streak > 0 and fault in (%s) as unreachable, failing_since,
                           lower(substring(address from '^[a-z]+://([^/:?#]+)')) as host
                    from channel where active and not paused and why <> 'gone'
                      and kind in ('POLL_FEED', 'WEBSUB', 'POLL_LIST', 'POLL_JSON', 'POLL_SITEMAP')
                )
                select count(*), count(*) filter (where unreachable), count(distinct host) filter (where unreachable),
                       percentile_disc(0.1) within group (order by failing_since) filter (where unreachable)
                from polled
                """.formatted(SourceState.UNREACHED);
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            Optional<Instant> since = Optional.ofNullable(row.getTimestamp(4)).map(Timestamp::toInstant);
            return new Reach(row.getLong(1), row.getLong(2), row.getLong(3), since);
        }
    }
}

package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.yizhan.fetch.Fetched;

/** Tells which hosts are asked nothing for a while, from what polling has stored. Safe for concurrent use. */
public final class HostRests {

    private final DataSource database;
    private final Clock clock;

    public HostRests(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Why the host of {@code url} is not to be asked for {@code channel} now: it rests as a whole, or it wants this channel to
     * come less often, whose next poll is still to come. Empty where it may be asked.
     */
    public Optional<HostRest> of(String url, String channel) throws SQLException {
        String sql = """
                select name as rest_host, rest_until, rest_channel, rest_status from host where name = ? and rest_until > ?
                union all
                select e.host, c.next_at, c.id, c.status from channel c join errand e on e.channel = c.id and e.rank = 0
                where e.host = ? and c.id = ? and c.fault = 'http-429' and c.next_at > ? and isfinite(c.next_at)
                order by rest_until desc limit 1
                """;
        Instant now = clock.instant();
        String host = Hosts.of(url);
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).text(host).time(now).text(host).text(channel).time(now);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? HostRest.read(rows) : Optional.empty();
            }
        }
    }

    /** The rest that an answer asks for, to what was asked for {@code channel}; empty where it asks for none. */
    public static Optional<HostRest> said(String url, String channel, Fetched answer, Instant now) {
        if (!(answer instanceof Fetched.Failed failure)) {
            return Optional.empty();
        }
        Poll.Rest rest = Schedule.hostRest(failure, now);
        return rest.until(now).map(until -> new HostRest(Hosts.of(url), until, channel, rest.status()));
    }

    /** The host of {@code url}, as rests name it. */
    public static String host(String url) {
        return Hosts.of(url);
    }
}

package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.yizhan.article.Channel;
import org.yizhan.ingest.poll.ChannelVersion.Event;
import org.yizhan.ingest.poll.ChannelVersions.Told;

/**
 * The channels that there are, as the routes declare them. What is known of a channel outlives restarts and edits of its
 * file; only where its address or the rule by which it is read has changed it is read anew. Safe for concurrent use.
 */
public final class Channels {

    private static final Set<Channel.Kind> POLLED = Set.of(
            Channel.Kind.POLL_FEED,
            Channel.Kind.WEBSUB,
            Channel.Kind.POLL_LIST,
            Channel.Kind.POLL_JSON,
            Channel.Kind.POLL_SITEMAP);

    private final DataSource database;
    private final Clock clock;
    private final RandomGenerator random;
    private boolean hasDeclared;

    public Channels(DataSource database, Clock clock, RandomGenerator random) {
        this.database = database;
        this.clock = clock;
        this.random = random;
    }

    /** Whether channels of this kind are polled. */
    static boolean isPolled(Channel.Kind kind) {
        return POLLED.contains(kind);
    }

    /**
     * Makes {@code all} the channels that there are: new ones begin, changed ones begin anew (also where 410 had ended
     * them), those that are missing rest and keep what is known of them. What is due then is spread (see {@link #spread()}): at
     * the first time everything, later what began only, so that nothing else that is overdue seems to be on time.
     */
    public synchronized void declare(Collection<Channel> all) throws SQLException {
        List<Channel> began;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Map<String, StoredChannel> stored = StoredChannel.all(connection);
                var anew = new ArrayList<Channel>();
                var told = new ArrayList<Channel>();
                var back = new ArrayList<Channel>();
                var events = new ArrayList<Told>();
                for (Channel channel : all) {
                    Optional<StoredChannel> before = Optional.ofNullable(stored.remove(channel.id()));
                    event(before, channel).ifPresent(event -> events.add(new Told(channel, event)));
                    if (before.isEmpty() || !before.get().isRead(channel)) {
                        anew.add(channel);
                    } else if (!before.get().says(channel)) {
                        told.add(channel);
                    }
                    if (before.isPresent() && !before.get().active()) {
                        back.add(channel);
                    }
                }
                stored.values().removeIf(missing -> !missing.active());
                stored.values().forEach(missing -> events.add(new Told(missing.channel(), Event.REMOVED)));
                declare(connection, anew, ANEW);
                declare(connection, told, "");
                ChannelVersions.add(connection, events, clock.instant());
                began = Stream.concat(anew.stream(), back.stream()).distinct().toList();
                begin(connection, began);
                wake(connection, back);
                rest(connection, stored.keySet());
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        spread(hasDeclared ? Optional.of(began.stream().map(Channel::id).toList()) : Optional.empty());
        hasDeclared = true;
    }

    private static Optional<Event> event(Optional<StoredChannel> before, Channel channel) {
        if (before.isEmpty()) {
            return Optional.of(Event.DECLARED);
        }
        if (!before.get().active()) {
            return Optional.of(Event.RETURNED);
        }
        return before.get().says(channel) ? Optional.empty() : Optional.of(Event.CHANGED);
    }

    /** What else is set where a channel is read anew. */
    private static final String ANEW = """
            , address = excluded.address, moving_to = null, moves = 0, etag = null, last_modified = null, dated = null,
            body_hash = '', whole_at = null, flaw = '', lifetime = 0, ttl = 0, skip_hours = 0, skip_days = 0,
            fault = '', reached = null, streak = 0, failing_since = null, matched = 0, barren = 0, why = 'new'
            """;

    private void declare(Connection connection, List<Channel> channels, String more) throws SQLException {
        String sql = """
                insert into channel (id, source, kind, url, parameters, registered_at, address, cadence, why)
                values (?, ?, ?, ?, ?, ?, ?, ?, 'new')
                on conflict (id) do update set
                    source = excluded.source, kind = excluded.kind, url = excluded.url,
                    parameters = excluded.parameters, active = true
                """ + more;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Channel channel : channels) {
                String url = channel.parameter("url").orElse("");
                new Binding(statement)
                        .text(channel.id())
                        .text(channel.source())
                        .text(channel.kind().name())
                        .text(url)
                        .text(JsonText.write(StoredChannel.written(channel)))
                        .time(clock.instant())
                        .text(url)
                        .seconds(Every.of(channel).orElse(Rhythm.UNKNOWN));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Due at once, but never sooner than five minutes after the last poll; what is under way is no longer awaited. */
    private void begin(Connection connection, List<Channel> channels) throws SQLException {
        String sql = """
                insert into errand (channel, rank, host, due_at) values (?, 0, ?, ?)
                on conflict (channel, rank, url) do update set host = excluded.host, token = null,
                    due_at = (
                        select case when c.paused then 'infinity'
                                    when errand.token is null or errand.due_at = 'infinity'
                                    then greatest(excluded.due_at, c.last_attempt + ? * interval '1 second')
                                    else errand.due_at end
                        from channel c where c.id = errand.channel)
                """;
        Instant now = clock.instant();
        List<Channel> polled =
                channels.stream().filter(channel -> isPolled(channel.kind())).toList();
        HostTable.ready(connection, polled.stream().map(Channels::host).toList(), now);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Channel channel : polled) {
                new Binding(statement)
                        .text(channel.id())
                        .text(host(channel))
                        .time(now)
                        .seconds(Schedule.FLOOR);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static String host(Channel channel) {
        return Hosts.of(channel.parameter("url").orElse(""));
    }

    /** The pages that waited when a channel was taken away go on. */
    private void wake(Connection connection, List<Channel> channels) throws SQLException {
        String sql = """
                with awake as (
                    update errand e set due_at = ? from channel c
                    where e.channel = any (?::text[]) and c.id = e.channel and not c.paused
                        and e.rank > 0 and e.failed = '' and e.due_at = 'infinity' returning e.host
                )
                update host set ready_at = least(ready_at, greatest(next_start_at, ?)) where name in (select host from awake)
                """;
        Instant now = clock.instant();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement)
                    .time(now)
                    .array("text", channels.stream().map(Channel::id).toList())
                    .time(now);
            statement.executeUpdate();
        }
    }

    private static void rest(Connection connection, Set<String> channels) throws SQLException {
        String sql = """
                with resting as (
                    update channel set active = false, next_at = null where id = any (?::text[]) returning id
                ), dropped as (
                    delete from channel_answer using resting where channel = resting.id
                )
                update errand set due_at = 'infinity' from resting where channel = resting.id
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).array("text", channels);
            statement.executeUpdate();
        }
    }

    private record Overdue(long no, String channel, String host, Duration cadence) {}

    /**
     * Spreads the polls that are due by now: each over its own interval, or over as many seconds as there are such polls
     * where that is less. So forty new channels are asked within a minute, and 5,000 after a restart over their interval.
     */
    public void spread() throws SQLException {
        spread(Optional.empty());
    }

    /** @param channels of which; empty: of all */
    private void spread(Optional<List<String>> channels) throws SQLException {
        Instant now = clock.instant();
        try (Connection connection = database.getConnection()) {
            List<Overdue> overdue = overdue(connection, channels, now);
            Duration window = Duration.ofSeconds(overdue.size());
            var times = overdue.stream()
                    .map(poll -> poll.cadence.compareTo(window) < 0 ? poll.cadence : window)
                    .map(most -> now.plusMillis((long) (random.nextDouble() * most.toMillis())))
                    .toList();
            spread(connection, overdue, times);
        }
    }

    private static List<Overdue> overdue(Connection connection, Optional<List<String>> channels, Instant now)
            throws SQLException {
        String sql = """
                select e.no, e.channel, e.host, c.cadence from errand e join channel c on c.id = e.channel
                where e.rank = 0 and e.due_at <= ? and (? or e.channel = any (?::text[])) order by e.no
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).time(now).truth(channels.isEmpty()).array("text", channels.orElse(List.of()));
            try (ResultSet rows = statement.executeQuery()) {
                var overdue = new ArrayList<Overdue>();
                while (rows.next()) {
                    overdue.add(new Overdue(
                            rows.getLong("no"),
                            rows.getString("channel"),
                            rows.getString("host"),
                            Duration.ofSeconds(rows.getLong("cadence"))));
                }
                return overdue;
            }
        }
    }

    /** A poll that another instance has taken meanwhile is no longer due, and stays as it is. */
    private static void spread(Connection connection, List<Overdue> overdue, List<Instant> times) throws SQLException {
        String sql = """
                with spread as (
                    update errand e set due_at = s.at
                    from unnest(?::bigint[], ?::timestamptz[]) as s (no, at)
                    where e.no = s.no and e.due_at <= s.at returning e.channel, e.due_at
                )
                update channel c set next_at = spread.due_at, why = 'new' from spread where c.id = spread.channel
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement)
                    .array("bigint", overdue.stream().map(Overdue::no).toList())
                    .times(times);
            statement.executeUpdate();
        }
    }
}

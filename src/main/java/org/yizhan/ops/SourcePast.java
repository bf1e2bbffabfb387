package org.yizhan.ops;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.yizhan.ingest.LeftFiles;
import org.yizhan.ingest.poll.ChannelVersion;
import org.yizhan.ingest.poll.ChannelVersions;
import org.yizhan.ingest.poll.HubSubscription;
import org.yizhan.ingest.poll.HubSubscriptions;
import org.yizhan.ingest.poll.LastAnswer;
import org.yizhan.ingest.poll.LastAnswers;
import org.yizhan.ingest.poll.PollDays;
import org.yizhan.ingest.poll.PollWeek;

/**
 * What is on record of one channel beside how it fares: its hub, its last answer, its polls day by day, how its
 * declaration changed, and what operators did to it and wrote about it. Safe for concurrent use; throws {@link SQLException} where the database can't answer.
 */
public final class SourcePast {

    private static final int DEEDS = 20;

    private final DataSource database;
    private final HubSubscriptions hubs;
    private final LastAnswers answers;
    private final ChannelVersions versions;
    private final SourceNotes notes;
    private final PollDays days;
    private final FailedFiles files;
    private final Supplier<Map<String, String>> refused;

    /** @param refused the source files that are not in force as they stand, with line and reason */
    public SourcePast(
            DataSource database,
            HubSubscriptions hubs,
            FailedFiles files,
            Supplier<Map<String, String>> refused,
            Clock clock) {
        this.database = database;
        this.notes = new SourceNotes(database);
        this.days = new PollDays(database, clock);
        this.hubs = hubs;
        this.files = files;
        this.refused = refused;
        this.answers = new LastAnswers(database);
        this.versions = new ChannelVersions(database);
    }

    /** What an operator did, alone or to many sources at once; {@code no} is its line in the audit. */
    public record Deed(long no, Instant at, String operator, String action, String reason) {}

    /**
     * A version of the declaration.
     *
     * @param changes what it says otherwise than the one before; empty for the first that is known
     */
    public record Step(ChannelVersion version, List<ChannelVersion.Change> changes) {
        public Step {
            changes = List.copyOf(changes);
        }
    }

    public Optional<HubSubscription> hub(String channel) {
        return hubs.find(channel);
    }

    public Optional<LastAnswer> answer(String channel) throws SQLException {
        return answers.find(channel);
    }

    /** What its polls came to on each of the last thirty days, the oldest first. */
    public List<PollDays.Day> days(String channel) throws SQLException {
        return days.of(channel);
    }

    /** Its polls on the last seven days. */
    public PollWeek week(String channel) throws SQLException {
        return days.week(channel);
    }

    /** The files in its folder of which something was not taken; empty where it has no folder. */
    public Optional<LeftFiles.Listed> files(String channel) {
        return files.of(channel);
    }

    /** How many such files each channel has, by id; those without any are missing. */
    public Map<String, Integer> files() {
        return files.counts();
    }

    /** The source files that are not in force as they stand, by name: their lines and reasons. */
    public SortedMap<String, String> refused() {
        return new TreeMap<>(refused.get());
    }

    /** What operators wrote about it, the newest first. */
    public List<SourceNotes.Note> notes(String channel) throws SQLException {
        return notes.of(channel);
    }

    /** Whom to call about it. */
    public Optional<SourceNotes.Note> contact(String channel) throws SQLException {
        return notes.contact(channel);
    }

    /** How it was declared, the newest first. */
    public List<Step> versions(String channel) throws SQLException {
        List<ChannelVersion> all = versions.of(channel);
        var steps = new ArrayList<Step>();
        for (int n = 0; n < all.size(); n++) {
            ChannelVersion version = all.get(n);
            steps.add(new Step(version, n + 1 < all.size() ? version.since(all.get(n + 1)) : List.of()));
        }
        return steps;
    }

    /** Which of its deeds paused it last. */
    public static Optional<Deed> pause(List<Deed> deeds) {
        return deeds.stream()
                .filter(deed -> deed.action().equals(Audit.Action.PAUSE_SOURCE.word())
                        || deed.action().equals(Audit.Action.PAUSE_SOURCES.word()))
                .findFirst();
    }

    /** What operators did to it, the newest first. */
    public List<Deed> deeds(String channel) throws SQLException {
        String sql = """
                select no, at, operator, action, reason from audit where object = ?
                union
                select no, at, operator, action, reason from audit
                where action in ('pause-sources', 'resume-sources', 'poll-sources', 'set-source-intervals', 'set-source-tags')
                    and detail @> jsonb_build_object('ids', jsonb_build_array(?::text))
                order by no desc limit %d
                """.formatted(DEEDS);
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, channel);
            statement.setString(2, channel);
            try (ResultSet rows = statement.executeQuery()) {
                var deeds = new ArrayList<Deed>();
                while (rows.next()) {
                    deeds.add(new Deed(
                            rows.getLong("no"),
                            rows.getTimestamp("at").toInstant(),
                            rows.getString("operator"),
                            rows.getString("action"),
                            rows.getString("reason")));
                }
                return deeds;
            }
        }
    }
}

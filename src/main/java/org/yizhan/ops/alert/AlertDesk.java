package org.yizhan.ops.alert;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Audit;
import org.yizhan.ops.Rule;
import org.yizhan.ops.Trouble;

/** What operators see of alerts and do about them. Safe for concurrent use. */
public final class AlertDesk {

    /** Nobody is to forget what he wished not to hear. */
    public static final Duration LONGEST_SILENCE = Duration.ofDays(30);

    private static final Comparator<Standing> WORST_FIRST = Comparator.comparing(Standing::severity)
            .reversed()
            .thenComparing(one -> one.began().orElse(one.first()), Comparator.reverseOrder());

    private final DataSource database;
    private final Alerts alerts;
    private final Audit audit;
    private final Clock clock;
    private final Subjects subjects;

    /** @param rules everything that can be wrong, and with what */
    public AlertDesk(DataSource database, Alerts alerts, Rule rules, Audit audit, Clock clock) {
        this.database = database;
        this.alerts = alerts;
        this.audit = audit;
        this.clock = clock;
        this.subjects = new Subjects(database, rules, clock);
    }

    /**
     * What is open, and what was.
     *
     * @param ended those that ended last, the newest first
     * @param isWhole whether the database answered: without it, only what this instance knows is here
     */
    public record Board(List<Alert> open, List<Alert> ended, List<Silence> silences, boolean isWhole) {
        public Board {
            open = List.copyOf(open);
            ended = List.copyOf(ended);
            silences = List.copyOf(silences);
        }
    }

    /** An alert and who wants not to be told of it. */
    public record Alert(Standing standing, Optional<Silence> silence) {}

    /** @param before of the ended ones, those that ended before */
    public Board board(Instant before, int most) {
        Instant now = clock.instant();
        try (Connection connection = database.getConnection()) {
            List<Silence> silences = Silences.at(connection, now);
            return new Board(
                    shown(AlertTable.standing(connection), silences, now),
                    AlertTable.ended(connection, before, most).stream()
                            .map(ended -> new Alert(ended, Optional.empty()))
                            .toList(),
                    silences,
                    true);
        } catch (SQLException away) {
            return new Board(shown(alerts.open(), List.of(), now), List.of(), List.of(), false);
        }
    }

    /** One alert; empty where there is none. */
    public Optional<Standing> find(UUID id) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return AlertTable.find(connection, id);
        }
    }

    private static List<Alert> shown(List<Standing> standing, List<Silence> silences, Instant now) {
        return standing.stream()
                .filter(Standing::isOpen)
                .sorted(WORST_FIRST)
                .map(one -> new Alert(
                        one,
                        silences.stream()
                                .filter(silence -> silence.covers(one.key(), now))
                                .findFirst()))
                .toList();
    }

    /** Why there can be no alert that {@code silence} covers; empty where there can. */
    public Optional<String> fault(Silence silence) throws SQLException {
        return subjects.fault(silence.kind(), silence.subject());
    }

    /** Has nobody told of what {@code silence} names; the deed is on record. */
    public void silence(Silence silence) throws SQLException {
        var detail = Answer.object()
                .put("kind", silence.kind().word())
                .put("until", silence.until().toString());
        var deed = new Audit.Deed(
                silence.operator(), Audit.Action.SILENCE_ALERT, silence.subject(), silence.reason(), detail);
        write(
                connection -> {
                    Silences.keep(connection, silence);
                    return true;
                },
                deed);
    }

    /** Has people told again; whether there was such a wish. */
    public boolean speak(Trouble.Kind kind, String subject, String operator) throws SQLException {
        var deed = Audit.Deed.turned(operator, Audit.Action.END_SILENCE, subject, "silent", "told");
        deed.detail().put("kind", kind.word());
        return write(connection -> Silences.end(connection, kind, subject), deed);
    }

    /** A change to what is stored; whether there was anything to change. */
    private interface Change {
        boolean make(Connection connection) throws SQLException;
    }

    /** The change and its line in the audit: both or neither. */
    private boolean write(Change change, Audit.Deed deed) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean made = change.make(connection);
                if (made) {
                    audit.write(connection, deed);
                }
                connection.commit();
                return made;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}

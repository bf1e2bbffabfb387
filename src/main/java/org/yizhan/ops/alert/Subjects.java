package org.yizhan.ops.alert;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.yizhan.ingest.poll.SourceWatch;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.PushKeyRule;
import org.yizhan.ops.Rule;
import org.yizhan.ops.Shown;
import org.yizhan.ops.Trouble;

/** What alerts can be about, so that nobody silences a word that is misspelt. Safe for concurrent use. */
final class Subjects {

    private static final List<String> STAGES = Stream.concat(
                    Stream.concat(Stream.of(Metrics.INGEST), Metrics.STAGES.stream()), Stream.of("keep-dead-letter"))
            .toList();

    private static final String ALERT = "select exists (select from alert where kind = ? and subject = ?)";
    private static final String HOST = "select exists (select from errand where host = ? and rank = 0)";

    private final DataSource database;
    private final Rule rules;
    private final SourceWatch sources;

    Subjects(DataSource database, Rule rules, Clock clock) {
        this.database = database;
        this.rules = rules;
        this.sources = new SourceWatch(database, clock);
    }

    /** Why there can be no alert of this kind about it; empty where there can, or was one. */
    Optional<String> fault(Trouble.Kind kind, String subject) throws SQLException {
        Optional<String> fault = doubt(kind, subject);
        return fault.isPresent() && isThere(ALERT, kind.word(), subject) ? Optional.empty() : fault;
    }

    private Optional<String> doubt(Trouble.Kind kind, String subject) throws SQLException {
        String named = Shown.line(subject, 100);
        return switch (kind) {
            case LAG, LAG_UNKNOWN, STALLED, RETENTION, DEAD_LETTERS ->
                STAGES.contains(subject)
                        ? Optional.empty()
                        : Optional.of("there is no stage '%s'; one of %s".formatted(named, String.join(", ", STAGES)));
            case SOURCE_FAILING, SOURCE_GONE, SOURCE_HELD_OFF, SOURCE_REDESIGNED, SOURCE_QUIET, FAILED_FILES ->
                sources.find(subject).isPresent()
                        ? Optional.empty()
                        : Optional.of("there is no channel '%s'; GET /api/v1/ops/sources lists them".formatted(named));
            case DATABASE -> only(subject, "postgresql");
            case KAFKA, PARTITIONS -> only(subject, "kafka");
            case NETWORK -> only(subject, "network");
            case DISK -> only(subject, "data folder");
            case POLLING_LATE, POLL_FAILURES -> only(subject, "polling");
            case HUB_LATE, HUB_FAILING -> only(subject, "hub");
            case SEARCH -> only(subject, "search");
            case SOURCES -> only(subject, "sources");
            case PUSH_KEY -> only(subject, PushKeyRule.KEY);
            case SOURCE_HOST ->
                isThere(HOST, subject)
                        ? Optional.empty()
                        : Optional.of("no channel is polled at the host '%s'".formatted(named));
            case ROUTE -> listed(kind, subject, "there is no route '%s'; GET /api/v1/ops/routes lists them");
            case DEPENDENCY -> listed(kind, subject, "there is no check '%s'; GET /api/v1/ops/status lists them");
            case SOURCE_FILE -> listed(kind, subject, "there is no source file '%s'");
            case DICTIONARY ->
                listed(kind, subject, "there is no dictionary '%s'; GET /api/v1/ops/dictionaries lists them");
            case UNKNOWN -> listed(kind, subject, "there is no look at '%s' that could fail");
        };
    }

    private Optional<String> listed(Trouble.Kind kind, String subject, String fault) {
        return rules.subjects().getOrDefault(kind, Set.of()).contains(subject)
                ? Optional.empty()
                : Optional.of(fault.formatted(Shown.line(subject, 100)));
    }

    private static Optional<String> only(String subject, String known) {
        return subject.equals(known)
                ? Optional.empty()
                : Optional.of("alerts of this kind are about '%s' and nothing else".formatted(known));
    }

    private boolean isThere(String sql, String... values) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int n = 0; n < values.length; n++) {
                statement.setString(n + 1, values[n]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}

package org.yizhan.ops.alert;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.yizhan.ingest.poll.SourceWatch;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.Shown;
import org.yizhan.ops.Trouble;

/** What alerts can be about, so that nobody silences a word that is misspelt. Safe for concurrent use. */
final class Subjects {

    private static final List<String> STAGES = Stream.concat(
                    Stream.concat(Stream.of(Metrics.INGEST), Metrics.STAGES.stream()), Stream.of("keep-dead-letter"))
            .toList();

    private final DataSource database;
    private final SourceWatch sources;

    Subjects(DataSource database, Clock clock) {
        this.database = database;
        this.sources = new SourceWatch(database, clock);
    }

    /** Why there can be no alert of this kind about it; empty where there can, or was one. */
    Optional<String> fault(Trouble.Kind kind, String subject) throws SQLException {
        Optional<String> fault = doubt(kind, subject);
        return fault.isPresent() && wasThere(kind, subject) ? Optional.empty() : fault;
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
            default -> Optional.empty();
        };
    }

    private static Optional<String> only(String subject, String known) {
        return subject.equals(known)
                ? Optional.empty()
                : Optional.of("alerts of this kind are about '%s' and nothing else".formatted(known));
    }

    private boolean wasThere(Trouble.Kind kind, String subject) throws SQLException {
        var sql = "select exists (select from alert where kind = ? and subject = ?)";
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, kind.word());
            statement.setString(2, subject);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}

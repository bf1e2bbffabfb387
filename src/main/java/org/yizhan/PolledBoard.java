package org.yizhan;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.yizhan.ingest.poll.Incident;
import org.yizhan.ingest.poll.Incidents;
import org.yizhan.ingest.poll.SourceOverview;
import org.yizhan.ingest.poll.SourceState;
import org.yizhan.ingest.poll.SourceStatus;
import org.yizhan.web.Freshness;
import org.yizhan.web.Outage;
import org.yizhan.web.StatusBoard;

/** What polling knows of the sources, as readers are told it. */
record PolledBoard(SourceOverview overview, Incidents incidents, Supplier<Optional<Duration>> slowest)
        implements StatusBoard {

    /** A question to the database. */
    private interface Question<T> {
        T ask() throws SQLException;
    }

    private static <T> T answer(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            throw new IllegalStateException("how the sources fare can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public List<Freshness> all() {
        return answer(overview::all).stream().map(PolledBoard::freshness).toList();
    }

    @Override
    public Optional<Freshness> find(String source) {
        return answer(() -> overview.find(source)).map(PolledBoard::freshness);
    }

    @Override
    public List<Outage> outages(int most) {
        return answer(() -> incidents.newest(most)).stream()
                .map(PolledBoard::outage)
                .toList();
    }

    @Override
    public List<Outage> outages(String source, int most) {
        return answer(() -> incidents.newest(source, most)).stream()
                .map(PolledBoard::outage)
                .toList();
    }

    @Override
    public Optional<Duration> delay() {
        return slowest.get();
    }

    private static Freshness freshness(SourceStatus status) {
        return new Freshness(
                status.source(),
                state(status.state()),
                status.lastSuccess(),
                status.failingSince(),
                status.fault(),
                status.usualGap(),
                status.channels(),
                status.ill());
    }

    private static Outage outage(Incident incident) {
        return new Outage(
                incident.id(),
                incident.source(),
                incident.channel(),
                state(incident.kind()),
                incident.fault(),
                incident.began(),
                incident.lastSuccess(),
                incident.changed(),
                incident.ended(),
                switch (incident.ending()) {
                    case RECOVERED -> Outage.Ending.RECOVERED;
                    case PAUSED -> Outage.Ending.PAUSED;
                    case REMOVED -> Outage.Ending.REMOVED;
                });
    }

    private static Freshness.State state(SourceState state) {
        return switch (state) {
            case PAUSED -> Freshness.State.PAUSED;
            case PUSH_ONLY -> Freshness.State.PUSH_ONLY;
            case GONE -> Freshness.State.GONE;
            case FAILING -> Freshness.State.FAILING;
            case REDESIGNED -> Freshness.State.REDESIGNED;
            case HELD_OFF -> Freshness.State.HELD_OFF;
            case NEVER -> Freshness.State.NEVER;
            case LATE -> Freshness.State.LATE;
            case QUIET -> Freshness.State.QUIET;
            case FRESH -> Freshness.State.FRESH;
        };
    }
}

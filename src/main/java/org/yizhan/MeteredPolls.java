package org.yizhan;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.poll.Claim;
import org.yizhan.ingest.poll.PollListener;
import org.yizhan.ingest.poll.SourceState;
import org.yizhan.ingest.poll.SourceWatch;
import org.yizhan.ops.Metrics;

/** Turns how sources are polled and how they fare into metrics. */
record MeteredPolls(Metrics metrics) implements PollListener {

    private static final Logger LOG = LoggerFactory.getLogger(MeteredPolls.class);

    @Override
    public void asked(Claim.Task task, String outcome, Duration took) {
        metrics.polls().asked(task.name().toLowerCase(Locale.ROOT), outcome, took);
    }

    /** So many files of drop folders were not taken. */
    void failedFiles(long many) {
        metrics.polls().failedFiles(many);
    }

    /** Looks at the sources now; where PostgreSQL is away, nobody knows how they are. */
    void look(SourceWatch watch) {
        try {
            var states = new TreeMap<String, Long>();
            var counts = watch.states();
            for (SourceState state : SourceState.values()) {
                states.put(state.word(), counts.getOrDefault(state, 0L));
            }
            SourceWatch.Waiting waiting = watch.waiting();
            metrics.polls().networkGone(watch.networkGoneSince());
            metrics.polls().counted(states, waiting.overdue(), waiting.pages());
        } catch (SQLException e) {
            metrics.polls().unknown();
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("the sources can't be counted");
        }
    }
}

package org.yizhan;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.poll.Incidents;
import org.yizhan.ingest.poll.PollStore;
import org.yizhan.ingest.poll.PushedSources;
import org.yizhan.ingest.poll.PutClock;
import org.yizhan.ingest.poll.SourceWatch;

/** What is done again and again for what is known of the sources, whether or not they are polled. */
record Tending(
        SourceWatch watch,
        MeteredPolls meters,
        Incidents incidents,
        PollStore store,
        PutClock clockPut,
        PushedSources pushes,
        Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(Tending.class);
    private static final int LOST_PAGES_DAYS = 30;

    /** Who pushed nothing for so long pushes no more. */
    private static final Duration LONG_SILENT = Duration.ofDays(400);

    void begin(Regularly regularly) {
        regularly.every(Duration.ZERO, Duration.ofSeconds(15), "count sources", () -> meters.look(watch));
        regularly.every(Duration.ZERO, Duration.ofSeconds(15), "keep incidents", this::settleIncidents);
        regularly.every(Duration.ofDays(1), "forget lost pages", this::forgetLostPages);
        regularly.every(Duration.ofSeconds(5), "look whether the clock was put back", this::heedClock);
        regularly.every(Duration.ofSeconds(3), "remember who pushed", this::rememberPushes);
    }

    private void settleIncidents() {
        try {
            incidents.settle();
        } catch (SQLException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("the incidents are not up to date");
        }
    }

    /** Pages that were given up are shown to the operator for a month. */
    private void forgetLostPages() {
        try {
            int forgotten = store.trim(LOST_PAGES_DAYS, clock.instant());
            pushes.drop(clock.instant().minus(LONG_SILENT));
            LOG.atInfo().addKeyValue("pages", forgotten).log("pages given up a month ago are forgotten");
        } catch (SQLException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("lost pages are not forgotten yet");
        }
    }

    private void heedClock() {
        try {
            int moved = clockPut.moveBack(clock.instant());
            if (moved > 0) {
                LOG.atWarn()
                        .addKeyValue("channels", moved)
                        .log("the clock was put back: what it had put off is due as if it had never been ahead");
            }
        } catch (SQLException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("whether the clock was put back is not known");
        }
    }

    private void rememberPushes() {
        try {
            pushes.flush();
        } catch (SQLException e) {
            LOG.atDebug().addKeyValue("error", e.getMessage()).log("who pushed is written down later");
        }
    }
}

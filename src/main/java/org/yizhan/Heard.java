package org.yizhan;

import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.poll.Claim;
import org.yizhan.ingest.poll.HubSubscriptions;
import org.yizhan.ingest.poll.PollListener;
import org.yizhan.ingest.poll.SourceControl;

/** Counts requests, keeps by which channel something came, and has one polled as before whose hub does not tell of everything. */
record Heard(MeteredPolls meters, SourceControl control, HubSubscriptions hubs) implements PollListener {

    private static final Logger LOG = LoggerFactory.getLogger(Heard.class);

    @Override
    public void asked(Claim.Task task, String outcome, Duration took) {
        meters.asked(task, outcome, took);
    }

    @Override
    public void missed(String channel) {
        try {
            hubs.missed(channel);
            control.pushed(channel, Duration.ZERO);
        } catch (SQLException | IllegalStateException e) {
            LOG.atWarn()
                    .addKeyValue("channel", channel)
                    .addKeyValue("error", e.getMessage())
                    .log("a hub that missed news is relied on until its lease ends");
        }
    }

    /** A file or a letter came by this channel. */
    void brought(String channel) {
        try {
            control.brought(channel);
        } catch (SQLException e) {
            LOG.atWarn()
                    .addKeyValue("channel", channel)
                    .addKeyValue("error", e.getMessage())
                    .log("what came is stored, but its channel's health does not show it");
        }
    }
}

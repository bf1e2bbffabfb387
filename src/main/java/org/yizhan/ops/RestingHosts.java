package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import org.yizhan.check.Rests;
import org.yizhan.ingest.poll.HostRest;
import org.yizhan.ingest.poll.HostRests;

/** The hosts that rest, as dry runs heed them; whoever asks one all the same does so on record. Safe for concurrent use. */
public final class RestingHosts {

    private final HostRests rests;
    private final Audit audit;

    public RestingHosts(HostRests rests, Audit audit) {
        this.rests = rests;
        this.audit = audit;
    }

    /** Lets a run ask none of them. */
    Rests heeded() {
        return this::find;
    }

    /** Lets one run of this operator's ask all of them; the audit has a line for each before it is asked. */
    Rests ignored(String operator) {
        var written = new HashSet<String>();
        return (url, channel) -> {
            find(url, channel).filter(rest -> written.add(rest.host())).ifPresent(rest -> write(operator, rest));
            return Optional.empty();
        };
    }

    private Optional<HostRest> find(String url, String channel) {
        try {
            return rests.of(url, channel);
        } catch (SQLException away) {
            throw new IllegalStateException("whether the host rests can't be told: " + away.getMessage(), away);
        }
    }

    private void write(String operator, HostRest rest) {
        ObjectNode detail = Answer.object()
                .put("until", rest.until().toString())
                .put("channel", rest.channel())
                .put("answer", rest.status());
        try {
            audit.write(new Audit.Deed(operator, Audit.Action.ASK_RESTING_HOST, rest.host(), "", detail));
        } catch (SQLException away) {
            throw new IllegalStateException("the host is not asked, for that can't be put on record", away);
        }
    }
}

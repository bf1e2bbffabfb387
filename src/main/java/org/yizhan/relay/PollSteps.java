package org.yizhan.relay;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.poll.Claim;
import org.yizhan.ingest.poll.Poll;
import org.yizhan.ingest.poll.Poller;

/** The steps of ingest's routes that poll: claim, watch, fetch, settle. Safe for concurrent use. */
public final class PollSteps {

    private static final Logger LOG = LoggerFactory.getLogger(PollSteps.class);
    private static final String POLL = "poll";

    private final Poller poller;
    private final int most;
    private final BooleanSupplier isRoom;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicBoolean isAway = new AtomicBoolean();

    /**
     * @param most requests under way at once; 0: nothing is ever polled
     * @param isRoom whether what is fetched could be stored
     */
    public PollSteps(Poller poller, int most, BooleanSupplier isRoom) {
        this.poller = poller;
        this.most = most;
        this.isRoom = isRoom;
    }

    /** The body becomes the list of claims that may be worked on now, as many as there is room for. */
    public void claim(Exchange exchange) {
        exchange.getMessage().setBody(claims());
    }

    private List<Claim> claims() {
        int room = isRoom.getAsBoolean() ? most - underWay.get() : 0;
        try {
            List<Claim> claims = room > 0 ? poller.claim(room) : List.of();
            underWay.addAndGet(claims.size());
            isAway.set(false);
            return claims;
        } catch (SQLException e) {
            if (!isAway.getAndSet(true)) {
                LOG.atWarn()
                        .addKeyValue("stage", "ingest")
                        .addKeyValue("error", e.getMessage())
                        .log("nothing can be claimed while PostgreSQL is away; polling waits");
            }
            return List.of();
        }
    }

    /** Sees to it that a claim ends with its exchange, whatever becomes of that. */
    public void watch(Exchange exchange) throws InvalidPayloadException {
        Claim claim = exchange.getMessage().getMandatoryBody(Claim.class);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                underWay.decrementAndGet();
            }

            @Override
            public void onFailure(Exchange failed) {
                underWay.decrementAndGet();
                Throwable cause = failed.getException();
                poller.abandon(claim, cause == null ? new IllegalStateException("the route was stopped") : cause);
            }
        });
    }

    /** Asks the source; the body becomes the messages to send on. */
    public void fetch(Exchange exchange) throws InvalidPayloadException, SQLException {
        Poll poll = poller.fetch(exchange.getMessage().getMandatoryBody(Claim.class));
        exchange.setProperty(POLL, poll);
        exchange.getMessage().setBody(poll.messages());
    }

    /** Writes the poll down; its messages are acknowledged. */
    public void settle(Exchange exchange) throws SQLException {
        Poll poll = requireNonNull(exchange.getProperty(POLL, Poll.class));
        if (!poller.settle(poll)) {
            LOG.atInfo()
                    .addKeyValue("stage", "ingest")
                    .addKeyValue("channel", poll.claim().channel().id())
                    .log("a poll took longer than its claim; it will be repeated");
        }
    }
}

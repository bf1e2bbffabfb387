package org.yizhan.deliver;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.deliver.RequestTable.Pending;

/**
 * Has requested subscriptions verified, side by side and at an address no faster than {@value #A_SECOND} a second, however
 * many names it has, so that nobody can make us storm somebody else. A request that another instance had in hand when it crashed is taken up again.
 */
final class Verifications {

    static final int A_SECOND = 50;

    private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);
    private static final Duration CLAIM = Duration.ofMinutes(1);

    private final RequestTable requests;
    private final Topics topics;
    private final Verifier verifier;
    private final Clock clock;
    private final HubWatch watch;
    private final ExecutorService threads;
    private final Semaphore room = new Semaphore(256);
    private final Turns turns = new Turns(A_SECOND);

    Verifications(
            RequestTable requests,
            Topics topics,
            Verifier verifier,
            Clock clock,
            HubWatch watch,
            ExecutorService threads) {
        this.requests = requests;
        this.topics = topics;
        this.verifier = verifier;
        this.clock = clock;
        this.watch = watch;
        this.threads = threads;
    }

    /** Takes up what waits; returns before it is done. */
    void begin() throws SQLException {
        int free = room.availablePermits();
        if (free == 0) {
            return;
        }
        for (Pending pending : requests.claim(clock.instant(), CLAIM, free)) {
            room.acquireUninterruptibly();
            threads.execute(() -> verify(pending));
        }
    }

    private void verify(Pending pending) {
        try {
            Set<String> places = verifier.places(pending.request());
            long now = System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(turns.next(places, now) - now);
            settle(pending, places, verifier.ask(pending.request()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException | IllegalStateException e) {
            // its claim ends, and it is verified again
            LOG.atWarn()
                    .addKeyValue("stage", "deliver")
                    .addKeyValue("error", e.getMessage())
                    .log("what became of a subscription could not be stored; its callback is asked again");
        } finally {
            room.release();
        }
    }

    private void settle(Pending pending, Set<String> places, Verifier.Reply reply) throws SQLException {
        switch (reply) {
            case Verifier.Reply.Meant meant ->
                confirm(pending, places.stream().findFirst().orElse(""));
            case Verifier.Reply.Refused refused -> drop(pending, "refused", refused.how());
            case Verifier.Reply.Unreachable unreachable -> drop(pending, "unreachable", unreachable.why());
        }
    }

    private void confirm(Pending pending, String place) throws SQLException {
        Request request = pending.request();
        if (request.subscribe() && requests.neighbours(request, place) >= Shares.SUBSCRIPTIONS_OF_A_HOST) {
            drop(pending, "refused", Shares.FULL_PLACE);
            verifier.deny(request.callback(), request.written(), Shares.FULL_PLACE);
            return;
        }
        Topics.State state = request.subscribe() ? topics.state(request.topic()) : new Topics.State(0, "");
        if (requests.confirm(pending, place, state, clock.instant())) {
            watch.verified("confirmed");
            said(request, request.subscribe() ? "subscribed" : "unsubscribed", "");
        }
    }

    private void drop(Pending pending, String outcome, String why) throws SQLException {
        requests.drop(pending);
        watch.verified(outcome);
        said(pending.request(), "a request was not confirmed by its callback", why);
    }

    private static void said(Request request, String what, String error) {
        LOG.atInfo()
                .addKeyValue("stage", "deliver")
                .addKeyValue("topic", request.topic().path())
                .addKeyValue("mode", request.mode())
                .addKeyValue("host", request.host())
                .addKeyValue("error", error)
                .log(what);
    }
}

package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.deliver.Subscription;
import org.yizhan.deliver.Subscriptions;

/** What operators see of the hub's subscriptions and do about them; each deed is on record. Every method may block. */
public final class SubscriptionDesk {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionDesk.class);

    private final Subscriptions subscriptions;
    private final Hub hub;
    private final Audit audit;

    /**
     * What the hub does for us.
     *
     * @param ended tells a callback that its subscription was ended, and why
     * @param wake has it look at what is due
     * @param ping asks a callback whether it is there; empty: it is
     */
    public record Hub(
            BiConsumer<Subscription, String> ended, Runnable wake, Function<Subscription, Optional<String>> ping) {}

    public SubscriptionDesk(Subscriptions subscriptions, Hub hub, Audit audit) {
        this.subscriptions = subscriptions;
        this.hub = hub;
        this.audit = audit;
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    /** One of them; {@link Rejection} where there is none. */
    public Subscription find(String id) throws SQLException {
        return there(subscriptions.find(number(id)));
    }

    /** Ends it and tells its callback; the subscription as it was. */
    public Subscription end(String id, String operator) throws SQLException {
        Subscription gone = there(subscriptions.end(number(id)));
        var detail = Answer.object();
        detail.putObject("before")
                .put("state", state(gone))
                .put("lease", gone.leaseUntil().toString());
        detail.putObject("after").put("state", "ended");
        told(operator, Audit.Action.END_SUBSCRIPTION, gone, detail);
        hub.ended().accept(gone, "ended by the operator of the hub");
        return gone;
    }

    /** Keeps back what is due to it until it is resumed; its lease goes on. */
    public Subscription suspend(String id, String operator) throws SQLException {
        find(id);
        Subscription halted = subscriptions
                .suspend(number(id), operator)
                .orElseThrow(() -> Rejection.of(409, "the subscription is suspended already"));
        told(operator, Audit.Action.SUSPEND_SUBSCRIPTION, halted, turn("running", "suspended"));
        return halted;
    }

    /** Lets it have what has waited. */
    public Subscription resume(String id, String operator) throws SQLException {
        find(id);
        Subscription going = subscriptions
                .resume(number(id))
                .orElseThrow(() -> Rejection.of(409, "the subscription is not suspended"));
        told(operator, Audit.Action.RESUME_SUBSCRIPTION, going, turn("suspended", "running"));
        hub.wake().run();
        return going;
    }

    /** Has its last delivery made again, with what has come since. */
    public Subscription resend(String id, String operator) throws SQLException {
        Subscription asked = running(find(id));
        Subscription due = subscriptions.resend(asked.id()).orElseThrow(() -> notAgain(asked));
        told(operator, Audit.Action.RESEND_SUBSCRIPTION, due, Answer.object().put("deliveries", asked.deliveries()));
        hub.wake().run();
        return due;
    }

    private static Rejection notAgain(Subscription asked) {
        return Rejection.of(
                409,
                asked.underWay()
                        ? "a delivery is under way; try again in a minute"
                        : "nothing was delivered that could be sent again");
    }

    private static ObjectNode turn(String before, String after) {
        var detail = Answer.object();
        detail.putObject("before").put("state", before);
        detail.putObject("after").put("state", after);
        return detail;
    }

    private static Subscription running(Subscription subscription) {
        if (subscription.halt().isPresent()) {
            throw Rejection.of(409, "the subscription is suspended; resume it first");
        }
        return subscription;
    }

    /** Has what is due to it delivered now, whatever failed before. */
    public Subscription retry(String id, String operator) throws SQLException {
        Subscription before = running(find(id));
        Subscription due = there(subscriptions.retry(before.id()));
        var detail = Answer.object();
        detail.putObject("before").put("next", next(before)).put("failures", before.attempt());
        detail.putObject("after").put("next", next(due)).put("failures", due.attempt());
        told(operator, Audit.Action.RETRY_SUBSCRIPTION, due, detail);
        hub.wake().run();
        return due;
    }

    /** Asks its callback whether it is there; empty where it is, else what is wrong. Takes ten seconds at most. */
    public Optional<String> ping(String id, String operator) throws SQLException {
        Subscription asked = find(id);
        Optional<String> wrong = hub.ping().apply(asked).map(why -> Shown.line(why, 300));
        told(
                operator,
                Audit.Action.PING_SUBSCRIPTION,
                asked,
                Answer.object().put("answer", wrong.orElse("as it should")));
        return wrong;
    }

    private static String state(Subscription subscription) {
        return subscription.failingSince().isPresent() ? "failing" : "active";
    }

    private static String next(Subscription subscription) {
        return subscription.dueAt().map(Object::toString).orElse("never");
    }

    private void told(String operator, Audit.Action action, Subscription subscription, ObjectNode detail)
            throws SQLException {
        detail.put("topic", subscription.topic()).put("host", subscription.host());
        audit.write(new Audit.Deed(operator, action, String.valueOf(subscription.id()), "", detail));
        log.atInfo()
                .addKeyValue("action", action.word())
                .addKeyValue("topic", subscription.topic())
                .addKeyValue("host", subscription.host())
                .log("an operator acted on a subscription");
    }

    private static long number(String id) {
        return OpsApi.isId(id) ? Long.parseLong(id) : -1;
    }

    private static Subscription there(Optional<Subscription> found) {
        return found.orElseThrow(
                () -> Rejection.of(404, "there is no such subscription; GET " + SubscriptionsApi.PATH + " lists them"));
    }
}

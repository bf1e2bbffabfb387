package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.deliver.Subscription;
import org.yizhan.deliver.Subscriptions;

/** The operator's JSON interface to the hub's subscriptions. Every method may block. Callbacks are told by host only. */
public final class SubscriptionsApi {

    private static final Logger log = LoggerFactory.getLogger(SubscriptionsApi.class);
    private static final String PATH = "/api/v1/ops/subscriptions";
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final Subscriptions subscriptions;
    private final BiConsumer<Subscription, String> ended;
    private final Runnable wake;
    private final Audit audit;
    private final Clock clock;

    /**
     * @param ended tells a callback that its subscription was ended, and why
     * @param wake has the hub look at what is due
     */
    public SubscriptionsApi(
            Subscriptions subscriptions,
            BiConsumer<Subscription, String> ended,
            Runnable wake,
            Audit audit,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.ended = ended;
        this.wake = wake;
        this.audit = audit;
        this.clock = clock;
    }

    public void mount(Paths paths) {
        paths.work(HttpMethod.GET, PATH, asked -> list(asked.parameters()));
        paths.work(HttpMethod.GET, PATH + "/:id", asked -> found(subscriptions.find(number(asked))));
        paths.work(HttpMethod.DELETE, PATH + "/:id", this::end);
        paths.work(HttpMethod.POST, PATH + "/:id/retry", this::retry);
    }

    /**
     * {@code {"subscriptions":[…],"active":n,"waiting":n,"failing":n,"requests":n,"lagSeconds":n}}, those that fail longest
     * first. Parameters: {@code topic} (a part of its path), {@code host}, {@code failing=true}, {@code limit} (default
     * {@value #USUAL}, at most {@value #MOST}), {@code offset}.
     */
    Answer list(MultiMap parameters) throws SQLException {
        var query = new Subscriptions.Query(
                text(parameters, "topic"),
                text(parameters, "host"),
                "true".equals(parameters.get("failing")),
                Math.min(MOST, number(parameters, "limit", USUAL)),
                number(parameters, "offset", 0));
        var body = Answer.object();
        var rows = body.putArray("subscriptions");
        subscriptions.list(query).forEach(subscription -> rows.add(json(subscription)));
        Subscriptions.Counts counts = subscriptions.counts();
        body.put("active", counts.active());
        body.put("waiting", counts.waiting());
        body.put("failing", counts.failing());
        body.put("requests", counts.requests());
        body.put("lagSeconds", counts.lag().toSeconds());
        return Answer.json(200, body);
    }

    private static Optional<String> text(MultiMap parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    private static int number(MultiMap parameters, String name, int usual) throws Rejection {
        String text = text(parameters, name).orElse(String.valueOf(usual));
        if (!text.matches("[0-9]{1,8}")) {
            throw Rejection.of(400, name + " must be a number");
        }
        return Integer.parseInt(text);
    }

    private static long number(Asked asked) {
        return asked.id().matches("[0-9]{1,18}") ? Long.parseLong(asked.id()) : -1;
    }

    private ObjectNode json(Subscription subscription) {
        var body = Answer.object();
        body.put("id", subscription.id());
        body.put("topic", subscription.topic());
        body.put("host", subscription.host());
        body.put("signed", subscription.signed());
        body.put("leaseUntil", subscription.leaseUntil().toString());
        body.put(
                "leaseSeconds",
                Duration.between(clock.instant(), subscription.leaseUntil()).toSeconds());
        body.put("deliveries", subscription.deliveries());
        subscription.lastDeliveryAt().ifPresent(at -> body.put("lastDeliveryAt", at.toString()));
        body.put("streak", subscription.attempt());
        subscription.failingSince().ifPresent(at -> body.put("failingSince", at.toString()));
        if (!subscription.lastError().isEmpty()) {
            body.put("lastError", subscription.lastError());
        }
        subscription.dueAt().ifPresent(at -> body.put("nextAttemptAt", at.toString()));
        body.put("underWay", subscription.underWay());
        return body;
    }

    private Answer found(Optional<Subscription> subscription) {
        return subscription
                .map(found -> Answer.json(200, json(found)))
                .orElseGet(() -> Answer.problem(404, "there is no such subscription; GET " + PATH + " lists them"));
    }

    /** 200 with the subscription as it was; its callback is told. */
    private Answer end(Asked asked) throws SQLException {
        Optional<Subscription> gone = subscriptions.end(number(asked));
        if (gone.isPresent()) {
            told(asked, Audit.Action.END_SUBSCRIPTION, gone.get());
            ended.accept(gone.get(), "ended by the operator of the hub");
        }
        return found(gone);
    }

    /** 202: what is due to it is delivered now, whatever failed before. */
    private Answer retry(Asked asked) throws SQLException {
        Optional<Subscription> due = subscriptions.retry(number(asked));
        if (due.isEmpty()) {
            return found(due);
        }
        told(asked, Audit.Action.RETRY_SUBSCRIPTION, due.get());
        wake.run();
        return Answer.json(202, json(due.get()));
    }

    private void told(Asked asked, Audit.Action action, Subscription subscription) throws SQLException {
        var detail = Answer.object().put("topic", subscription.topic()).put("host", subscription.host());
        audit.write(new Audit.Deed(asked.operator(), action, String.valueOf(subscription.id()), "", detail));
        log.atInfo()
                .addKeyValue("action", action.word())
                .addKeyValue("topic", subscription.topic())
                .addKeyValue("host", subscription.host())
                .log("an operator acted on a subscription");
    }
}

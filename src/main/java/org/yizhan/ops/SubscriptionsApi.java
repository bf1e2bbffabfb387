package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.yizhan.deliver.Subscription;
import org.yizhan.deliver.Subscriptions;

/** The operator's JSON interface to the hub's subscriptions. Every method may block. Callbacks are told by host only. */
public final class SubscriptionsApi {

    static final String PATH = "/api/v1/ops/subscriptions";

    /** The twin of the screen of the same name. */
    private static final String TWIN = "/api/v1/ops/subscribers";

    /** The parameters that {@link #query} reads. */
    public static final List<String> PARAMETERS = List.of("topic", "host", "failing", "suspended", "limit", "offset");

    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final SubscriptionDesk desk;
    private final Clock clock;

    public SubscriptionsApi(SubscriptionDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    public void mount(Paths paths) {
        for (String path : new String[] {PATH, TWIN}) {
            paths.work(HttpMethod.GET, path, this::list).takes(PARAMETERS);
            paths.work(HttpMethod.GET, path + "/:id", asked -> Answer.json(200, json(desk.find(asked.id()))));
        }
        paths.work(
                HttpMethod.DELETE,
                PATH + "/:id",
                asked -> Answer.json(200, json(desk.end(asked.id(), asked.operator()))));
        paths.work(
                HttpMethod.POST,
                PATH + "/:id/retry",
                asked -> Answer.json(202, json(desk.retry(asked.id(), asked.operator()))));
        paths.work(HttpMethod.POST, PATH + "/:id/ping", this::ping);
        paths.work(
                HttpMethod.POST,
                PATH + "/:id/suspend",
                asked -> Answer.json(200, json(desk.suspend(asked.id(), asked.operator()))));
        paths.work(
                HttpMethod.POST,
                PATH + "/:id/resume",
                asked -> Answer.json(200, json(desk.resume(asked.id(), asked.operator()))));
        paths.work(
                HttpMethod.POST,
                PATH + "/:id/resend",
                asked -> Answer.json(202, json(desk.resend(asked.id(), asked.operator()))));
    }

    /** What a query asks for; {@code page} rows at once where it doesn't say. */
    public static Subscriptions.Query query(Asked asked, int page) {
        return new Subscriptions.Query(
                asked.parameter("topic"), asked.parameter("host"), narrowing(asked), asked.limit(page, MOST), (int)
                        Math.min(10_000_000, asked.number("offset").orElse(0L)));
    }

    private static Subscriptions.Narrowing narrowing(Asked asked) {
        if (isTrue(asked, "suspended")) {
            return Subscriptions.Narrowing.SUSPENDED;
        }
        return isTrue(asked, "failing") ? Subscriptions.Narrowing.FAILING : Subscriptions.Narrowing.ALL;
    }

    private static boolean isTrue(Asked asked, String name) {
        return asked.parameter(name).filter("true"::equals).isPresent();
    }

    /**
     * {@code {"subscriptions":[…],"total":n,"active":n,"waiting":n,"failing":n,"suspended":n,"requests":n,"lagSeconds":n}},
     * those that fail longest first. Parameters: {@code topic} (a part of its path), {@code host}, {@code failing=true},
     * {@code suspended=true}, {@code limit}
     * (default {@value #USUAL}, at most {@value #MOST}), {@code offset}.
     */
    private Answer list(Asked asked) throws SQLException {
        Subscriptions.Query query = query(asked, USUAL);
        var body = Answer.object();
        var rows = body.putArray("subscriptions");
        desk.subscriptions().list(query).forEach(subscription -> rows.add(json(subscription)));
        body.put("total", desk.subscriptions().total(query));
        Subscriptions.Counts counts = desk.subscriptions().counts();
        body.put("active", counts.active());
        body.put("waiting", counts.waiting());
        body.put("failing", counts.failing());
        body.put("suspended", counts.suspended());
        body.put("requests", counts.requests());
        body.put("lagSeconds", counts.lag().toSeconds());
        return Answer.json(200, body);
    }

    /** {@code {"answers":true}}, or with false and {@code why}. */
    private Answer ping(Asked asked) throws SQLException {
        Optional<String> wrong = desk.ping(asked.id(), asked.operator());
        var body = Answer.object().put("answers", wrong.isEmpty());
        wrong.ifPresent(why -> body.put("why", why));
        return Answer.json(200, body);
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
        subscription.p95().ifPresent(time -> body.put("p95Millis", time.toMillis()));
        body.put("measured", subscription.took().size());
        body.put("suspended", subscription.halt().isPresent());
        subscription
                .halt()
                .ifPresent(
                        halt -> body.put("suspendedAt", halt.since().toString()).put("suspendedBy", halt.operator()));
        return body;
    }
}

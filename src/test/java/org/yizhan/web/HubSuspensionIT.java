package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yizhan.deliver.Subscription;
import org.yizhan.deliver.Subscriptions;

/** What the hub makes of a subscription that an operator keeps back, or wants told again, on a real store. */
class HubSuspensionIT {

    private static final String ATOM = "/feeds/region/620702.atom";

    @RegisterExtension
    static final HubSite site = new HubSite();

    @RegisterExtension
    final Subscriber subscriber = new Subscriber();

    private final Subscriptions subscriptions = new Subscriptions(site.database, site.clock());
    private long id;

    @BeforeEach
    void subscribe() throws SQLException {
        site.subscribe(ATOM, subscriber.url("/a"));
        site.subscribe(ATOM, subscriber.url("/other"));
        id = one().id();
    }

    private Subscription one() throws SQLException {
        return site.subscriptions().stream()
                .filter(subscription -> subscription.callback().endsWith("/a"))
                .findFirst()
                .orElseThrow();
    }

    private void awaitDeliveries(String path, int count) {
        await().untilAsserted(() -> assertThat(subscriber.deliveries(path)).hasSize(count));
    }

    @Test
    void whatIsDueWaitsWhileSuspendedAndFollowsWhenResumed() throws SQLException {
        subscriptions.suspend(id, "ops");
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitDeliveries("/other", 1);
        site.pass(Duration.ofMinutes(5));
        site.publish(site.article("2", "社区食堂开张", "老人在社区食堂用餐。"));
        awaitDeliveries("/other", 2);

        await().untilAsserted(() -> assertThat(subscriptions.counts().waiting())
                .as("nobody is late who is kept back")
                .isZero());
        assertThat(subscriber.deliveries("/a")).isEmpty();
        assertThat(one().dueAt()).isPresent();
        assertThat(one().halt()).map(Subscription.Halt::operator).hasValue("ops");
        Subscriptions.Counts counts = subscriptions.counts();
        assertThat(counts.suspended()).isEqualTo(1);
        assertThat(counts.lag()).isZero();

        subscriptions.resume(id);
        site.pass(Duration.ZERO);

        awaitDeliveries("/a", 1);
        assertThat(subscriber.deliveries("/a").getFirst().text()).contains("议事亭开门", "社区食堂开张");
        await().until(() -> one().took().size() == 1);
        assertThat(one().p95())
                .as("the suspension is none of the delivery's time")
                .hasValueSatisfying(time -> assertThat(time).isLessThan(Duration.ofMinutes(1)));
    }

    @Test
    void theLeaseOfASuspendedOneGoesOn() throws SQLException {
        subscriptions.suspend(id, "ops");
        site.subscribe(ATOM, subscriber.url("/a"), "hub.lease_seconds", "7200");
        assertThat(one().halt()).as("a renewal resumes nothing").isPresent();
        assertThat(one().leaseUntil()).isEqualTo(HubSite.START.plusSeconds(7200));
        assertThat(subscriptions.suspend(id, "ops"))
                .as("it is suspended already")
                .isEmpty();
        site.pass(Duration.ofHours(3));
        assertThat(site.subscriptions())
                .extracting(Subscription::callback)
                .noneMatch(callback -> callback.endsWith("/a"));
    }

    @Test
    void whatWasDeliveredLastIsDeliveredAgain() throws SQLException {
        assertThat(subscriptions.resend(id)).as("nothing was delivered yet").isEmpty();
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitDeliveries("/a", 1);
        await().until(() -> one().deliveries() == 1);

        assertThat(subscriptions.resend(id)).isPresent();
        site.pass(Duration.ZERO);

        awaitDeliveries("/a", 2);
        assertThat(subscriber.deliveries("/a").getLast().text()).contains("议事亭开门");
        assertThat(subscriber.deliveries("/other")).hasSize(1);
    }
}

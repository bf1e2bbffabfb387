package org.yizhan;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.Sources;
import org.yizhan.deliver.Hub;
import org.yizhan.deliver.HubWatch;
import org.yizhan.deliver.Shares;
import org.yizhan.deliver.Subscriptions;
import org.yizhan.deliver.Topics;
import org.yizhan.fetch.HttpFetcher;
import org.yizhan.fetch.Limits;
import org.yizhan.ops.Audit;
import org.yizhan.ops.HubHealth;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.Paths;
import org.yizhan.ops.SubscriptionDesk;
import org.yizhan.ops.SubscriptionsApi;
import org.yizhan.ops.console.Screens;
import org.yizhan.ops.console.SubscriberScreens;
import org.yizhan.publish.ChangeLog;
import org.yizhan.publish.LatestChanges;
import org.yizhan.publish.Stories;
import org.yizhan.publish.StoryChanges;
import org.yizhan.web.HubTopics;
import org.yizhan.web.Links;

/** Our own hub and what operators see of it, joined. */
final class Subscribing implements HubWatch {

    private static final Logger LOG = LoggerFactory.getLogger(Subscribing.class);

    /** One call to a callback, look-up and all. */
    private static final Limits CALL = Limits.DEFAULT.within(Duration.ofSeconds(10));

    private final Metrics metrics;
    private final Subscriptions subscriptions;
    private final Clock clock;
    private final Hub hub;
    private final AtomicReference<Subscriptions.Counts> counted =
            new AtomicReference<>(new Subscriptions.Counts(0, 0, 0, 0, 0, Duration.ZERO));
    private final HubHealth health = new HubHealth(counted::get);

    /** @param topics what can be subscribed to */
    Subscribing(
            Settings settings,
            Closing closing,
            DataSource database,
            Metrics metrics,
            Topics topics,
            Clock clock,
            SecureRandom random) {
        this.metrics = metrics;
        this.clock = clock;
        this.subscriptions = new Subscriptions(database, clock);
        String userAgent = HttpFetcher.userAgent(
                Wiring.version(), settings.text("yizhan.base.url"), settings.text("yizhan.fetch.contact"));
        var terms = new Hub.Terms(
                userAgent,
                settings.allowList("yizhan.websub.allow", "yizhan.fetch.allow"),
                CALL,
                Hub.PATIENCE,
                new Shares(settings.number("yizhan.websub.searches-per-host", 0)));
        this.hub = closing.add(new Hub(database, topics, terms, clock, random, this));
    }

    /** All feeds, as topics. */
    static Topics topics(
            DataSource database, Sources sources, Lexicon lexicon, Stories stories, Links links, Clock clock) {
        var texts = new StoryChanges(database, name -> lexicon.vocabularies().title(name));
        var changes = new HubTopics.Changes(
                new ChangeLog(database, sources), new LatestChanges(database, sources), texts::stories);
        return new HubTopics(stories, changes, lexicon, links, clock);
    }

    Hub hub() {
        return hub;
    }

    /** As it was counted some seconds ago at most. */
    HubHealth health() {
        return health;
    }

    /** The operator's paths. */
    List<Consumer<Paths>> parts(Screens screens, Audit audit) {
        var desk =
                new SubscriptionDesk(subscriptions, new SubscriptionDesk.Hub(hub::ended, hub::wake, hub::ping), audit);
        return List.of(new SubscriptionsApi(desk, clock)::mount, new SubscriberScreens(screens, desk)::mount);
    }

    /** Has the hub work, and counted. */
    void begin(Regularly regularly) {
        hub.start();
        regularly.every(Duration.ofSeconds(5), "count subscriptions", this::count);
    }

    private void count() {
        try {
            Subscriptions.Counts counts = subscriptions.counts();
            counted.set(counts);
            metrics.deliveries()
                    .counted(
                            Map.of("active", counts.active(), "waiting", counts.waiting(), "failing", counts.failing()),
                            counts.lag());
        } catch (SQLException e) {
            metrics.deliveries().unknown();
            LOG.atWarn()
                    .addKeyValue("stage", "deliver")
                    .addKeyValue("error", e.getMessage())
                    .log("the subscriptions can't be counted");
        }
    }

    @Override
    public void delivered(String outcome, Duration lag) {
        metrics.deliveries().delivered(outcome, lag);
    }

    @Override
    public void verified(String outcome) {
        metrics.deliveries().verified(outcome);
    }
}

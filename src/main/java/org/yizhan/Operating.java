package org.yizhan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.yizhan.article.Sources;
import org.yizhan.deduplicate.FingerprintRetention;
import org.yizhan.deduplicate.Mendings;
import org.yizhan.ingest.PushLog;
import org.yizhan.ingest.WebhookLog;
import org.yizhan.ingest.poll.Incidents;
import org.yizhan.ops.Audit;
import org.yizhan.ops.AuditApi;
import org.yizhan.ops.DeadLetterApi;
import org.yizhan.ops.DeadLetterRemoval;
import org.yizhan.ops.DeadLetters;
import org.yizhan.ops.Dispatch;
import org.yizhan.ops.ErasureApi;
import org.yizhan.ops.Erasures;
import org.yizhan.ops.LetterKeeper;
import org.yizhan.ops.LetterOrderApi;
import org.yizhan.ops.LetterOrders;
import org.yizhan.ops.LetterOutcome;
import org.yizhan.ops.LetterReplays;
import org.yizhan.ops.LetterWorker;
import org.yizhan.ops.Mender;
import org.yizhan.ops.MendingApi;
import org.yizhan.ops.MendingList;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.Orders;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Published;
import org.yizhan.ops.PulseLog;
import org.yizhan.ops.Replay;
import org.yizhan.ops.Replayer;
import org.yizhan.ops.RetagApi;
import org.yizhan.ops.Retags;
import org.yizhan.ops.TopicCopies;
import org.yizhan.ops.TraceApi;
import org.yizhan.ops.Tracing;
import org.yizhan.ops.Trails;
import org.yizhan.ops.alert.AlertRetention;
import org.yizhan.ops.backup.LostRetention;
import org.yizhan.ops.console.DeadLetterScreens;
import org.yizhan.ops.console.LetterOrderScreens;
import org.yizhan.ops.console.LetterReplayScreens;
import org.yizhan.ops.console.Screens;
import org.yizhan.ops.console.StoryScreens;
import org.yizhan.ops.console.TraceScreens;
import org.yizhan.publish.BodyRetention;
import org.yizhan.publish.ChangeLog;
import org.yizhan.publish.EarlyRetention;
import org.yizhan.publish.StoredArticles;
import org.yizhan.publish.Stories;
import org.yizhan.publish.TombstoneRetention;
import org.yizhan.relay.Topic;

/** What is done by hand or by the clock to what is stored: audit, mendings, erasures, retention; joined. */
final class Operating {

    /** A subscriber that was away for longer is told the feed as it reads instead of what it missed. */
    private static final Duration REMEMBERED = Duration.ofDays(3);

    /** Readers are told what went wrong for somewhat more than a year. */
    private static final Duration TOLD = Duration.ofDays(400);

    private static final Duration FIRST_RETENTION = Duration.ofMinutes(5);
    private static final Duration RETENTION = Duration.ofHours(1);

    private final DataSource database;
    private final Clock clock;
    private final DeadLetters deadLetters;
    private final LetterKeeper letterKeeper;
    private final Audit audit;
    private final DeadLetterRemoval removal;
    private final Erasures erasures;
    private final Retags retags;
    private final LetterOrders letterOrders;

    Operating(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.deadLetters = new DeadLetters(database, clock);
        this.letterKeeper = new LetterKeeper(database, clock);
        this.audit = new Audit(database, clock);
        this.removal = new DeadLetterRemoval(database, audit, clock);
        this.erasures = new Erasures(database, audit, clock);
        this.retags = new Retags(database, audit, clock);
        this.letterOrders = new LetterOrders(database, audit, clock);
    }

    /** The topics on which copies of an article lie, or words of one: tombstones go over the last. */
    static List<String> articleTopics() {
        return Topic.ALL.stream().map(Topic::topicName).toList();
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    LetterKeeper letterKeeper() {
        return letterKeeper;
    }

    Audit audit() {
        return audit;
    }

    /**
     * Where what came of dead letters is looked up.
     *
     * @param received the articles of a source that came in at a moment
     */
    LetterOutcome.Desk outcomes(Published published, BiFunction<String, Instant, List<UUID>> received) {
        return new LetterOutcome.Desk(deadLetters, new LetterReplays(database), audit, erasures, published, received);
    }

    /** The paths by which operators see to dead letters, one by one and by the many. */
    List<Consumer<Paths>> deadLetterParts(
            Screens screens, Replay replay, LetterOutcome.Desk outcomes, Metrics metrics) {
        var replayer = new Replayer(deadLetters, letterKeeper, replay, new MendedRecords(), audit);
        var orders = new LetterOrderApi(letterOrders, UUID::randomUUID);
        return List.of(
                orders::mount,
                new DeadLetterApi(deadLetters, replayer, removal, outcomes)::mount,
                new LetterOrderScreens(screens, letterOrders, orders)::mount,
                new LetterReplayScreens(screens, outcomes, replayer, orders, metrics)::mount,
                new DeadLetterScreens(screens, deadLetters, replayer, removal, outcomes)::mount);
    }

    /**
     * The paths by which operators follow an article through the stages.
     *
     * @param base the program's public address
     */
    List<Consumer<Paths>> tracing(Screens screens, Trails trails, LetterOutcome.Desk outcomes, String base) {
        var mendings = new MendingsOnRecord(new Mendings(database));
        var tracing = new Tracing(trails, deadLetters, outcomes, erasures, audit, mendings, clock);
        return List.of(new TraceApi(tracing)::mount, new TraceScreens(screens, tracing, base)::mount);
    }

    /**
     * The paths by which operators mend stories, erase articles and read what was done.
     *
     * @param screens the frame of pages
     * @param dispatch tells the stages
     * @param waiting what ingest still has in hand
     * @param copies how long a record may lie in Kafka's topics
     */
    List<Consumer<Paths>> parts(
            Screens screens,
            Stories stories,
            Dispatch dispatch,
            ErasureApi.Waiting waiting,
            Supplier<Optional<Duration>> copies) {
        var published = new PublishedStories(stories);
        var orders = new Orders(audit, dispatch);
        var mendings = new MendingsOnRecord(new Mendings(database));
        var mender = new Mender(published, mendings, orders, clock, UUID::randomUUID);
        return List.of(
                new AuditApi(audit)::mount,
                new MendingApi(mender, new MendingList(published, mendings, clock))::mount,
                new StoryScreens(screens, published, mendings, mender, UUID::randomUUID)::mount,
                new ErasureApi(published, waiting, erasures, orders, copies, clock)::mount);
    }

    /**
     * The path by which operators have stored articles tagged anew.
     *
     * @param sources whether there is a source of this id
     */
    Consumer<Paths> retagging(Predicate<String> sources) {
        return new RetagApi(retags, sources, clock, UUID::randomUUID)::mount;
    }

    /** Has done what was ordered, and drops what is old. */
    void begin(Regularly regularly, Keeping keeping, TopicCopies topics, Metrics metrics, Pipeline pipeline) {
        regularly.every(FIRST_RETENTION, RETENTION, "drop what is old", retention(keeping, topics, metrics));
        regularly.every(
                LetterWorker.PAUSE,
                "see to dead letters",
                new LetterWorker(database, deadLetters, letterKeeper, pipeline::replay, clock));
        regularly.every(
                Retags.PAUSE,
                "retag",
                pipeline.whileRoom(new Retagger(retags, new StoredArticles(database), pipeline::retag)));
    }

    /** @param topics say how long Kafka keeps what was decided */
    private Retention retention(Keeping keeping, TopicCopies topics, Metrics metrics) {
        return new Retention(
                database,
                List.of(
                        new Retention.Rule("bodies", keeping.bodies(), new BodyRetention(database)::drop),
                        new Retention.Rule(
                                "erased-tombstones",
                                Optional.of(TombstoneRetention.MEMORY),
                                new TombstoneRetention(database)::drop),
                        new Retention.Rule("early", Optional.of(Keeping.EARLY), new EarlyRetention(database)::drop),
                        new Retention.Rule(
                                "fingerprints",
                                Optional.of(keeping.fingerprints()),
                                new FingerprintRetention(database)::dropPartitions),
                        new Retention.Rule(
                                "changes", Optional.of(REMEMBERED), new ChangeLog(database, Sources.NONE)::forget),
                        new Retention.Rule(
                                "decisions", keeping.decisions(), new FingerprintRetention(database)::dropDecisions),
                        new Retention.Rule(
                                "lost-decisions",
                                Optional.of(Duration.ZERO),
                                new LostRetention(database, topics::longest)::drop),
                        new Retention.Rule("incidents", Optional.of(TOLD), new Incidents(database, clock)::drop),
                        new Retention.Rule("pulse", Optional.of(PulseLog.KEPT), new PulseLog(database, "")::drop),
                        new Retention.Rule(
                                "webhooks", Optional.of(WebhookLog.KEPT), new WebhookLog(database, clock)::drop),
                        new Retention.Rule(
                                "push-counts", Optional.of(Duration.ofDays(8)), new PushLog(database, clock)::drop),
                        new Retention.Rule("alerts", Optional.of(TOLD), new AlertRetention(database)::dropAlerts),
                        new Retention.Rule(
                                "alert-messages",
                                Optional.of(Duration.ofDays(30)),
                                new AlertRetention(database)::dropMessages),
                        new Retention.Rule("dead-letters", keeping.deadLetters(), removal::drop),
                        new Retention.Rule(
                                "erased-dead-letters", Optional.of(Duration.ZERO), moment -> removal.dropErased())),
                metrics,
                clock);
    }
}

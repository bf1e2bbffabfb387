package org.yizhan;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.Channel;
import org.yizhan.article.DeadLetter;
import org.yizhan.article.Message;
import org.yizhan.article.Source;
import org.yizhan.check.Checks;
import org.yizhan.deduplicate.Deduplicator;
import org.yizhan.deliver.Announcer;
import org.yizhan.deliver.Subscriptions;
import org.yizhan.deliver.Topics;
import org.yizhan.embedded.DataFolder;
import org.yizhan.embedded.Secrets;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.Samples;
import org.yizhan.ingest.SourceRegistry;
import org.yizhan.ingest.poll.ChannelFaults;
import org.yizhan.normalize.Normalizer;
import org.yizhan.ops.ConfigurationApi;
import org.yizhan.ops.DictionaryApi;
import org.yizhan.ops.LetterWorker;
import org.yizhan.ops.ManagementEdge;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.OpsApi;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Readiness;
import org.yizhan.ops.Replay;
import org.yizhan.ops.Retags;
import org.yizhan.ops.Rules;
import org.yizhan.ops.StageMeters;
import org.yizhan.ops.Status;
import org.yizhan.ops.TopicCopies;
import org.yizhan.ops.Trails;
import org.yizhan.ops.alert.Output;
import org.yizhan.ops.console.AuditScreen;
import org.yizhan.ops.console.Screens;
import org.yizhan.ops.console.SettingsScreen;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.NamedArticles;
import org.yizhan.publish.NamesFilled;
import org.yizhan.publish.Publisher;
import org.yizhan.publish.StoredStories;
import org.yizhan.publish.Stories;
import org.yizhan.relay.ChangeListener;
import org.yizhan.relay.RouteTallies;
import org.yizhan.routes.RouteFiles;
import org.yizhan.routes.SourceFiles;
import org.yizhan.routes.SourceTexts;
import org.yizhan.tag.Region;
import org.yizhan.web.DryRun;
import org.yizhan.web.FeedCache;
import org.yizhan.web.HttpEdge;
import org.yizhan.web.HubCallback;
import org.yizhan.web.HubDesk;
import org.yizhan.web.Links;
import org.yizhan.web.PushApi;
import org.yizhan.web.Sender;

/**
 * The only place that builds the program's parts and joins them. They are built in the order of the constructor and
 * stopped in the opposite one.
 */
final class Wiring {

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
    private static final int LARGEST_BODY = 10_000_000;
    private static final Duration REFRESH = Duration.ofSeconds(3);
    private static final Duration CERTIFICATE = Duration.ofMinutes(1);
    private static final Duration FIRST_RETENTION = Duration.ofMinutes(5);
    private static final Duration RETENTION = Duration.ofHours(1);

    private final Settings settings;
    private final Doors doors;
    private final Closing closing;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Screens screens;
    private final Keeping keeping;
    private final Servers servers;
    private final Pushing pushing;
    private final SourceRegistry sources;
    private final Intake intake;
    private final Lexicon lexicon;
    private final Vocabularies vocabularies;
    private final Polling polling;
    private final FeedCache cache;
    private final MeteredCopies copies;
    private final SourceTexts sourceTexts;
    private final Normalizer normalizer;
    private final Deduplicator deduplicator;
    private final Searching searching;
    private final Stories stories;
    private final Operating operating;
    private final Admitting admitting;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Metrics metrics;
    private final Announcer announcer = new Announcer();
    private final RouteTallies tallies;
    private final Pipeline pipeline;
    private final Vertx vertx;
    private final Subscribing subscribing;
    private final LiveLists live;
    private final HttpEdge web;
    private final Engine engine;
    private final Alarms alarms;
    private final Regularly regularly;
    private final ManagementEdge management;
    private final SourceFiles sourceFiles;

    private Wiring(Settings settings, Closing closing, Clock clock) {
        this.settings = settings;
        doors = new Doors(settings);
        this.closing = closing;
        this.clock = clock;
        screens = new Screens(clock);
        tallies = new RouteTallies(clock);
        SettingsCheck.of(settings);
        keeping = Keeping.of(settings);
        List<Output> told = Alarms.outputs(settings, closing, clock);
        DataFolder folder = closing.add(DataFolder.open(Path.of(settings.text("yizhan.data.dir"))));
        RouteFiles routes = RouteFiles.in(settings.text("yizhan.routes"));
        var links = new Links(settings.webAddress("yizhan.base.url"));
        doors.requireFree();
        servers = Servers.start(settings, folder, random, closing);
        pushing = new Pushing(
                settings,
                servers.database(),
                Pushing.keys(servers.database(), servers.secrets(), random, clock),
                clock);
        sources = new SourceRegistry(servers.database());
        sources.refresh();
        intake = new Intake(sources, clock);
        lexicon = closing.add(Lexicon.of(settings.text("yizhan.dictionaries"), sources, servers.database(), clock));
        vocabularies = lexicon.vocabularies();
        normalizer = new Normalizer(sources);
        deduplicator = new Deduplicator(servers.database(), clock);
        searching = settings.is("yizhan.search")
                ? Searching.in(folder.path().resolve("search"), servers.database(), vocabularies::title, closing)
                : Searching.NONE;
        stories = new StoredStories(servers.database(), sources, searching.finder(), vocabularies::title);
        new NamesFilled(servers.database()).fill();
        operating = new Operating(servers.database(), clock);
        metrics = closing.add(new Metrics(registry, version()));
        admitting = new Admitting(
                servers.database(), servers.secrets().opsPassword(), operating.audit(), metrics, random, clock);
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
        closing.add(workers::shutdownNow);
        cache = new FeedCache(workers, Ticker.systemTicker());
        copies = new MeteredCopies(cache);
        metrics.show(copies);
        polling = new Polling(settings, closing, servers.database(), clock, random, metrics, this::send);
        vertx = vertx();
        closing.add(
                () -> vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS));
        pipeline = closing.add(Pipeline.start(settings, routes.stages(), servers.kafka(), beans()));
        var faults = new ChannelFaults(code -> vocabularies.regions().find(code).isPresent());
        sourceTexts = SourceTexts.of(pipeline.camel(), faults);
        sourceFiles = closing.add(SourceFiles.watch(routes, pipeline.camel(), faults, this::declare));
        closing.add(new ChangeListener(servers.kafka().client(), changed -> pipeline.hand("feeds-changed", changed)));
        Topics topics = Subscribing.topics(servers.database(), sources, lexicon, stories, links, clock);
        subscribing = new Subscribing(settings, closing, servers.database(), metrics, topics, clock, random);
        announcer.tell(changed -> subscribing.hub().wake());
        live = new LiveLists(settings, closing, servers.database(), sources, lexicon, links, metrics, clock, random);
        announcer.tell(live::hear);
        web = closing.add(web(links, cache, workers));
        closing.add(live::dismiss);
        Admin admin = admin();
        engine =
                new Engine(admin, servers.kafka().client(), new RunningRoutes(pipeline.camel(), tallies, clock), clock);
        closing.add(engine.lag(metrics));
        var diagnosing =
                new Diagnosing(settings, folder.path(), servers, engine, searching, subscribing.health(), clock);
        Readiness readiness = closing.add(diagnosing.readiness(pipeline.instance(), lexicon::state));
        Rules rules = diagnosing.rules(
                readiness, metrics, keeping.topics(), operating.deadLetters(), polling.rules(sourceFiles));
        alarms = new Alarms(settings, told, servers.database(), rules, metrics, operating.audit(), random, clock);
        var status = new Status(version(), clock, readiness, metrics, operating.deadLetters(), rules);
        regularly = closing.add(new Regularly());
        management = closing.add(management(admin, readiness, status));
        searching.begin(metrics);
        alarms.begin(closing);
        regularly();
        giveSamples();
    }

    /**
     * Starts the whole program; returns when it takes requests.
     *
     * @param closing gets everything that must be stopped, also while this still starts
     * @throws RuntimeException that says what is wrong; everything that was started is stopped again then
     */
    static Wiring start(Settings settings, Closing closing) {
        return start(settings, closing, Clock.systemUTC());
    }

    /** The same by another clock. */
    static Wiring start(Settings settings, Closing closing, Clock clock) {
        try {
            return new Wiring(settings, closing, clock);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private void declare(List<Source> described, List<Channel> declared) {
        sources.declare(described);
        cache.forget(described.stream()
                .map(source -> FeedName.source(source.id()).toString())
                .toList());
        polling.declare(declared);
    }

    private Map<String, Object> beans() {
        var stages = new Stages(clock, new MeteredWatch(metrics), servers.room(), closing::isOpen);
        return polling.steps(stages, intake, servers.room())
                .normalize(normalizer)
                .deduplicate(deduplicator)
                .tag(lexicon::tag)
                .publish(new Publisher(servers.database(), clock))
                .deliver(announcer)
                .keepDeadLetters(operating.letterKeeper())
                .count(tallies)
                .beans();
    }

    private HttpEdge web(Links links, FeedCache cache, ExecutorService workers) {
        announcer.tell(cache::changed);
        var push = new PushApi(
                vertx, pushing.door(LARGEST_BODY, servers.room()::isForMore), intake, polling.noting(this::send));
        var publishing = new Publishing(settings, stories, sources, lexicon, cache, links, clock);
        List<Consumer<Router>> parts = new ArrayList<>(publishing.feeds());
        parts.add(new HubCallback(vertx, polling.hubListener())::mount);
        parts.add(new HubDesk(vertx, subscribing.hub())::mount);
        parts.add(push::mount);
        parts.addAll(new Previewing(normalizer, deduplicator, vocabularies, sources, clock)
                .parts(new DryRun(vertx, push, LARGEST_BODY)));
        parts.addAll(publishing.interfaces(deduplicator::explain, workers));
        parts.add(live.desk()::mount);
        parts.addAll(
                publishing.pages(polling.board(() -> metrics.stage("publish").slowest())));
        return new HttpEdge(vertx, doors.readers(vertx), parts, publishing.ready());
    }

    /** On Linux's own event queue where the library for it is there; headers that never change are encoded once. */
    private static Vertx vertx() {
        System.setProperty("vertx.cacheImmutableHttpResponseHeaders", "true");
        return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    }

    private Admin admin() {
        return closing.add(Admin.create(servers.kafka().client()));
    }

    private ManagementEdge management(Admin admin, Readiness readiness, Status status) {
        var watching = new Watching(
                servers.database(), pipeline.instance(), screens, status, metrics, admitting.entry(), clock);
        watching.begin(regularly);
        List<Consumer<Paths>> parts = parts(status, new TopicCopies(admin, Operating.articleTopics()));
        parts.addAll(watching.parts());
        var rescuing = new Rescuing(servers.database(), admin, settings, clock, closing);
        parts.addAll(rescuing.parts(operating.audit(), screens));
        var edge = new ManagementEdge(vertx, doors.operators(vertx), registry, readiness, admitting.entry(), parts);
        try {
            return edge.start();
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage() + "; free it or set YIZHAN_MANAGEMENT_PORT", e);
        }
    }

    private List<Consumer<Paths>> parts(Status status, TopicCopies copies) {
        var audit = operating.audit();
        List<Consumer<Paths>> parts = new ArrayList<>();
        parts.add(new OpsApi(new PushKeys(pushing.keys()), status, audit)::mount);
        parts.add(screens::mount);
        parts.add(new AuditScreen(screens, audit)::mount);
        parts.addAll(alarms.parts(screens));
        var outcomes = operating.outcomes(
                new PublishedStories(stories), new NamedArticles(servers.database(), sources)::received);
        parts.addAll(operating.deadLetterParts(screens, this::replay, outcomes, metrics));
        parts.addAll(operating.tracing(screens, trails(), outcomes, base()));
        parts.addAll(engine.parts(screens, audit));
        parts.addAll(polling.overseeing().checks(screens, audit, checks()));
        parts.addAll(polling.overseeing().parts(screens, audit, this::region, sourceFiles::refused));
        parts.add(new DictionaryApi(lexicon, audit)::mount);
        parts.addAll(subscribing.parts(screens, audit));
        parts.addAll(pushing.parts(screens, audit, base()));
        parts.addAll(admitting.parts(screens));
        var facts = new EffectiveConfiguration(settings, servers, lexicon::state, version());
        parts.add(new ConfigurationApi(facts::now)::mount);
        parts.add(new SettingsScreen(screens, facts::now)::mount);
        parts.add(operating.retagging(source -> sources.find(source).isPresent()));
        parts.addAll(operating.parts(screens, stories, pipeline::order, polling::forget, copies::longest));
        return parts;
    }

    private Trails trails() {
        return new TracedArticles(
                stories,
                new NamedArticles(servers.reader(), sources),
                deduplicator::explain,
                new Subscriptions(servers.database(), clock));
    }

    /** The public address, without slashes at its end. */
    private String base() {
        return settings.webAddress("yizhan.base.url").toString().replaceFirst("/+$", "");
    }

    private String region(String code) {
        return vocabularies.regions().find(code).map(Region::name).orElse(code);
    }

    private Checks checks() {
        return polling.checks(
                sourceTexts,
                new DryRunSteps(
                        normalizer,
                        article -> Optional.of(deduplicator.preview(article).verdict()),
                        vocabularies,
                        polling::isKnown));
    }

    private void replay(List<DeadLetter> letters) throws Replay.Full {
        pipeline.replay(letters, servers.room()::isForMore);
    }

    private Runnable whileRoom(Runnable work) {
        return () -> {
            if (servers.room().isForMore()) {
                work.run();
            }
        };
    }

    /** Brings in what other instances stored, stores what this one has met, and has polling attended to. */
    private void regularly() {
        regularly.every(REFRESH, "refresh sources", sources::refresh);
        regularly.every(CERTIFICATE, "look for a renewed certificate", web::renew);
        regularly.every(CERTIFICATE, "look for a renewed certificate of the management port", management::renew);
        pushing.begin(regularly);
        admitting.begin(regularly);
        regularly.every(FIRST_RETENTION, RETENTION, "drop what is old", operating.retention(keeping, metrics));
        regularly.every(LetterWorker.PAUSE, "see to dead letters", operating.letterWorker(this::replay));
        regularly.every(Retags.PAUSE, "retag", whileRoom(operating.retagger(pipeline::retag)));
        lexicon.begin(regularly);
        polling.begin(regularly);
        subscribing.begin(regularly);
    }

    private void send(List<Message> messages) throws Sender.Unavailable {
        StageMeters ingest = metrics.stage(Metrics.INGEST);
        ingest.received(messages.size());
        pipeline.send(messages);
        ingest.sent(messages.size());
    }

    private void giveSamples() {
        if (!settings.is("yizhan.samples") || stories.seq() > 0) {
            return;
        }
        try {
            send(Samples.messages(intake));
        } catch (Sender.Unavailable e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("the samples were not taken");
        }
    }

    /** The version as the jar says it; {@code dev} where there is no jar. */
    static String version() {
        return Optional.ofNullable(Wiring.class.getPackage().getImplementationVersion())
                .orElse("dev");
    }

    int httpPort() {
        return web.port();
    }

    /** Who may what at the management port. */
    List<Paths.Rule> rules() {
        return management.rules();
    }

    /** What the public port answers. */
    List<String> paths() {
        return web.paths();
    }

    int managementPort() {
        return management.port();
    }

    /** The secrets in force, with what was made up at this start and is to be shown this once. */
    Secrets secrets() {
        return servers.secrets();
    }
}

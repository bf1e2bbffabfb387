package org.yizhan;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.yizhan.article.Channel;
import org.yizhan.article.Source;
import org.yizhan.deduplicate.Deduplicator;
import org.yizhan.deliver.Announcer;
import org.yizhan.deliver.Topics;
import org.yizhan.embedded.DataFolder;
import org.yizhan.embedded.Secrets;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.SourceRegistry;
import org.yizhan.ingest.poll.ChannelFaults;
import org.yizhan.normalize.Normalizer;
import org.yizhan.ops.DictionaryApi;
import org.yizhan.ops.ManagementEdge;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.OpsApi;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Readiness;
import org.yizhan.ops.Rules;
import org.yizhan.ops.Status;
import org.yizhan.ops.TopicCopies;
import org.yizhan.ops.alert.Output;
import org.yizhan.ops.console.AuditScreen;
import org.yizhan.ops.console.Screens;
import org.yizhan.publish.Publisher;
import org.yizhan.relay.ChangeListener;
import org.yizhan.relay.RouteTallies;
import org.yizhan.routes.RouteFiles;
import org.yizhan.routes.SourceFiles;
import org.yizhan.routes.SourceTexts;
import org.yizhan.web.DryRun;
import org.yizhan.web.HttpEdge;
import org.yizhan.web.HubCallback;
import org.yizhan.web.HubDesk;
import org.yizhan.web.Links;
import org.yizhan.web.PushApi;

/**
 * The only place that builds the program's parts and joins them. They are built in the order of the constructor and
 * stopped in the opposite one.
 */
final class Wiring {

    private static final int LARGEST_BODY = 10_000_000;

    private final Settings settings;
    private final Closing closing;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Screens screens;
    private final RouteTallies tallies;
    private final Keeping keeping;
    private final Servers servers;
    private final Pushing pushing;
    private final Holdings holdings;
    private final Intake intake;
    private final Normalizer normalizer;
    private final Deduplicator deduplicator;
    private final Previewing previewing;
    private final Operating operating;
    private final Metrics metrics;
    private final Admitting admitting;
    private final Publishing publishing;
    private final Inlet inlet;
    private final Polling polling;
    private final Announcer announcer = new Announcer();
    private final Doors doors;
    private final Pipeline pipeline;
    private final SourceTexts sourceTexts;
    private final SourceFiles sourceFiles;
    private final Subscribing subscribing;
    private final LiveLists live;
    private final HttpEdge web;
    private final Engine engine;
    private final Alarms alarms;
    private final Regularly regularly;
    private final ManagementEdge management;

    private Wiring(Settings settings, Closing closing, Clock clock) {
        this.settings = settings;
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
        Doors.requireFree(settings);
        doors = Doors.with(settings, closing);
        servers = Servers.start(settings, folder, random, closing);
        var database = servers.database();
        pushing = new Pushing(settings, database, Pushing.keys(database, servers.secrets(), random, clock), clock);
        holdings = Holdings.of(settings, folder.path(), servers, clock, closing);
        SourceRegistry sources = holdings.sources();
        Lexicon lexicon = holdings.lexicon();
        Vocabularies vocabularies = lexicon.vocabularies();
        intake = new Intake(sources, clock);
        normalizer = new Normalizer(sources);
        deduplicator = new Deduplicator(database, clock);
        previewing = new Previewing(normalizer, deduplicator, vocabularies, sources, clock);
        operating = new Operating(database, clock);
        metrics = closing.add(new Metrics(registry, version()));
        admitting = new Admitting(database, servers.secrets().opsPassword(), operating.audit(), metrics, random, clock);
        publishing = new Publishing(settings, holdings, links, metrics, clock, closing);
        inlet = new Inlet(this::pipeline);
        polling = new Polling(settings, closing, database, clock, random, metrics, inlet);
        pipeline = closing.add(Pipeline.start(settings, routes.stages(), servers, beans()));
        var faults = new ChannelFaults(vocabularies::isRegion);
        sourceTexts = SourceTexts.of(pipeline.camel(), faults);
        sourceFiles = closing.add(SourceFiles.watch(routes, pipeline.camel(), faults, this::declare));
        closing.add(new ChangeListener(servers.kafka().client(), changed -> pipeline.hand("feeds-changed", changed)));
        Topics topics = Subscribing.topics(database, sources, lexicon, holdings.stories(), links, clock);
        subscribing = new Subscribing(settings, closing, database, metrics, topics, clock, random);
        announcer.tell(changed -> subscribing.hub().wake());
        live = new LiveLists(settings, closing, database, sources, lexicon, links, metrics, clock, random);
        announcer.tell(live::hear);
        announcer.tell(publishing::hear);
        web = closing.add(doors.readers(readersParts(), publishing.ready()));
        closing.add(live::dismiss);
        Admin admin = closing.add(Admin.create(servers.kafka().client()));
        var copies = new TopicCopies(admin, Operating.articleTopics());
        engine =
                new Engine(admin, servers.kafka().client(), new RunningRoutes(pipeline.camel(), tallies, clock), clock);
        closing.add(engine.lag(metrics));
        var diagnosing =
                new Diagnosing(settings, folder.path(), servers, engine, holdings, subscribing.health(), clock);
        Readiness readiness = closing.add(diagnosing.readiness(pipeline.instance()));
        Rules rules = diagnosing.rules(
                readiness,
                metrics,
                keeping.topics(),
                operating.deadLetters(),
                Stream.concat(polling.rules(sourceFiles).stream(), Stream.of(pushing.rule()))
                        .toList());
        alarms = new Alarms(settings, told, database, rules, metrics, operating.audit(), random, clock);
        var status = new Status(version(), clock, readiness, metrics, operating.deadLetters(), rules);
        regularly = closing.add(new Regularly());
        var watching = new Watching(database, pipeline.instance(), screens, status, metrics, admitting.entry(), clock);
        watching.begin(regularly);
        management = closing.add(doors.operators(
                registry, readiness, admitting.entry(), operatorsParts(status, watching, admin, copies)));
        holdings.searching().begin(metrics);
        alarms.begin(closing);
        regularly(copies);
        if (settings.is("yizhan.samples") && holdings.isEmpty()) {
            inlet.giveSamples(intake);
        }
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

    private Pipeline pipeline() {
        return pipeline;
    }

    private void declare(List<Source> described, List<Channel> declared) {
        holdings.sources().declare(described);
        publishing.forget(described);
        polling.declare(declared);
    }

    private Map<String, Object> beans() {
        var stages = new Stages(
                clock, new MeteredWatch(metrics), metrics.stage(Metrics.INGEST), servers.room(), closing::isOpen);
        return polling.steps(stages, intake, servers.room())
                .normalize(normalizer)
                .deduplicate(deduplicator)
                .tag(holdings.lexicon()::tag)
                .publish(new Publisher(servers.database(), clock))
                .deliver(announcer)
                .keepDeadLetters(operating.letterKeeper())
                .count(tallies)
                .beans();
    }

    /** What the public port answers. */
    private List<Consumer<Router>> readersParts() {
        Vertx vertx = doors.vertx();
        var push = new PushApi(
                vertx, pushing.door(LARGEST_BODY, servers.room()::isForMore), intake, polling.noting(inlet));
        List<Consumer<Router>> parts = new ArrayList<>(publishing.feeds());
        parts.add(new HubCallback(vertx, polling.hubListener())::mount);
        parts.add(new HubDesk(vertx, subscribing.hub())::mount);
        parts.add(push::mount);
        parts.addAll(previewing.parts(new DryRun(vertx, push, LARGEST_BODY)));
        parts.addAll(publishing.interfaces(deduplicator::explain));
        parts.add(live.desk()::mount);
        parts.addAll(
                publishing.pages(polling.board(() -> metrics.stage("publish").slowest())));
        return parts;
    }

    /** What the management port answers. */
    private List<Consumer<Paths>> operatorsParts(Status status, Watching watching, Admin admin, TopicCopies copies) {
        var audit = operating.audit();
        String base = settings.webAddress("yizhan.base.url").toString().replaceFirst("/+$", "");
        var outcomes = operating.outcomes(holdings.published(), holdings.received());
        var overseeing = polling.overseeing();
        var configuration = new EffectiveConfiguration(settings, servers, holdings.lexicon()::state, version());
        List<Consumer<Paths>> parts = new ArrayList<>();
        parts.add(new OpsApi(new PushKeys(pushing.keys()), status, audit)::mount);
        parts.add(screens::mount);
        parts.add(new AuditScreen(screens, audit)::mount);
        parts.addAll(alarms.parts(screens));
        parts.addAll(operating.deadLetterParts(screens, pipeline::replay, outcomes, metrics));
        parts.addAll(operating.tracing(screens, holdings.trails(deduplicator::explain, clock), outcomes, base));
        parts.addAll(engine.parts(screens, audit));
        parts.addAll(
                overseeing.checks(screens, audit, polling.checks(sourceTexts, previewing.steps(polling::isKnown))));
        parts.addAll(overseeing.parts(screens, audit, holdings.vocabularies()::region, sourceFiles::refused));
        parts.add(new DictionaryApi(holdings.lexicon(), audit)::mount);
        parts.addAll(subscribing.parts(screens, audit));
        parts.addAll(pushing.parts(screens, audit, base));
        parts.addAll(admitting.parts(screens));
        parts.addAll(configuration.parts(screens));
        parts.add(operating.retagging(holdings::isSource));
        parts.addAll(operating.parts(screens, holdings.stories(), pipeline::order, polling::forget, copies::longest));
        parts.addAll(watching.parts());
        parts.addAll(new Rescuing(servers.database(), admin, settings, clock, closing).parts(audit, screens));
        return parts;
    }

    /** Has done what every part wants done again and again. */
    private void regularly(TopicCopies topics) {
        holdings.begin(regularly);
        Doors.begin(regularly, web, management);
        pushing.begin(regularly);
        admitting.begin(regularly);
        operating.begin(regularly, keeping, topics, metrics, pipeline);
        polling.begin(regularly);
        subscribing.begin(regularly);
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

package org.yizhan;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.Channel;
import org.yizhan.article.WebAddress;
import org.yizhan.check.Checks;
import org.yizhan.check.SourceCheck;
import org.yizhan.check.Steps;
import org.yizhan.embedded.DiskRoom;
import org.yizhan.fetch.HttpFetcher;
import org.yizhan.fetch.Limits;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.RestingFiles;
import org.yizhan.ingest.poll.ChannelReaders;
import org.yizhan.ingest.poll.Channels;
import org.yizhan.ingest.poll.FeedChannelReader;
import org.yizhan.ingest.poll.HubListener;
import org.yizhan.ingest.poll.HubSubscriptions;
import org.yizhan.ingest.poll.HubbedFeeds;
import org.yizhan.ingest.poll.Incidents;
import org.yizhan.ingest.poll.KnownChannels;
import org.yizhan.ingest.poll.OwnNetwork;
import org.yizhan.ingest.poll.PollFailures;
import org.yizhan.ingest.poll.PollStore;
import org.yizhan.ingest.poll.Poller;
import org.yizhan.ingest.poll.PushedSources;
import org.yizhan.ingest.poll.PutClock;
import org.yizhan.ingest.poll.Schedule;
import org.yizhan.ingest.poll.SourceControl;
import org.yizhan.ingest.poll.SourceOverview;
import org.yizhan.ingest.poll.SourceWatch;
import org.yizhan.list.LinkPages;
import org.yizhan.ops.FailedFiles;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.Rule;
import org.yizhan.ops.SourceTroubles;
import org.yizhan.relay.PollSteps;
import org.yizhan.routes.SourceFiles;
import org.yizhan.routes.SourceTexts;
import org.yizhan.web.Sender;
import org.yizhan.web.StatusBoard;

/** All that brings articles in by asking for them: channels, poller, hubs and source files, joined. */
final class Polling {

    private static final Logger LOG = LoggerFactory.getLogger(Polling.class);

    private final Settings settings;
    private final Closing closing;
    private final DataSource database;
    private final Clock clock;
    private final HttpFetcher fetcher;
    private final KnownChannels known = new KnownChannels();
    private final Channels channels;
    private final PollStore store;
    private final PutClock clockPut;
    private final SourceControl control;
    private final SourceWatch watch;
    private final PollFailures failures;
    private final SourceOverview overview;
    private final Incidents incidents;
    private final HubSubscriptions hubs;
    private final RestingFiles resting;
    private final FailedFiles failedFiles;
    private final Poller poller;
    private final MeteredPolls meters;
    private final PushedSources pushes;
    private final Heard heard;

    /** @param sender puts down what hubs deliver */
    Polling(
            Settings settings,
            Closing closing,
            DataSource database,
            Clock clock,
            SecureRandom random,
            Metrics metrics,
            Sender sender) {
        this.settings = settings;
        this.closing = closing;
        this.database = database;
        this.clock = clock;
        this.fetcher = closing.add(fetcher(settings));
        this.channels = new Channels(database, clock, random);
        this.store = new PollStore(database);
        this.resting = new RestingFiles(clock);
        this.failedFiles = new FailedFiles(known::all, resting, clock);
        this.clockPut = new PutClock(database);
        this.control = new SourceControl(database, clock);
        this.failures = new PollFailures(database, clock);
        this.watch = new SourceWatch(database, clock, new OwnNetwork(this::networkDownSince, failures, clock));
        this.incidents = new Incidents(database, clock);
        this.overview = new SourceOverview(database, clock);
        this.meters = new MeteredPolls(metrics);
        this.pushes = new PushedSources(database);
        String base = settings.webAddress("yizhan.base.url").toString();
        this.hubs = new HubSubscriptions(
                database, fetcher, clock, random, base, new Hubs(known, sender, store, control, clock));
        var feeds = new HubbedFeeds(
                new FeedChannelReader(), hubs, Hubs.reaching(WebAddress.of(base).orElseThrow()));
        this.heard = new Heard(meters, control, hubs);
        this.poller = new Poller(
                store,
                channels,
                new Poller.Means(fetcher, ChannelReaders.with(feeds), LinkPages::fetch),
                new Schedule(random),
                clock,
                heard);
        sayWhoAsks(WebAddress.of(base).orElseThrow());
    }

    /** A site that wants to complain has to find us. */
    private void sayWhoAsks(WebAddress base) {
        if (isOn()
                && Hubs.isLoopback(base)
                && settings.text("yizhan.fetch.contact").isBlank()) {
            LOG.info(
                    "sources are told {} as our address; give them one that leads to you: YIZHAN_BASE_URL or"
                            + " YIZHAN_FETCH_CONTACT",
                    base);
        }
    }

    /** As the settings say who asks, and what inside may be asked. */
    static HttpFetcher fetcher(Settings settings) {
        String userAgent = HttpFetcher.userAgent(
                Wiring.version(), settings.text("yizhan.base.url"), settings.text("yizhan.fetch.contact"));
        return new HttpFetcher(userAgent, settings.allowList("yizhan.fetch.allow"), Limits.DEFAULT);
    }

    /** Gives the routes their steps by which articles come in. */
    Stages steps(Stages stages, Intake intake, DiskRoom room) {
        ExecutorService pollers = Executors.newVirtualThreadPerTaskExecutor();
        closing.add(pollers::shutdownNow);
        int most = isOn() ? settings.number("yizhan.ingest.pollers", 1) : 0;
        return stages.take(intake, known, heard::brought)
                .files(intake, known, resting, heard::brought)
                .poll(new PollSteps(poller, most, room::isForMore), pollers);
    }

    private Optional<Instant> networkDownSince() {
        return poller.networkDownSince();
    }

    private boolean isOn() {
        return settings.is("yizhan.polling");
    }

    /** Makes {@code declared} all the channels that there are. */
    void declare(List<Channel> declared) {
        known.declare(declared);
        try {
            channels.declare(declared);
            hubs.retain(declared.stream().map(Channel::id).toList());
        } catch (SQLException e) {
            throw new IllegalStateException("the channels can't be stored: " + e.getMessage(), e);
        }
    }

    /** Has done again and again what has to be. */
    void begin(Regularly regularly) {
        new Tending(watch, meters, incidents, store, clockPut, pushes, clock).begin(regularly);
        if (isOn()) {
            regularly.every(Duration.ofSeconds(3), "attend hubs", hubs::attend);
        }
    }

    /** The same sender; who pushed by it is remembered, so that his silence shows. */
    Sender noting(Sender sender) {
        return messages -> {
            sender.send(messages);
            pushes.came(messages);
        };
    }

    /**
     * What readers are told of it.
     *
     * @param delay as {@link StatusBoard#delay}
     */
    StatusBoard board(Supplier<Optional<Duration>> delay) {
        return new PolledBoard(overview, incidents, delay);
    }

    HubListener hubListener() {
        return hubs;
    }

    /** What operators see of the sources and do to them. */
    Overseeing overseeing() {
        return new Overseeing(database, clock, watch, control, failures, hubs, known, failedFiles);
    }

    /** Forgets the pages of an article that wait to be fetched; how many. */
    int forget(String source, Collection<String> addresses) throws SQLException {
        return store.forget(source, addresses);
    }

    /** What can be wrong with polling: the sources one by one, and all of it as a whole. */
    List<Rule> rules(SourceFiles files) {
        return overseeing()
                .rules(
                        new SourceTroubles.Supply(poller::networkDownSince, files::refused, files::names),
                        meters::failedFiles);
    }

    /** Dry runs through {@code steps}. */
    Checks checks(SourceTexts texts, Steps steps) {
        return new Checks(fetcher, texts::channels, steps, clock, SourceCheck.Pause.POLITE);
    }

    /** Whether a channel named an item of this key before. */
    boolean isKnown(String channel, String key) throws SQLException {
        return store.isKnown(channel, key);
    }
}

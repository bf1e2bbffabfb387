package org.yizhan.ingest.poll;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetch;
import org.yizhan.fetch.Fetched;
import org.yizhan.fetch.Fetcher;

/**
 * Fetches what is due and finds what is new in it. The order of work, each step repeatable:
 *
 * <ol>
 *   <li>{@link #claim}: what may be asked now, exclusively;
 *   <li>{@link #fetch}: one request, and what came of it; changes nothing;
 *   <li>the caller sends the messages on and waits until they are acknowledged;
 *   <li>{@link #settle}: all that is to be remembered, in one transaction; or {@link #abandon}.
 * </ol>
 *
 * <p>Safe for concurrent use, by several threads and by several instances on one database.
 */
public final class Poller {

    /** The largest document that is taken, in bytes: what fits into a record, base64 being a third longer. */
    public static final int LARGEST_DOCUMENT = Harvest.LARGEST_BODY;

    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

    private static final String FEED = "application/atom+xml, application/rss+xml, application/feed+json,"
            + " application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, text/html;q=0.5, */*;q=0.1";
    private static final String HTML = "text/html, application/xhtml+xml, */*;q=0.1";
    private static final String JSON = "application/json, */*;q=0.5";
    private static final String XML = "application/xml, text/xml, */*;q=0.5";

    private final PollStore store;
    private final Channels channels;
    private final Clock clock;
    private final Means means;
    private final PollListener listener;
    private final Schedule schedule;
    private final FurtherPages further;
    private final PollAnswers polls;
    private final PageAnswers pages;
    private final VisitAnswers visits;
    private final RobotsAnswers robots;
    private final Network network = new Network();

    /**
     * What documents are fetched and read with.
     *
     * @param readers one for each kind that is polled
     * @param pages where numbered lists go on
     */
    public record Means(Fetcher fetcher, Map<Channel.Kind, ChannelReader> readers, ListPages pages) {
        public Means {
            readers = Map.copyOf(readers);
        }
    }

    public Poller(
            PollStore store, Channels channels, Means means, Schedule schedule, Clock clock, PollListener listener) {
        this.store = store;
        this.channels = channels;
        this.clock = clock;
        this.means = means;
        this.listener = listener;
        this.schedule = schedule;
        this.further = new FurtherPages(store, means.readers(), means.pages());
        this.polls = new PollAnswers(store, means.readers(), further, schedule);
        this.pages = new PageAnswers(schedule);
        this.visits = new VisitAnswers(pages, schedule);
        this.robots = new RobotsAnswers(schedule);
    }

    /** At most {@code most} requests that may be made now; made later than some seconds from now they are too late. */
    public List<Claim> claim(int most) throws SQLException {
        Instant now = clock.instant();
        int allowed = network.allowed(most, now);
        return allowed < 1 ? List.of() : store.claim(allowed, now);
    }

    /** Makes the one request. Blocks for as long as the fetcher does. */
    public Poll fetch(Claim claim) throws SQLException {
        Instant now = clock.instant();
        if (now.isAfter(claim.at().plus(Claim.LEASE.dividedBy(2)))) {
            return new Poll(claim, List.of(), Poll.News.of(Timing.at(now, Why.INTERRUPTED)));
        }
        if (claim.task() == Claim.Task.AGAIN && !VisitAnswers.isWanted(claim, now)) {
            return VisitAnswers.putOff(claim, now);
        }
        if (!RobotsAnswers.concern(claim)) {
            return ask(claim);
        }
        if (claim.robots().isEmpty()) {
            return askRobots(claim);
        }
        if (!claim.robots().get().allow(claim.url())) {
            listener.asked(claim.task(), "kept-out", Duration.ZERO);
            return robots.keptOut(claim, now);
        }
        return ask(claim);
    }

    private Poll ask(Claim claim) throws SQLException {
        Fetch request = request(claim);
        Fetched answer = means.fetcher().fetch(request);
        return isOurs(claim, answer) ? ours(claim) : told(claim, answer, answer(claim, request, answer));
    }

    private Poll answer(Claim claim, Fetch request, Fetched answer) throws SQLException {
        Instant now = clock.instant();
        return switch (claim.task()) {
            case POLL -> polls.of(claim, request, answer, now).keeping(answer);
            case MORE -> further.of(claim, answer, now);
            case PAGE -> pages.of(claim, answer, now);
            case AGAIN -> visits.of(claim, answer, now);
        };
    }

    private Poll askRobots(Claim claim) throws SQLException {
        Fetched answer = means.fetcher().fetch(Fetch.of(Hosts.robots(claim.url())));
        if (isOurs(claim, answer)) {
            return ours(claim);
        }
        Instant now = clock.instant();
        Optional<Poll.HostRules> rules = RobotsAnswers.rules(answer, now);
        return rules.isPresent()
                ? robots.learnt(claim, rules.get(), answer, now)
                : told(claim, answer, answer(claim, request(claim), answer));
    }

    private Poll told(Claim claim, Fetched answer, Poll poll) {
        String usual = switch (answer) {
            case Fetched.Document document -> "ok";
            case Fetched.NotModified same -> "not-modified";
            case Fetched.Failed failed -> failed.fault().word();
        };
        String outcome = poll.news().entry().map(Poll.Entry::outcome).orElse(usual);
        listener.asked(claim.task(), outcome, answer.took());
        return poll;
    }

    private Fetch request(Claim claim) {
        String accept = accept(claim);
        return switch (claim.task()) {
            case PAGE -> new Fetch(claim.url(), Optional.empty(), Optional.empty(), accept, Optional.empty());
            case AGAIN -> Revisit.of(claim).copy().fetch(claim.url(), accept, Optional.empty(), clock.instant());
            case MORE -> further.fetch(claim, accept);
            case POLL -> {
                Optional<Fetch> first = means.pages().fetch(claim.channel(), 1);
                boolean own = claim.channel()
                        .parameter("url")
                        .filter(claim.url()::equals)
                        .isPresent();
                String url = own ? first.map(Fetch::url).orElse(claim.url()) : claim.url();
                Optional<String> form =
                        first.flatMap(Fetch::form).or(() -> claim.channel().parameter("form"));
                yield claim.standing().copy().fetch(url, accept, form, clock.instant());
            }
        };
    }

    private static String accept(Claim claim) {
        if (claim.task() == Claim.Task.PAGE || claim.task() == Claim.Task.AGAIN) {
            return HTML;
        }
        return switch (claim.channel().kind()) {
            case POLL_FEED, WEBSUB -> FEED;
            case POLL_JSON -> JSON;
            case POLL_SITEMAP -> XML;
            default -> HTML;
        };
    }

    /** Whether it is our own network that failed. */
    private boolean isOurs(Claim claim, Fetched answer) throws SQLException {
        Instant now = clock.instant();
        switch (network.heard(claim.host(), answer, now)) {
            case WENT_DOWN -> {
                LOG.atError()
                        .addKeyValue("stage", "ingest")
                        .log("no host can be reached: polling waits for the network");
                forgive();
            }
            case CAME_UP -> {
                LOG.atInfo().addKeyValue("stage", "ingest").log("hosts can be reached again: polling goes on");
                channels.spread();
            }
            case NONE -> {}
        }
        return network.downSince().isPresent() && answer instanceof Fetched.Failed failed && failed.status() == 0;
    }

    private void forgive() throws SQLException {
        Optional<Instant> since = network.downSince();
        if (since.isPresent()) {
            store.forgive(since.get());
        }
    }

    private Poll ours(Claim claim) {
        return new Poll(claim, List.of(), Poll.News.of(schedule.unreachable(clock.instant())));
    }

    /** Since when no host at all can be reached from here; empty while all is well. */
    public Optional<Instant> networkDownSince() {
        return network.downSince();
    }

    /**
     * Remembers what came of a poll whose messages are acknowledged.
     *
     * @return false where the claim had expired: then nothing is stored, and the poll will be repeated
     */
    public boolean settle(Poll poll) throws SQLException {
        Instant now = clock.instant();
        boolean settled = store.settle(poll, now);
        if (poll.news().entry().filter(Poll.Entry::isUnreached).isPresent()) {
            // it may have been on its way when the network was found to be gone
            forgive();
        }
        if (settled && isUntold(poll, now)) {
            listener.missed(poll.claim().channel().id());
        }
        return settled;
    }

    /** Whether it found news although a hub tells of them. */
    private static boolean isUntold(Poll poll, Instant now) {
        return poll.claim().standing().pushedUntil().filter(now::isBefore).isPresent()
                && poll.news().entry().filter(entry -> entry.fresh() > 0).isPresent();
    }

    /** Gives a claim back because Kafka or PostgreSQL was away: its source has done nothing wrong, and is asked again. */
    public void abandon(Claim claim, Throwable cause) {
        try {
            store.release(claim, clock.instant().plus(Schedule.FLOOR), Why.INTERRUPTED);
        } catch (SQLException e) {
            LOG.atWarn()
                    .addKeyValue("stage", "ingest")
                    .addKeyValue("channel", claim.channel().id())
                    .addKeyValue("error", e.getMessage())
                    .log("a claim could not be given back: it expires by itself");
            return;
        }
        LOG.atWarn()
                .addKeyValue("stage", "ingest")
                .addKeyValue("channel", claim.channel().id())
                .addKeyValue("error", String.valueOf(cause.getMessage()))
                .log("what a poll brought could not be stored: it is repeated");
    }
}

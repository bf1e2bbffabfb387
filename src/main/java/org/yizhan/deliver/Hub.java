package org.yizhan.deliver;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.yizhan.fetch.AllowList;
import org.yizhan.fetch.HttpSender;
import org.yizhan.fetch.Limits;

/**
 * Our WebSub hub (W3C Recommendation of 23 January 2018) for every feed, searches too. A subscriber gets everything that
 * changes, at least once and in order, from the moment on at which its callback confirmed: each subscription knows up to
 * which change sequence number it was told, and what is newer goes to it as a document of the topic that holds what has
 * changed. Safe for concurrent use; several instances on one database share the work.
 */
public final class Hub implements AutoCloseable {

    /** What a subscriber who is slow has not taken by then he gets with the next delivery. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int TOPICS_A_PUBLISH = 10;

    /** Of everybody together: what changes is delivered without being told, too. */
    private static final int PUBLISHED_A_SECOND = 20;

    private static final int RETRY_SECONDS = 5;

    private final Shares shares;
    private final Clock clock;
    private final RequestReader reader;
    private final RequestTable requests;
    private final MarkTable marks;
    private final PublishRate published = new PublishRate(PUBLISHED_A_SECOND, System.nanoTime());
    private final HttpSender trusted;
    private final HttpSender doubtful;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Verifier verifier;
    private final Distributor distributor;

    /**
     * On which terms subscribers are served.
     *
     * @param userAgent how we call ourselves
     * @param allowed callbacks besides the public web
     * @param limits of one call
     * @param patience how long one delivery goes on, see {@link #PATIENCE}
     * @param shares how much one may take
     */
    public record Terms(String userAgent, AllowList allowed, Limits limits, Duration patience, Shares shares) {}

    /** Works once it is started. */
    public Hub(DataSource database, Topics topics, Terms terms, Clock clock, SecureRandom random, HubWatch watch) {
        this.shares = terms.shares();
        this.clock = clock;
        this.trusted = new HttpSender(terms.userAgent(), terms.allowed(), terms.limits());
        this.doubtful = new HttpSender(terms.userAgent(), terms.allowed(), terms.limits());
        this.reader = new RequestReader(topics, trusted::refusal);
        this.requests = new RequestTable(database);
        this.marks = new MarkTable(database);
        var table = new DueTable(database);
        this.verifier = new Verifier(doubtful, random);
        var postman = new Postman(trusted, doubtful, new RetrySchedule(random), terms.patience());
        this.distributor = new Distributor(
                topics,
                marks,
                table,
                new Settlement(table, clock, watch),
                settlement -> new Round(topics, postman, verifier, threads, settlement::add),
                new Verifications(requests, topics, verifier, clock, watch, threads),
                clock);
    }

    /** Begins to work. */
    public Hub start() {
        distributor.start();
        return this;
    }

    /** Readers can see something new, or somebody asked for something: looks at once. */
    public void wake() {
        distributor.wake();
    }

    /**
     * Takes a request (§5.1): what it asks for becomes true once its callback has confirmed it.
     *
     * @throws SQLException where it can't be kept; nothing has changed then
     */
    public HubAnswer accept(HubForm form) throws SQLException {
        try {
            return switch (form.value("hub.mode").orElse("")) {
                case "subscribe" -> keep(reader.read(form, true));
                case "unsubscribe" -> keep(reader.read(form, false));
                case "publish" -> publish(form);
                default -> HubAnswer.refused(400, "hub.mode must be subscribe, unsubscribe or publish");
            };
        } catch (RequestReader.Unfit e) {
            return e.answer();
        }
    }

    private HubAnswer keep(Request request) throws SQLException {
        Optional<HubAnswer> refusal = shares.refusal(request, requests.crowd(request));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        requests.keep(request, moment());
        distributor.wake();
        return HubAnswer.taken("the callback is asked whether it means that");
    }

    /** Whoever says that a topic has changed has it looked at; that is all he can do. */
    private HubAnswer publish(HubForm form) throws RequestReader.Unfit, SQLException {
        List<String> written = new ArrayList<>(form.values("hub.url"));
        written.addAll(form.values("hub.topic"));
        written.removeIf(String::isBlank);
        if (written.isEmpty() || written.size() > TOPICS_A_PUBLISH) {
            return HubAnswer.refused(400, "hub.url must name 1 to " + TOPICS_A_PUBLISH + " feeds of ours");
        }
        if (!published.isOpenFor(written.size(), System.nanoTime())) {
            return new HubAnswer(
                    429, "too many feeds are said to have changed; what changes is delivered anyhow", RETRY_SECONDS);
        }
        Set<Topic> named = new LinkedHashSet<>();
        for (String url : written) {
            named.add(reader.topic(url));
        }
        for (Topic topic : named) {
            marks.mark(topic, clock.instant());
        }
        distributor.wake();
        return HubAnswer.taken("these are looked at now; what changes is delivered without being told, too");
    }

    /** As exact as the database keeps it. */
    private Instant moment() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Tells a callback that its subscription was ended; returns at once. */
    public void ended(Subscription subscription, String reason) {
        threads.execute(() -> verifier.deny(subscription.callback(), subscription.written(), reason));
    }

    /**
     * Asks a subscriber's callback once more what it has confirmed already, with the lease that is left, and changes
     * nothing; empty where it answered as it should, else what is wrong. Blocks within the limits of a call.
     */
    public Optional<String> ping(Subscription subscription) {
        Duration left = Duration.between(clock.instant(), subscription.leaseUntil());
        return switch (verifier.ask(subscription, left.isNegative() ? Duration.ZERO : left)) {
            case Verifier.Reply.Meant meant -> Optional.empty();
            case Verifier.Reply.Refused refused -> Optional.of(refused.how());
            case Verifier.Reply.Unreachable unreachable -> Optional.of(unreachable.why());
        };
    }

    @Override
    public void close() {
        distributor.close();
        trusted.close();
        doubtful.close();
        threads.shutdownNow();
    }
}

package org.yizhan.ingest.poll;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.WebAddress;
import org.yizhan.fetch.Fetch;
import org.yizhan.fetch.Fetched;
import org.yizhan.fetch.Fetcher;
import org.yizhan.ingest.poll.HubSubscription.State;

/**
 * Our subscriptions at the hubs that feeds name (W3C WebSub). A channel is wanted, the hub is asked, verifies over our
 * callback, delivers until the lease ends, and is asked again before that. All state is in PostgreSQL, so any instance
 * can hear what another one asked for. Safe for concurrent use; failing SQL is thrown as {@link IllegalStateException}.
 */
public final class HubSubscriptions implements HubListener {

    private static final Logger LOG = LoggerFactory.getLogger(HubSubscriptions.class);

    private static final Duration LEASE = Duration.ofDays(10);
    private static final Duration LONGEST_LEASE = Duration.ofDays(30);
    private static final Duration SHORTEST_RENEWAL = Duration.ofMinutes(5);
    private static final Duration ASK_AGAIN = Duration.ofDays(1);
    private static final int CLAIMED_AT_ONCE = 10;
    private static final int FAREWELLS = 3;
    private static final int TOKEN_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_REASON = 500;

    private final HubTable table;
    private final Fetcher fetcher;
    private final Clock clock;
    private final SecureRandom random;
    private final String callback;
    private final HubDelivery sink;

    /**
     * @param base where hubs reach us: {@code yizhan.base.url}
     * @param sink takes what is delivered
     */
    public HubSubscriptions(
            DataSource database, Fetcher fetcher, Clock clock, SecureRandom random, String base, HubDelivery sink) {
        this.table = new HubTable(database);
        this.fetcher = fetcher;
        this.clock = clock;
        this.random = random;
        this.callback = base.replaceFirst("/+$", "") + "/websub/callback/";
        this.sink = sink;
    }

    /**
     * Says that {@code channel}'s feed names a hub; to be said after every poll that finds one. What is subscribed
     * already stays so; another hub or topic replaces it.
     */
    public void want(String channel, HubTopic topic) {
        if (WebAddress.isWeb(topic.hub()) && WebAddress.isWeb(topic.topic())) {
            table.want(channel, topic, random(TOKEN_BYTES), random(SECRET_BYTES), clock.instant());
        }
    }

    /** Ends the subscription of {@code channel}, whose feed names no hub any more. */
    public void end(String channel) {
        table.end(channel, clock.instant());
    }

    /** Ends the subscriptions of all channels that are not among {@code channels}. */
    public void retain(Collection<String> channels) {
        table.retain(List.copyOf(channels), clock.instant());
    }

    /** Whether new entries of {@code channel} can be expected from its hub, so that polling may slow down. */
    public boolean isLive(String channel, Instant now) {
        return table.byChannel(channel)
                .filter(subscription -> subscription.isLive(now))
                .isPresent();
    }

    /** Says that a poll of {@code channel} found what its hub had not delivered: until it delivers again it isn't live. */
    public void missed(String channel) {
        table.missed(channel, clock.instant());
    }

    /** The subscription of {@code channel}. */
    public Optional<HubSubscription> find(String channel) {
        return table.byChannel(channel);
    }

    /** All subscriptions, by channel. */
    public List<HubSubscription> all() {
        return table.all();
    }

    /**
     * Asks the hubs whose time has come, side by side, and waits for their answers; to be called every few seconds. Gives
     * how many were asked.
     */
    public int attend() {
        List<HubSubscription> due = table.claim(clock.instant(), CLAIMED_AT_ONCE);
        CompletableFuture<?>[] asked = due.stream()
                .map(one -> CompletableFuture.runAsync(() -> ask(one), Thread::startVirtualThread))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(asked).join();
        return due.size();
    }

    private void ask(HubSubscription due) {
        boolean ending = due.state() == State.ENDING;
        if (ending && due.failures() >= FAREWELLS) {
            // what the hub may still send finds no callback; the lease ends by itself
            table.remove(due.token());
            return;
        }
        Fetched answer = fetcher.fetch(new Fetch(
                due.topic().hub(), Optional.empty(), Optional.empty(), "*/*", Optional.of(form(due, ending))));
        if (answer instanceof Fetched.Failed failed) {
            table.failed(due.token(), failed.fault().word() + ": " + failed.detail());
            LOG.atWarn()
                    .addKeyValue("channel", due.channel())
                    .addKeyValue("hub", due.topic().hub())
                    .addKeyValue("error", failed.detail())
                    .log("a hub did not take a request");
        }
    }

    private String form(HubSubscription due, boolean ending) {
        String asked = "hub.mode=" + (ending ? "unsubscribe" : "subscribe")
                + "&hub.topic=" + encoded(due.topic().topic())
                + "&hub.callback=" + encoded(callback + due.token());
        return ending ? asked : asked + "&hub.lease_seconds=" + LEASE.toSeconds() + "&hub.secret=" + due.secret();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public Optional<String> verify(String token, HubIntent intent) {
        Instant now = clock.instant();
        boolean meant = switch (intent.mode()) {
            case "subscribe" -> {
                Duration lease = lease(intent.leaseSeconds());
                Duration renewal = lease.multipliedBy(4).dividedBy(5);
                Duration renewIn = renewal.compareTo(SHORTEST_RENEWAL) < 0 ? SHORTEST_RENEWAL : renewal;
                yield intent.challenge().isPresent()
                        && table.verified(token, intent.topic(), now.plus(lease), now.plus(renewIn));
            }
            case "unsubscribe" -> intent.challenge().isPresent() && table.ended(token, intent.topic());
            case "denied" -> table.denied(token, intent.topic(), reason(intent), now.plus(ASK_AGAIN));
            default -> false;
        };
        return meant ? Optional.of(intent.challenge().orElse("")) : Optional.empty();
    }

    private static String reason(HubIntent intent) {
        String reason = intent.reason().orElse("no reason given").replace('\0', ' ');
        return "denied: " + reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }

    /** Hubs of PubSubHubbub 0.3 leave the lease out → what was asked for. */
    private static Duration lease(Optional<String> seconds) {
        try {
            Duration given =
                    Duration.ofSeconds(Long.parseLong(seconds.orElse("").strip()));
            return given.isNegative() || given.compareTo(LONGEST_LEASE) > 0 ? LONGEST_LEASE : given;
        } catch (NumberFormatException e) {
            return LEASE;
        }
    }

    @Override
    public Answer deliver(String token, String signature, String contentType, byte[] body) throws IOException {
        Optional<HubSubscription> known = table.byToken(token);
        if (known.isEmpty()) {
            return Answer.UNKNOWN;
        }
        HubSubscription subscription = known.get();
        if (subscription.state() == State.ENDING) {
            return Answer.GONE;
        }
        if (!HubSignature.isRight(
                signature, body, subscription.secret(), subscription.topic().sha1())) {
            table.unsigned(token);
            LOG.atWarn()
                    .addKeyValue("channel", subscription.channel())
                    .addKeyValue("hub", subscription.topic().hub())
                    .log("a delivery without a right signature was passed over");
            return Answer.TAKEN;
        }
        sink.take(subscription.channel(), body, contentType);
        table.delivered(token, clock.instant());
        return Answer.TAKEN;
    }

    private String random(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}

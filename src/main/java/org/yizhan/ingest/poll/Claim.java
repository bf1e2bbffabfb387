package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Channel;

/**
 * One request that this instance may make now, and nobody else.
 *
 * @param no the errand
 * @param token proves the claim when it is settled
 * @param task what it is
 * @param channel whose
 * @param standing what is remembered of the channel
 * @param url what is asked
 * @param host as it is paced
 * @param hints what the list told of a page
 * @param attempts how often it was claimed, this time included
 * @param robots what the host's {@code robots.txt} said within the last day; empty: not known
 * @param at when it was claimed
 */
public record Claim(
        long no,
        UUID token,
        Task task,
        Channel channel,
        Standing standing,
        String url,
        String host,
        Map<String, String> hints,
        int attempts,
        Optional<Robots> robots,
        Instant at) {

    /** How long a claim holds: an instance that died meanwhile may have asked, so nobody asks again sooner. */
    static final Duration HELD = Schedule.FLOOR.plusSeconds(10);

    /** How long a request may keep its place at the host. */
    static final Duration LEASE = Duration.ofSeconds(60);

    /** The kinds of errand, in the order in which a host's are done. */
    public enum Task {
        /** The channel's feed or list. */
        POLL,
        /** A further page of its list. */
        MORE,
        /** An article's page. */
        PAGE,
        /** An article's page that was fetched before, for what has become of it. */
        AGAIN
    }

    public Claim {
        hints = Map.copyOf(hints);
    }

    /** The same with other hints. */
    Claim telling(Map<String, String> other) {
        return new Claim(no, token, task, channel, standing, url, host, other, attempts, robots, at);
    }
}

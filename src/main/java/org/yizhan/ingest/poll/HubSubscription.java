package org.yizhan.ingest.poll;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A subscription at a hub, as it stands.
 *
 * @param token the end of our callback's path, known to the hub only
 * @param secret what deliveries are signed with
 * @param pending the mode of the request whose verification is awaited
 * @param nextAt when something is to be done
 * @param leaseUntil how long the hub delivers unless it is renewed
 * @param missedAt when a poll last found what the hub had not delivered
 * @param unsigned deliveries that were passed over for their signature
 * @param failures requests since the last verification that came to nothing
 */
public record HubSubscription(
        String channel,
        HubTopic topic,
        String token,
        String secret,
        State state,
        Optional<String> pending,
        Instant nextAt,
        Optional<Instant> leaseUntil,
        Optional<Instant> lastDeliveryAt,
        Optional<Instant> missedAt,
        long deliveries,
        long unsigned,
        int failures,
        String lastError) {

    /** Where a subscription stands. */
    public enum State {
        /** The hub has yet to be asked, or asked again. */
        WANTED,
        /** The hub was asked and has yet to verify. */
        REQUESTED,
        /** The hub verified; it delivers until the lease ends. */
        ACTIVE,
        /** The hub said no. */
        DENIED,
        /** The channel is gone; the hub is told so. */
        ENDING;

        /** As it is written: {@code active}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether new entries can be expected from the hub, so that polling may slow down. */
    public boolean isLive(Instant now) {
        boolean missing = missedAt.isPresent()
                && lastDeliveryAt.filter(last -> last.isAfter(missedAt.get())).isEmpty();
        return state == State.ACTIVE && leaseUntil.filter(now::isBefore).isPresent() && !missing;
    }

    /** Not the secret. */
    @Override
    public String toString() {
        return channel + " " + state.word() + " at " + topic.hub();
    }
}

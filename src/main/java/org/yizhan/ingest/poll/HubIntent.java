package org.yizhan.ingest.poll;

import java.util.Optional;

/**
 * What a hub says by a {@code GET} of our callback: does the subscriber mean it (W3C WebSub §5.3), or: no (§5.2).
 *
 * @param mode {@code subscribe}, {@code unsubscribe} or {@code denied}
 * @param challenge to be sent back
 * @param leaseSeconds how long the hub will deliver
 * @param reason why it was denied
 */
public record HubIntent(
        String mode,
        String topic,
        Optional<String> challenge,
        Optional<String> leaseSeconds,
        Optional<String> reason) {}

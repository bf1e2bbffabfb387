package org.yizhan.deliver;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A subscriber to whom something is to be delivered, claimed by us.
 *
 * @param claim proves that it is still ours when the outcome is written down
 * @param known what was delivered to him last
 * @param first whether nothing has been delivered yet
 * @param look whether a search was not looked at for long
 * @param attempt failures in a row so far
 * @param since since when there is something to deliver
 */
record Due(
        long id,
        UUID claim,
        Topic topic,
        String written,
        String callback,
        String host,
        Optional<String> secret,
        Topics.State known,
        boolean first,
        boolean look,
        int attempt,
        Instant since) {}

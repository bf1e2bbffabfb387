package org.yizhan.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.yizhan.article.Channel;
import org.yizhan.ingest.FailedTally;
import org.yizhan.ingest.LeftFiles;

/**
 * How many files of drop folders were not taken. A large folder takes long to count: whoever asks gets what was counted
 * last, and where that is old it is counted anew behind him. Safe for concurrent use.
 */
final class FailedCounts {

    /** So many files of a folder are counted each time. */
    static final int LARGE = 1_000;

    static final Duration HOLDS = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<Channel, Counted> last = new ConcurrentHashMap<>();

    FailedCounts(Clock clock) {
        this.clock = clock;
    }

    /** @param again whether they are being counted anew */
    private record Counted(int many, Instant at, AtomicBoolean again) {}

    /** Those in the folder of this channel, which has one. */
    int of(Channel channel, LeftFiles files) {
        Counted known = last.get(channel);
        if (known == null || known.many() <= LARGE) {
            return counted(channel, files);
        }
        if (!known.at().plus(HOLDS).isAfter(clock.instant()) && known.again().compareAndSet(false, true)) {
            Thread.startVirtualThread(() -> again(channel, files, known));
        }
        return known.many();
    }

    private void again(Channel channel, LeftFiles files, Counted known) {
        try {
            counted(channel, files);
        } finally {
            known.again().set(false);
        }
    }

    private int counted(Channel channel, LeftFiles files) {
        int many = FailedTally.of(files);
        last.put(channel, new Counted(many, clock.instant(), new AtomicBoolean()));
        return many;
    }

    /** Forgets all channels but these. */
    void retain(Collection<Channel> channels) {
        last.keySet().retainAll(channels);
    }
}

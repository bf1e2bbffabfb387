package org.yizhan;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.deduplicate.Mendings;
import org.yizhan.ops.MendingLog;

/** The mendings that {@code deduplicate} has applied, as the operator's API asks for them. */
record MendingsOnRecord(Mendings mendings) implements MendingLog {

    @Override
    public Optional<Kept> find(UUID key) {
        return mendings.find(key).map(MendingsOnRecord::kept);
    }

    @Override
    public List<Kept> latest(Collection<UUID> articles, Instant before, int limit) {
        return mendings.latest(articles, before, limit).stream()
                .map(MendingsOnRecord::kept)
                .toList();
    }

    private static Kept kept(Mendings.Kept kept) {
        return new Kept(kept.mending(), kept.outcome(), kept.undoneBy());
    }
}

package org.yizhan.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A status board on which a test pins what it likes. */
final class PinnedBoard implements StatusBoard {

    final List<Freshness> pinned = new CopyOnWriteArrayList<>();
    final List<Outage> outages = new CopyOnWriteArrayList<>();
    volatile Optional<Duration> delay = Optional.empty();

    @Override
    public List<Freshness> all() {
        return pinned;
    }

    @Override
    public Optional<Freshness> find(String source) {
        return pinned.stream().filter(one -> one.source().equals(source)).findFirst();
    }

    @Override
    public List<Outage> outages(int most) {
        return outages.stream().limit(most).toList();
    }

    @Override
    public List<Outage> outages(String source, int most) {
        return outages.stream()
                .filter(one -> one.source().equals(source))
                .limit(most)
                .toList();
    }

    @Override
    public Optional<Duration> delay() {
        return delay;
    }
}

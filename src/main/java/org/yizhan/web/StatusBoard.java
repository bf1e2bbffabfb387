package org.yizhan.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What there is to tell about how the sources fare. Blocks; implementations are safe for concurrent use. */
public interface StatusBoard {

    /** Every source that is fetched, paused or once was; those that only push are left out. */
    List<Freshness> all();

    /** One of them. */
    Optional<Freshness> find(String source);

    /** What went wrong, the newest change first. */
    List<Outage> outages(int most);

    /** The same of one source. */
    List<Outage> outages(String source, int most);

    /** How long the slowest article of the last minutes took from its arrival to the feeds; empty where none came. */
    Optional<Duration> delay();

    /** Nothing is fetched and nothing goes wrong. */
    StatusBoard NONE = new StatusBoard() {
        @Override
        public List<Freshness> all() {
            return List.of();
        }

        @Override
        public Optional<Freshness> find(String source) {
            return Optional.empty();
        }

        @Override
        public List<Outage> outages(int most) {
            return List.of();
        }

        @Override
        public List<Outage> outages(String source, int most) {
            return List.of();
        }

        @Override
        public Optional<Duration> delay() {
            return Optional.empty();
        }
    };
}

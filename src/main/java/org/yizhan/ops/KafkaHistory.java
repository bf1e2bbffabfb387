package org.yizhan.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What this instance saw of Kafka in the last hour, in memory: each watched group's lag and each watched topic's end
 * every quarter of a minute, and when groups changed. It begins empty at each start. Safe for concurrent use.
 */
public final class KafkaHistory {

    private static final Duration STEP = Duration.ofSeconds(15);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration PACE = Duration.ofMinutes(1);

    private final Map<String, Deque<Sample>> lags = new HashMap<>();
    private final Map<String, Deque<Sample>> ends = new HashMap<>();
    private final Map<String, Changes> changes = new HashMap<>();

    /**
     * One look at a group or a topic.
     *
     * @param number records: a group's lag, or a topic's end
     * @param waited how long the group's first unread record had waited
     */
    public record Sample(Instant at, long number, Duration waited) {}

    /**
     * How often a group's members or their partitions were others than at the look before.
     *
     * @param last empty where they never were
     */
    public record Changes(String members, long count, Optional<Instant> last) {
        static final Changes NONE = new Changes("", 0, Optional.empty());
    }

    synchronized void saw(Backlog backlog, Instant now) {
        backlog.groups()
                .forEach((group, behind) -> add(lags, group, new Sample(now, behind.records(), behind.waited())));
        backlog.ends().forEach((topic, end) -> add(ends, topic, new Sample(now, end, Duration.ZERO)));
    }

    private static void add(Map<String, Deque<Sample>> samples, String name, Sample sample) {
        var known = samples.computeIfAbsent(name, unknown -> new ArrayDeque<>());
        if (!known.isEmpty() && known.getLast().at().plus(STEP).isAfter(sample.at())) {
            return;
        }
        known.addLast(sample);
        while (known.getFirst().at().plus(KEPT).isBefore(sample.at())) {
            known.removeFirst();
        }
    }

    /** @param members the group's members with what each of them reads, in an order that doesn't change */
    synchronized void saw(String group, String members, Instant now) {
        changes.merge(
                group,
                new Changes(members, 0, Optional.empty()),
                (before, first) -> before.members().equals(members)
                        ? before
                        : new Changes(members, before.count() + 1, Optional.of(now)));
    }

    /** The group's lag, the oldest look first. */
    public synchronized List<Sample> lag(String group) {
        return List.copyOf(lags.getOrDefault(group, new ArrayDeque<>()));
    }

    synchronized Changes changes(String group) {
        return changes.getOrDefault(group, Changes.NONE);
    }

    /** Records a second that came on the topic in the last minute or so; empty where that is not known yet. */
    synchronized OptionalDouble rate(String topic) {
        var samples = ends.getOrDefault(topic, new ArrayDeque<>());
        if (samples.size() < 2) {
            return OptionalDouble.empty();
        }
        Sample last = samples.getLast();
        Sample first = samples.stream()
                .filter(sample -> sample.at().plus(PACE).compareTo(last.at()) >= 0)
                .findFirst()
                .orElse(last);
        long millis = Duration.between(first.at(), last.at()).toMillis();
        return millis == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((last.number() - first.number()) * 1e3 / millis);
    }
}

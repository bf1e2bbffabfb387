package org.yizhan.chaos;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How long each partition stood still: there were records before its group, and the group committed none of them. Looks
 * several times a second until it is closed.
 */
final class Stalls implements AutoCloseable {

    private static final long PAUSE_MILLIS = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Admin admin;
    private final Thread looker;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Long> longest = new TreeMap<>();
    private volatile boolean closing;

    /**
     * How far a group was in a partition.
     *
     * @param since when it was first seen there with records before it, by {@link System#nanoTime}
     */
    private record Place(long offset, long since) {}

    Stalls(String brokers) {
        admin = Admin.create(Map.of("bootstrap.servers", brokers));
        looker = Thread.ofPlatform().daemon().name("stalls").start(this::look);
    }

    private void look() {
        try {
            while (!closing) {
                for (String group : Groups.STAGES) {
                    look(group);
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException | ExecutionException e) {
            if (!closing) {
                throw new IllegalStateException("the groups can't be looked at", e);
            }
        }
    }

    private void look(String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        committed.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        var ends = admin.listOffsets(asked).all().get();
        long now = System.nanoTime();
        committed.forEach((partition, at) ->
                see(group + " " + partition, at.offset(), ends.get(partition).offset(), now));
    }

    private synchronized void see(String partition, long offset, long end, long now) {
        Place before = places.get(partition);
        if (offset >= end) {
            places.remove(partition);
        } else if (before == null || before.offset() != offset) {
            places.put(partition, new Place(offset, now));
        } else {
            longest.merge(partition, TimeUnit.NANOSECONDS.toMillis(now - before.since()), Math::max);
        }
    }

    /** Milliseconds of the partition that stood still longest. */
    synchronized long longest() {
        if (!looker.isAlive()) {
            throw new IllegalStateException("nobody looks any more");
        }
        return longest.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        looker.interrupt();
        looker.join(PATIENCE);
        admin.close(PATIENCE);
    }
}

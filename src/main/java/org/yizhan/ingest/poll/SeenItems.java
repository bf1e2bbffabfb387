package org.yizhan.ingest.poll;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.UUID;

/**
 * What a channel named lately: the hash of each item's key, with that of its content. Bounded: what a document names now
 * is always remembered, and of what it named before at least as much again.
 */
final class SeenItems {

    /** How much is remembered of a channel with a short list. */
    static final int FEWEST = 500;

    private static final int ENTRY = 24;

    private final SequencedMap<UUID, Long> versions;

    private SeenItems(SequencedMap<UUID, Long> versions) {
        this.versions = versions;
    }

    static SeenItems none() {
        return new SeenItems(new LinkedHashMap<>());
    }

    static SeenItems of(byte[] stored) {
        var versions = new LinkedHashMap<UUID, Long>();
        var bytes = ByteBuffer.wrap(stored);
        while (bytes.remaining() >= ENTRY) {
            versions.put(new UUID(bytes.getLong(), bytes.getLong()), bytes.getLong());
        }
        return new SeenItems(versions);
    }

    boolean isEmpty() {
        return versions.isEmpty();
    }

    /** Which of {@code items} are new, and which have changed; an item that is named twice counts once. */
    Sorted sort(List<Item> items) {
        var fresh = new ArrayList<Item>();
        var changed = new ArrayList<Item>();
        var met = new LinkedHashMap<UUID, Long>();
        for (Item item : items) {
            UUID key = key(item);
            if (met.putIfAbsent(key, version(item)) != null) {
                continue;
            }
            Long before = versions.get(key);
            if (before == null) {
                fresh.add(item);
            } else if (before != version(item)) {
                changed.add(item);
            }
        }
        return new Sorted(fresh, changed);
    }

    /** @param fresh never seen before; {@code changed} seen with other content */
    record Sorted(List<Item> fresh, List<Item> changed) {}

    /** With {@code items} as the newest. */
    SeenItems with(List<Item> items) {
        var next = new LinkedHashMap<UUID, Long>();
        items.forEach(item -> next.putIfAbsent(key(item), version(item)));
        int most = Math.max(FEWEST, 2 * next.size());
        for (Map.Entry<UUID, Long> old : versions.entrySet()) {
            if (next.size() >= most) {
                break;
            }
            next.putIfAbsent(old.getKey(), old.getValue());
        }
        return new SeenItems(next);
    }

    byte[] stored() {
        var bytes = ByteBuffer.allocate(versions.size() * ENTRY);
        versions.forEach((key, version) -> bytes.putLong(key.getMostSignificantBits())
                .putLong(key.getLeastSignificantBits())
                .putLong(version));
        return bytes.array();
    }

    /** Whether an item of this key was named, whatever its content. */
    boolean knows(String key) {
        return versions.containsKey(key(key));
    }

    private static UUID key(Item item) {
        return key(item.key());
    }

    private static UUID key(String text) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(text.getBytes(StandardCharsets.UTF_8)));
        return new UUID(hash.getLong(), hash.getLong());
    }

    private static long version(Item item) {
        return ByteBuffer.wrap(sha256(item.version().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

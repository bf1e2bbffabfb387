package org.yizhan.ops.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.yizhan.check.Fixture;

/**
 * The last dry runs with their documents, so that one can be saved, or run again with another rule, and the site is not
 * asked again. In this instance's memory alone: the newest {@value #MOST}, {@value #ROOM} characters in all. Safe for
 * concurrent use.
 */
final class Snapshots {

    private static final int MOST = 8;
    private static final int ROOM = 24_000_000;

    private final Supplier<UUID> ids;
    private final Map<UUID, Snapshot> kept = new LinkedHashMap<>();

    Snapshots(Supplier<UUID> ids) {
        this.ids = ids;
    }

    private record Snapshot(Fixture fixture, int size) {}

    /** Keeps a run; empty where it is too large. */
    synchronized Optional<UUID> put(Fixture fixture) {
        int size = size(fixture);
        if (size > ROOM) {
            return Optional.empty();
        }
        while (kept.size() >= MOST || room() + size > ROOM) {
            kept.remove(kept.keySet().iterator().next());
        }
        UUID id = ids.get();
        kept.put(id, new Snapshot(fixture, size));
        return Optional.of(id);
    }

    private int room() {
        return kept.values().stream().mapToInt(Snapshot::size).sum();
    }

    private static int size(Fixture fixture) {
        try {
            return fixture.written().length();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The run of this id; empty where it is gone. */
    synchronized Optional<Fixture> find(String id) {
        return kept.entrySet().stream()
                .filter(one -> one.getKey().toString().equals(id))
                .map(one -> one.getValue().fixture())
                .findFirst();
    }
}

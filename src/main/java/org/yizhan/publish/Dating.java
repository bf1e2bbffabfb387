package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.publish.TombstoneTable.Grave;

/**
 * The times that readers are told with a batch: now, but for what comes again after a backup was put back. Of that they keep
 * the time that the lost database had told them in the end.
 */
final class Dating {

    private final Instant now;
    private final Instant restored;
    private final Map<UUID, Instant> dates = new HashMap<>();
    private final Map<UUID, List<Grave>> graves = new HashMap<>();

    private Dating(Instant now, Instant restored) {
        this.now = now;
        this.restored = restored;
    }

    static Dating ofNews(Instant now) {
        return new Dating(now, Instant.MAX);
    }

    /** Of what comes again since then, and makes these stories other than they are. */
    static Dating ofOld(Collection<UUID> stories, Instant restored, Instant now, Connection connection)
            throws SQLException {
        var dating = new Dating(now, restored);
        dating.readDates(connection, stories);
        dating.readGraves(connection, stories);
        return dating;
    }

    private void readDates(Connection connection, Collection<UUID> stories) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select story_id, at from lost_dating where story_id = any(?)")) {
            select.setArray(1, Columns.ids(connection, stories));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    dates.put(
                            rows.getObject("story_id", UUID.class),
                            ArticleTable.time(rows, "at").orElseThrow());
                }
            }
        }
    }

    private void readGraves(Connection connection, Collection<UUID> stories) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select %s from lost_burial where story_id = any(?)".formatted(Grave.COLUMNS))) {
            select.setArray(1, Columns.ids(connection, stories));
            for (Grave grave : Grave.all(select)) {
                graves.computeIfAbsent(grave.story(), story -> new ArrayList<>())
                        .add(grave);
            }
        }
    }

    Instant now() {
        return now;
    }

    /** When a story that changes changed last: never before it did the time before, whatever the clock of another machine said. */
    Instant changed(StoryRow story) {
        Optional<Instant> before = story.updatedAt();
        Instant told = dates.get(story.id());
        if (told != null) {
            return before.filter(told::isBefore).orElse(told);
        }
        return before.map(last -> last.plus(1, ChronoUnit.MICROS))
                .filter(next -> next.isAfter(now))
                .orElse(now);
    }

    /** When a feed is told that a story no longer stands in it. */
    Instant buried(String feed, UUID story) {
        return graves(story).stream()
                .filter(grave -> grave.feed().equals(feed))
                .map(Grave::at)
                .findFirst()
                .orElse(now);
    }

    /**
     * Whether a story only stood because what comes again does so in another order: readers never saw it, and miss nothing
     * when it goes.
     */
    boolean isUnseen(StoryRow story) {
        return !dates.containsKey(story.id())
                && graves(story.id()).isEmpty()
                && story.updatedAt().filter(restored::isBefore).isPresent();
    }

    /** The tombstones of a story that readers know, though it may never have stood here. */
    List<Grave> graves(UUID story) {
        return graves.getOrDefault(story, List.of());
    }
}

package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.yizhan.article.Sources;

/** Reads what changed in many feeds at once: each story once, however many feeds it is in. On one snapshot. */
final class ChangedFeeds {

    private final Connection connection;
    private final Sources sources;

    ChangedFeeds(Connection connection, Sources sources) {
        this.connection = connection;
        this.sources = sources;
    }

    /** Of each feed the picked stories that stand in it, and the tombstones that it has for the others. */
    Map<ChangeLog.Picked, FeedContent> contents(Collection<ChangeLog.Picked> picked) throws SQLException {
        Set<UUID> ids = picked.stream()
                .flatMap(one -> one.stories().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Map<UUID, Set<String>> filed = filed(ids);
        Map<UUID, Entry> entries = new StoryReader(connection, sources)
                .entries(List.copyOf(filed.keySet())).stream()
                        .collect(Collectors.toMap(Entry::storyId, Function.identity()));
        Map<String, Map<UUID, Tombstone>> tombstones = tombstones(ids);
        Map<ChangeLog.Picked, FeedContent> contents = new HashMap<>();
        for (ChangeLog.Picked one : picked) {
            String feed = one.reader().name().toString();
            contents.put(
                    one,
                    FeedReader.content(
                            one.upTo(),
                            one.stories().stream()
                                    .filter(id ->
                                            filed.getOrDefault(id, Set.of()).contains(feed))
                                    .map(entries::get)
                                    .filter(Objects::nonNull)
                                    .toList(),
                            of(tombstones.getOrDefault(feed, Map.of()), one.stories())));
        }
        return contents;
    }

    /** In the order of their times, as they stand in feeds. */
    private static List<Tombstone> of(Map<UUID, Tombstone> tombstones, List<UUID> stories) {
        Set<UUID> asked = Set.copyOf(stories);
        return tombstones.values().stream()
                .filter(tombstone -> asked.contains(tombstone.storyId()))
                .toList();
    }

    /** The names of the feeds that each of them stands in. */
    private Map<UUID, Set<String>> filed(Collection<UUID> ids) throws SQLException {
        Map<UUID, Set<String>> filed = new HashMap<>();
        try (var statement = connection.prepareStatement(
                "select id, string_to_array(feeds, chr(31)) as feeds from story where id = any(?) and feeds <> ''")) {
            statement.setArray(1, Columns.ids(connection, ids));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    filed.put(rows.getObject("id", UUID.class), Set.of((String[])
                            rows.getArray("feeds").getArray()));
                }
            }
        }
        return filed;
    }

    private Map<String, Map<UUID, Tombstone>> tombstones(Collection<UUID> ids) throws SQLException {
        Map<String, Map<UUID, Tombstone>> tombstones = new HashMap<>();
        try (var statement =
                connection.prepareStatement("select t.feed, " + TombstoneRows.COLUMNS + " from tombstone t "
                        + TombstoneRows.KNOWN + " where t.story_id = any(?) order by t.at, t.story_id")) {
            statement.setArray(1, Columns.ids(connection, ids));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    Tombstone tombstone = TombstoneRows.of(rows);
                    tombstones
                            .computeIfAbsent(rows.getString("feed"), feed -> new LinkedHashMap<>())
                            .put(tombstone.storyId(), tombstone);
                }
            }
        }
        return tombstones;
    }
}

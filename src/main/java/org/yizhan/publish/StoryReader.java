package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;

/** Answers about stories, on one snapshot. */
final class StoryReader {

    private final Connection connection;
    private final Sources sources;

    StoryReader(Connection connection, Sources sources) {
        this.connection = connection;
        this.sources = sources;
    }

    /** A story as it is stored. */
    private record Shown(UUID id, Optional<UUID> origin, Optional<Instant> updatedAt) {}

    /** The text of a story's origin. */
    private record Text(List<String> paragraphs, Body body) {}

    StoryFound story(UUID id) throws SQLException {
        List<Entry> standing = entries(List.of(id));
        if (!standing.isEmpty()) {
            return new StoryFound.Present(standing.getFirst());
        }
        List<ArticleState> members = members(List.of(id)).getOrDefault(id, List.of());
        return members.isEmpty() ? alias(id) : withdrawn(id, Filing.of(members).reason());
    }

    /** The id of a story that has no members stands for the story that the article of that id is in. */
    private StoryFound alias(UUID id) throws SQLException {
        return Optional.ofNullable(
                        new ArticleTable(connection).byId(List.of(id)).get(id))
                .<StoryFound>map(article -> new StoryFound.Merged(article.story()))
                .orElseGet(StoryFound.Unknown::new);
    }

    private StoryFound withdrawn(UUID id, String reason) throws SQLException {
        return Optional.ofNullable(shown(List.of(id)).get(id))
                .flatMap(Shown::updatedAt)
                .<StoryFound>map(at -> new StoryFound.Withdrawn(new Tombstone(id, at, reason)))
                .orElseGet(StoryFound.Unknown::new);
    }

    /** The entries of those of these stories that stand, in this order. */
    List<Entry> entries(List<UUID> ids) throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<UUID, Shown> shown = shown(ids);
        Map<UUID, List<ArticleState>> members = members(ids);
        Map<UUID, Text> texts = texts(shown.values());
        List<Entry> entries = new ArrayList<>(ids.size());
        for (UUID id : ids) {
            Shown story = shown.get(id);
            Text text = texts.get(id);
            if (story != null && text != null) {
                entry(story, members.getOrDefault(id, List.of()), text).ifPresent(entries::add);
            }
        }
        return entries;
    }

    private Map<UUID, Shown> shown(Collection<UUID> ids) throws SQLException {
        Map<UUID, Shown> found = new HashMap<>();
        try (var statement =
                connection.prepareStatement("select id, origin, updated_at from story where id = any(?)")) {
            statement.setArray(1, Columns.ids(connection, ids));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var story = new Shown(
                            rows.getObject("id", UUID.class),
                            Optional.ofNullable(rows.getObject("origin", UUID.class)),
                            ArticleTable.time(rows, "updated_at"));
                    found.put(story.id(), story);
                }
            }
        }
        return found;
    }

    private Map<UUID, List<ArticleState>> members(Collection<UUID> ids) throws SQLException {
        Map<UUID, List<ArticleState>> members = new HashMap<>();
        for (ArticleState member : new ArticleTable(connection).members(ids).values()) {
            members.computeIfAbsent(member.story(), story -> new ArrayList<>(2)).add(member);
        }
        members.values().forEach(list -> list.sort(Filing.OLDEST_FIRST));
        return members;
    }

    /** By story. */
    private Map<UUID, Text> texts(Collection<Shown> shown) throws SQLException {
        List<UUID> origins =
                shown.stream().flatMap(story -> story.origin().stream()).toList();
        Map<UUID, Text> texts = new HashMap<>();
        try (var statement =
                connection.prepareStatement("select story_id, text, body from article where id = any(?)")) {
            statement.setArray(1, Columns.ids(connection, origins));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.put(
                            rows.getObject("story_id", UUID.class),
                            new Text(
                                    Documents.paragraphs(rows.getString("text")),
                                    Documents.body(rows.getBytes("body"))));
                }
            }
        }
        return texts;
    }

    private Optional<Entry> entry(Shown story, List<ArticleState> members, Text text) {
        return members.stream()
                .filter(member -> story.origin().filter(member.id()::equals).isPresent())
                .findFirst()
                .map(origin -> new Entry(
                        story.id(),
                        origin.title(),
                        text.body().html().isEmpty()
                                ? Prose.html(text.paragraphs())
                                : text.body().html(),
                        Prose.summary(text.paragraphs()),
                        origin.times().published(),
                        story.updatedAt().orElse(Instant.EPOCH),
                        members.stream().mapToLong(ArticleState::seq).max().orElse(0),
                        copy(origin, origin),
                        members.stream()
                                .filter(member -> !member.id().equals(origin.id()))
                                .map(member -> copy(member, origin))
                                .toList(),
                        origin.head().attribution().authors(),
                        text.body().images(),
                        origin.head().tags()));
    }

    private Copy copy(ArticleState member, ArticleState origin) {
        var verdict = member.head().verdict();
        return new Copy(
                member.id(),
                member.source(),
                sources.find(member.source()).map(Source::name).orElse(member.source()),
                member.title(),
                member.head().url(),
                member.head().publishedAt(),
                member.relation(),
                member.matched(origin.id()),
                verdict.similarity(),
                member.head().attribution(),
                member.isWithdrawn());
    }
}

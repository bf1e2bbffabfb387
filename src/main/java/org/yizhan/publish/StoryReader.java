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

    /**
     * A story as it is stored.
     *
     * @param first where it was first published, standing or not
     */
    private record Shown(UUID id, Optional<UUID> origin, Optional<UUID> first, Optional<Instant> updatedAt) {}

    StoryFound story(UUID id) throws SQLException {
        List<Entry> standing = entries(List.of(id));
        if (!standing.isEmpty()) {
            return new StoryFound.Present(standing.getFirst());
        }
        List<ArticleState> members = members(List.of(id)).getOrDefault(id, List.of());
        return members.isEmpty() ? alias(id) : withdrawn(id, members);
    }

    /**
     * The id of a story that has no members stands for the story that the article of that id is in; where that is erased,
     * for the story that the others are in.
     */
    private StoryFound alias(UUID id) throws SQLException {
        Optional<UUID> story = Optional.ofNullable(
                        new ArticleTable(connection).byId(List.of(id)).get(id))
                .map(ArticleState::story);
        Optional<UUID> into = story.isPresent() ? story : new RestTable(connection).story(id);
        return into.isPresent() ? new StoryFound.Merged(into.get()) : unknown(id);
    }

    private StoryFound unknown(UUID id) throws SQLException {
        var sql = """
                select min(at) as at from tombstone
                where story_id = ? and erased and at > now() - make_interval(days => ?)
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.setInt(2, (int) TombstoneTable.MEMORY.toDays());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new StoryFound.Unknown(ArticleTable.time(rows, "at").map(at -> Tombstone.erased(id, at)));
            }
        }
    }

    private StoryFound withdrawn(UUID id, List<ArticleState> members) throws SQLException {
        return Optional.ofNullable(shown(List.of(id)).get(id))
                .flatMap(Shown::updatedAt)
                .<StoryFound>map(at -> new StoryFound.Withdrawn(new Tombstone(
                        id, at, Filing.of(members).reason(), Tombstone.Fate.WITHDRAWN, published(id, members))))
                .orElseGet(StoryFound.Unknown::new);
    }

    /** When the article was that the story is named after; else the oldest. */
    private static Instant published(UUID id, List<ArticleState> members) {
        return members.stream()
                .filter(member -> member.id().equals(id))
                .findFirst()
                .orElse(members.getFirst())
                .times()
                .published();
    }

    /** As in {@link Stories#titles}. */
    Map<UUID, StoryTitle> titles(Collection<UUID> ids) throws SQLException {
        var sql = """
                select asked.id, s.id as story_id, a.title from unnest(?) as asked(id)
                join story s on s.feeds <> '' and s.id = coalesce(
                    (select id from story where id = asked.id and feeds <> ''),
                    (select story_id from article where id = asked.id),
                    (select r.story_id from erased_article e join article r on r.id = e.rest
                     where e.article_id = asked.id))
                join article a on a.id = s.origin
                """;
        Map<UUID, StoryTitle> titles = new HashMap<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, ids));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    titles.put(
                            rows.getObject("id", UUID.class),
                            new StoryTitle(rows.getObject("story_id", UUID.class), rows.getString("title")));
                }
            }
        }
        return titles;
    }

    /** The entries of those of these stories that stand, in this order. */
    List<Entry> entries(List<UUID> ids) throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<UUID, Shown> shown = shown(ids);
        Map<UUID, List<ArticleState>> members = members(ids);
        Map<UUID, Piece> pieces = pieces(shown.values(), members);
        List<Entry> entries = new ArrayList<>(ids.size());
        for (UUID id : ids) {
            Shown story = shown.get(id);
            if (story != null) {
                entry(story, members.getOrDefault(id, List.of()), pieces).ifPresent(entries::add);
            }
        }
        return entries;
    }

    private Map<UUID, Shown> shown(Collection<UUID> ids) throws SQLException {
        Map<UUID, Shown> found = new HashMap<>();
        try (var statement =
                connection.prepareStatement("select id, origin, first, updated_at from story where id = any(?)")) {
            statement.setArray(1, Columns.ids(connection, ids));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var story = new Shown(
                            rows.getObject("id", UUID.class),
                            Optional.ofNullable(rows.getObject("origin", UUID.class)),
                            Optional.ofNullable(rows.getObject("first", UUID.class)),
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

    /** By origin. */
    private Map<UUID, Piece> pieces(Collection<Shown> shown, Map<UUID, List<ArticleState>> members)
            throws SQLException {
        Map<UUID, List<ArticleState>> origins = new HashMap<>();
        for (Shown story : shown) {
            story.origin().ifPresent(origin -> origins.put(origin, members.getOrDefault(story.id(), List.of())));
        }
        return new PieceReader(connection).pieces(origins);
    }

    private Optional<Entry> entry(Shown story, List<ArticleState> members, Map<UUID, Piece> pieces) {
        return members.stream()
                .filter(member -> story.origin().filter(member.id()::equals).isPresent())
                .findFirst()
                .flatMap(origin -> Optional.ofNullable(pieces.get(origin.id()))
                        .map(piece -> entry(story, members, origin, piece)));
    }

    private Entry entry(Shown story, List<ArticleState> members, ArticleState origin, Piece piece) {
        UUID first = story.first().orElse(origin.id());
        return new Entry(
                story.id(),
                origin.title(),
                piece.markup(),
                Prose.summary(piece.paragraphs()),
                origin.times().published(),
                story.updatedAt().orElse(Instant.EPOCH),
                members.stream().mapToLong(ArticleState::seq).max().orElse(0),
                copy(origin, first),
                members.stream()
                        .filter(member -> !member.id().equals(origin.id()))
                        .map(member -> copy(member, first))
                        .toList(),
                origin.head().attribution().authors(),
                piece.images(),
                origin.head().tags(),
                origin.said().notices());
    }

    private Copy copy(ArticleState member, UUID first) {
        Standing standing = member.standing();
        return new Copy(
                member.id(),
                member.source(),
                sources.find(member.source()).map(Source::name).orElse(member.source()),
                member.title(),
                member.head().url(),
                member.head().publishedAt(),
                standing.relation(),
                standing.matched(first),
                standing.similarity(),
                member.head().attribution(),
                member.isWithdrawn());
    }
}

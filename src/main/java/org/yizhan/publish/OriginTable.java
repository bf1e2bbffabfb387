package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.yizhan.article.Sources;
import org.yizhan.publish.provenance.Origin;

/** Gives the origins of many articles' stories by a few look-ups, without their other members; on one snapshot. */
final class OriginTable {

    private final Connection connection;
    private final Sources sources;

    OriginTable(Connection connection, Sources sources) {
        this.connection = connection;
        this.sources = sources;
    }

    /**
     * Where a story was first published.
     *
     * @param sources of all its members, of those withdrawn too
     */
    private record Filed(Optional<UUID> origin, Set<String> sources) {}

    /** By article; one whose story has no member that stands is its own origin. */
    Map<UUID, Origin> of(Collection<ArticleState> articles) throws SQLException {
        Map<UUID, Filed> filed =
                filed(articles.stream().map(ArticleState::story).collect(Collectors.toSet()));
        Map<UUID, ArticleState> known = articles.stream().collect(Collectors.toMap(ArticleState::id, a -> a));
        Set<UUID> elsewhere = new HashSet<>();
        filed.values().forEach(story -> story.origin().ifPresent(elsewhere::add));
        elsewhere.removeAll(known.keySet());
        if (!elsewhere.isEmpty()) {
            known.putAll(new ArticleTable(connection).byId(elsewhere));
        }
        Map<UUID, List<Former>> former = former(known.values(), filed.values());
        Map<UUID, Origin> ofStory = new HashMap<>();
        filed.forEach((id, story) -> story.origin()
                .flatMap(origin -> Optional.ofNullable(known.get(origin)))
                .ifPresent(origin -> ofStory.put(
                        id,
                        Origin.of(
                                origin.member(former.getOrDefault(origin.id(), List.of())),
                                story.sources()::contains,
                                sources))));
        Map<UUID, Origin> origins = new HashMap<>();
        for (ArticleState article : articles) {
            Origin origin = ofStory.get(article.story());
            origins.put(
                    article.id(),
                    origin != null ? origin : Origin.of(article.member(List.of()), article.source()::equals, sources));
        }
        return origins;
    }

    private Map<UUID, List<Former>> former(Collection<ArticleState> known, Collection<Filed> stories)
            throws SQLException {
        Set<UUID> origins =
                stories.stream().flatMap(story -> story.origin().stream()).collect(Collectors.toSet());
        List<UUID> revised = known.stream()
                .filter(article -> article.revision() > 1 && origins.contains(article.id()))
                .map(ArticleState::id)
                .toList();
        return revised.isEmpty() ? Map.of() : new RevisionTable(connection).titles(revised);
    }

    private Map<UUID, Filed> filed(Set<UUID> stories) throws SQLException {
        Map<UUID, Filed> filed = new HashMap<>();
        var sql = """
                select s.id, coalesce(s.first, s.origin) as origin, m.sources
                from story s cross join lateral (
                    select coalesce(array_agg(distinct a.source), '{}'::text[]) as sources
                    from (
                        select source from article where id = s.id and story_id = id
                        union all select source from article where story_id = s.id and story_id <> id) a) m
                where s.id = any(?)
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, List.copyOf(stories)));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    filed.put(
                            rows.getObject("id", UUID.class),
                            new Filed(Optional.ofNullable(rows.getObject("origin", UUID.class)), Set.of((String[])
                                    rows.getArray("sources").getArray())));
                }
            }
        }
        return filed;
    }
}

package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.yizhan.article.Sources;
import org.yizhan.publish.provenance.Chain;
import org.yizhan.publish.provenance.Origin;
import org.yizhan.publish.provenance.Provenance;
import org.yizhan.publish.provenance.Provenance.Taken;
import org.yizhan.publish.provenance.Step;
import org.yizhan.publish.provenance.TextChange;
import org.yizhan.publish.provenance.TextDiff;

/** Tells the ways that stories took, on one snapshot. */
final class ProvenanceReader {

    /** So many texts that differ are compared for one answer; each article's own answer has its comparison. */
    private static final int MOST_COMPARED = 50;

    /** So many members' texts are looked at for it, and no more bytes of them. */
    private static final int MOST_READ = 100;

    private static final long MOST_BYTES = 4_000_000;

    private final Connection connection;
    private final Sources sources;

    ProvenanceReader(Connection connection, Sources sources) {
        this.connection = connection;
        this.sources = sources;
    }

    /** The way of a story; empty where none of its members stands. */
    Optional<Provenance> story(UUID id) throws SQLException {
        Optional<Way> way = way(id);
        if (way.isEmpty()) {
            return Optional.empty();
        }
        List<Step> steps = way.get().chain().steps();
        Map<UUID, TextChange> changes = changes(steps);
        return Optional.of(Provenance.of(
                way.get().origin().member().id(),
                steps.stream().map(step -> taken(way.get(), step, changes)).toList()));
    }

    /** One article's place in its story's way; empty where none of the story's members stands. */
    Optional<Taken> article(UUID id) throws SQLException {
        var article = new ArticleTable(connection).byId(List.of(id)).get(id);
        Optional<Way> way = article == null ? Optional.empty() : way(article.story());
        Optional<Step> step = way.stream()
                .flatMap(found -> found.chain().steps().stream())
                .filter(one -> one.member().id().equals(id))
                .findFirst();
        if (step.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(taken(way.orElseThrow(), step.get(), changes(List.of(step.get()))));
    }

    private record Way(Origin origin, Chain chain) {}

    private static Taken taken(Way way, Step step, Map<UUID, TextChange> changes) {
        return new Taken(
                step,
                changes.getOrDefault(step.member().id(), TextChange.UNKNOWN),
                way.origin().judge(step.member()).compliance());
    }

    private Optional<Way> way(UUID story) throws SQLException {
        List<ArticleState> members = new ArrayList<>(
                new ArticleTable(connection).members(List.of(story)).values());
        members.sort(Filing.OLDEST_FIRST);
        Set<String> standing = members.stream()
                .filter(Predicate.not(ArticleState::isWithdrawn))
                .map(ArticleState::source)
                .collect(Collectors.toSet());
        return Filing.of(members).origin().map(article -> {
            Origin origin = Origin.of(article.member(), standing::contains, sources);
            return new Way(
                    origin, Chain.of(members.stream().map(ArticleState::member).toList(), origin));
        });
    }

    private Map<UUID, TextChange> changes(List<Step> steps) throws SQLException {
        List<Step> comparable = steps.stream()
                .filter(ProvenanceReader::isComparable)
                .limit(MOST_READ)
                .toList();
        Map<UUID, String> texts = texts(comparable);
        Map<UUID, TextChange> changes = new HashMap<>();
        int compared = 0;
        for (Step step : comparable) {
            String before = texts.get(step.against().id());
            String after = texts.get(step.member().id());
            if (before != null && after != null && compared < MOST_COMPARED) {
                TextChange change = TextDiff.between(before, after);
                compared += change.extent() == TextChange.Extent.NONE ? 0 : 1;
                changes.put(step.member().id(), change);
            }
        }
        return changes;
    }

    /** What was withdrawn is not to be read, not even in what others changed about it. */
    private static boolean isComparable(Step step) {
        return !step.against().equals(step.member())
                && !step.member().withdrawn()
                && !step.against().withdrawn();
    }

    private Map<UUID, String> texts(Collection<Step> steps) throws SQLException {
        Set<UUID> wanted = new LinkedHashSet<>();
        for (Step step : steps) {
            wanted.add(step.against().id());
            wanted.add(step.member().id());
        }
        var sql = """
                select id, text from (
                    select a.id, a.text, sum(octet_length(a.text)) over (order by wanted.place) as bytes
                    from unnest(?::uuid[]) with ordinality as wanted(id, place) join article a on a.id = wanted.id
                    where a.text_kept
                ) texts where bytes <= ?
                """;
        Map<UUID, String> texts = new HashMap<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, wanted));
            statement.setLong(2, MOST_BYTES);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.put(rows.getObject("id", UUID.class), rows.getString("text"));
                }
            }
        }
        return texts;
    }
}

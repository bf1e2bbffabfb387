package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.article.Sources;
import org.yizhan.publish.provenance.Chain;
import org.yizhan.publish.provenance.Member;
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

    /** So many former texts of one member are looked at. */
    private static final int MOST_FORMER = 5;

    private final Connection connection;
    private final Sources sources;

    ProvenanceReader(Connection connection, Sources sources) {
        this.connection = connection;
        this.sources = sources;
    }

    /** The way of a story; empty where none of its members stands. */
    Optional<Provenance> story(UUID id) throws SQLException {
        Optional<Way> way = Optional.ofNullable(ways(List.of(id)).get(id));
        if (way.isEmpty()) {
            return Optional.empty();
        }
        Map<UUID, Compared> changes = changes(way.get(), way.get().chain().steps());
        return Optional.of(Provenance.of(
                way.get().origin().member().id(),
                way.get().chain().steps().stream()
                        .map(step -> taken(way.get(), step, changes))
                        .toList()));
    }

    /** One article's place in its story's way; empty where none of the story's members stands. */
    Optional<Taken> article(UUID id) throws SQLException {
        var article = new ArticleTable(connection).byId(List.of(id)).get(id);
        if (article == null) {
            return Optional.empty();
        }
        Optional<Way> way = Optional.ofNullable(ways(List.of(article.story())).get(article.story()));
        Optional<Step> step = way.flatMap(found -> found.step(id));
        if (step.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(taken(way.get(), step.get(), changes(way.get(), List.of(step.get()))));
    }

    /**
     * The way of one story without what became of the texts.
     *
     * @param continuations of its origin's text, in order
     */
    record Way(Origin origin, Chain chain, List<UUID> continuations) {

        Optional<Step> step(UUID article) {
            return chain.steps().stream()
                    .filter(one -> one.member().id().equals(article))
                    .findFirst();
        }
    }

    /** A text beside the one it is compared with, and the revision of that where it is a former one. */
    private record Compared(TextChange change, Optional<Integer> revision) {
        static final Compared NOT = new Compared(TextChange.UNKNOWN, Optional.empty());
    }

    private static Taken taken(Way way, Step step, Map<UUID, Compared> changes) {
        Compared compared = changes.getOrDefault(step.member().id(), Compared.NOT);
        return new Taken(
                step,
                compared.change(),
                compared.revision(),
                way.origin().judge(step.member()).compliance());
    }

    /** The ways of those of these stories that stand, by story. */
    Map<UUID, Way> ways(Collection<UUID> stories) throws SQLException {
        Map<UUID, List<ArticleState>> crowds = new HashMap<>();
        List<UUID> revised = new ArrayList<>();
        for (ArticleState member : new ArticleTable(connection).members(stories).values()) {
            crowds.computeIfAbsent(member.story(), story -> new ArrayList<>()).add(member);
            if (member.revision() > 1) {
                revised.add(member.id());
            }
        }
        Map<UUID, List<Former>> former = revised.isEmpty() ? Map.of() : new RevisionTable(connection).titles(revised);
        Map<UUID, Way> ways = new HashMap<>();
        crowds.forEach((story, members) -> way(members, former).ifPresent(way -> ways.put(story, way)));
        return ways;
    }

    /**
     * The way of these members. Where the piece was first published stays what it is told by, also when it was withdrawn
     * there: what others took from it is history.
     */
    private Optional<Way> way(List<ArticleState> members, Map<UUID, List<Former>> former) {
        members.sort(Filing.OLDEST_FIRST);
        Filing filing = Filing.of(members);
        if (filing.origin().isEmpty()) {
            return Optional.empty();
        }
        ArticleState first = filing.first().orElseThrow();
        Set<String> carrying = members.stream().map(ArticleState::source).collect(Collectors.toSet());
        List<Member> taking = members.stream()
                .map(member -> member.member(former.getOrDefault(member.id(), List.of())))
                .toList();
        Member published = taking.get(members.indexOf(first));
        Origin origin = Origin.of(published, carrying::contains, sources);
        List<UUID> continuations = Continuations.of(members, Optional.of(first.id())).stream()
                .map(ArticleState::id)
                .toList();
        return Optional.of(new Way(origin, Chain.of(taking, origin), continuations));
    }

    private Map<UUID, Compared> changes(Way way, List<Step> steps) throws SQLException {
        List<Step> comparable = steps.stream()
                .filter(ProvenanceReader::isComparable)
                .limit(MOST_READ)
                .toList();
        var texts = new ComparedTexts(texts(comparable), former(comparable), whole(way, comparable));
        Map<UUID, Compared> changes = new HashMap<>();
        int compared = 0;
        for (Step step : comparable) {
            Optional<Compared> change = compared < MOST_COMPARED ? texts.compare(step) : Optional.empty();
            if (change.isPresent()) {
                compared += change.get().change().extent() == TextChange.Extent.NONE ? 0 : 1;
                changes.put(step.member().id(), change.get());
            }
        }
        return changes;
    }

    /**
     * The texts that members are compared by.
     *
     * @param former of members that were revised, newest first
     * @param whole by the origin, its text with its continuations behind it, where it has any
     */
    private record ComparedTexts(Map<UUID, String> texts, Map<UUID, List<Former>> former, Map<UUID, String> whole) {

        /** Against what it differs from least: today's text, what the other had said before, or it with its further parts. */
        Optional<Compared> compare(Step step) {
            UUID against = step.against().id();
            String before = texts.get(against);
            String after = texts.get(step.member().id());
            if (before == null || after == null) {
                return Optional.empty();
            }
            var today = new Compared(TextDiff.between(before, after), Optional.empty());
            return size(today) == 0 ? Optional.of(today) : Optional.of(closest(today, against, after));
        }

        /** Of two as close the one named first: today's, a newer one before an older. */
        private Compared closest(Compared today, UUID against, String after) {
            Stream<Compared> before = former.getOrDefault(against, List.of()).stream()
                    .map(was -> new Compared(TextDiff.between(was.text(), after), Optional.of(was.revision())));
            Stream<Compared> all = Optional.ofNullable(whole.get(against)).stream()
                    .map(text -> new Compared(TextDiff.between(text, after), Optional.empty()));
            return Stream.of(Stream.of(today), before, all)
                    .flatMap(texts -> texts)
                    .min(Comparator.comparingInt(ComparedTexts::size))
                    .orElse(today);
        }

        private static int size(Compared compared) {
            return compared.change().inserted() + compared.change().deleted();
        }
    }

    /** What those had said before that were revised and are compared with. */
    private Map<UUID, List<Former>> former(List<Step> steps) throws SQLException {
        Set<UUID> revised = steps.stream()
                .map(Step::against)
                .filter(member -> member.wasRevised())
                .map(Member::id)
                .collect(Collectors.toSet());
        return revised.isEmpty() ? Map.of() : new RevisionTable(connection).texts(revised, MOST_FORMER);
    }

    /** A page of print holds a part of the origin's text only; a copy elsewhere may hold all of it. */
    private Map<UUID, String> whole(Way way, List<Step> steps) throws SQLException {
        UUID origin = way.origin().member().id();
        if (way.continuations().isEmpty()
                || steps.stream().noneMatch(step -> step.against().id().equals(origin))) {
            return Map.of();
        }
        return new PieceReader(connection)
                .whole(origin, way.continuations())
                .map(piece -> Map.of(origin, String.join("\n", piece.paragraphs())))
                .orElse(Map.of());
    }

    /** What was withdrawn is not to be read, not even in what others changed about it. */
    private static boolean isComparable(Step step) {
        return !step.against().equals(step.member())
                && !step.isFurtherPart()
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

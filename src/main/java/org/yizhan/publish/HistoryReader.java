package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.yizhan.article.Notice;
import org.yizhan.publish.Change.Kind;

/** Answers what became of stories, on one snapshot. */
final class HistoryReader {

    private static final int MOST = 500;

    private static final Comparator<Change> NEWEST_FIRST = Comparator.comparing(Change::at)
            .thenComparingInt(Change::revision)
            .reversed()
            .thenComparing(Change::articleId, StoryTable.BY_ID);

    private final Connection connection;

    HistoryReader(Connection connection) {
        this.connection = connection;
    }

    /** Of a story with members; of any other nothing. */
    StoryHistory story(UUID id) throws SQLException {
        Collection<ArticleState> members =
                new ArticleTable(connection).members(List.of(id)).values();
        Map<UUID, List<Former>> former = new RevisionTable(connection)
                .titles(members.stream().map(ArticleState::id).toList());
        List<Change> changes = members.stream()
                .flatMap(member -> Stream.of(
                                updates(member, former.getOrDefault(member.id(), List.of())),
                                corrections(member),
                                withdrawal(member).stream())
                        .flatMap(kind -> kind))
                .sorted(NEWEST_FIRST)
                .limit(MOST)
                .toList();
        return new StoryHistory(changes, uncorrected(members));
    }

    private static Stream<Change> updates(ArticleState member, List<Former> former) {
        return IntStream.range(0, former.size()).mapToObj(i -> {
            Former before = former.get(i);
            boolean isLast = i + 1 == former.size();
            String after = isLast ? member.title() : former.get(i + 1).title();
            Instant at = isLast ? member.times().content() : former.get(i + 1).at();
            return change(Kind.UPDATE, member, at, before.revision() + 1, before.title(), after, "");
        });
    }

    private static Stream<Change> corrections(ArticleState member) {
        return member.said().announced().stream()
                .filter(said -> said.kind() == Notice.Kind.CORRECTION)
                .map(said -> asIs(Kind.CORRECTION, member, said.at(), said.reason()));
    }

    private static Optional<Change> withdrawal(ArticleState member) {
        return member.takenBack().map(said -> asIs(Kind.WITHDRAWAL, member, said.at(), said.reason()));
    }

    private static Change asIs(Kind kind, ArticleState member, Instant at, String note) {
        return change(kind, member, at, member.revision(), member.title(), member.title(), note);
    }

    private static Change change(
            Kind kind, ArticleState member, Instant at, int revision, String before, String after, String note) {
        return new Change(kind, member.id(), member.source(), at, revision, before, after, note);
    }

    /**
     * A correction of the origin is one of everybody's text; one of a copy is its own. Where it quotes what was wrong and
     * that stood in one of the story's texts, those are uncorrected that still have it, whenever they came; else those
     * whose content is older than it.
     */
    private Set<UUID> uncorrected(Collection<ArticleState> members) throws SQLException {
        List<Change> origins = Filing.of(members).origin().stream()
                .flatMap(HistoryReader::corrections)
                .toList();
        Wordings wordings = wordings(members);
        return members.stream()
                .filter(member -> !member.isWithdrawn())
                .filter(member -> Stream.concat(origins.stream(), corrections(member))
                        .anyMatch(correction -> isUncorrected(member, correction, wordings)))
                .map(ArticleState::id)
                .collect(Collectors.toSet());
    }

    private static boolean isUncorrected(ArticleState member, Change correction, Wordings wordings) {
        return wordings.know(correction.note())
                ? wordings.stand(member.id(), correction.note())
                : member.times().content().isBefore(correction.at());
    }

    private Wordings wordings(Collection<ArticleState> members) throws SQLException {
        return Wordings.read(
                connection,
                members.stream().map(ArticleState::id).toList(),
                members.stream()
                        .flatMap(HistoryReader::corrections)
                        .flatMap(correction -> Wordings.wrong(correction.note()).stream())
                        .collect(Collectors.toSet()));
    }
}

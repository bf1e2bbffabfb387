package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.yizhan.article.Relation;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.publish.ProvenanceReader.Way;
import org.yizhan.publish.provenance.Member;
import org.yizhan.publish.provenance.Origin;
import org.yizhan.publish.provenance.Origin.Judged;
import org.yizhan.publish.provenance.Outlet;
import org.yizhan.publish.provenance.Step;

/** The report on reposts, on one snapshot: a few hundred rows at a time. */
final class ReportReader {

    private static final int ROWS_AT_A_TIME = 500;
    private static final String REPOSTS = ArticleTable.STATE + """
            where a.published_at >= ? and a.published_at < ? and (?::text is null or a.source = ?)
            order by a.published_at, a.id
            """;
    private static final Set<Relation> COPIES = EnumSet.of(Relation.REPOST, Relation.EDITED, Relation.EXCERPT);

    private final Connection connection;
    private final Sources sources;
    private final ProvenanceReader provenance;

    ReportReader(Connection connection, Sources sources) {
        this.connection = connection;
        this.sources = sources;
        this.provenance = new ProvenanceReader(connection, sources);
    }

    /** Hands on each repost by the time it was published. */
    void report(ReportQuery query, Consumer<ReportRow> to) throws SQLException {
        try (var statement = connection.prepareStatement(REPOSTS)) {
            bind(statement, query);
            List<ArticleState> chunk = new ArrayList<>(ROWS_AT_A_TIME);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    chunk.add(ArticleTable.state(rows));
                    if (chunk.size() == ROWS_AT_A_TIME) {
                        hand(chunk, to);
                        chunk.clear();
                    }
                }
            }
            hand(chunk, to);
        }
    }

    private static void bind(PreparedStatement statement, ReportQuery query) throws SQLException {
        statement.setFetchSize(ROWS_AT_A_TIME);
        statement.setObject(1, OffsetDateTime.ofInstant(query.from(), ZoneOffset.UTC));
        statement.setObject(2, OffsetDateTime.ofInstant(query.to(), ZoneOffset.UTC));
        statement.setString(3, query.source().orElse(null));
        statement.setString(4, query.source().orElse(null));
    }

    private void hand(List<ArticleState> chunk, Consumer<ReportRow> to) throws SQLException {
        Map<UUID, Way> ways =
                provenance.ways(chunk.stream().map(ArticleState::story).collect(Collectors.toSet()));
        for (ArticleState article : chunk) {
            Optional<Way> way = Optional.ofNullable(ways.get(article.story()));
            Origin origin = way.map(Way::origin)
                    .orElseGet(() -> Origin.of(article.member(List.of()), article.source()::equals, sources));
            Judged judged = origin.judge(article.member(List.of()));
            if (isRepost(article, way, judged)) {
                Optional<Member> from =
                        way.flatMap(found -> found.step(article.id())).flatMap(Step::from);
                to.accept(row(article, origin.member(), judged, from));
            }
        }
    }

    /** Beside the way's origin, standing or not, each is one but for its further parts; where no way is, as it says. */
    private static boolean isRepost(ArticleState article, Optional<Way> way, Judged judged) {
        if (way.isEmpty()) {
            return COPIES.contains(article.standing().relation())
                    || judged.unseen().isPresent();
        }
        return way.get().origin().member().id().equals(article.id())
                ? judged.unseen().isPresent()
                : !article.standing().saysContinuation();
    }

    private ReportRow row(ArticleState article, Member origin, Judged judged, Optional<Member> from) {
        Optional<Outlet> unseen = judged.unseen();
        Optional<Member> seen = unseen.isPresent() ? Optional.empty() : Optional.of(origin);
        Optional<String> originSource = unseen.isPresent() ? unseen.get().sourceId() : Optional.of(origin.source());
        return new ReportRow(
                article.story(),
                article.id(),
                article.source(),
                name(article.source()),
                article.title(),
                article.head().url(),
                article.times().published(),
                article.standing().relation(),
                article.head().attribution().name(),
                originSource,
                unseen.map(Outlet::name).orElseGet(() -> name(origin.source())),
                seen.map(Member::title),
                judged.address(),
                seen.map(Member::publishedAt),
                seen.map(first ->
                        Duration.between(first.publishedAt(), article.times().published())),
                judged.title(),
                judged.compliance(),
                article.isWithdrawn() ? ExportRow.WITHDRAWN : ExportRow.PUBLISHED,
                from.map(Member::id),
                from.map(Member::source),
                from.map(member -> name(member.source())));
    }

    private String name(String source) {
        return sources.find(source)
                .map(Source::name)
                .filter(name -> !name.isBlank())
                .orElse(source);
    }
}

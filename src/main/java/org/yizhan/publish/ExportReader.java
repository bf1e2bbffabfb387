package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.yizhan.article.Sources;
import org.yizhan.publish.provenance.Origin;

/** The export on one snapshot: articles and erasures in the order of their numbers, a few hundred rows at a time. */
final class ExportReader {

    private static final int ROWS_AT_A_TIME = 500;
    private static final String ARTICLES = ArticleTable.STATE + "where a.seq > ? order by a.seq";
    private static final String ERASURES = "select article_id, seq from erased_article where seq > ? order by seq";

    private final Connection connection;
    private final OriginTable origins;

    ExportReader(Connection connection, Sources sources) {
        this.connection = connection;
        this.origins = new OriginTable(connection, sources);
    }

    /** Hands on each row above {@code since} as it comes from the server. */
    void export(long since, Consumer<ExportRow> to) throws SQLException {
        try (var articles = connection.prepareStatement(ARTICLES);
                var erasures = connection.prepareStatement(ERASURES);
                var rows = rows(articles, since);
                var gone = rows(erasures, since)) {
            boolean more = gone.next();
            List<ArticleState> chunk = chunk(rows);
            while (!chunk.isEmpty()) {
                Map<UUID, Origin> known = origins.of(chunk);
                for (ArticleState state : chunk) {
                    while (more && gone.getLong("seq") < state.seq()) {
                        to.accept(erased(gone));
                        more = gone.next();
                    }
                    to.accept(row(state, Optional.ofNullable(known.get(state.id()))));
                }
                chunk = chunk(rows);
            }
            while (more) {
                to.accept(erased(gone));
                more = gone.next();
            }
        }
    }

    private static List<ArticleState> chunk(ResultSet rows) throws SQLException {
        List<ArticleState> chunk = new ArrayList<>(ROWS_AT_A_TIME);
        while (chunk.size() < ROWS_AT_A_TIME && rows.next()) {
            chunk.add(ArticleTable.state(rows));
        }
        return chunk;
    }

    private static ResultSet rows(PreparedStatement statement, long since) throws SQLException {
        statement.setFetchSize(ROWS_AT_A_TIME);
        statement.setLong(1, since);
        return statement.executeQuery();
    }

    private static ExportRow erased(ResultSet row) throws SQLException {
        return ExportRow.erased(row.getLong("seq"), row.getObject("article_id", UUID.class));
    }

    private static ExportRow row(ArticleState state, Optional<Origin> origin) {
        Head head = state.head();
        Standing standing = state.standing();
        return new ExportRow(
                state.seq(),
                state.id(),
                state.source(),
                head.externalId(),
                state.story(),
                standing.relation(),
                standing.similarity(),
                state.title(),
                head.url(),
                head.publishedAt(),
                head.attribution(),
                head.tags(),
                state.said().notices(),
                state.isWithdrawn() ? ExportRow.WITHDRAWN : ExportRow.PUBLISHED,
                origin.map(first -> first.judge(state.member(List.of())).compliance()));
    }
}

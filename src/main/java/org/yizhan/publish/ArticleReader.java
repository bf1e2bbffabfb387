package org.yizhan.publish;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Article;

/** Answers about articles, on one snapshot. */
final class ArticleReader {

    private final Connection connection;

    ArticleReader(Connection connection) {
        this.connection = connection;
    }

    Optional<StoredArticle> article(UUID id) throws SQLException {
        try (var statement = connection.prepareStatement("select * from article where id = ?")) {
            statement.setObject(1, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(article(rows)) : Optional.empty();
            }
        }
    }

    private static StoredArticle article(ResultSet row) throws SQLException {
        ArticleState state = ArticleTable.state(row);
        Body body = Documents.body(row.getBytes("body"));
        boolean withdrawn = state.isWithdrawn();
        return new StoredArticle(
                state.seq(),
                content(row, state, body, state.times().content()),
                state.story(),
                state.standing().verdict(),
                state.head().tags(),
                state.revision(),
                withdrawn,
                state.takenBack().map(Retraction::reason).orElse(""),
                body.traceId(),
                body.hops());
    }

    /** The article of a whole row, as it came in at {@code received}. */
    static Article content(ResultSet row, ArticleState state, Body body, Instant received) throws SQLException {
        Head head = state.head();
        return new Article(
                state.id(),
                state.source(),
                head.externalId(),
                head.url(),
                state.title(),
                body.kicker(),
                body.subtitle(),
                body.column(),
                body.html(),
                Documents.paragraphs(row.getString("text")),
                head.publishedAt(),
                received,
                head.attribution(),
                body.images(),
                body.print(),
                head.contentHash(),
                body.warnings(),
                head.notice());
    }
}

package org.yizhan.publish;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Print;

/** Reads the texts that stories show, on one snapshot. */
final class PieceReader {

    private final Connection connection;

    PieceReader(Connection connection) {
        this.connection = connection;
    }

    /** A stored text, and where it stood in print. */
    private record Stored(UUID article, Piece piece, Optional<Print> print) {

        int page() {
            return print.map(Print::page).orElse(Integer.MAX_VALUE);
        }
    }

    /**
     * By origin, its text with its continuations behind it in the order of their pages.
     *
     * @param origins by id, with the members of their stories
     */
    Map<UUID, Piece> pieces(Map<UUID, List<ArticleState>> origins) throws SQLException {
        Map<UUID, List<UUID>> parts = new HashMap<>();
        List<UUID> wanted = new ArrayList<>(origins.keySet());
        origins.forEach((origin, members) -> {
            List<UUID> continuations = Continuations.of(members, Optional.of(origin)).stream()
                    .map(ArticleState::id)
                    .toList();
            parts.put(origin, continuations);
            wanted.addAll(continuations);
        });
        Map<UUID, Stored> stored = stored(wanted);
        Map<UUID, Piece> pieces = new HashMap<>();
        parts.forEach((origin, continuations) -> Optional.ofNullable(stored.get(origin))
                .ifPresent(first -> pieces.put(origin, whole(first, continuations, stored))));
        return pieces;
    }

    /** The text of {@code origin} with these continuations behind it; empty where it is not kept. */
    Optional<Piece> whole(UUID origin, List<UUID> continuations) throws SQLException {
        List<UUID> wanted = new ArrayList<>(continuations);
        wanted.add(origin);
        Map<UUID, Stored> stored = stored(wanted);
        return Optional.ofNullable(stored.get(origin))
                .filter(first -> first.piece() != Piece.NO_LONGER_KEPT)
                .map(first -> whole(first, continuations, stored));
    }

    private static Piece whole(Stored origin, List<UUID> continuations, Map<UUID, Stored> stored) {
        return continuations.stream()
                .flatMap(id -> Optional.ofNullable(stored.get(id)).stream())
                .sorted(Comparator.comparingInt(Stored::page).thenComparing(Stored::article, StoryTable.BY_ID))
                .map(Stored::piece)
                .reduce(origin.piece(), Piece::then);
    }

    private Map<UUID, Stored> stored(Collection<UUID> ids) throws SQLException {
        Map<UUID, Stored> stored = new HashMap<>();
        try (var statement =
                connection.prepareStatement("select id, text, body, text_kept from article where id = any(?)")) {
            statement.setArray(1, Columns.ids(connection, ids));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    Stored one = stored(rows);
                    stored.put(one.article(), one);
                }
            }
        }
        return stored;
    }

    private static Stored stored(ResultSet row) throws SQLException {
        Body body = Documents.body(row.getBytes("body"));
        Piece piece = row.getBoolean("text_kept")
                ? new Piece(Documents.paragraphs(row.getString("text")), body.html(), body.images())
                : Piece.NO_LONGER_KEPT;
        return new Stored(row.getObject("id", UUID.class), piece, body.print());
    }
}

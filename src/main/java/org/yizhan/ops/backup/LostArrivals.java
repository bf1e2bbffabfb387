package org.yizhan.ops.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * In which order articles had come to a database that is lost, as far as the decisions tell that Kafka still has. The
 * topics are read again in another order; a story bears the id of the member that came first, so that each has to get the
 * number back that it had among the others. Not safe for concurrent use.
 */
public final class LostArrivals {

    private final Map<UUID, Told> told = new LinkedHashMap<>();

    /**
     * What was decided about an article.
     *
     * @param first number of the first decision: greater than those of all that came before the article
     * @param last number of the decision that names {@code story}
     */
    private record Told(long first, long last, UUID story) {

        Told and(Told other) {
            return new Told(
                    Math.min(first, other.first), Math.max(last, other.last), other.last >= last ? other.story : story);
        }

        Told notBehind(Told member) {
            return new Told(Math.min(first, member.first), last, story);
        }
    }

    /** Takes in a decision, whichever comes first. */
    public void hear(UUID article, UUID story, long decided) {
        told.merge(article, new Told(decided, decided, story), Told::and);
    }

    /** Nobody stands behind the one whose id his story bears. */
    List<UUID> inOrder() {
        Map<UUID, Told> places = new HashMap<>(told);
        told.values()
                .forEach(member -> places.computeIfPresent(member.story, (id, founder) -> founder.notBehind(member)));
        return told.keySet().stream()
                .sorted(Comparator.comparingLong((UUID article) -> place(places, article).first)
                        .thenComparing(article -> !place(places, article).story.equals(article)))
                .toList();
    }

    private static Told place(Map<UUID, Told> places, UUID article) {
        return Optional.ofNullable(places.get(article)).orElseThrow();
    }

    /**
     * Sets a number aside for each that this database does not know, behind all that it has given.
     *
     * @return how many
     */
    public int reserve(Connection connection) throws SQLException {
        String sql = """
                insert into lost_arrival (article_id, no)
                select u.article_id, nextval('fingerprint_no_seq')
                from unnest(?::uuid[]) with ordinality as u (article_id, place)
                where not exists (select from fingerprint f where f.article_id = u.article_id)
                order by u.place
                on conflict (article_id) do nothing
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(1, connection.createArrayOf("uuid", inOrder().toArray()));
            return insert.executeUpdate();
        }
    }
}

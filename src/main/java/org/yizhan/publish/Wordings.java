package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The wordings that corrections call wrong (“城南”应为“城北”), and which articles have them.
 *
 * @param found those that stood in any of the texts, former ones included
 * @param standing which article has which today
 */
record Wordings(Set<String> found, Set<Place> standing) {

    /** A wording in an article. */
    record Place(UUID article, String wording) {}

    static final Wordings NONE = new Wordings(Set.of(), Set.of());

    private static final Pattern WRONG =
            Pattern.compile("[“\"「]([^”\"」]{2,60})[”\"」][^。“\"「]{0,4}(?:应为|应是|应改为|更正为|改为)");

    /** What the correction calls wrong, in quotation marks; empty where it does not say. */
    static List<String> wrong(String correction) {
        return Stream.of(WRONG.matcher(correction))
                .flatMap(Matcher::results)
                .map(match -> Normalizer.normalize(match.group(1), Normalizer.Form.NFKC)
                        .replaceAll("\\s", ""))
                .distinct()
                .toList();
    }

    /** Looks for them in the texts of these articles. */
    static Wordings read(Connection connection, Collection<UUID> articles, Collection<String> wordings)
            throws SQLException {
        if (wordings.isEmpty()) {
            return NONE;
        }
        var sql = """
                with texts as (
                    select id, true as today, title || text as text from article where id = any(?)
                    union all
                    select article_id, false, title || text from revision where article_id = any(?)
                ), plain as (
                    select id, today, regexp_replace(normalize(text, NFKC), '\\s', '', 'g') as text from texts
                )
                select id, today, wording from plain, unnest(?::text[]) as wording where position(wording in text) > 0
                """;
        Set<String> found = new HashSet<>();
        Set<Place> standing = new HashSet<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, articles));
            statement.setArray(2, Columns.ids(connection, articles));
            statement.setArray(3, Columns.texts(connection, wordings));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString("wording"));
                    if (rows.getBoolean("today")) {
                        standing.add(new Place(rows.getObject("id", UUID.class), rows.getString("wording")));
                    }
                }
            }
        }
        return new Wordings(Set.copyOf(found), Set.copyOf(standing));
    }

    /** Whether the correction quotes what was wrong, and all of it stood in the story's texts once. */
    boolean know(String correction) {
        List<String> wrong = wrong(correction);
        return !wrong.isEmpty() && found.containsAll(wrong);
    }

    /** Whether some of what the correction calls wrong stands in this article today. */
    boolean stand(UUID article, String correction) {
        return wrong(correction).stream().anyMatch(wording -> standing.contains(new Place(article, wording)));
    }
}

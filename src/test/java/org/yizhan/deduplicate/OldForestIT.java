package org.yizhan.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.deduplicate.Prints.MONDAY;
import static org.yizhan.deduplicate.Prints.REPORT;
import static org.yizhan.deduplicate.Prints.article;
import static org.yizhan.deduplicate.Prints.hours;
import static org.yizhan.deduplicate.Prints.key;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Article;

/** What a program stored that kept stories as a forest of fingerprints. */
class OldForestIT {

    private static Flyway flyway(DataSource database, String target) {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .target(target)
                .load();
    }

    /** As version 2 of the tables had it. */
    private static void old(Connection connection, Article article, Integer parent) throws SQLException {
        var print = Fingerprint.of(article, Prints.FOLDING, Set.of());
        String row = """
                insert into fingerprint (article_id, source, content_hash, title, body, link, published_at, received_at,
                    parent, relation, matched, similarity, containment, rule, reasons)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, ?, array['matches something', 'shares all'])
                """;
        try (var insert = connection.prepareStatement(row)) {
            insert.setObject(1, article.key());
            insert.setString(2, article.source());
            insert.setString(3, article.contentHash());
            insert.setString(4, print.title());
            insert.setString(5, print.text());
            insert.setLong(6, print.link());
            insert.setLong(7, Fingerprints.micros(article.publishedAt()));
            insert.setLong(8, Fingerprints.micros(article.receivedAt()));
            insert.setObject(9, parent);
            insert.setString(10, parent == null ? null : "repost");
            insert.setObject(11, parent == null ? null : key("晚报", "1"));
            insert.setString(12, parent == null ? null : "containment");
            insert.executeUpdate();
        }
        String clues = "insert into clue (hash, no, received_on)"
                + " select h, (select max(no) from fingerprint), date '2026-11-23' from unnest(?) as h";
        try (var insert = connection.prepareStatement(clues)) {
            insert.setArray(1, Columns.numbers(connection, java.util.Arrays.stream(Clues.of(print))));
            insert.executeUpdate();
        }
    }

    @Test
    void keepsItsStoriesAndFindsWhatItHeld() throws IOException, SQLException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            DataSource database = server.getPostgresDatabase();
            flyway(database, "7").migrate();
            try (Connection connection = database.getConnection()) {
                connection
                        .createStatement()
                        .execute("create table clue_2026_q4 partition of clue"
                                + " for values from ('2026-10-01') to ('2027-01-01')");
                old(connection, article("晚报", "1", "https://e.example/1", "食堂", REPORT, MONDAY), null);
                old(connection, article("网站", "1", "食堂", REPORT + "（转自晚报）", hours(1)), 1);
                old(connection, article("论坛", "1", "食堂", REPORT + "转", hours(2)), 2);
                old(connection, article("门户", "1", "别的", Prints.text(4, 9), hours(3)), null);
            }
            flyway(database, "latest").migrate();
            var readers = new Readers();
            var stage = new Deduplicator(database, Store.CLOCK);
            for (Article article : List.of(
                    article("论坛", "1", "食堂", REPORT + "转", hours(2)),
                    article("网站", "1", "食堂", REPORT + "（转自晚报）", hours(1)),
                    article("新站", "1", "食堂", REPORT, hours(4)),
                    article("新站", "2", "https://www.e.example/1", "食堂", Prints.text(6, 9), hours(5)),
                    article("新站", "3", "别的", Prints.text(4, 9), hours(6)))) {
                readers.hear(stage.process(List.of(Prints.envelope(article))));
            }
            assertThat(readers.story(key("论坛", "1"))).isEqualTo(key("晚报", "1"));
            assertThat(readers.story(key("网站", "1"))).isEqualTo(key("晚报", "1"));
            assertThat(readers.story(key("新站", "1")))
                    .as("by the clues of its text")
                    .isEqualTo(key("晚报", "1"));
            assertThat(readers.story(key("新站", "2"))).as("by its address").isEqualTo(key("晚报", "1"));
            assertThat(readers.story(key("新站", "3"))).isEqualTo(key("门户", "1"));
        }
    }
}

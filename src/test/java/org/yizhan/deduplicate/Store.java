package org.yizhan.deduplicate;

import static org.yizhan.deduplicate.Prints.MONDAY;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.yizhan.article.Article;
import org.yizhan.article.Envelope;
import org.yizhan.article.Grouped;
import org.yizhan.article.Message;
import org.yizhan.article.Verdict;

/** A PostgreSQL of its own for one test class, emptied before each test, and a stage on it. */
final class Store implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    static final Clock CLOCK = Clock.fixed(MONDAY, ZoneOffset.UTC);

    private EmbeddedPostgres server;
    private DataSource database;
    private Deduplicator deduplicator;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        server = EmbeddedPostgres.start();
        database = server.getPostgresDatabase();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        empty();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        server.close();
    }

    /** Empties the tables and starts a stage anew. */
    void empty() throws SQLException {
        execute("truncate lost_arrival, fingerprint, fingerprint_text, clue, match, boilerplate, mending, mended");
        deduplicator = new Deduplicator(database, CLOCK);
    }

    void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long count(String table) throws SQLException {
        try (var connection = database.getConnection();
                var rows = connection.createStatement().executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    DataSource database() {
        return database;
    }

    Deduplicator deduplicator() {
        return deduplicator;
    }

    List<List<Message>> process(Article... articles) {
        return deduplicator.process(
                List.of(articles).stream().map(Prints::envelope).toList());
    }

    List<List<Message>> process(Message message) {
        return deduplicator.process(List.of(new Envelope("trace-0123456789", List.of(), message)));
    }

    static Verdict verdict(List<List<Message>> outcomes, int at) {
        return ((Grouped) outcomes.get(at).getFirst()).verdict();
    }
}

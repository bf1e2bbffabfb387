package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Approval;
import org.yizhan.article.Source;

class SourceRegistryIT {

    private EmbeddedPostgres server;
    private DataSource database;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedPostgres.start();
        database = server.getPostgresDatabase();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void anotherInstanceReadsTheDaysOfApproval() {
        migrate("latest");
        var approval = Approval.parse("2016-01-01/2021-10-20,2025-07-02/");
        var declared = new Source("a", "甲", List.of("甲网"), "100000", "https://a.example", "list", approval);

        new SourceRegistry(database).declare(List.of(declared));

        var other = new SourceRegistry(database);
        other.refresh();
        assertThat(other.find("a")).contains(declared);
    }

    @Test
    void keepsTheApprovalOfOlderStores() throws SQLException {
        migrate("4");
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into source (id, name, kind, approved) values ('a', '甲', 'push', true), ('b', '乙', 'push', false)
                    """);
        }
        migrate("latest");

        var sources = new SourceRegistry(database);
        sources.refresh();
        assertThat(sources.all()).map(Source::approval).containsExactly(Approval.ALWAYS, Approval.NEVER);
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }
}

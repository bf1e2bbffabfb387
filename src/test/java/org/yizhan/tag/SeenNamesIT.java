package org.yizhan.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SeenNamesIT {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
        Flyway.configure()
                .dataSource(server.getPostgresDatabase())
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void isCredibleOnceTwoSourcesPrintIt() {
        SeenNames one = names();
        SeenNames other = names();
        one.saw("甲地观察", "a", UUID.randomUUID());
        one.refresh();
        assertThat(found(one, "甲地观察").isCredible()).isFalse();

        other.saw("甲地观察", "b", UUID.randomUUID());
        other.refresh();
        one.refresh();

        assertThat(found(one, "甲地观察").isCredible()).isTrue();
        assertThat(found(one, "甲地观察").sources()).containsExactly("a", "b");
        assertThat(one.names()).isEqualTo(other.names());
    }

    @Test
    void countsAnArticleThatComesAgainOnce() {
        SeenNames names = names();
        UUID article = UUID.randomUUID();
        for (int time = 0; time < 5; time++) {
            names.saw("乙地观察", "a", article);
            names.refresh();
        }
        assertThat(found(names, "乙地观察").articles()).isEqualTo(1);
        assertThat(found(names, "乙地观察").isCredible()).isFalse();

        names.saw("乙地观察", "a", UUID.randomUUID());
        names.saw("乙地观察", "a", UUID.randomUUID());
        names.refresh();
        assertThat(found(names, "乙地观察").isCredible()).isTrue();
    }

    @Test
    void knowsWhatWaitsAndKeepsItWhileTheDatabaseIsAway() throws IOException {
        EmbeddedPostgres away = EmbeddedPostgres.start();
        var names = new SeenNames(away.getPostgresDatabase(), CLOCK);
        names.saw("丙地观察", "a", UUID.randomUUID());
        away.close();

        assertThatThrownBy(names::refresh).isInstanceOf(IllegalStateException.class);
        assertThat(names.isWaiting("丙地观察")).isTrue();
        assertThat(names.isWaiting("丁地观察")).isFalse();
    }

    private static SeenName found(SeenNames names, String name) {
        List<SeenName> found =
                names.names().stream().filter(seen -> seen.name().equals(name)).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static SeenNames names() {
        return new SeenNames(server.getPostgresDatabase(), CLOCK);
    }
}

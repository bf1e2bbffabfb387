package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.embedded.DataFolder;
import org.yizhan.embedded.EmbeddedKafka;
import org.yizhan.ops.backup.Backup;
import org.yizhan.ops.backup.BackupRoom;
import org.yizhan.ops.backup.Offset;
import org.yizhan.ops.backup.Restoration;
import org.yizhan.ops.backup.UnfinishedRestore;
import org.yizhan.relay.Topics;

/** Backups of tables that are not of this version; they are made here, as no version has been released yet. */
class OlderBackupIT {

    /** Four of the migrations behind it change rows that {@link #ROWS} puts in. */
    private static final String OLD = "42";

    private static final String ARTICLE = "0190f3a0-0000-7000-8000-000000000001";

    private static final String ROWS = """
            insert into article (id, seq, story_id, source, revision, published_at, first_received_at, received_at, content_at,
                title, head, text, body)
            values ('%1$s', 1, '%1$s', 'cac', 1, now(), now(), now(), now(), '旧文', '{}', '正文', '{}');
            insert into api_key (id, hash, source, revoked_at, replaced_by) values
                ('first', 'a', 'cac', now(), 'second'), ('second', 'b', 'cac', null, 'third'), ('third', 'c', 'cac', null, null);
            insert into webhook (key, id, body, received_at, answer) values
                ('second', 'msg-1', 'x', '2026-11-20T00:00:00Z', 'taken'), ('second', 'msg-2', 'x', now(), 'taken'),
                ('first', 'msg-1', 'x', '2026-11-19T00:00:00Z', null), ('other', 'msg-1', 'x', now(), 'other');
            insert into channel (id, source, kind, url, parameters, registered_at, address, cadence) values
                ('mail', 'cac', 'MAIL', '', '{"host":"imap.example","password":"canary \\\\u0000","user":"a"}', now(), '', 60),
                ('list', 'cac', 'POLL_LIST', '', '{"item":"li"}', now(), '', 60);
            insert into alert (id, kind, subject, observer, severity, chinese, english, looks, first_at, seen_at, began_at, told) values
                ('%1$s', 'stage-behind', 'tag', '', 'warning', '', '', 1, now(), now(), now(), 'warning')
            """.formatted(ARTICLE);

    @TempDir
    static Path temporary;

    private static EmbeddedPostgres server;
    private static Path backup;

    @BeforeAll
    static void write() throws Exception {
        server = EmbeddedPostgres.start();
        DataSource old = database("old");
        new Schema(old).migrate(OLD);
        Sql.execute(old, ROWS);
        backup = temporary.resolve("old.zip");
        List<Offset> read = List.of(new Offset("tag", "articles.deduplicated", 0, 0));
        new Backup(old, () -> read, Clock.systemUTC()).write(backup, new BackupRoom(temporary, 0));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static DataSource database(String name) throws SQLException {
        Sql.execute(server.getPostgresDatabase(), "create database " + name);
        return server.getDatabase("postgres", name);
    }

    @Test
    void isBroughtUpToDateInAnEmptyDatabase() throws Exception {
        DataSource database = database("empty");
        try (var folder = DataFolder.open(temporary.resolve("data"));
                var kafka = new EmbeddedKafka(folder);
                var restoration = Restoration.of(backup)) {
            kafka.start();
            var access = KafkaAccess.open(kafka.brokers());
            Topics.create(access.client(), new Topics.Layout(1, (short) 1, Duration.ofDays(1), false));

            new Restoring(database, access).restore(restoration);
        }

        assertThat(UnfinishedRestore.in(database)).isEmpty();
        new Schema(database).migrate();
        DataSource whole = database("whole");
        new Schema(whole).migrate();
        var versions = "select version from flyway_schema_history order by 1";
        assertThat(Sql.rows(database, versions)).isEqualTo(Sql.rows(whole, versions));
        assertThat(Sql.rows(database, "select title from article")).containsExactly("旧文");
        assertThat(Sql.rows(database, "select id || ' ' || coalesce(root, '-') from api_key order by 1"))
                .containsExactly("first -", "second first", "third first");
        assertThat(Sql.rows(database, "select concat_ws(' ', key, id, answer) from webhook order by 1"))
                .as("known by the first key, each id once")
                .containsExactly("first msg-1 taken", "first msg-2 taken", "other msg-1 other");
        assertThat(Sql.rows(database, "select parameters::json ->> 'host' from channel where id = 'mail'"))
                .containsExactly("imap.example");
        assertThat(Sql.rows(database, "select parameters from channel")).contains("{\"item\":\"li\"}");
        assertThat(Sql.rows(database, "select c::text from channel c")).noneMatch(row -> row.contains("canary"));
        assertThat(Sql.rows(database, "select told_event from alert")).containsExactly("began");
    }

    /** Started once, the program has left empty tables of its own version there. */
    @Test
    void isRefusedWhereTheTablesAreNewerAndWouldPassOverItsRows() throws Exception {
        DataSource database = database("started");
        new Schema(database).migrate();
        try (var restoration = Restoration.of(backup)) {
            assertThatThrownBy(() -> new Restoring(database, KafkaAccess.open("nowhere")).restore(restoration))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("tables of a newer version already (schema V")
                    .hasMessageContaining("the backup V42")
                    .hasMessageContaining("an empty database (a new data folder)");
        }
        assertThat(Sql.rows(database, "select id from api_key")).isEmpty();
        assertThat(UnfinishedRestore.in(database)).isEmpty();
    }

    @Test
    void isRefusedInOurWordsWhereItIsNewer() throws Exception {
        Path newer = Files.copy(backup, temporary.resolve("newer.zip"));
        try (var zip = FileSystems.newFileSystem(newer, Map.of())) {
            Path manifest = zip.getPath("backup.json");
            String written = Files.readString(manifest);
            assertThat(written).contains("\"schema\":\"42\"");
            Files.writeString(manifest, written.replace("\"schema\":\"42\"", "\"schema\":\"9001\""));
        }
        DataSource database = database("newer");
        try (var restoration = Restoration.of(newer)) {
            assertThatThrownBy(() -> new Restoring(database, KafkaAccess.open("nowhere")).restore(restoration))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the backup is of a newer version of Yizhan (schema V9001, here V")
                    .hasMessageContaining("restore it with that version");
        }
    }
}

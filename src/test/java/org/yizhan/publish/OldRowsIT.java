package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Sources;

/** Rows as version 7 of the tables held them. */
class OldRowsIT {

    private static final Draft OLDER = Draft.of("cac", "1").published(1);
    private static final Draft YOUNGER = Draft.of("mca", "2").published(9);

    @TempDir
    static Path temporary;

    private static Newsdesk desk;

    @BeforeAll
    static void migrate() throws IOException, InterruptedException, SQLException {
        desk = Newsdesk.in(temporary);
        desk.run("drop schema public cascade; create schema public");
        migrate("7");
        insert(OLDER, OLDER.id(), 1);
        insert(YOUNGER, OLDER.id(), 2);
        insertStory(OLDER.id(), "null", OLDER.id(), "all\u001fregion/620000\u001ftopic/elderly");
        insertStory(YOUNGER.id(), "'" + OLDER.id() + "'", OLDER.id(), "");
        desk.run("insert into feed_entry values ('all', '" + Draft.minute(1) + "', '" + OLDER.id() + "')");
        desk.run("insert into feed_count values ('all', 1)");
        desk.run("insert into tombstone values ('%s', 'region/620000', now(), '')".formatted(YOUNGER.id()));
        desk.run("insert into merger values ('%s', '%s', '%s', now())"
                .formatted(YOUNGER.id(), OLDER.id(), YOUNGER.id()));
        desk.run("update change_number set last = 2");
        migrate("latest");
        assertThat(new NamesFilled(desk.database()).fill()).isEqualTo(2);
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @Test
    void areFoundByTheArrivalThatBroughtThem() {
        assertThat(new NamedArticles(desk.database(), Sources.NONE)
                        .byTrace(Newsdesk.envelope(OLDER.tagged()).traceId()))
                .extracting(NamedArticles.Found::articleId)
                .contains(OLDER.id());
    }

    private static void migrate(String version) {
        Flyway.configure()
                .dataSource(desk.database())
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }

    private static void insert(Draft draft, UUID story, int seq) throws SQLException {
        var state = ArticleState.first(draft.tagged(), Newsdesk.envelope(draft.tagged()), Early.NOTHING);
        String head = new String(Documents.bytes(state.head()), StandardCharsets.UTF_8).replace(",\"decided\":1", "");
        String body = new String(Documents.bytes(state.fresh().orElseThrow().body()), StandardCharsets.UTF_8);
        desk.run("""
                insert into article (id, seq, story_id, source, revision, published_at, first_received_at, received_at,
                    content_at, overruled, title, head, text, body)
                values ('%s', %d, '%s', '%s', 1, '%s', '%s', '%s', '%s', %s, '%s', convert_to('%s', 'UTF8'), '%s',
                    convert_to('%s', 'UTF8'))
                """.formatted(
                        draft.id(),
                        seq,
                        story,
                        draft.source(),
                        state.times().published(),
                        state.times().first(),
                        state.times().received(),
                        state.times().content(),
                        !draft.id().equals(story),
                        draft.title(),
                        head,
                        String.join("\n", draft.paragraphs()),
                        body));
        assertThat(head).doesNotContain("decided");
    }

    private static void insertStory(UUID id, String mergedInto, UUID origin, String feeds) throws SQLException {
        desk.run("""
                insert into story (id, merged_into, origin, published_at, updated_at, feeds, tombstoned)
                values ('%s', %s, %s, '%s', now(), '%s', %s)
                """.formatted(
                        id,
                        mergedInto,
                        id.equals(origin) ? "'" + origin + "'" : "null",
                        Draft.minute(1),
                        feeds,
                        feeds.isEmpty()));
    }

    @Test
    void ofTheProvincesAreInTheFeedOfTheCountryOnce() throws SQLException {
        assertThat(desk.feed("region/100000")).containsExactly(OLDER.id());
        assertThat(desk.content("region/100000").tombstones())
                .extracting(Tombstone::storyId)
                .containsExactly(YOUNGER.id());
        assertThat(desk.number("select stories from feed_count where feed = 'region/100000'"))
                .isEqualTo(1);
        assertThat(desk.number("select count(*) from story where feeds like '%region/100000%'"))
                .isEqualTo(1);
    }

    @Test
    void areFoundByTheNamesThatNoticesCallThemBy() throws SQLException {
        assertThat(new NamesFilled(desk.database()).fill()).isZero();
        var state = ArticleState.first(OLDER.tagged(), Newsdesk.envelope(OLDER.tagged()), Early.NOTHING);
        assertThat(Naming.of(state).map(Naming::indexed))
                .containsExactly(
                        (int) desk.number("select title_key from article where id = '" + OLDER.id() + "'"),
                        (int) desk.number("select url_key from article where id = '" + OLDER.id() + "'"));
    }

    @Test
    void ofAMergedStoryStillStandForTheOther() {
        assertThat(desk.stories.story(YOUNGER.id())).isEqualTo(new StoryFound.Merged(OLDER.id()));
        assertThat(desk.entry(OLDER.id()).copies()).extracting(Copy::articleId).containsExactly(YOUNGER.id());
        assertThat(desk.publish(YOUNGER.decided(0).tagged())).isEmpty();
        desk.publish(YOUNGER.decided(0).received(30).titled("改题").tagged());
        assertThat(desk.stories.story(YOUNGER.id())).isEqualTo(new StoryFound.Merged(OLDER.id()));
        desk.publish(YOUNGER.moved(1));
        assertThat(desk.feed("all")).containsExactly(YOUNGER.id(), OLDER.id());
    }
}

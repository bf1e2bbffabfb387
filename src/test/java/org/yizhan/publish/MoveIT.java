package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Relation;

class MoveIT {

    private static final Draft OLDER = Draft.of("cac", "1").published(1).about("topic/elderly");
    private static final Draft YOUNGER = Draft.of("mca", "2").published(9).about("topic/charity");
    private static final Draft COPY = Draft.of("nmg", "3").repostOf(YOUNGER).published(12);
    private static final Draft JOINED = YOUNGER.repostOf(OLDER);
    private static final Draft JOINED_COPY = COPY.repostOf(OLDER);

    @TempDir
    static Path temporary;

    private static Newsdesk desk;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        desk = Newsdesk.in(temporary);
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        desk.empty();
    }

    private static UUID storyOf(Draft draft) {
        return desk.stories.article(draft.id()).orElseThrow().storyId();
    }

    private static List<UUID> tombstones(String feed) {
        return desk.content(feed).tombstones().stream().map(Tombstone::storyId).toList();
    }

    /** They lie on Kafka after a backup was put back, and what is decided anew may be otherwise. */
    @Test
    void decisionsOfALostDatabaseAreNotHeard() throws SQLException {
        desk.run("insert into lost_decision values (5000000, 6000000)");
        var restored = new Publisher(desk.database(), Clock.systemUTC());
        Draft known = Draft.of("cac", "known").decided(5_000_000);
        Draft anew = Draft.of("mca", "anew");
        restored.process(List.of(Newsdesk.envelope(known.tagged())));

        restored.process(List.of(
                Newsdesk.envelope(anew.decided(5_000_001).tagged()),
                Newsdesk.envelope(known.repostOf(anew).moved(6_000_000))));
        assertThat(desk.stories.article(anew.id())).isEmpty();
        assertThat(desk.stories.article(known.id()).orElseThrow().storyId()).isEqualTo(known.id());

        restored.process(List.of(
                Newsdesk.envelope(anew.repostOf(known).decided(6_000_001).tagged())));
        assertThat(desk.stories.article(anew.id()).orElseThrow().storyId()).isEqualTo(known.id());
    }

    @Test
    void ofAllMembersLeavesATombstoneAndAnAlias() {
        desk.publish(OLDER.tagged(), YOUNGER.tagged(), COPY.tagged());
        var told = desk.publish(JOINED.moved(2), JOINED_COPY.moved(3));
        assertThat(told.getFirst().stories()).containsExactlyInAnyOrder(OLDER.id(), YOUNGER.id(), COPY.id());
        assertThat(told.getFirst().feeds())
                .contains("all", "source/cac", "source/mca", "source/nmg", "topic/charity", "topic/elderly");
        assertThat(desk.stories.story(YOUNGER.id())).isEqualTo(new StoryFound.Merged(OLDER.id()));
        assertThat(desk.feed("all")).containsExactly(OLDER.id());
        assertThat(desk.feed("source/nmg")).containsExactly(OLDER.id());
        assertThat(desk.feed("topic/charity")).isEmpty();
        for (String feed : List.of("all", "source/mca", "source/nmg", "topic/charity")) {
            assertThat(desk.content(feed).tombstones()).singleElement().satisfies(tombstone -> {
                assertThat(tombstone.storyId()).isEqualTo(YOUNGER.id());
                assertThat(tombstone.reason()).isEqualTo("merged into " + OLDER.id());
            });
        }
        assertThat(desk.entry(OLDER.id()).copies())
                .extracting(Copy::articleId)
                .containsExactly(YOUNGER.id(), COPY.id());
    }

    @Test
    void ofTheFounderLeavesTheStoryToTheOthers() {
        desk.publish(OLDER.tagged(), YOUNGER.tagged(), COPY.tagged());
        desk.publish(JOINED.moved(2));
        assertThat(desk.entry(YOUNGER.id()).origin().articleId()).isEqualTo(COPY.id());
        assertThat(desk.feed("all")).containsExactly(YOUNGER.id(), OLDER.id());
        assertThat(desk.feed("source/mca")).containsExactly(OLDER.id());
        desk.publish(JOINED_COPY.moved(3));
        assertThat(desk.stories.story(YOUNGER.id())).isEqualTo(new StoryFound.Merged(OLDER.id()));
        assertThat(tombstones("all")).containsExactly(YOUNGER.id());
    }

    @Test
    void apartAgainRaisesTheStoryFromItsTombstones() throws SQLException {
        desk.publish(OLDER.tagged(), YOUNGER.tagged(), COPY.tagged());
        var before = desk.content("all").entries().stream().map(Entry::storyId).toList();
        desk.publish(JOINED.moved(2), JOINED_COPY.moved(3));
        var told = desk.publish(YOUNGER.moved(4), COPY.moved(5));
        assertThat(told.getFirst().feeds()).contains("all", "source/mca", "source/nmg", "topic/charity");
        assertThat(desk.feed("all")).isEqualTo(before);
        assertThat(desk.entry(YOUNGER.id()).copies())
                .extracting(Copy::articleId)
                .containsExactly(COPY.id());
        assertThat(desk.entry(OLDER.id()).copies()).isEmpty();
        assertThat(desk.feed("source/nmg")).containsExactly(YOUNGER.id());
        for (String feed : List.of("source/mca", "source/nmg")) {
            assertThat(desk.content(feed).tombstones())
                    .as("the other story was in " + feed + " meanwhile")
                    .extracting(Tombstone::storyId, Tombstone::fate)
                    .containsExactly(tuple(OLDER.id(), Tombstone.Fate.LEFT));
        }
        assertThat(desk.number("select count(*) from tombstone")).isEqualTo(2);
        assertThat(desk.number(PublishOrderIT.WRONG_COUNTS)).isZero();
    }

    @Test
    void showsTheLaterOriginalAsARepostOfTheOrigin() {
        desk.publish(
                OLDER.tagged(), YOUNGER.tagged(), YOUNGER.inStory(OLDER.id()).moved(2));
        var copy = desk.entry(OLDER.id()).copies().getFirst();
        assertThat(copy.relation()).isEqualTo(Relation.REPOST);
        assertThat(copy.matched()).contains(OLDER.id());
        assertThat(desk.stories.article(YOUNGER.id()).orElseThrow().verdict().relation())
                .as("the article says what its story says")
                .isEqualTo(Relation.REPOST);
    }

    @Test
    void exportsEachMovedAndEachDemotedArticleAnew() {
        // the story that goes turns out to hold the earlier publication
        desk.publish(YOUNGER.tagged(), OLDER.tagged());
        desk.publish(OLDER.inStory(YOUNGER.id()).moved(2));
        List<ExportRow> rows = new ArrayList<>();
        desk.stories.export(2, rows::add);
        assertThat(rows).extracting(ExportRow::seq).containsExactly(3L, 4L);
        assertThat(rows).extracting(ExportRow::storyId).containsOnly(YOUNGER.id());
        assertThat(rows)
                .filteredOn(row -> row.articleId().equals(YOUNGER.id()))
                .singleElement()
                .satisfies(row -> assertThat(row.relation()).isEqualTo(Relation.REPOST));
        assertThat(desk.entry(YOUNGER.id()).origin().articleId()).isEqualTo(OLDER.id());
        assertThat(desk.entry(YOUNGER.id()).publishedAt()).isEqualTo(Draft.minute(1));
    }

    @Test
    void maySayWhereAnArticleBelongsBeforeItComes() {
        assertThat(desk.publish(JOINED_COPY.moved(3), YOUNGER.moved(2))).isEmpty();
        desk.publish(OLDER.tagged(), YOUNGER.tagged(), COPY.tagged());
        assertThat(storyOf(COPY)).isEqualTo(OLDER.id());
        assertThat(desk.stories.article(COPY.id()).orElseThrow().verdict().decided())
                .isEqualTo(3);
        assertThat(desk.stories.story(COPY.id())).isEqualTo(new StoryFound.Merged(OLDER.id()));
    }

    @Test
    void countsOnlyByTheGreatestNumberInWhateverOrder() throws SQLException {
        for (var order :
                List.of(List.of(JOINED_COPY.moved(5), COPY.moved(4)), List.of(COPY.moved(4), JOINED_COPY.moved(5)))) {
            desk.empty();
            order.forEach(desk::publish);
            desk.publish(OLDER.tagged(), YOUNGER.tagged(), COPY.tagged());
            assertThat(storyOf(COPY)).isEqualTo(OLDER.id());
            desk.empty();
            desk.publish(OLDER.tagged(), YOUNGER.tagged(), COPY.tagged());
            order.forEach(desk::publish);
            assertThat(storyOf(COPY)).isEqualTo(OLDER.id());
        }
    }

    @Test
    void ofAnEqualNumberChangesNothing() {
        desk.publish(OLDER.tagged(), YOUNGER.tagged(), COPY.tagged());
        assertThat(desk.publish(JOINED_COPY.moved(1))).isEmpty();
        assertThat(desk.publish(JOINED_COPY.moved(2))).hasSize(1);
        assertThat(desk.publish(JOINED_COPY.moved(2), COPY.tagged())).isEmpty();
        assertThat(storyOf(COPY)).isEqualTo(OLDER.id());
    }

    @Test
    void standsThoughNewerContentComesWithAnOlderVerdict() {
        desk.publish(OLDER.tagged(), YOUNGER.tagged(), JOINED.moved(7));
        desk.publish(YOUNGER.received(30).titled("改题").decided(6).tagged());
        assertThat(storyOf(YOUNGER)).isEqualTo(OLDER.id());
        assertThat(desk.entry(OLDER.id()).copies())
                .singleElement()
                .satisfies(copy -> assertThat(copy.title()).isEqualTo("改题"));
    }

    @Test
    void isOvertakenByAnOlderArrivalWithANewerVerdictWhoseContentIsPassedOver() {
        desk.publish(OLDER.tagged(), YOUNGER.received(30).titled("新").tagged());
        desk.publish(JOINED.received(20).titled("旧").decided(9).tagged());
        assertThat(storyOf(YOUNGER)).isEqualTo(OLDER.id());
        assertThat(desk.entry(OLDER.id()).copies())
                .singleElement()
                .satisfies(copy -> assertThat(copy.title()).isEqualTo("新"));
    }

    @Test
    void takesAnyNumberForNewerThanWhatWasStoredBeforeNumbersWere() throws SQLException {
        desk.publish(OLDER.tagged(), YOUNGER.decided(0).tagged());
        desk.run(
                "update article set head = convert_to(replace(convert_from(head, 'UTF8'), ',\"decided\":0', ''), 'UTF8')");
        assertThat(desk.number("select count(*) from article where convert_from(head, 'UTF8') not like '%decided%'"))
                .isEqualTo(1);
        assertThat(desk.publish(JOINED.decided(0).tagged())).isEmpty();
        assertThat(desk.publish(JOINED.moved(1))).hasSize(1);
        assertThat(storyOf(YOUNGER)).isEqualTo(OLDER.id());
    }

    @Test
    void chainsEndInTheStoryThatTheArticleIsInToday() {
        var third = Draft.of("third", "5").published(3);
        desk.publish(OLDER.tagged(), YOUNGER.tagged(), third.tagged());
        desk.publish(YOUNGER.repostOf(third).moved(2));
        desk.publish(JOINED.moved(3), third.repostOf(OLDER).moved(4));
        assertThat(desk.stories.story(YOUNGER.id())).isEqualTo(new StoryFound.Merged(OLDER.id()));
        assertThat(desk.stories.story(third.id())).isEqualTo(new StoryFound.Merged(OLDER.id()));
        assertThat(desk.feed("all")).containsExactly(OLDER.id());
        assertThat(desk.stories.feed(FeedName.story(YOUNGER.id()), 5).entries()).isEmpty();
    }

    @Test
    void keepsAliasesOfWithdrawnStories() {
        desk.publish(OLDER.tagged(), YOUNGER.tagged(), JOINED.moved(2));
        desk.publish(OLDER.withdrawn(20, "甲"), YOUNGER.withdrawn(21, "乙"));
        assertThat(desk.stories.story(YOUNGER.id())).isEqualTo(new StoryFound.Merged(OLDER.id()));
        assertThat(desk.stories.story(OLDER.id()))
                .isInstanceOfSatisfying(
                        StoryFound.Withdrawn.class,
                        gone -> assertThat(gone.tombstone().reason()).isEqualTo("乙"));
        assertThat(desk.feed("all")).isEmpty();
    }

    @Test
    void ofAWithdrawnStoryTellsOfTheMergerInstead() {
        desk.publish(OLDER.tagged(), YOUNGER.tagged(), YOUNGER.withdrawn(20, "乙"));
        assertThat(desk.content("topic/charity").tombstones())
                .extracting(Tombstone::reason)
                .containsExactly("乙");
        desk.publish(JOINED.moved(2));
        assertThat(desk.content("topic/charity").tombstones())
                .extracting(Tombstone::reason)
                .containsExactly("merged into " + OLDER.id());
    }

    @Test
    void aRevisionThatJoinsAnotherStoryLeavesItsOwnEmpty() {
        desk.publish(OLDER.tagged(), YOUNGER.tagged());
        desk.publish(JOINED.received(30).titled("改投").decided(2).tagged());
        assertThat(storyOf(YOUNGER)).isEqualTo(OLDER.id());
        assertThat(desk.feed("all")).containsExactly(OLDER.id());
        assertThat(tombstones("all")).containsExactly(YOUNGER.id());
        assertThat(desk.stories.story(YOUNGER.id())).isEqualTo(new StoryFound.Merged(OLDER.id()));
    }

    @Test
    void toAStoryWhoseArticleNeverCameStandsThere() {
        var unknown = Draft.of("nowhere", "0");
        desk.publish(COPY.repostOf(unknown).tagged());
        assertThat(desk.feed("all")).containsExactly(unknown.id());
        desk.publish(COPY.repostOf(OLDER).moved(2));
        assertThat(desk.feed("all")).containsExactly(OLDER.id());
        assertThat(desk.stories.story(unknown.id())).isInstanceOf(StoryFound.Unknown.class);
        assertThat(tombstones("all")).containsExactly(unknown.id());
    }
}

package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureIT {

    private static final Draft FIRST = Draft.of("cac", "1").published(1).about("topic/elderly");
    private static final Draft COPY =
            Draft.of("mca", "2").repostOf(FIRST).published(9).about("topic/charity");
    private static final String TRACES = """
            select (select count(*) from article) + (select count(*) from story) + (select count(*) from feed_entry)
                 + (select count(*) from tombstone where not erased or reason <> '') + (select count(*) from early_withdrawal)
                 + (select count(*) from early_verdict) + (select count(*) from feed_count where stories <> 0)
            """;

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

    private static List<ExportRow> export() {
        List<ExportRow> rows = new ArrayList<>();
        desk.stories.export(0, rows::add);
        return rows;
    }

    @Test
    void leavesNothingOfALoneArticleButItsId() throws SQLException {
        desk.publish(FIRST.tagged());
        var told = desk.publish(FIRST.erased());
        assertThat(told.getFirst().feeds()).containsExactly("all", "source/cac", "topic/elderly");
        assertThat(told.getFirst().stories()).containsExactly(FIRST.id());
        assertThat(told.getFirst().seq()).isEqualTo(2).isEqualTo(desk.stories.seq());
        assertThat(desk.stories.story(FIRST.id())).isInstanceOf(StoryFound.Unknown.class);
        assertThat(desk.stories.article(FIRST.id())).isEmpty();
        assertThat(desk.number(TRACES)).isZero();
    }

    @Test
    void isToldToEveryFeedOfALoneArticleWithoutAWordOfIt() throws SQLException {
        desk.publish(FIRST.tagged());
        desk.publish(FIRST.erased());
        for (String feed : List.of("all", "source/cac", "topic/elderly", "story/" + FIRST.id())) {
            assertThat(desk.content(feed).entries()).isEmpty();
            assertThat(bare(feed)).as(feed).containsExactly(FIRST.id());
        }
        desk.run("update tombstone set at = now() - interval '31 days'");
        assertThat(new TombstoneRetention(desk.database()).drop(Instant.now().minus(TombstoneRetention.MEMORY)))
                .isEqualTo(3);
        assertThat(desk.number("select count(*) from tombstone")).isZero();
        assertThat(desk.content("story/" + FIRST.id()).tombstones()).isEmpty();
    }

    @Test
    void isToldWhereTheStoryGoesOnButNotThere() {
        desk.publish(FIRST.tagged(), COPY.tagged());
        desk.publish(FIRST.erased());
        assertThat(bare("source/cac")).containsExactly(FIRST.id());
        var again = Draft.of("cac", "5").repostOf(FIRST).published(12);
        desk.publish(again.tagged());
        assertThat(desk.feed("source/cac")).containsExactly(FIRST.id());
        assertThat(desk.content("source/cac").tombstones()).isEmpty();
        assertThat(bare("topic/elderly")).containsExactly(FIRST.id());
    }

    /** The stories of a feed's tombstones, which say nothing of them. */
    private static List<UUID> bare(String feed) {
        List<Tombstone> tombstones = desk.content(feed).tombstones();
        assertThat(tombstones).extracting(Tombstone::reason).containsOnly("");
        assertThat(tombstones).extracting(Tombstone::fate).containsOnly(Tombstone.Fate.ERASED);
        return tombstones.stream().map(Tombstone::storyId).toList();
    }

    @Test
    void isALineOfTheExportThatSaysNoMore() {
        desk.publish(FIRST.tagged());
        desk.publish(FIRST.erased());
        desk.publish(Draft.of("nmg", "3").tagged());
        assertThat(export()).extracting(ExportRow::seq).containsExactly(2L, 3L);
        assertThat(export().getFirst()).isEqualTo(ExportRow.erased(2, FIRST.id()));
        assertThat(export()).extracting(ExportRow::status).containsExactly("erased", "published");
    }

    @Test
    void leavesTheStoryToTheOtherMembers() {
        desk.publish(FIRST.tagged(), COPY.tagged());
        var told = desk.publish(FIRST.erased());
        assertThat(told.getFirst().feeds()).contains("all", "source/cac", "topic/elderly", "topic/charity");
        var entry = desk.entry(FIRST.id());
        assertThat(entry.origin().articleId()).isEqualTo(COPY.id());
        assertThat(entry.copies()).isEmpty();
        assertThat(desk.feed("all")).containsExactly(FIRST.id());
        for (String feed : List.of("source/cac", "topic/elderly")) {
            assertThat(desk.feed(feed)).isEmpty();
            assertThat(bare(feed)).containsExactly(FIRST.id());
        }
        desk.publish(COPY.inStory(COPY.id()).moved(2));
        assertThat(desk.feed("all")).containsExactly(COPY.id());
        assertThat(desk.stories.story(FIRST.id())).isEqualTo(new StoryFound.Merged(COPY.id()));
        for (String feed : List.of("all", "source/cac", "source/mca", "topic/elderly", "topic/charity")) {
            assertThat(bare(feed)).as(feed).containsExactly(FIRST.id());
        }
    }

    @Test
    void isNoMergerWhereTheRestMovesInTheSameBatch() {
        desk.publish(FIRST.tagged(), COPY.tagged());
        desk.publish(FIRST.erased(), alone(COPY).movedBy(FIRST, 2, 1));
        for (String feed : List.of("all", "source/cac", "source/mca", "topic/elderly")) {
            assertThat(bare(feed)).as(feed).containsExactly(FIRST.id());
        }
        assertThat(desk.feed("all")).containsExactly(COPY.id());
    }

    @Test
    void takesBackWhatATombstoneSaidOfIt() {
        desk.publish(FIRST.tagged(), COPY.tagged());
        desk.publish(FIRST.withdrawn(20, "涉及张三隐私"));
        assertThat(desk.content("topic/elderly").tombstones()).hasSize(1);
        var told = desk.publish(FIRST.erased());
        assertThat(told.getFirst().feeds()).contains("topic/elderly", "source/cac");
        assertThat(bare("topic/elderly")).containsExactly(FIRST.id());
        assertThat(desk.entry(FIRST.id()).copies()).isEmpty();
    }

    @Test
    void keepsTheTombstonesOfOthersInTheirOwnWords() {
        desk.publish(FIRST.tagged(), COPY.tagged());
        desk.publish(FIRST.withdrawn(20, "甲"), COPY.withdrawn(21, "乙"));
        assertThat(desk.content("source/mca").tombstones())
                .extracting(Tombstone::reason)
                .containsExactly("乙");
        desk.publish(COPY.erased());
        assertThat(bare("source/mca")).containsExactly(FIRST.id());
        assertThat(desk.content("source/cac").tombstones())
                .extracting(Tombstone::reason)
                .containsExactly("甲");
        assertThat(desk.stories.story(FIRST.id()))
                .isInstanceOfSatisfying(
                        StoryFound.Withdrawn.class,
                        gone -> assertThat(gone.tombstone().reason()).isEqualTo("甲"));
    }

    @Test
    void coversTheStoryThatOnceHadItsName() throws SQLException {
        var other = Draft.of("nmg", "3").published(3);
        desk.publish(FIRST.tagged(), other.tagged());
        desk.publish(FIRST.repostOf(other).moved(2));
        assertThat(desk.content("all").tombstones()).hasSize(1);
        desk.publish(FIRST.erased());
        assertThat(bare("all")).containsExactly(FIRST.id());
        assertThat(desk.stories.story(FIRST.id())).isEqualTo(new StoryFound.Merged(other.id()));
        assertThat(desk.entry(other.id()).copies()).isEmpty();
        assertThat(desk.number("select count(*) from story")).isEqualTo(1);
    }

    @Test
    void keepsTheArticleOutForEver() {
        desk.publish(FIRST.tagged());
        desk.publish(FIRST.erased());
        assertThat(desk.publish(
                        FIRST.received(40).titled("又来").decided(9).tagged(),
                        FIRST.moved(10),
                        FIRST.withdrawn(50, "丙"),
                        FIRST.erased()))
                .isEmpty();
        assertThat(desk.stories.article(FIRST.id())).isEmpty();
        assertThat(desk.feed("all")).isEmpty();
        assertThat(desk.stories.seq()).isEqualTo(2);
    }

    @Test
    void mayComeBeforeTheArticle() throws SQLException {
        desk.publish(FIRST.withdrawn(5, "早"), FIRST.moved(3));
        desk.publish(FIRST.erased());
        assertThat(desk.number(TRACES)).isZero();
        assertThat(desk.publish(FIRST.tagged())).isEmpty();
        assertThat(desk.number(TRACES)).isZero();
        assertThat(export()).containsExactly(ExportRow.erased(1, FIRST.id()));
    }

    @Test
    void inOneBatchWithTheArticleLeavesNothing() throws SQLException {
        assertThat(desk.publish(FIRST.tagged(), COPY.tagged(), FIRST.erased(), FIRST.moved(8)))
                .hasSize(1);
        assertThat(desk.stories.article(FIRST.id())).isEmpty();
        assertThat(desk.feed("all")).containsExactly(FIRST.id());
        assertThat(desk.number("select count(*) from article")).isEqualTo(1);
    }

    @Test
    void leadsTheOldAddressToTheRestWhereverItGoes() {
        desk.publish(FIRST.tagged(), COPY.tagged());
        desk.publish(FIRST.erased(), alone(COPY).movedBy(FIRST, 2, 1));
        assertThat(desk.stories.story(FIRST.id())).isEqualTo(new StoryFound.Merged(COPY.id()));
        var older = Draft.of("nmg", "3").published(2);
        desk.publish(older.tagged(), COPY.repostOf(older).moved(3));
        assertThat(desk.stories.story(FIRST.id())).isEqualTo(new StoryFound.Merged(older.id()));
    }

    @Test
    void leadsThereWhenTheMovesComeBeforeTheErasure() throws SQLException {
        desk.publish(FIRST.tagged(), COPY.tagged());
        desk.publish(alone(COPY).movedBy(FIRST, 2, 1));
        assertThat(desk.entry(FIRST.id()).copies()).isEmpty();
        desk.publish(FIRST.erased());
        assertThat(desk.stories.story(FIRST.id())).isEqualTo(new StoryFound.Merged(COPY.id()));
        assertThat(desk.number("select count(*) from parting")).isZero();
    }

    @Test
    void leadsNotToWhatHadBeenToldApartBefore() {
        desk.publish(FIRST.tagged(), COPY.tagged());
        desk.publish(alone(COPY).movedBy(FIRST, 2, -60));
        desk.publish(FIRST.erased());
        assertThat(desk.stories.story(FIRST.id())).isInstanceOf(StoryFound.Unknown.class);
    }

    @Test
    void leadsThereWhenACopyComesAfterTheErasure() {
        desk.publish(FIRST.tagged());
        desk.publish(FIRST.erased());
        desk.publish(COPY.tagged());
        desk.publish(alone(COPY).movedBy(FIRST, 2, 1));
        assertThat(desk.stories.story(FIRST.id())).isEqualTo(new StoryFound.Merged(COPY.id()));
    }

    @Test
    void leadsOnWhereTheNextFounderIsErasedToo() throws SQLException {
        var third = Draft.of("nmg", "3").repostOf(FIRST).published(12);
        desk.publish(FIRST.tagged(), COPY.tagged(), third.tagged());
        desk.publish(
                FIRST.erased(),
                alone(COPY).movedBy(FIRST, 2, 1),
                third.repostOf(COPY).movedBy(FIRST, 2, 1));
        assertThat(desk.stories.story(FIRST.id())).isEqualTo(new StoryFound.Merged(COPY.id()));
        desk.publish(COPY.erased());
        desk.publish(alone(third).movedBy(COPY, 3, 1));
        for (Draft gone : List.of(FIRST, COPY)) {
            assertThat(desk.stories.story(gone.id())).isEqualTo(new StoryFound.Merged(third.id()));
        }
        desk.publish(third.erased());
        for (Draft gone : List.of(FIRST, COPY, third)) {
            assertThat(desk.stories.story(gone.id())).isInstanceOf(StoryFound.Unknown.class);
        }
        assertThat(desk.number("select count(*) from erased_article where rest is not null"))
                .isZero();
    }

    @Test
    void keepsNothingButTheIdOfACopyThatNamedNoStory() throws SQLException {
        desk.publish(FIRST.tagged(), COPY.tagged());
        desk.publish(COPY.erased());
        assertThat(desk.stories.story(COPY.id())).isInstanceOf(StoryFound.Unknown.class);
        assertThat(desk.number("select count(*) from erased_article where rest is null"))
                .isEqualTo(1);
    }

    private static Draft alone(Draft copy) {
        return copy.inStory(copy.id());
    }
}

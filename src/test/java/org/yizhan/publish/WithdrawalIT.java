package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Relation;

class WithdrawalIT {

    private static final Draft FIRST = Draft.of("cac", "1").published(1).about("topic/elderly");
    private static final Draft REPOST =
            Draft.of("mca", "2").repostOf(FIRST).published(9).about("topic/charity");

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

    private static StoredArticle stored(Draft draft) {
        return desk.stories.article(draft.id()).orElseThrow();
    }

    @Test
    void leavesATombstoneInEachFeedOfAStoryWithoutStandingMembers() {
        desk.publish(FIRST.tagged());
        var told = desk.publish(FIRST.withdrawn(20, "事实有误"));
        assertThat(told.getFirst().feeds()).containsExactlyInAnyOrder("all", "source/cac", "topic/elderly");
        for (String feed : told.getFirst().feeds()) {
            var content = desk.content(feed);
            assertThat(content.entries()).as(feed).isEmpty();
            assertThat(content.tombstones()).as(feed).singleElement().satisfies(tombstone -> {
                assertThat(tombstone.storyId()).isEqualTo(FIRST.id());
                assertThat(tombstone.reason()).isEqualTo("事实有误");
                assertThat(tombstone.fate()).isEqualTo(Tombstone.Fate.WITHDRAWN);
                assertThat(tombstone.publishedAt()).isEqualTo(Draft.minute(1));
                assertThat(tombstone.at()).isEqualTo(content.updatedAt());
            });
        }
        assertThat(desk.stories.story(FIRST.id()))
                .isInstanceOfSatisfying(
                        StoryFound.Withdrawn.class,
                        gone -> assertThat(gone.tombstone().reason()).isEqualTo("事实有误"));
        assertThat(stored(FIRST).withdrawn()).isTrue();
        assertThat(stored(FIRST).withdrawalReason()).isEqualTo("事实有误");
    }

    @Test
    void keepsAStoryOnItsOtherMembersWithANewOrigin() {
        desk.publish(FIRST.tagged(), REPOST.tagged());
        desk.publish(FIRST.withdrawn(20, "版权"));
        var entry = desk.entry(FIRST.id());
        assertThat(entry.origin().articleId()).isEqualTo(REPOST.id());
        assertThat(entry.publishedAt()).isEqualTo(Draft.minute(9));
        assertThat(entry.copies()).singleElement().satisfies(copy -> {
            assertThat(copy.articleId()).isEqualTo(FIRST.id());
            assertThat(copy.withdrawn()).isTrue();
            assertThat(copy.relation()).isEqualTo(Relation.ORIGINAL);
        });
        assertThat(desk.feed("topic/charity")).containsExactly(FIRST.id());
        assertThat(desk.feed("source/mca")).containsExactly(FIRST.id());
    }

    @Test
    void buriesAStoryInTheFeedsOfTheMemberThatWasWithdrawn() {
        desk.publish(FIRST.tagged(), REPOST.tagged());
        desk.publish(FIRST.withdrawn(20, "版权"));
        assertThat(desk.feed("source/cac")).isEmpty();
        assertThat(desk.content("source/cac").tombstones())
                .extracting(Tombstone::storyId)
                .containsExactly(FIRST.id());
        assertThat(desk.content("topic/elderly").tombstones()).singleElement().satisfies(tombstone -> {
            assertThat(tombstone.fate()).as("it stands elsewhere").isEqualTo(Tombstone.Fate.LEFT);
            assertThat(tombstone.reason()).isEqualTo("版权");
            assertThat(tombstone.publishedAt()).isEqualTo(desk.entry(FIRST.id()).publishedAt());
        });
        assertThat(desk.content("all").tombstones()).isEmpty();
    }

    /** Received in what is the future now: the desk's clock stands at minute 1,620. */
    @Test
    void whatWasReceivedByAClockThatWasAheadIsTakenBackCorrectedAndRestored() {
        desk.publish(FIRST.received(1_800).tagged());
        assertThat(desk.publish(FIRST.received(1_610).saying("更正后的正文。").tagged()))
                .hasSize(1);
        desk.publish(REPOST.received(1_800).tagged(), REPOST.withdrawn(1_801, ""));
        assertThat(stored(REPOST).withdrawn()).isTrue();
        assertThat(desk.publish(REPOST.received(1_611).tagged())).isEmpty();
        assertThat(stored(REPOST).withdrawn()).isTrue();
        desk.publish(REPOST.received(1_612).saying("重新发布的正文。").tagged());
        assertThat(stored(REPOST).withdrawn()).isFalse();
        desk.publish(FIRST.received(1_800).titled("又一版").tagged());
        desk.publish(FIRST.withdrawn(1_613, ""));
        assertThat(stored(FIRST).withdrawn()).isTrue();
    }

    @Test
    void staysWhenTheSameContentComesAgain() {
        desk.publish(FIRST.tagged());
        desk.publish(FIRST.withdrawn(20, ""));
        assertThat(desk.publish(FIRST.received(30).tagged())).isEmpty();
        assertThat(stored(FIRST).withdrawn()).isTrue();
        assertThat(desk.publish(FIRST.received(31).about("topic/other").tagged()))
                .hasSize(1);
        assertThat(stored(FIRST).withdrawn()).isTrue();
    }

    @Test
    void endsWhenNewContentComes() {
        desk.publish(FIRST.tagged());
        desk.publish(FIRST.withdrawn(20, "错了"));
        desk.publish(FIRST.received(30).titled("改好了").tagged());
        assertThat(stored(FIRST).withdrawn()).isFalse();
        assertThat(stored(FIRST).withdrawalReason()).isEmpty();
        for (String feed : new String[] {"all", "source/cac", "topic/elderly"}) {
            assertThat(desk.feed(feed)).as(feed).containsExactly(FIRST.id());
            assertThat(desk.content(feed).tombstones()).as(feed).isEmpty();
        }
        assertThat(desk.entry(FIRST.id()).publishedAt()).isEqualTo(Draft.minute(1));
    }

    @Test
    void doesNotTouchContentReceivedLater() {
        desk.publish(FIRST.received(30).tagged());
        assertThat(desk.publish(FIRST.withdrawn(20, ""))).isEmpty();
        assertThat(stored(FIRST).withdrawn()).isFalse();
    }

    @Test
    void waitsForAnArticleThatHasNotCome() {
        assertThat(desk.publish(FIRST.withdrawn(20, "早退"))).isEmpty();
        assertThat(desk.stories.article(FIRST.id())).isEmpty();
        desk.publish(FIRST.received(10).tagged());
        assertThat(stored(FIRST).withdrawn()).isTrue();
        assertThat(stored(FIRST).withdrawalReason()).isEqualTo("早退");
        assertThat(desk.feed("all")).isEmpty();
        desk.publish(FIRST.received(25).titled("新稿").tagged());
        assertThat(desk.feed("all")).containsExactly(FIRST.id());
    }

    @Test
    void ofAnUnseenArticleLetsALaterReceivedOneStand() {
        desk.publish(FIRST.withdrawn(20, "早退"));
        desk.publish(FIRST.received(21).tagged());
        assertThat(stored(FIRST).withdrawn()).isFalse();
    }

    @Test
    void saidTwiceIsSaidOnce() {
        desk.publish(FIRST.tagged());
        desk.publish(FIRST.withdrawn(20, "一"));
        assertThat(desk.publish(FIRST.withdrawn(20, "一"), FIRST.withdrawn(22, "二")))
                .isEmpty();
        assertThat(desk.stories.seq()).isEqualTo(2);
    }

    @Test
    void ofACopyMovesNothingButTheEntry() {
        desk.publish(FIRST.tagged(), REPOST.tagged());
        var before = desk.entry(FIRST.id());
        desk.publish(REPOST.withdrawn(20, ""));
        var after = desk.entry(FIRST.id());
        assertThat(after.origin()).isEqualTo(before.origin());
        assertThat(after.updatedAt()).isAfter(before.updatedAt());
        assertThat(desk.feed("source/mca")).isEmpty();
        assertThat(desk.stories.feeds(FeedName.Kind.SOURCE))
                .containsExactly(new FeedSummary(FeedName.source("cac"), 1, Draft.minute(1)));
    }

    @Test
    void tellsOfTombstonesForThirtyDays() throws SQLException {
        desk.publish(FIRST.tagged());
        desk.publish(FIRST.withdrawn(20, ""));
        desk.run("update tombstone set at = now() - interval '31 days'");
        assertThat(desk.content("all").tombstones()).isEmpty();
        var other = Draft.of("cac", "9");
        desk.run("update tombstone set at = at - interval '10 years'");
        desk.publish(other.tagged(), other.withdrawn(20, ""));
        assertThat(desk.number("select count(*) from tombstone where feed = 'all'"))
                .isEqualTo(1);
    }
}

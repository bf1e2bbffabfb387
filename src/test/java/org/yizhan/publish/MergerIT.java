package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.publish.Draft.merger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Relation;

class MergerIT {

    private static final Draft OLDER = Draft.of("cac", "1").published(1).about("topic/elderly");
    private static final Draft YOUNGER = Draft.of("mca", "2").published(9).about("topic/charity");
    private static final Draft COPY = Draft.of("nmg", "3").repostOf(YOUNGER).published(12);

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

    @Test
    void movesAllMembersAndLeavesATombstoneAndAnAlias() {
        desk.publish(OLDER.tagged(), YOUNGER.tagged(), COPY.tagged());
        var told = desk.publish(merger(YOUNGER.id(), OLDER.id()));
        assertThat(told.getFirst().stories()).containsExactlyInAnyOrder(OLDER.id(), YOUNGER.id());
        assertThat(told.getFirst().feeds())
                .contains("all", "source/cac", "source/mca", "source/nmg", "topic/charity", "topic/elderly");
        assertThat(desk.stories.story(YOUNGER.id())).isEqualTo(new StoryFound.Merged(OLDER.id()));
        assertThat(desk.feed("all")).containsExactly(OLDER.id());
        assertThat(desk.feed("source/nmg")).containsExactly(OLDER.id());
        assertThat(desk.feed("topic/charity")).isEmpty();
        for (String feed : List.of("all", "source/mca", "source/nmg", "topic/charity")) {
            assertThat(desk.content(feed).tombstones())
                    .extracting(Tombstone::storyId)
                    .containsExactly(YOUNGER.id());
        }
        assertThat(desk.entry(OLDER.id()).copies())
                .extracting(Copy::articleId)
                .containsExactly(YOUNGER.id(), COPY.id());
    }

    @Test
    void showsTheLaterOriginalAsARepostOfTheOrigin() {
        desk.publish(OLDER.tagged(), YOUNGER.tagged(), merger(YOUNGER.id(), OLDER.id()));
        var copy = desk.entry(OLDER.id()).copies().getFirst();
        assertThat(copy.relation()).isEqualTo(Relation.REPOST);
        assertThat(copy.matched()).contains(OLDER.id());
        assertThat(desk.stories.article(YOUNGER.id()).orElseThrow().verdict().relation())
                .isEqualTo(Relation.ORIGINAL);
    }

    @Test
    void exportsEachMovedAndEachDemotedArticleAnew() {
        // here the merged-away story turns out to hold the earlier publication
        var into = YOUNGER;
        var from = OLDER;
        desk.publish(into.tagged(), from.tagged());
        desk.publish(merger(from.id(), into.id()));
        List<ExportRow> rows = new ArrayList<>();
        desk.stories.export(2, rows::add);
        assertThat(rows).extracting(ExportRow::seq).containsExactly(3L, 4L);
        assertThat(rows).extracting(ExportRow::storyId).containsOnly(into.id());
        assertThat(rows)
                .filteredOn(row -> row.articleId().equals(into.id()))
                .singleElement()
                .satisfies(row -> assertThat(row.relation()).isEqualTo(Relation.REPOST));
        assertThat(desk.entry(into.id()).origin().articleId()).isEqualTo(from.id());
        assertThat(desk.entry(into.id()).publishedAt()).isEqualTo(Draft.minute(1));
    }

    @Test
    void filesLaterMembersUnderTheStandingStory() {
        desk.publish(OLDER.tagged(), YOUNGER.tagged(), merger(YOUNGER.id(), OLDER.id()));
        desk.publish(COPY.tagged());
        assertThat(storyOf(COPY)).isEqualTo(OLDER.id());
        assertThat(desk.feed("source/nmg")).containsExactly(OLDER.id());
    }

    @Test
    void mayComeBeforeEitherStoryIsKnown() {
        var told = desk.publish(merger(YOUNGER.id(), OLDER.id()));
        assertThat(told)
                .singleElement()
                .satisfies(changed -> assertThat(changed.feeds()).isEmpty());
        assertThat(desk.stories.story(OLDER.id())).isInstanceOf(StoryFound.Unknown.class);
        assertThat(desk.stories.story(YOUNGER.id())).isEqualTo(new StoryFound.Merged(OLDER.id()));
        desk.publish(COPY.tagged());
        assertThat(desk.feed("all")).containsExactly(OLDER.id());
        desk.publish(OLDER.tagged(), YOUNGER.tagged());
        assertThat(desk.entry(OLDER.id()).origin().articleId()).isEqualTo(OLDER.id());
        assertThat(desk.feed("all")).containsExactly(OLDER.id());
    }

    @Test
    void saidTwiceChangesNothing() {
        desk.publish(OLDER.tagged(), YOUNGER.tagged(), merger(YOUNGER.id(), OLDER.id()));
        assertThat(desk.publish(merger(YOUNGER.id(), OLDER.id()), YOUNGER.tagged()))
                .isEmpty();
    }

    @Test
    void chainsEndInTheLastStoryInEitherOrder() throws SQLException {
        var third = Draft.of("third", "5").published(3);
        var first = merger(YOUNGER.id(), third.id());
        var second = merger(third.id(), OLDER.id());
        for (var order : List.of(List.of(first, second), List.of(second, first))) {
            desk.empty();
            desk.publish(OLDER.tagged(), YOUNGER.tagged(), third.tagged());
            order.forEach(desk::publish);
            assertThat(desk.stories.story(YOUNGER.id())).isEqualTo(new StoryFound.Merged(OLDER.id()));
            assertThat(desk.stories.story(third.id())).isEqualTo(new StoryFound.Merged(OLDER.id()));
            assertThat(storyOf(YOUNGER)).isEqualTo(OLDER.id());
            assertThat(desk.feed("all")).containsExactly(OLDER.id());
        }
    }

    @Test
    void inACircleEndInTheSmallestIdWhateverTheOrder() throws SQLException {
        var one = merger(YOUNGER.id(), OLDER.id());
        var other = merger(OLDER.id(), YOUNGER.id());
        UUID smallest = Aliases.BY_ID.compare(OLDER.id(), YOUNGER.id()) < 0 ? OLDER.id() : YOUNGER.id();
        for (var order : List.of(List.of(one, other), List.of(other, one))) {
            desk.empty();
            desk.publish(OLDER.tagged(), YOUNGER.tagged());
            order.forEach(desk::publish);
            assertThat(storyOf(OLDER)).isEqualTo(smallest);
            assertThat(storyOf(YOUNGER)).isEqualTo(smallest);
            assertThat(desk.feed("all")).containsExactly(smallest);
            assertThat(desk.content("all").tombstones())
                    .extracting(Tombstone::storyId)
                    .doesNotContain(smallest);
        }
    }

    @Test
    void outlivesTheWithdrawalOfEveryMember() {
        desk.publish(OLDER.tagged(), YOUNGER.tagged(), merger(YOUNGER.id(), OLDER.id()));
        desk.publish(OLDER.withdrawn(20, "甲"), YOUNGER.withdrawn(21, "乙"));
        assertThat(desk.stories.story(YOUNGER.id())).isEqualTo(new StoryFound.Merged(OLDER.id()));
        assertThat(desk.stories.story(OLDER.id()))
                .isInstanceOfSatisfying(
                        StoryFound.Withdrawn.class,
                        gone -> assertThat(gone.tombstone().reason()).isEqualTo("乙"));
        assertThat(desk.feed("all")).isEmpty();
    }

    @Test
    void aRevisionThatJoinsAnotherStoryLeavesItsOwnEmpty() {
        desk.publish(OLDER.tagged(), YOUNGER.tagged());
        desk.publish(YOUNGER.received(30).titled("改投").repostOf(OLDER).tagged());
        assertThat(storyOf(YOUNGER)).isEqualTo(OLDER.id());
        assertThat(desk.feed("all")).containsExactly(OLDER.id());
        assertThat(desk.content("all").tombstones())
                .extracting(Tombstone::storyId)
                .containsExactly(YOUNGER.id());
        assertThat(desk.stories.story(YOUNGER.id())).isInstanceOf(StoryFound.Withdrawn.class);
    }
}

package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Hop;
import org.yizhan.article.Relation;

class PublisherIT {

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

    private static final Draft FIRST = Draft.of("cac", "1").published(1);

    @Test
    void showsAnArticleAsItCame() {
        desk.publish(FIRST.tagged());
        var stored = desk.stories.article(FIRST.id()).orElseThrow();
        assertThat(stored.article()).isEqualTo(FIRST.article());
        assertThat(stored.verdict()).isEqualTo(FIRST.verdict());
        assertThat(stored.storyId()).isEqualTo(FIRST.id());
        assertThat(stored.revision()).isEqualTo(1);
        assertThat(stored.traceId()).isEqualTo("trace-of-" + FIRST.id());
        assertThat(stored.hops()).extracting(Hop::stage).containsExactly("ingest", "publish");
        assertThat(stored.withdrawn()).isFalse();
    }

    @Test
    void tellsOnceABatchWhatChangedWithTheLastEnvelopeThatChangedSomething() {
        desk.publish(FIRST.tagged());
        var second = Draft.of("mca", "2").about("region/620702");
        var told = desk.publisher.process(List.of(
                Newsdesk.envelope(Draft.of("cac", "3").tagged()),
                Newsdesk.envelope(second.tagged()),
                Newsdesk.envelope(FIRST.tagged())));
        assertThat(told).hasSize(3);
        assertThat(told.get(0)).isEmpty();
        assertThat(told.get(2)).isEmpty();
        var changed = (FeedsChanged) told.get(1).getFirst();
        assertThat(changed.seq()).isEqualTo(3).isEqualTo(desk.stories.seq());
        assertThat(changed.feeds())
                .containsExactlyInAnyOrder(
                        "all",
                        "source/cac",
                        "source/mca",
                        "region/620702",
                        "region/620700",
                        "region/620000",
                        "region/100000");
        assertThat(changed.stories())
                .containsExactlyInAnyOrder(second.id(), Draft.of("cac", "3").id());
    }

    @Test
    void changesNothingWhenTheSameComesAgain() throws SQLException {
        desk.publish(FIRST.tagged());
        var before = desk.entry(FIRST.id());
        assertThat(desk.publish(FIRST.tagged(), FIRST.received(20).tagged())).isEmpty();
        assertThat(desk.entry(FIRST.id())).isEqualTo(before);
        assertThat(desk.stories.seq()).isEqualTo(1);
        assertThat(desk.number("select count(*) from article")).isEqualTo(1);
    }

    @Test
    void takesNewContentForARevisionThatMovesUpdatedButNotPublished() {
        desk.publish(FIRST.tagged());
        var before = desk.entry(FIRST.id());
        var revised = FIRST.received(20).published(5).titled("更正");
        assertThat(desk.publish(revised.tagged())).hasSize(1);
        var after = desk.entry(FIRST.id());
        assertThat(after.title()).isEqualTo("更正");
        assertThat(after.updatedAt()).isAfter(before.updatedAt());
        assertThat(after.publishedAt()).isEqualTo(before.publishedAt()).isEqualTo(Draft.minute(1));
        assertThat(after.seq()).isEqualTo(2);
        var stored = desk.stories.article(FIRST.id()).orElseThrow();
        assertThat(stored.revision()).isEqualTo(2);
        assertThat(stored.article()).isEqualTo(revised.article());
    }

    @Test
    void keepsANewerRevisionWhenAnOlderOneComesLate() {
        desk.publish(FIRST.received(20).titled("新").tagged());
        assertThat(desk.publish(FIRST.received(15).titled("旧").tagged())).isEmpty();
        assertThat(desk.entry(FIRST.id()).title()).isEqualTo("新");
    }

    @Test
    void foldsSeveralArrivalsOfOneArticleInTheirOrder() {
        desk.publish(
                FIRST.tagged(),
                FIRST.received(20).titled("二").tagged(),
                FIRST.withdrawn(21, "错了"),
                FIRST.received(22).titled("三").tagged());
        var stored = desk.stories.article(FIRST.id()).orElseThrow();
        assertThat(stored.revision()).isEqualTo(3);
        assertThat(stored.withdrawn()).isFalse();
        assertThat(stored.article().title()).isEqualTo("三");
        assertThat(desk.stories.seq()).isEqualTo(1);
    }

    @Test
    void takesOverNewTagsOfTheSameContent() {
        desk.publish(FIRST.about("region/350000").tagged());
        var told = desk.publish(FIRST.about("region/620702", "topic/elderly").tagged());
        assertThat(told.getFirst().feeds()).contains("region/350000", "region/620702", "topic/elderly");
        assertThat(desk.feed("region/350000")).isEmpty();
        assertThat(desk.feed("region/620000")).containsExactly(FIRST.id());
        assertThat(desk.stories.article(FIRST.id()).orElseThrow().revision()).isEqualTo(1);
    }

    @Test
    void filesAStoryUnderItsSourcesAndItsOriginsTags() {
        var original = FIRST.about("region/620702", "topic/elderly", "organization/mca");
        var repost = Draft.of("mca", "2").repostOf(FIRST).published(9).about("topic/charity", "region/350000");
        desk.publish(original.tagged(), repost.tagged());
        for (String feed : List.of(
                "all",
                "source/cac",
                "source/mca",
                "region/620702",
                "region/620700",
                "region/620000",
                "region/100000",
                "topic/elderly",
                "organization/mca")) {
            assertThat(desk.feed(feed)).as(feed).containsExactly(FIRST.id());
        }
        for (String feed : List.of("topic/charity", "region/350000", "source/other")) {
            assertThat(desk.feed(feed)).as(feed).isEmpty();
        }
    }

    @Test
    void showsTheOriginsTextAndWhoElseCarriesIt() {
        var early = Draft.of("mca", "2").repostOf(FIRST).published(9);
        var late = Draft.of("nmg", "3").repostOf(FIRST).published(12);
        desk.publish(late.tagged(), FIRST.saying("1 < 2 & \"三\"", "二段").tagged(), early.tagged());
        var entry = desk.entry(FIRST.id());
        assertThat(entry.html()).isEqualTo("<p>1 &lt; 2 &amp; &quot;三&quot;</p>\n<p>二段</p>");
        assertThat(entry.summary()).isEqualTo("1 < 2 & \"三\" 二段");
        assertThat(entry.authors()).containsExactly("张三");
        assertThat(entry.images()).hasSize(1);
        assertThat(entry.origin().articleId()).isEqualTo(FIRST.id());
        assertThat(entry.copies()).extracting(Copy::articleId).containsExactly(early.id(), late.id());
        assertThat(entry.copies()).extracting(Copy::relation).containsOnly(Relation.REPOST);
        assertThat(entry.copies().getFirst().matched()).contains(FIRST.id());
    }

    @Test
    void leavesUpdatedWhereOneMoreCopyHasCome() {
        desk.publish(FIRST.tagged());
        var before = desk.entry(FIRST.id());
        var copy = Draft.of("mca", "2").repostOf(FIRST).published(9);
        assertThat(desk.publish(copy.tagged())).as("caches hear of it").hasSize(1);
        var after = desk.entry(FIRST.id());
        assertThat(after.copies()).extracting(Copy::articleId).containsExactly(copy.id());
        assertThat(after.updatedAt()).isEqualTo(before.updatedAt());
    }

    @Test
    void keepsTheTimeOfPublicationWhereARevisionNamesNone() {
        var silent = FIRST.published(10).received(10);
        desk.publish(silent.tagged());
        desk.publish(silent.published(20).received(20).titled("更正").tagged());
        var entry = desk.entry(FIRST.id());
        assertThat(entry.title()).isEqualTo("更正");
        assertThat(entry.origin().publishedAt()).isEqualTo(Draft.minute(10));
    }

    @Test
    void ordersAFeedByPublicationNewestFirstThenByStory() {
        var drafts = List.of(
                Draft.of("a", "1").published(5),
                Draft.of("a", "2").published(7),
                Draft.of("a", "3").published(5),
                Draft.of("a", "4").published(6));
        drafts.forEach(draft -> desk.publish(draft.tagged()));
        var tied = java.util.stream.Stream.of(drafts.get(0).id(), drafts.get(2).id())
                .sorted(StoryTable.BY_ID)
                .toList();
        assertThat(desk.feed("all"))
                .containsExactly(drafts.get(1).id(), drafts.get(3).id(), tied.get(0), tied.get(1));
        assertThat(desk.stories.feed(FeedName.ALL, 2).entries()).hasSize(2);
    }

    @Test
    void holdsTextThatTheDatabaseCanNot() {
        var odd = FIRST.titled("坏\0字").saying("一\0二").about("topic/a");
        desk.publish(odd.tagged());
        assertThat(desk.entry(FIRST.id()).title()).isEqualTo("坏\uFFFD字");
        assertThat(desk.publish(odd.tagged())).isEmpty();
    }
}

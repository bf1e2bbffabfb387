package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Grouped;
import org.yizhan.article.Tagged;
import org.yizhan.publish.StoredArticles.Part;
import org.yizhan.publish.StoredArticles.Place;

/** Stored articles that are tagged and published once more. */
class RetagIT {

    private static final Draft FIRST = Draft.of("cac", "1").published(1).about("topic/elderly");
    private static final Draft OTHER = Draft.of("mca", "2").published(5).about("topic/charity");
    private static final Draft REPOST =
            Draft.of("mca", "3").repostOf(FIRST).published(9).about("topic/charity");
    private static final Place START = Place.before(Instant.EPOCH);

    @TempDir
    static Path temporary;

    private static Newsdesk desk;
    private static StoredArticles stored;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        desk = Newsdesk.in(temporary);
        stored = new StoredArticles(desk.database());
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        desk.empty();
    }

    private static Part after(Place place, int most) {
        return stored.after(place, Draft.minute(600), Optional.empty(), most);
    }

    private static Grouped read(Draft draft) {
        return after(START, 100).articles().stream()
                .filter(article -> article.key().equals(draft.id()))
                .findFirst()
                .orElseThrow();
    }

    /** The article as it is stored, with other tags, as the tag stage hands it over. */
    private static Tagged retagged(Draft draft, String... tags) {
        Grouped grouped = read(draft);
        return new Tagged(
                grouped.article(), grouped.verdict(), draft.about(tags).tags());
    }

    private static List<String> tags(Draft draft) {
        return desk.stories.article(draft.id()).orElseThrow().tags().stream()
                .map(tag -> tag.id())
                .toList();
    }

    private static List<UUID> ids(Draft... drafts) {
        return Arrays.stream(drafts).map(Draft::id).toList();
    }

    @Test
    void readsAnArticleAsItCame() {
        desk.publish(FIRST.tagged());

        assertThat(read(FIRST)).isEqualTo(new Grouped(FIRST.article(), FIRST.verdict()));
    }

    @Test
    void filesAnEntryAtItsOwnTimeAndMovesNone() {
        desk.publish(FIRST.tagged());
        desk.publish(OTHER.tagged());
        Entry before = desk.entry(FIRST.id());
        List<UUID> all = desk.feed("all");

        List<FeedsChanged> told = desk.publish(retagged(FIRST, "topic/charity"));

        assertThat(told)
                .singleElement()
                .satisfies(change -> assertThat(change.feeds())
                        .containsExactlyInAnyOrder("all", "source/cac", "topic/elderly", "topic/charity"));
        assertThat(desk.feed("topic/charity")).isEqualTo(ids(OTHER, FIRST));
        assertThat(desk.feed("topic/elderly")).isEmpty();
        assertThat(desk.content("topic/elderly").tombstones()).singleElement().satisfies(left -> {
            assertThat(left.storyId()).isEqualTo(FIRST.id());
            assertThat(left.fate()).isEqualTo(Tombstone.Fate.LEFT);
            assertThat(left.reason()).isEmpty();
            assertThat(left.publishedAt()).isEqualTo(before.publishedAt());
        });
        assertThat(desk.feed("all")).isEqualTo(all);
        Entry after = desk.entry(FIRST.id());
        assertThat(after.publishedAt()).isEqualTo(before.publishedAt());
        assertThat(after.updatedAt()).isEqualTo(before.updatedAt());
        assertThat(after.html()).isEqualTo(before.html());
        assertThat(desk.stories.article(FIRST.id()).orElseThrow().traceId()).isEqualTo("trace-of-" + FIRST.id());
    }

    @Test
    void tellsOnlyTheFeedsThatShowedTheEntry() {
        List<Draft> many = IntStream.range(0, Archives.PAGE + 1)
                .mapToObj(i -> Draft.of("many", "" + i).published(i).about("topic/elderly"))
                .toList();
        desk.publish(many.stream().map(Draft::tagged).toList());

        desk.publish(retagged(many.get(0), "topic/care"), retagged(many.get(1), "topic/care"));

        assertThat(left("topic/elderly")).isEqualTo(ids(many.get(1)));
        assertThat(desk.feed("topic/care")).isEqualTo(ids(many.get(1), many.get(0)));
    }

    @Test
    void anEntryThatComesBackHasNoTombstone() {
        desk.publish(FIRST.tagged());
        desk.publish(retagged(FIRST, "topic/charity"));
        desk.publish(REPOST.tagged());
        assertThat(left("topic/elderly")).as("one more copy takes none away").isEqualTo(ids(FIRST));

        desk.publish(retagged(FIRST, "topic/elderly"));

        assertThat(left("topic/elderly")).isEmpty();
        assertThat(desk.feed("topic/elderly")).isEqualTo(ids(FIRST));
        assertThat(left("topic/charity")).isEqualTo(ids(FIRST));
    }

    @Test
    void aSearchOfTheFeedThatItLeftTellsOfItToo() {
        desk.publish(FIRST.tagged());
        desk.publish(retagged(FIRST, "topic/charity"));

        assertThat(desk.stories.gone(topic("elderly")))
                .extracting(Tombstone::storyId)
                .isEqualTo(ids(FIRST));
        assertThat(desk.stories.gone(topic("charity"))).isEmpty();
    }

    private static StoryQuery topic(String slug) {
        return new StoryQuery(
                "", Optional.empty(), Optional.of(slug), Optional.empty(), Optional.empty(), Optional.empty(), 50);
    }

    @Test
    void whatBecomesOfItLaterIsSaidWhereItHadLeftToo() {
        desk.publish(FIRST.tagged(), OTHER.tagged());
        desk.publish(retagged(FIRST, "topic/care"));

        desk.publish(FIRST.repostOf(OTHER).moved(2));

        assertThat(desk.content("topic/elderly").tombstones()).singleElement().satisfies(gone -> {
            assertThat(gone.fate()).isEqualTo(Tombstone.Fate.MERGED);
            assertThat(gone.into()).contains(OTHER.id());
        });
        desk.publish(FIRST.moved(3));
        assertThat(desk.content("topic/elderly").tombstones())
                .extracting(Tombstone::fate, Tombstone::reason)
                .containsExactly(tuple(Tombstone.Fate.LEFT, ""));
    }

    @Test
    void aStoryTakenBackAndFiledElsewhereWhenItStandsAgainHasLeft() {
        desk.publish(FIRST.tagged());
        desk.publish(FIRST.withdrawn(20, "事实有误"));

        desk.publish(FIRST.received(30).titled("改好了").about("topic/care").tagged());

        assertThat(desk.feed("topic/care")).isEqualTo(ids(FIRST));
        assertThat(left("all")).isEmpty();
        assertThat(desk.content("topic/elderly").tombstones())
                .extracting(Tombstone::fate, Tombstone::reason)
                .containsExactly(tuple(Tombstone.Fate.LEFT, ""));
    }

    private static List<UUID> left(String feed) {
        return desk.content(feed).tombstones().stream().map(Tombstone::storyId).toList();
    }

    @Test
    void changesNothingTheSecondTime() {
        desk.publish(FIRST.tagged());
        desk.publish(retagged(FIRST, "topic/charity"));
        long seq = desk.stories.seq();

        assertThat(desk.publish(retagged(FIRST, "topic/charity"))).isEmpty();
        assertThat(desk.stories.seq()).isEqualTo(seq);
    }

    @Test
    void yieldsToARevisionWhicheverComesFirst() throws SQLException {
        Tagged revision = FIRST.received(20).saying("改好了。").about("topic/care").tagged();
        for (boolean revisionFirst : List.of(true, false)) {
            desk.empty();
            desk.publish(FIRST.tagged());
            Tagged anew = retagged(FIRST, "topic/charity");

            desk.publish(revisionFirst ? revision : anew);
            desk.publish(revisionFirst ? anew : revision);

            assertThat(tags(FIRST)).containsExactly("care");
            assertThat(desk.feed("topic/care")).isEqualTo(ids(FIRST));
            assertThat(desk.feed("topic/charity")).isEmpty();
            assertThat(desk.entry(FIRST.id()).html()).isEqualTo("<p>改好了。</p>");
        }
    }

    @Test
    void reachesAnArticleWhoseTagsCameAfterItsContent() {
        desk.publish(FIRST.tagged());
        desk.publish(FIRST.received(30).about("topic/care").tagged());

        desk.publish(retagged(FIRST, "topic/charity"));

        assertThat(tags(FIRST)).containsExactly("charity");
    }

    @Test
    void leavesAnArticleInTheStoryItHasMovedToMeanwhile() {
        desk.publish(FIRST.tagged(), OTHER.tagged());
        Tagged anew = retagged(OTHER, "topic/care");
        desk.publish(Draft.of("mca", "2").repostOf(FIRST).moved(2));

        desk.publish(anew);

        assertThat(desk.stories.article(OTHER.id()).orElseThrow().storyId()).isEqualTo(FIRST.id());
        assertThat(tags(OTHER)).containsExactly("care");
    }

    @Test
    void leavesAnErasedArticleErased() {
        desk.publish(FIRST.tagged());
        Tagged anew = retagged(FIRST, "topic/care");
        desk.publish(FIRST.erased());

        assertThat(desk.publish(anew)).isEmpty();
        assertThat(desk.stories.article(FIRST.id())).isEmpty();
    }

    @Test
    void leavesOutAndCountsWhatIsWithdrawn() {
        desk.publish(FIRST.tagged(), OTHER.tagged());
        desk.publish(FIRST.withdrawn(20, "事实有误"));

        Part part = after(START, 100);

        assertThat(part.articles().stream().map(Grouped::key)).isEqualTo(ids(OTHER));
        assertThat(part.leftOut()).isOne();
    }

    @Test
    void leavesAnArticleWithdrawnThatWasTakenBackMeanwhile() {
        desk.publish(FIRST.tagged());
        Tagged anew = retagged(FIRST, "topic/charity");
        desk.publish(FIRST.withdrawn(20, "事实有误"));
        var before = desk.content("all");

        desk.publish(anew);

        assertThat(desk.stories.story(FIRST.id())).isInstanceOf(StoryFound.Withdrawn.class);
        assertThat(desk.content("all").entries()).isEmpty();
        assertThat(desk.content("all").tombstones()).hasSize(1).isEqualTo(before.tombstones());
        assertThat(desk.content("topic/charity").entries()).isEmpty();
    }

    @Test
    void takesATombstoneAwayOnlyWhereTheStoryStandsNow() {
        desk.publish(FIRST.tagged(), REPOST.tagged());
        desk.publish(FIRST.withdrawn(20, "事实有误"));
        assertThat(desk.content("topic/elderly").tombstones()).hasSize(1);
        Entry before = desk.entry(FIRST.id());

        desk.publish(retagged(REPOST, "topic/elderly"));

        assertThat(desk.content("topic/elderly").tombstones()).isEmpty();
        assertThat(desk.feed("topic/elderly")).isEqualTo(ids(FIRST));
        assertThat(desk.content("source/cac").tombstones()).hasSize(1);
        assertThat(desk.entry(FIRST.id()).updatedAt()).isEqualTo(before.updatedAt());
    }

    @Test
    void readsInPartsThroughArticlesOfOneMoment() {
        List<Draft> many = IntStream.range(0, 7)
                .mapToObj(i -> Draft.of("many", "" + i).received(i / 4))
                .toList();
        desk.publish(many.stream().map(Draft::tagged).toList());
        List<Part> parts = new ArrayList<>(List.of(after(START, 3)));
        while (!parts.getLast().last()) {
            parts.add(after(parts.getLast().end(), 3));
        }

        assertThat(parts.stream().map(part -> part.articles().size())).containsExactly(3, 3, 1);
        assertThat(parts.stream().flatMap(part -> part.articles().stream()).map(Grouped::key))
                .containsExactlyInAnyOrderElementsOf(
                        many.stream().map(Draft::id).toList());
        assertThat(after(parts.getLast().end(), 3).articles()).isEmpty();
    }

    @Test
    void readsWhatWasReceivedFromThenOnAndBeforeOfOneSource() {
        desk.publish(
                FIRST.received(10).tagged(),
                OTHER.received(10).tagged(),
                Draft.of("cac", "4").received(9).tagged(),
                Draft.of("cac", "5").received(11).tagged());

        Part part = stored.after(Place.before(Draft.minute(10)), Draft.minute(11), Optional.of("cac"), 100);

        assertThat(part.articles().stream().map(Grouped::key)).isEqualTo(ids(FIRST));
        assertThat(part.last()).isTrue();
    }

    @Test
    void leavesOutAndCountsWhatHasNoTextAnyMore() {
        desk.publish(Stream.of(10, 11, 40, 41, 42)
                .map(minute -> Draft.of("cac", "at-" + minute).received(minute).tagged())
                .toList());
        new BodyRetention(desk.database()).drop(Draft.minute(30));

        Part first = after(START, 2);
        Part rest = after(first.end(), 2);

        assertThat(first.articles()).hasSize(2);
        assertThat(first.leftOut()).isEqualTo(2);
        assertThat(rest.articles()).hasSize(1);
        assertThat(rest.leftOut()).isZero();
    }
}

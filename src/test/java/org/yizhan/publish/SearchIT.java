package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Sources;
import org.yizhan.search.Follower;
import org.yizhan.search.Wanted;

class SearchIT {

    private static final Draft CARE =
            Draft.of("cac", "1").published(1).titled("养老院").about("region/620702", "topic/elderly");
    private static final Draft FIRE =
            Draft.of("mca", "2").published(2).titled("林场").saying("林场起火，养老院安全。").about("region/620000");
    private static final Draft RIVER =
            Draft.of("mca", "3").published(3).titled("河长").saying("河长巡河。").about("organization/water");

    @TempDir
    static Path temporary;

    private static Newsdesk desk;
    private static Follower follower;
    private static StoredStories stories;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        desk = Newsdesk.in(temporary.resolve("data"));
        follower = follower("search");
        stories = new StoredStories(desk.database(), Sources.NONE, Optional.of(follower));
    }

    private static Follower follower(String folder) {
        var changes = new StoryChanges(
                desk.database(),
                name -> Optional.of(name.toString())
                        .filter(FeedName.organization("water").toString()::equals)
                        .map(water -> "水利部"));
        return Follower.of(temporary.resolve(folder), changes);
    }

    @AfterAll
    static void close() throws IOException, InterruptedException {
        follower.close();
        desk.close();
    }

    @BeforeEach
    void fill() throws SQLException {
        desk.empty();
        catchUp(follower);
        publish(CARE, FIRE, RIVER);
    }

    private static void catchUp(Follower behind) {
        while (behind.follow()) {
            // until nothing is left
        }
    }

    private static void publish(Draft... drafts) {
        desk.publish(List.of(drafts).stream().map(Draft::tagged).toList());
        catchUp(follower);
    }

    private static StoryQuery query(String text, Optional<String> region, StoryQuery.Span span, Wanted.Order order) {
        return new StoryQuery(
                text,
                region,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                50,
                span,
                order,
                Optional.empty());
    }

    private static List<UUID> found(String text) {
        return found(query(text, Optional.empty(), StoryQuery.Span.ALWAYS, Wanted.Order.NEWEST));
    }

    private static List<UUID> found(StoryQuery query) {
        return stories.search(query).content().entries().stream()
                .map(Entry::storyId)
                .toList();
    }

    @Test
    void findsWordsInTitlesTextsAndNames() {
        assertThat(found("养老院")).containsExactly(FIRE.id(), CARE.id());
        assertThat(found("养老院 -起火")).containsExactly(CARE.id());
        assertThat(found("水利部")).containsExactly(RIVER.id());
        assertThat(found("长巡 OR \"林场起火\"")).containsExactly(RIVER.id(), FIRE.id());
        assertThat(found("%_\\")).isEmpty();
    }

    @Test
    void narrowsByRegionWithWhatLiesInItAndByTime() {
        assertThat(found(query("养老院", Optional.of("620000"), StoryQuery.Span.ALWAYS, Wanted.Order.RELEVANCE)))
                .containsExactly(CARE.id(), FIRE.id());
        assertThat(found(query("养老院", Optional.of("620700"), StoryQuery.Span.ALWAYS, Wanted.Order.NEWEST)))
                .containsExactly(CARE.id());
        for (String text : List.of("养老院", "")) {
            assertThat(found(query(text, Optional.empty(), span(2, 3), Wanted.Order.NEWEST)))
                    .containsExactly(FIRE.id());
        }
    }

    private static StoryQuery.Span span(int from, int until) {
        return new StoryQuery.Span(Optional.of(Draft.minute(from)), Optional.of(Draft.minute(until)));
    }

    @Test
    void whatIsWithdrawnIsGoneAtOnceAlsoBeforeTheIndexHasHeardOfIt() {
        desk.publish(FIRE.withdrawn(20, ""));
        assertThat(found("养老院")).containsExactly(CARE.id());
        catchUp(follower);
        assertThat(found("起火")).isEmpty();
        publish(FIRE.received(30).saying("火已扑灭。"));
        assertThat(found("扑灭")).containsExactly(FIRE.id());
    }

    @Test
    void erasedArticlesAreGone() {
        desk.publish(FIRE.erased());
        catchUp(follower);
        assertThat(found("起火")).isEmpty();
        assertThat(found("养老院")).containsExactly(CARE.id());
    }

    @Test
    void aStoryIsFoundBySourceOfAnyMemberAsLongAsItIsOne() {
        Draft copy = Draft.of("nmg", "9").repostOf(CARE).published(5);
        publish(copy);
        assertThat(ofSource("nmg")).containsExactly(CARE.id());
        desk.publish(copy.inStory(copy.id()).moved(7));
        catchUp(follower);
        assertThat(ofSource("nmg")).doesNotContain(CARE.id());
    }

    private static List<UUID> ofSource(String source) {
        return found(new StoryQuery(
                "养老院",
                Optional.empty(),
                Optional.empty(),
                Optional.of(source),
                Optional.empty(),
                Optional.empty(),
                50));
    }

    @Test
    void mergedStoriesAreOne() {
        Draft joined = FIRE.repostOf(CARE);
        desk.publish(joined.moved(2));
        catchUp(follower);
        assertThat(found("养老院")).containsExactly(CARE.id());
        assertThat(found("起火")).isEmpty();
    }

    @Test
    void everyInstanceAnswersTheSame() throws Exception {
        try (var other = follower("other")) {
            catchUp(other);
            publish(CARE.received(40).titled("敬老院"));
            catchUp(other);
            var elsewhere = new StoredStories(desk.database(), Sources.NONE, Optional.of(other));
            for (String text : List.of("养老院", "敬老院", "河长", "养老院 OR 河长", "-养老院")) {
                StoryQuery query = query(text, Optional.empty(), StoryQuery.Span.ALWAYS, Wanted.Order.NEWEST);
                assertThat(elsewhere.search(query)).as(text).isEqualTo(stories.search(query));
            }
        }
    }

    @Test
    void saysUpToWhichChangeItHasLooked() {
        desk.publish(RIVER.received(50).titled("河长制").tagged());
        var query = query("河长制", Optional.empty(), StoryQuery.Span.ALWAYS, Wanted.Order.NEWEST);
        assertThat(stories.search(query).content().seq()).isEqualTo(3);
        catchUp(follower);
        assertThat(stories.search(query).content().seq()).isEqualTo(4);
    }

    @Test
    void readsManyChangesInSteps() {
        publish(IntStream.range(100, 1_300)
                .mapToObj(i -> Draft.of("many", "" + i).published(i).titled("第" + i + "号通知"))
                .toArray(Draft[]::new));
        assertThat(found("1299号")).hasSize(1);
        assertThat(found("第100号通知")).hasSize(1);
        assertThat(found("号通知")).hasSize(50);
        assertThat(follower.behind()).isZero();
    }

    @Test
    void aSearchForNothingAsksTheStoreAlone() {
        desk.publish(Draft.of("x", "1").published(8).tagged());
        assertThat(found("")).hasSize(4);
    }

    private static List<String> choices(StoryQuery query) {
        return stories.facets(query).groups().stream()
                .flatMap(group -> group.choices().stream())
                .map(choice -> choice.name() + " " + choice.stories())
                .toList();
    }

    private static StoryQuery in(String text, String region) {
        return query(text, Optional.of(region), StoryQuery.Span.ALWAYS, Wanted.Order.NEWEST);
    }

    @Test
    void aListIsNarrowedFromProvinceToCounty() {
        publish(Draft.of("mca", "8").published(8).titled("养老院").about("region/620721", "region/110101"));
        var everywhere = query("养老院", Optional.empty(), StoryQuery.Span.ALWAYS, Wanted.Order.NEWEST);
        assertThat(choices(everywhere))
                .containsExactly(
                        "region/620000 3", "region/110000 1", "topic/elderly 1", "source/mca 2", "source/cac 1");
        assertThat(stories.facets(everywhere).stories()).isEqualTo(3);
        assertThat(choices(in("养老院", "620000")))
                .containsExactly("region/620700 2", "topic/elderly 1", "source/mca 2", "source/cac 1");
        assertThat(choices(in("养老院", "620700")))
                .contains("region/620702 1", "region/620721 1")
                .doesNotContain("region/620700 2");
        assertThat(choices(in("养老院", "110000"))).contains("region/110101 1");
        assertThat(choices(in("", "620702"))).containsExactly("topic/elderly 1", "source/cac 1");
    }

    @Test
    void everythingIsCountedByTheStoreAlsoWhereNobodyCanCountTheList() {
        var everything = query("", Optional.empty(), StoryQuery.Span.ALWAYS, Wanted.Order.NEWEST);
        desk.publish(Draft.of("x", "1").published(8).tagged());
        assertThat(stories.facets(everything).stories()).isEqualTo(4);
        assertThat(stories.facets(everything).narrowed()).isTrue();
        var unindexed = new StoredStories(desk.database(), Sources.NONE);
        Facets all = unindexed.facets(in("养老院", "620000"));
        assertThat(all.narrowed()).isFalse();
        assertThat(all.stories()).isEqualTo(4);
        assertThat(all.groups().getFirst().choices()).contains(new Facets.Choice(FeedName.region("620700"), 1));
    }

    @Test
    void ofManyChoicesTheLargestAreGiven() {
        publish(IntStream.range(0, 20)
                .mapToObj(i -> Draft.of("s" + i % 15, "n" + i).published(i).titled("通知"))
                .toArray(Draft[]::new));
        Facets.Group sources = stories.facets(
                        query("通知", Optional.empty(), StoryQuery.Span.ALWAYS, Wanted.Order.NEWEST))
                .groups()
                .getLast();
        assertThat(sources.kind()).isEqualTo(FeedName.Kind.SOURCE);
        assertThat(sources.choices()).hasSize(12).startsWith(new Facets.Choice(FeedName.source("s0"), 2));
        assertThat(sources.more()).isEqualTo(3);
    }

    private static List<UUID> gone(StoryQuery query) {
        var named = new StoredStories(
                desk.database(),
                Sources.NONE,
                Optional.of(follower),
                name -> name.equals(FeedName.organization("water")) ? Optional.of("水利部") : Optional.empty());
        return named.gone(query).stream().map(Tombstone::storyId).toList();
    }

    private static List<UUID> gone(String text) {
        return gone(query(text, Optional.empty(), StoryQuery.Span.ALWAYS, Wanted.Order.NEWEST));
    }

    @Test
    void aSearchTellsOfAllWithdrawalsInItsFeedsWhateverTheySaid() {
        desk.publish(FIRE.withdrawn(20, "有误"));
        desk.publish(RIVER.withdrawn(21, ""));
        catchUp(follower);
        for (String words : List.of("", "起火", "没有人写过", "养老院 -起火")) {
            assertThat(gone(words)).as(words).containsExactlyInAnyOrder(RIVER.id(), FIRE.id());
        }
        assertThat(gone(in("起火", "620000"))).containsExactly(FIRE.id());
        assertThat(gone(in("起火", "110000"))).isEmpty();
        publish(FIRE.received(30).saying("火已扑灭。"));
        assertThat(gone("起火")).containsExactly(RIVER.id());
    }

    @Test
    void ofStoriesThatWentIntoAnotherASearchTellsOfThoseThatItHadFound() {
        desk.publish(FIRE.repostOf(RIVER).moved(2));
        catchUp(follower);
        assertThat(gone("起火")).containsExactly(FIRE.id());
        assertThat(gone("水利部")).doesNotContain(FIRE.id());
        assertThat(gone("没有人写过")).isEmpty();
    }

    @Test
    void aStoryThatWentIntoAnotherIsToldOfByTheWordsThatItHad() {
        desk.publish(FIRE.repostOf(CARE).moved(2));
        catchUp(follower);
        assertThat(gone("起火")).containsExactly(FIRE.id());
        assertThat(gone("河长")).isEmpty();
    }

    @Test
    void whatIsErasedLeavesNoWordToSearchForAndIsToldOfToEverySearch() {
        desk.publish(FIRE.erased());
        catchUp(follower);
        for (String words : List.of("", "起火", "没有人写过", "养老院 -起火")) {
            assertThat(gone(words)).as(words).containsExactly(FIRE.id());
        }
        assertThat(gone(in("", "110000"))).isEmpty();
    }

    @Test
    void whereAnErasedArticleFoundedAStoryThatGoesOnItsOldIdIsToldOfToEverySearch() {
        Draft copy = Draft.of("nmg", "9").repostOf(FIRE).published(5).saying("林场起火，养老院安全。");
        publish(copy);
        desk.publish(FIRE.erased());
        desk.publish(copy.inStory(copy.id()).moved(7));
        catchUp(follower);
        assertThat(gone("起火")).containsExactly(FIRE.id());
        assertThat(gone("河长")).containsExactly(FIRE.id());
        assertThat(gone(in("", "110000"))).isEmpty();
    }
}

package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Sources;

class StoredStoriesIT {

    private static final Draft CARE =
            Draft.of("cac", "1").published(1).titled("养老院").about("region/620702", "topic/elderly");
    private static final Draft FIRE =
            Draft.of("mca", "2").published(2).saying("林场起火，养老院安全。", "%_\\").about("region/620000");
    private static final Draft RIVER =
            Draft.of("mca", "3").published(3).saying("河长巡河。").about("topic/elderly");

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
    void fill() throws SQLException {
        desk.empty();
        desk.publish(CARE.tagged(), FIRE.tagged(), RIVER.tagged());
    }

    private static StoryQuery query(String text) {
        return new StoryQuery(
                text, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 50);
    }

    @Test
    void titlesAreThoseOfTheStoriesThatTheIdsLeadTo() {
        var copy = Draft.of("nmg", "4").published(4).titled("转载");
        var erased = Draft.of("gone", "5").published(5).titled("失物");
        var rest = Draft.of("nmg", "6").repostOf(erased).published(6).titled("失物招领");
        desk.publish(copy.tagged(), erased.tagged(), rest.tagged());
        desk.publish(copy.repostOf(CARE).moved(2), RIVER.withdrawn(20, "有误"), erased.erased());
        List<UUID> asked = List.of(CARE.id(), copy.id(), RIVER.id(), erased.id(), UUID.randomUUID());

        Map<UUID, StoryTitle> titles = desk.stories.titles(asked);

        assertThat(titles.get(CARE.id())).isEqualTo(new StoryTitle(CARE.id(), "养老院"));
        assertThat(titles.get(copy.id())).isEqualTo(new StoryTitle(CARE.id(), "养老院"));
        assertThat(titles.get(erased.id()).title()).isEqualTo("失物招领");
        assertThat(titles).hasSize(3);
        for (UUID id : asked) {
            StoryFound found = desk.stories.story(id);
            UUID story = found instanceof StoryFound.Merged merged ? merged.into() : id;
            assertThat(Optional.ofNullable(titles.get(id)).map(StoryTitle::story))
                    .isEqualTo(
                            desk.stories.story(story) instanceof StoryFound.Present
                                    ? Optional.of(story)
                                    : Optional.empty());
        }
    }

    private static List<UUID> found(StoryQuery query) {
        return desk.stories.search(query).content().entries().stream()
                .map(Entry::storyId)
                .toList();
    }

    @Test
    void findsEveryWordInTitleOrText() {
        assertThat(found(query("养老院"))).containsExactly(FIRE.id(), CARE.id());
        assertThat(found(query(" 养老院　起火 "))).containsExactly(FIRE.id());
        assertThat(found(query("养老院 河长"))).isEmpty();
        assertThat(found(query("%_\\"))).containsExactly(FIRE.id());
        assertThat(found(query("paragraphs"))).isEmpty();
        assertThat(found(query(""))).containsExactly(RIVER.id(), FIRE.id(), CARE.id());
    }

    @Test
    void findsWhatMeetsEveryCondition() {
        assertThat(found(new StoryQuery(
                        "",
                        Optional.of("620000"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        9)))
                .containsExactly(FIRE.id(), CARE.id());
        assertThat(found(new StoryQuery(
                        "",
                        Optional.of("620000"),
                        Optional.of("elderly"),
                        Optional.of("cac"),
                        Optional.empty(),
                        Optional.empty(),
                        9)))
                .containsExactly(CARE.id());
        assertThat(found(new StoryQuery(
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("nobody"),
                        Optional.empty(),
                        Optional.empty(),
                        9)))
                .isEmpty();
    }

    @Test
    void pagesBackInTime() {
        assertThat(found(new StoryQuery(
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Draft.minute(3)),
                        1)))
                .containsExactly(FIRE.id());
    }

    @Test
    void saysNothingOfWhatItDoesNotKnow() {
        var unknown = new UUID(1, 2);
        assertThat(desk.stories.story(unknown)).isInstanceOf(StoryFound.Unknown.class);
        assertThat(desk.stories.article(unknown)).isEmpty();
        assertThat(desk.content("topic/none")).isEqualTo(new FeedContent(3, Instant.EPOCH, List.of(), List.of()));
        assertThat(desk.stories.feed(FeedName.story(unknown), 5).entries()).isEmpty();
    }

    @Test
    void givesAStoryAsAFeedOfOneEntry() {
        assertThat(desk.stories.feed(FeedName.story(CARE.id()), 5).entries()).containsExactly(desk.entry(CARE.id()));
    }

    @Test
    void countsTheStoriesOfEachFeedLargestFirst() {
        assertThat(desk.stories.feeds(FeedName.Kind.REGION))
                .containsExactly(
                        new FeedSummary(FeedName.region("100000"), 2, Draft.minute(2)),
                        new FeedSummary(FeedName.region("620000"), 2, Draft.minute(2)),
                        new FeedSummary(FeedName.region("620700"), 1, Draft.minute(1)),
                        new FeedSummary(FeedName.region("620702"), 1, Draft.minute(1)));
        assertThat(desk.stories.feeds(FeedName.Kind.ALL))
                .containsExactly(new FeedSummary(FeedName.ALL, 3, Draft.minute(3)));
        desk.publish(CARE.withdrawn(20, ""));
        assertThat(desk.stories.feeds(FeedName.Kind.REGION))
                .containsExactly(
                        new FeedSummary(FeedName.region("100000"), 1, Draft.minute(2)),
                        new FeedSummary(FeedName.region("620000"), 1, Draft.minute(2)));
    }

    @Test
    void aSourcesNewestArticleIsItsOwnHoweverOldTheStoryIs() throws SQLException {
        Draft copy = Draft.of("mca", "4").repostOf(CARE).published(500);
        desk.publish(copy.tagged(), Draft.of("mca", "5").published(2).tagged());
        assertThat(desk.stories.published(List.of("mca", "cac", "nobody", "mca"), 3))
                .isEqualTo(Map.of(
                        "mca", List.of(minute(500), minute(3), minute(2)),
                        "cac", List.of(minute(1))));
        desk.publish(copy.withdrawn(20, ""), CARE.withdrawn(21, ""));
        assertThat(desk.stories.published(List.of("mca", "cac"), 1)).isEqualTo(Map.of("mca", List.of(minute(3))));
        assertThat(desk.stories.published(List.of(), 1)).isEmpty();
    }

    private static Instant minute(int minute) {
        return Draft.MORNING.plusSeconds(60L * minute);
    }

    @Test
    void countsTheStoriesOfNamedFeedsAndLeavesOutThoseWithout() {
        assertThat(desk.stories.feeds(
                        List.of(FeedName.region("620702"), FeedName.region("620000"), FeedName.region("620721"))))
                .containsExactlyInAnyOrder(
                        new FeedSummary(FeedName.region("620000"), 2, Draft.minute(2)),
                        new FeedSummary(FeedName.region("620702"), 1, Draft.minute(1)));
        assertThat(desk.stories.feeds(List.of())).isEmpty();
    }

    @Test
    void exportsEachArticleOnceByItsNewestNumber() {
        desk.publish(CARE.received(20).titled("新题").tagged());
        desk.publish(FIRE.withdrawn(20, ""));
        List<ExportRow> rows = new ArrayList<>();
        desk.stories.export(0, rows::add);
        assertThat(rows).extracting(ExportRow::articleId).containsExactly(RIVER.id(), CARE.id(), FIRE.id());
        assertThat(rows).extracting(ExportRow::seq).containsExactly(3L, 4L, 5L);
        assertThat(rows).extracting(ExportRow::status).containsExactly("published", "published", "withdrawn");
        var row = rows.get(1);
        assertThat(row.title()).isEqualTo("新题");
        assertThat(row.externalId()).isEqualTo("1");
        assertThat(row.url()).isEqualTo(CARE.article().url());
        assertThat(row.tags()).isEqualTo(CARE.tags());
        assertThat(row.attribution()).isEqualTo(CARE.article().attribution());
        List<ExportRow> none = new ArrayList<>();
        desk.stories.export(5, none::add);
        assertThat(none).isEmpty();
    }

    @Test
    void exportsOneSnapshotWhileArticlesChange() throws SQLException {
        desk.empty();
        List<Draft> drafts = IntStream.range(0, 1_300)
                .mapToObj(i -> Draft.of("many", "" + i).published(i))
                .toList();
        desk.publish(drafts.stream().map(Draft::tagged).toList());
        List<UUID> seen = new ArrayList<>();
        desk.stories.export(0, row -> {
            if (seen.isEmpty()) {
                desk.publish(drafts.stream()
                        .map(draft -> draft.received(99).titled("改").tagged())
                        .toList());
            }
            seen.add(row.articleId());
        });
        assertThat(seen).hasSize(1_300).doesNotHaveDuplicates();
        assertThat(desk.stories.seq()).isEqualTo(2_600);
    }

    @Test
    void givesUpASearchThatTakesTooLong() throws SQLException {
        try (var connection = desk.database().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table feed_entry in access exclusive mode");
            assertThatThrownBy(() -> found(query("养老院")))
                    .isInstanceOf(IllegalStateException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            connection.rollback();
        }
        assertThat(found(query("起火"))).containsExactly(FIRE.id());
    }

    @Test
    void passesOnTheFailureOfTheDatabase() {
        var nowhere = new StoredStories(new Unreachable(), Sources.NONE);
        assertThatThrownBy(nowhere::seq)
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(SQLException.class);
        var publisher = new Publisher(new Unreachable(), java.time.Clock.systemUTC());
        assertThatThrownBy(() -> publisher.process(List.of(Newsdesk.envelope(CARE.tagged()))))
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(SQLException.class);
    }

    /** A database that is away. */
    private static final class Unreachable extends org.postgresql.ds.PGSimpleDataSource {
        private static final long serialVersionUID = 1L;

        @Override
        public java.sql.Connection getConnection() throws SQLException {
            return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:1/none", "none", "none");
        }
    }
}

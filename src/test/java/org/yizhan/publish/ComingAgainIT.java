package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Envelope;
import org.yizhan.article.Erasure;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Hop;
import org.yizhan.article.Message;
import org.yizhan.ops.backup.LostChronicle;

/** What readers had been told by a database that is lost, and is published again by the one that took its place. */
class ComingAgainIT {

    private static final Instant THEN = Instant.parse("2026-11-24T03:00:00Z");
    private static final Instant TODAY = Instant.parse("2026-11-26T08:00:00Z");
    private static final List<String> FEEDS =
            List.of("all", "source/cac", "source/mca", "source/nmg", "topic/charity", "topic/elderly");

    /** They go on behind those that were given. */
    private static final String NUMBERS = ".*seq";

    private static final Draft FIRST = Draft.of("cac", "first").received(10).about("topic/charity");
    private static final Draft COPY = Draft.of("mca", "copy").repostOf(FIRST).received(11);
    private static final Draft REVISED =
            FIRST.saying("镇上的养老服务站明天开门。").received(20).decided(3);
    private static final Draft LATER = Draft.of("mca", "later").received(14).about("topic/elderly");
    private static final Draft OTHER = Draft.of("nmg", "other").received(12).about("topic/elderly");
    private static final Draft TAKEN_BACK =
            Draft.of("nmg", "taken").received(13).about("topic/elderly");

    /** Each an arrival of its own, in the order in which they were published. */
    private static final List<Envelope> TOLD = arrivals(
            FIRST.tagged(),
            OTHER.tagged(),
            TAKEN_BACK.tagged(),
            COPY.tagged(),
            TAKEN_BACK.withdrawn(30, "有误"),
            REVISED.tagged(),
            LATER.tagged(),
            LATER.repostOf(FIRST).moved(4),
            new Erasure(OTHER.id(), "ops", "a court's order", Draft.minute(40)));

    private static Newsdesk desk;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException, InterruptedException {
        desk = Newsdesk.in(folder);
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        desk.empty();
        desk.run("truncate lost_telling, lost_dating, lost_burial");
    }

    private static List<Envelope> arrivals(Message... messages) {
        var arrivals = new ArrayList<Envelope>();
        for (Message message : messages) {
            arrivals.add(new Envelope(
                    "arrival-0000000" + arrivals.size(), List.of(new Hop("ingest", Draft.MORNING)), message));
        }
        return arrivals;
    }

    private static List<FeedsChanged> publish(Publisher publisher, List<Envelope> batch) {
        return publisher.process(batch).stream()
                .flatMap(List::stream)
                .map(FeedsChanged.class::cast)
                .toList();
    }

    /** Each in a batch of its own, a second after the one before. */
    private static List<FeedsChanged> publishOneByOne(List<Envelope> envelopes) {
        var told = new ArrayList<FeedsChanged>();
        for (int second = 0; second < envelopes.size(); second++) {
            told.addAll(publish(at(THEN.plusSeconds(second)), List.of(envelopes.get(second))));
        }
        return told;
    }

    private static Publisher at(Instant now) {
        return new Publisher(desk.database(), Clock.fixed(now, ZoneOffset.UTC));
    }

    /** As a restore of an empty backup does it: with what {@code feeds.changed} has. */
    private static void lose(List<FeedsChanged> told) throws SQLException {
        desk.empty();
        desk.run("insert into lost_decision values (0, 0)");
        try (var connection = desk.database().getConnection()) {
            var chronicle = new LostChronicle(connection);
            for (FeedsChanged batch : told) {
                chronicle.hear(batch);
            }
            chronicle.put();
        }
    }

    private static List<FeedContent> feeds() {
        return FEEDS.stream().map(desk::content).toList();
    }

    private static void assertThatFeedsAre(List<FeedContent> before) {
        assertThat(feeds())
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(NUMBERS)
                .isEqualTo(before);
    }

    @Test
    void hasTheTimesThatReadersKnow() throws SQLException {
        List<FeedsChanged> told = publishOneByOne(TOLD);
        List<FeedContent> before = feeds();
        lose(told);

        publish(at(TODAY), TOLD);

        assertThatFeedsAre(before);
        assertThat(desk.entry(FIRST.id()).updatedAt()).isEqualTo(THEN.plusSeconds(5));
    }

    @Test
    void hasThemHoweverItIsCutIntoBatches() throws SQLException {
        FeedsChanged told = publish(at(THEN), TOLD).getFirst();
        List<FeedContent> before = feeds();
        lose(List.of(told));

        for (Envelope envelope : TOLD) {
            publish(at(TODAY), List.of(envelope));
        }

        assertThatFeedsAre(before);
    }

    @Test
    void isNewsWhereReadersHadNotBeenTold() throws SQLException {
        List<FeedsChanged> told = publishOneByOne(TOLD.subList(0, 5));
        lose(told);

        publish(at(TODAY), TOLD);

        assertThat(desk.entry(FIRST.id()).updatedAt()).as("revised unseen").isEqualTo(TODAY);
        assertThat(desk.content("topic/elderly").tombstones())
                .filteredOn(grave -> grave.storyId().equals(TAKEN_BACK.id()))
                .singleElement()
                .satisfies(grave -> assertThat(grave.at()).isEqualTo(THEN.plusSeconds(4)));
        assertThat(desk.content("topic/elderly").tombstones())
                .filteredOn(grave -> grave.storyId().equals(OTHER.id()))
                .singleElement()
                .satisfies(grave -> assertThat(grave.at()).as("erased unseen").isEqualTo(TODAY));
    }

    /** A repeat that changed nothing was in no batch that told of anything. */
    @Test
    void isNoNewsForARepeatThatChangesNothing() throws SQLException {
        List<FeedsChanged> told = publishOneByOne(List.of(TOLD.getFirst()));
        Envelope repeat =
                new Envelope("arrival-again-01", List.of(), TOLD.getFirst().message());
        lose(told);

        publish(at(TODAY), List.of(TOLD.getFirst(), repeat));

        assertThat(desk.entry(FIRST.id()).updatedAt()).isEqualTo(THEN);
    }

    /** A withdrawal that had come ahead of its article changed nothing then, so that no batch told of it. */
    @Test
    void staysWithdrawnByWhatCameAheadOfIt() throws SQLException {
        List<Envelope> ahead = List.of(TOLD.get(4), TOLD.get(2));
        List<FeedsChanged> told = publishOneByOne(ahead);
        List<FeedContent> before = feeds();
        lose(told);

        publish(at(TODAY), ahead);

        assertThatFeedsAre(before);
    }

    /** What is erased after a restore leaves nothing of what readers had been told before either. */
    @Test
    void leavesNoReasonOfWhatIsErased() throws SQLException {
        lose(publishOneByOne(TOLD));
        publish(at(TODAY), TOLD);
        assertThat(desk.number("select count(*) from lost_burial where reason = '有误'"))
                .isPositive();

        publish(at(TODAY), arrivals(new Erasure(TAKEN_BACK.id(), "ops", "a court's order", Draft.minute(50))));

        assertThat(desk.number("select count(*) from lost_burial where reason = '有误'"))
                .isZero();
    }

    @Test
    void keepsTheLastOfItsTimesThroughASecondLoss() throws SQLException {
        List<FeedsChanged> told = publishOneByOne(TOLD);
        List<FeedContent> before = feeds();
        lose(told);
        desk.run("update change_number set last = 1000");
        var both = new ArrayList<>(publish(at(TODAY), TOLD));
        both.addAll(told);
        lose(both);
        publish(at(TODAY.plus(Duration.ofDays(1))), TOLD);

        assertThatFeedsAre(before);
    }

    @Test
    void findsTheArchiveAsItWasCut() throws SQLException {
        List<Envelope> many = new ArrayList<>();
        for (int number = 0; number < 3 * Archives.PAGE; number++) {
            many.addAll(arrivals(Draft.of("cac", "n" + number).published(number).tagged()));
        }
        FeedName all = FeedName.parse("all").orElseThrow();
        var told = new ArrayList<>(publish(at(THEN), many.subList(0, Archives.MOST + 1)));
        desk.stories.cut(all, Optional.empty(), Archives.PAGE);
        told.addAll(publish(at(THEN), many.subList(Archives.MOST + 1, many.size())));
        List<ArchivePage> before = pages(all);
        assertThat(before).isNotEmpty();
        assertThat(told.getLast().chronicle().orElseThrow().pages()).hasSameSizeAs(before);
        lose(told);

        publish(at(TODAY), many);

        assertThat(pages(all))
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(NUMBERS)
                .isEqualTo(before);
        assertThat(desk.number("select count(*) from feed_archive where not told"))
                .isZero();
    }

    private static List<ArchivePage> pages(FeedName name) {
        var pages = new ArrayList<ArchivePage>();
        for (Optional<ArchivePage> page = desk.stories.page(name, 1);
                page.isPresent();
                page = desk.stories.page(name, pages.size() + 1)) {
            pages.add(page.get());
        }
        return pages;
    }
}

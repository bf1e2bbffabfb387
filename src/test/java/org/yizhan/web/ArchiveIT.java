package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.Envelope;
import org.yizhan.article.Erasure;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Identity;
import org.yizhan.article.Message;
import org.yizhan.article.Relation;
import org.yizhan.article.Tagged;
import org.yizhan.article.Verdict;
import org.yizhan.article.Withdrawal;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Publisher;
import org.yizhan.publish.StoredStories;
import org.yizhan.publish.TombstoneRetention;

/** Whoever follows a feed's archive to its end meets every story, whatever happened while pages were cut. */
class ArchiveIT {

    private static final Instant MORNING = Instant.parse("2026-11-23T00:00:00Z");
    private static final int BATCH = 500;

    private static EmbeddedPostgres server;
    private static HikariDataSource database;
    private Publisher publisher;
    private Site site;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
        var config = new HikariConfig();
        config.setDataSource(server.getPostgresDatabase());
        database = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        server.close();
    }

    @BeforeEach
    void open() {
        publisher = new Publisher(database, Clock.systemUTC());
        site = Site.over(new StoredStories(database, Site.SOURCES));
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** An article of its own story, published so many minutes after the morning. */
    private static Tagged article(String source, int number, int minute, String text) {
        UUID id = Identity.article(source, String.valueOf(number));
        var article = new Article(
                id,
                source,
                String.valueOf(number),
                "https://" + source + ".example/" + number,
                source + " 第 " + number + " 篇",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                List.of(text),
                MORNING.plusSeconds(60L * minute),
                MORNING,
                Attribution.NONE,
                List.of(),
                Optional.empty(),
                Identity.contentHash(source + number + text),
                List.of(),
                Optional.empty());
        var verdict = new Verdict(id, Relation.ORIGINAL, Optional.empty(), 1, 1, "none", List.of(), 0);
        return new Tagged(article, verdict, List.of());
    }

    private static Tagged article(String source, int number) {
        return article(source, number, number, "第 " + number + " 篇的正文。");
    }

    private static List<Tagged> articles(String source, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> article(source, number))
                .toList();
    }

    private static String entry(String source, int number) {
        return Links.storyName(Identity.article(source, String.valueOf(number)));
    }

    private static List<String> entries(String source, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> entry(source, number))
                .toList()
                .reversed();
    }

    private void publish(Message... messages) {
        publish(Arrays.asList(messages));
    }

    private void publish(List<? extends Message> messages) {
        for (int from = 0; from < messages.size(); from += BATCH) {
            List<Envelope> batch = messages.subList(from, Math.min(messages.size(), from + BATCH)).stream()
                    .map(message -> new Envelope("trace-" + message.key(), List.of(), message))
                    .toList();
            for (List<Message> told : publisher.process(batch)) {
                told.forEach(message -> site.cache.changed((FeedsChanged) message));
            }
        }
        site.pass(FeedCache.SEARCH_REST);
    }

    private ArchiveChain chain(String source, FeedFormat format) {
        site.pass(FeedCache.STANDING_LIFE);
        ArchiveChain chain = ArchiveChain.of(site, "source/" + source, format);
        chain.assertLinked();
        assertThat(chain.repeated()).as("entries on two pages").isZero();
        return chain;
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void aFeedThatHoldsAllItHasKeepsNoArchive() {
        publish(articles("few", 0, 50));
        ArchiveChain chain = chain("few", FeedFormat.ATOM);
        assertThat(chain.parts()).hasSize(1);
        assertThat(chain.ids()).isEqualTo(entries("few", 0, 50));
    }

    @ParameterizedTest
    @EnumSource(FeedFormat.class)
    void everyStoryIsMetOnTheWayToTheEndInTheFeedsOrder(FeedFormat format) {
        String source = "all-" + format.suffix();
        publish(articles(source, 0, 333));
        ArchiveChain chain = chain(source, format);
        assertThat(chain.ids()).isEqualTo(entries(source, 0, 333));
        assertThat(chain.pages()).hasSize(6).allSatisfy(page -> {
            assertThat(page.ids()).hasSize(50);
            assertThat(page.bytes()).isLessThan(FeedWriter.MAX_BYTES);
        });
        for (FeedFormat other : FeedFormat.values()) {
            assertThat(chain(source, other).paths()).isEqualTo(chain.pathsAs(other));
        }
    }

    @Test
    void oneByOneEveryPageThatWasEverLinkedStaysWhereItIs() {
        var seen = new ArrayList<String>();
        for (int number = 0; number < 180; number++) {
            publish(article("slow", number));
            if (number % 7 == 0) {
                List<String> pages = chain("slow", FeedFormat.RSS).paths().subList(1, chainLength("slow"));
                assertThat(pages).endsWith(seen.toArray(String[]::new));
                seen.clear();
                seen.addAll(pages);
                assertThat(chain("slow", FeedFormat.RSS).ids()).isEqualTo(entries("slow", 0, number + 1));
            }
        }
        assertThat(seen).hasSize(3);
    }

    private int chainLength(String source) {
        return chain(source, FeedFormat.RSS).parts().size();
    }

    @ParameterizedTest
    @EnumSource(FeedFormat.class)
    void whatALiveDocumentOf250KilobytesLeavesOutIsInTheArchive(FeedFormat format) {
        String source = "long-" + format.suffix();
        String text = "长".repeat(9_000);
        publish(IntStream.range(0, 60)
                .mapToObj(number -> article(source, number, number, number + text))
                .toList());
        ArchiveChain chain = chain(source, format);
        assertThat(chain.ids()).isEqualTo(entries(source, 0, 60));
        assertThat(chain.parts())
                .allSatisfy(part -> assertThat(part.bytes()).as(part.path()).isLessThanOrEqualTo(FeedWriter.MAX_BYTES));
    }

    @Test
    void oneEntryThatIsTooLongForAnyDocumentHasAPageOfItsOwn() {
        publish(articles("huge", 0, 4));
        // each "&" takes nine characters in a document
        publish(article("huge", 4, 4, "&".repeat(19_000)), article("huge", 5, 5, "&".repeat(19_000)));
        publish(articles("huge", 6, 9));
        ArchiveChain chain = chain("huge", FeedFormat.ATOM);
        assertThat(chain.ids()).isEqualTo(entries("huge", 0, 9));
        publish(new Tagged(titled("huge", 9, "题".repeat(90_000)), founder("huge", 9), List.of()));
        chain = chain("huge", FeedFormat.ATOM);
        assertThat(chain.ids()).isEqualTo(entries("huge", 0, 10));
        assertThat(chain.pages())
                .filteredOn(page -> page.bytes() > FeedWriter.MAX_BYTES)
                .allSatisfy(page -> assertThat(page.ids()).hasSize(1));
    }

    private static Article titled(String source, int number, String title) {
        Article plain = article(source, number).article();
        return new Article(
                plain.key(),
                plain.source(),
                plain.externalId(),
                plain.url(),
                title,
                plain.kicker(),
                plain.subtitle(),
                plain.column(),
                plain.html(),
                plain.paragraphs(),
                plain.publishedAt(),
                plain.receivedAt(),
                plain.attribution(),
                plain.images(),
                plain.print(),
                Identity.contentHash(title),
                plain.warnings(),
                Optional.empty());
    }

    private static Verdict founder(String source, int number) {
        return article(source, number).verdict();
    }

    @Test
    void whatComesInLateStandsOnThePageOfItsTimeAndAPageThatGrowsIsDividedBehindItsPlace() {
        publish(articles("late", 0, 160));
        ArchiveChain before = chain("late", FeedFormat.JSON);
        publish(IntStream.range(1_000, 1_700)
                .mapToObj(number -> article("late", number, 20, "迟到的第 " + number + " 篇。"))
                .toList());
        ArchiveChain after = chain("late", FeedFormat.JSON);
        assertThat(after.ids())
                .hasSize(860)
                .containsAll(entries("late", 0, 160))
                .containsAll(entries("late", 1_000, 1_700));
        assertThat(after.paths()).containsSubsequence(before.paths());
        assertThat(after.pages()).allSatisfy(page -> assertThat(page.ids()).hasSizeLessThanOrEqualTo(100));
        assertThat(after.pages().size()).isGreaterThan(before.pages().size() + 7);
    }

    @Test
    void withdrawnStoriesAreGoneFromTheirPagesWhichStayEvenWithNothingLeft() {
        publish(articles("gone", 0, 170));
        ArchiveChain before = chain("gone", FeedFormat.ATOM);
        publish(IntStream.range(0, 70).mapToObj(ArchiveIT::withdrawn).toList());
        ArchiveChain after = chain("gone", FeedFormat.ATOM);
        assertThat(after.paths()).isEqualTo(before.paths());
        assertThat(after.ids()).isEqualTo(entries("gone", 70, 170));
        assertThat(after.parts().getLast().ids()).isEmpty();
        String empty = site.get(after.parts().getLast().path()).body();
        assertThat(empty)
                .contains("<updated>2026-11-23T08:49:00+08:00</updated>")
                .doesNotContain("deleted-entry");
        publish(new Erasure(Identity.article("gone", "80"), "ops", "法院裁定", MORNING));
        assertThat(chain("gone", FeedFormat.ATOM).ids()).hasSize(99).doesNotContain(entry("gone", 80));
    }

    private static Withdrawal withdrawn(int number) {
        return new Withdrawal(
                Identity.article("gone", String.valueOf(number)), "gone", String.valueOf(number), "有误", MORNING);
    }

    @Test
    void aFeedWhoseStoriesAreAllGoneStillLeadsToItsArchive() {
        publish(articles("void", 0, 60));
        assertThat(chain("void", FeedFormat.RSS).pages()).hasSize(1);
        publish(IntStream.range(0, 60)
                .mapToObj(
                        number -> new Erasure(Identity.article("void", String.valueOf(number)), "ops", "法院裁定", MORNING))
                .toList());
        ArchiveChain chain = chain("void", FeedFormat.RSS);
        assertThat(chain.pages()).hasSize(1);
        assertThat(chain.ids()).isEmpty();
    }

    @Test
    void storiesInAnyOrderWithWithdrawalsAndReadersBetweenAreAllMet() {
        var random = new Random(20_261_127);
        var numbers = new ArrayList<>(IntStream.range(0, 600).boxed().toList());
        Collections.shuffle(numbers, random);
        Set<String> standing = new HashSet<>();
        List<String> pages = new ArrayList<>();
        for (int from = 0; from < numbers.size(); from += 40) {
            List<Integer> part = numbers.subList(from, from + 40);
            publish(part.stream()
                    .map(number -> article("mixed", number, number / 3, "正".repeat(random.nextInt(4_000))))
                    .toList());
            part.forEach(number -> standing.add(entry("mixed", number)));
            int gone = part.get(random.nextInt(part.size()));
            String id = String.valueOf(gone);
            publish(new Withdrawal(Identity.article("mixed", id), "mixed", id, "", MORNING));
            standing.remove(entry("mixed", gone));
            FeedFormat format = FeedFormat.values()[random.nextInt(3)];
            ArchiveChain chain = chain("mixed", format);
            assertThat(chain.ids()).containsExactlyInAnyOrderElementsOf(standing);
            assertThat(chain.pathsAs(FeedFormat.RSS).stream().filter(new HashSet<>(pages)::contains))
                    .containsExactlyElementsOf(pages);
            assertThat(chain.parts())
                    .allSatisfy(one -> assertThat(one.bytes()).isLessThanOrEqualTo(FeedWriter.MAX_BYTES));
            pages = chain.pathsAs(FeedFormat.RSS);
        }
        assertThat(pages).hasSizeBetween(9, 40);
    }

    @Test
    void manyReadersAtOnceCutTheSamePages() throws Exception {
        publish(articles("busy", 0, 500));
        var store = new StoredStories(database, Site.SOURCES);
        try (var readers = Executors.newFixedThreadPool(8)) {
            Callable<Integer> read = () -> {
                store.cut(FeedName.source("busy"), Optional.empty(), 50);
                return store.recent(FeedName.source("busy"), 50).loose();
            };
            for (var loose : readers.invokeAll(Collections.nCopies(16, read))) {
                assertThat(loose.get()).isEqualTo(50);
            }
        }
        ArchiveChain chain = chain("busy", FeedFormat.ATOM);
        assertThat(chain.pages()).hasSize(9);
        assertThat(chain.ids()).isEqualTo(entries("busy", 0, 500));
    }

    @Test
    void aChangeOfAnArchivedStoryReachesItsPage() {
        publish(articles("edit", 0, 120));
        String page = chain("edit", FeedFormat.ATOM).parts().getLast().path();
        HttpResponse<String> before = site.get(page);
        publish(article("edit", 3, 3, "更正后的正文。"));
        HttpResponse<String> after = site.get(page, "If-None-Match", header(before, "ETag"));
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body()).contains("更正后的正文");
        assertThat(site.get(page, "If-None-Match", header(after, "ETag")).statusCode())
                .isEqualTo(304);
    }

    @Test
    void aPageIsSentAsAFeedIsAndMayBeKeptForLonger() throws IOException {
        publish(articles("sent", 0, 120));
        String page = chain("sent", FeedFormat.ATOM).parts().getLast().path();
        var plain = site.bytes(page);
        assertThat(header(plain, "Content-Type")).isEqualTo("application/atom+xml; charset=utf-8");
        assertThat(header(plain, "Cache-Control")).isEqualTo("public, max-age=600");
        assertThat(header(plain, "Link")).isEqualTo("<" + Site.BASE + page + ">; rel=\"self\"");
        assertThat(header(plain, "Vary")).isEqualTo("Accept-Encoding, Sec-Fetch-Dest");
        var head = site.head(page);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "ETag")).isEqualTo(header(plain, "ETag"));
        var packed = site.bytes(page, "Accept-Encoding", "gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .isEqualTo(plain.body());
        assertThat(site.get(page, "If-Modified-Since", header(plain, "Last-Modified"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(header(site.get(page, "Sec-Fetch-Dest", "document"), "Content-Type"))
                .isEqualTo("application/xml; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/feeds/source/ends/archive/3.atom",
                "/feeds/source/ends/archive/999999999.rss",
                "/feeds/source/ends/archive/0.json",
                "/feeds/source/ends/archive/01.json",
                "/feeds/source/ends/archive/-1.json",
                "/feeds/source/ends/archive/9999999999999.json",
                "/feeds/source/ends/archive/x.json",
                "/feeds/source/ends/archive/.json",
                "/feeds/source/ends/archive/1",
                "/feeds/source/ends/archive/1.xml",
                "/feeds/source/nobody/archive/1.atom",
                "/feeds/search/archive/1.atom",
                "/feeds/story/00000000-0000-0000-0000-000000000000/archive/1.atom",
                "/feeds/source/ends%2Farchive%2F1.atom"
            })
    void whatLiesPastTheEndIsNotFound(String path) {
        publish(articles("ends", 0, 120));
        assertThat(chain("ends", FeedFormat.ATOM).pages()).hasSize(2);
        var answer = site.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void aSourceWhoseNameReadsLikeAnArchivesPageIsStillASource() {
        publish(articles("odd/archive/1", 0, 55));
        ArchiveChain chain = chain("odd%2Farchive%2F1", FeedFormat.JSON);
        assertThat(chain.paths())
                .containsExactly(
                        "/feeds/source/odd%2Farchive%2F1.json", "/feeds/source/odd%2Farchive%2F1/archive/1.json");
        assertThat(chain.ids()).isEqualTo(entries("odd/archive/1", 0, 55));
    }

    @ParameterizedTest
    @EnumSource(FeedFormat.class)
    void aFeedThatOnceHeldSomethingHasEndedWhereNothingIsLeftToTell(FeedFormat format) throws SQLException {
        String source = "ended-" + format.suffix();
        String path = "/feeds/source/" + source + "." + format.suffix();
        assertThat(site.get(path).statusCode()).isEqualTo(404);
        site.pass(FeedCache.STANDING_LIFE);
        publish(article(source, 1));
        assertThat(site.get(path).statusCode()).isEqualTo(200);
        publish(new Withdrawal(Identity.article(source, "1"), source, "1", "有误", MORNING.plusSeconds(900)));
        assertThat(site.get(path).statusCode())
                .as("tells of the last one first")
                .isEqualTo(200);
        publish(new Erasure(Identity.article(source, "1"), "ops", "法院裁定", MORNING));
        assertThat(site.get(path).statusCode()).as("and of its erasure").isEqualTo(200);
        assertThat(new TombstoneRetention(database).drop(Instant.now().plusSeconds(60)))
                .isPositive();
        site.pass(FeedCache.STANDING_LIFE);
        var ended = site.get(path);
        assertThat(ended.statusCode()).isEqualTo(410);
        assertThat(ended.body()).contains(source, "has ended", "/feeds.opml");
        publish(article(source, 2));
        site.pass(FeedCache.STANDING_LIFE);
        assertThat(site.get(path).statusCode()).as("begins again").isEqualTo(200);
    }
}

package org.yizhan.deduplicate;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.deduplicate.Prints.MONDAY;
import static org.yizhan.deduplicate.Prints.REPORT;
import static org.yizhan.deduplicate.Prints.article;
import static org.yizhan.deduplicate.Prints.hours;
import static org.yizhan.deduplicate.Prints.key;
import static org.yizhan.deduplicate.Store.verdict;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Article;
import org.yizhan.article.Message;
import org.yizhan.article.Moved;
import org.yizhan.article.Relation;
import org.yizhan.article.Verdict;
import org.yizhan.article.Withdrawal;

class DeduplicatorIT {

    @RegisterExtension
    static final Store STORE = new Store();

    private static List<List<Message>> process(Article... articles) {
        return STORE.process(articles);
    }

    private static Article original() {
        return article("晚报", "1", "城东社区长者食堂一年不涨价", REPORT, MONDAY);
    }

    private static Article copy(String source, long hours) {
        return article(source, "c", "转载：长者食堂", REPORT + "（转自晚报）", hours(hours));
    }

    @Test
    void foundsAStoryForWhatIsNew() {
        Verdict verdict = verdict(process(original()), 0);
        assertThat(verdict.storyId()).isEqualTo(key("晚报", "1"));
        assertThat(verdict.relation()).isEqualTo(Relation.ORIGINAL);
        assertThat(verdict.matched()).isEmpty();
    }

    /** The first of two was told to readers as the story; read again from the topics the other one comes first. */
    @Test
    void aStoryBearsTheIdThatItHadInADatabaseThatIsLost() throws SQLException {
        for (String article : List.of("晚报 1", "网站 c")) {
            String[] name = article.split(" ");
            STORE.execute("insert into lost_arrival values ('%s', nextval('fingerprint_no_seq'))"
                    .formatted(key(name[0], name[1])));
        }
        process(copy("网站", 5));
        process(copy("论坛", 6));
        Verdict verdict = verdict(process(original()), 0);
        assertThat(verdict.storyId()).isEqualTo(key("晚报", "1"));
        assertThat(verdict(process(copy("网站", 5)), 0).storyId()).isEqualTo(key("晚报", "1"));
        assertThat(verdict(process(copy("论坛", 6)), 0).storyId()).isEqualTo(key("晚报", "1"));
    }

    @Test
    void putsARepostIntoItsStoryAndSaysWhy() {
        process(original());
        Verdict verdict = verdict(process(copy("网站", 5)), 0);
        assertThat(verdict.storyId()).isEqualTo(key("晚报", "1"));
        assertThat(verdict.relation()).isEqualTo(Relation.REPOST);
        assertThat(verdict.matched()).contains(key("晚报", "1"));
        assertThat(verdict.containment()).isEqualTo(1);
        assertThat(verdict.reasons()).anyMatch(reason -> reason.contains("晚报"));
    }

    @Test
    void findsCopiesWithinOneBatch() {
        List<List<Message>> outcomes = process(original(), copy("网站", 1), copy("论坛", 2));
        assertThat(outcomes)
                .hasSize(3)
                .allSatisfy(outcome -> assertThat(outcome).hasSize(1));
        assertThat(List.of(verdict(outcomes, 1).storyId(), verdict(outcomes, 2).storyId()))
                .containsOnly(key("晚报", "1"));
    }

    @Test
    void callsAPartAnExcerptAndChangedWordsEdited() {
        process(original());
        String third = REPORT.lines().skip(1).findFirst().orElseThrow();
        assertThat(verdict(process(article("摘报", "1", "账目贴在门口", third, hours(1))), 0)
                        .relation())
                .isEqualTo(Relation.EXCERPT);
        String edited = REPORT.replace("飘出米粥的香味", "热气腾腾").replace("写进了为老服务的年度清单", "列为来年的重点");
        assertThat(verdict(process(article("晨报", "1", "长者食堂", edited, hours(1))), 0)
                        .relation())
                .isEqualTo(Relation.EDITED);
    }

    @Test
    void mergesTwoStoriesThatALateWholeShowsToBeOne() {
        List<String> parts = REPORT.lines().toList();
        var readers = new Readers();
        readers.hear(process(article("甲", "1", "早饭", parts.get(0), MONDAY)));
        readers.hear(process(article("乙", "1", "账目", parts.get(1), hours(1))));
        assertThat(readers.groups()).hasSize(2);
        List<List<Message>> outcomes = process(article("丙", "1", "长者食堂", REPORT, hours(2)));
        readers.hear(outcomes);
        assertThat(readers.groups()).hasSize(1);
        assertThat(outcomes.getFirst().getLast()).isInstanceOfSatisfying(Moved.class, moved -> {
            assertThat(moved.key()).isEqualTo(key("乙", "1"));
            assertThat(moved.verdict().storyId()).as("the older stays").isEqualTo(key("甲", "1"));
            assertThat(moved.causedBy()).isEqualTo(key("丙", "1"));
        });
    }

    @Test
    void tellsTheSameAgainWhenABatchComesAgain() {
        List<String> parts = REPORT.lines().toList();
        process(article("甲", "1", "早饭", parts.get(0), MONDAY));
        process(article("乙", "1", "账目", parts.get(1), hours(1)));
        Article whole = article("丙", "1", "长者食堂", REPORT, hours(2));
        var first = new Readers();
        first.hear(process(whole));
        var second = new Readers();
        second.hear(process(whole));
        assertThat(first.articles()).hasSize(2);
        assertThat(second.groups()).isEqualTo(first.groups());
    }

    @Test
    void keepsARevisionInItsStory() {
        process(original());
        process(copy("网站", 1));
        Article corrected = article("晚报", "1", "更正：城东社区长者食堂", REPORT.replace("七十三", "七十二"), MONDAY);
        Verdict verdict = verdict(process(corrected), 0);
        assertThat(verdict.storyId()).isEqualTo(key("晚报", "1"));
        assertThat(verdict.relation()).isEqualTo(Relation.ORIGINAL);
    }

    @Test
    void letsAllElsePass() {
        var withdrawal = new Withdrawal(key("晚报", "1"), "晚报", "1", "失实", MONDAY);
        assertThat(STORE.process(withdrawal)).containsExactly(List.of(withdrawal));
    }

    @Test
    void keepsIdenticalYearlyNoticesApart() {
        var readers = new Readers();
        for (int year = 0; year < 4; year++) {
            readers.hear(process(article("民政局", "y" + year, "公告", REPORT, MONDAY.plus(Duration.ofDays(365L * year)))));
        }
        assertThat(readers.groups()).hasSize(4);
    }

    @Test
    void previewsWithoutStoring() throws SQLException {
        process(original());
        Verdict verdict = STORE.deduplicator().preview(copy("网站", 3)).verdict();
        assertThat(verdict.storyId()).isEqualTo(key("晚报", "1"));
        assertThat(STORE.deduplicator()
                        .preview(article("x", "1", "别的", Prints.text(99, 8), MONDAY))
                        .verdict()
                        .matched())
                .isEmpty();
        assertThat(STORE.count("fingerprint")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "无", "详见附件", "　", "1234567890"})
    void takesTheShortestTexts(String text) {
        List<List<Message>> outcomes =
                process(article("a", "1", "日程", text, MONDAY), article("b", "1", "公告", text, MONDAY));
        assertThat(verdict(outcomes, 0).storyId())
                .isNotEqualTo(verdict(outcomes, 1).storyId());
    }

    /** Forty stories with up to six copies each, and as many look-alikes. */
    private static List<Article> week() {
        var random = new Random(11);
        var articles = new ArrayList<Article>();
        for (int story = 0; story < 40; story++) {
            String text = Prints.text(story, 12);
            articles.add(article("origin", "s" + story, "标题" + Prints.text(story, 1), text, hours(story)));
            int copies = random.nextInt(7);
            for (int copy = 0; copy < copies; copy++) {
                int from = random.nextInt(4) * 29;
                articles.add(article(
                        "site" + copy,
                        "s" + story,
                        "转载" + copy,
                        text.substring(from) + "转自本报第" + copy + "版",
                        hours(story + copy)));
            }
            articles.add(article(
                    "county" + story,
                    "n",
                    "例会",
                    Prints.notice(
                            "河湾县",
                            1 + story % 12,
                            2 + story % 20,
                            20 + story,
                            900 + 7 * story,
                            Prints.text(story, 1).substring(0, 3)),
                    hours(story)));
        }
        return articles;
    }

    @Test
    void endsInTheSameGroupsInWhateverOrderArticlesCome() throws SQLException {
        Set<Set<UUID>> expected = null;
        for (int seed = 0; seed < 5; seed++) {
            STORE.empty();
            List<Article> order = new ArrayList<>(week());
            Collections.shuffle(order, new Random(seed));
            // some come twice
            order.addAll(order.subList(0, 20));
            var readers = new Readers();
            int size = 1 + 13 * seed;
            for (int at = 0; at < order.size(); at += size) {
                readers.hear(process(
                        order.subList(at, Math.min(order.size(), at + size)).toArray(Article[]::new)));
            }
            if (expected == null) {
                expected = readers.groups();
                assertThat(expected).hasSizeGreaterThanOrEqualTo(80);
            }
            assertThat(readers.groups()).as("order " + seed).isEqualTo(expected);
        }
    }

    @Test
    void missesNoTwinThatAnotherWorkerHasInHand() throws InterruptedException, ExecutionException {
        var readers = new Readers();
        List<Article> all = week();
        try (var workers = Executors.newFixedThreadPool(2)) {
            var ready = new CountDownLatch(2);
            var tasks = new ArrayList<java.util.concurrent.Future<?>>();
            for (int worker = 0; worker < 2; worker++) {
                int own = worker;
                tasks.add(workers.submit(() -> {
                    var instance = new Deduplicator(STORE.database(), Store.CLOCK);
                    ready.countDown();
                    ready.await();
                    for (int at = own * 8; at < all.size(); at += 16) {
                        List<Article> batch = all.subList(at, Math.min(all.size(), at + 8));
                        readers.hear(instance.process(
                                batch.stream().map(Prints::envelope).toList()));
                    }
                    return null;
                }));
            }
            for (var task : tasks) {
                task.get();
            }
        }
        var alone = new Readers();
        Collection<Set<UUID>> together = readers.groups();
        assertThat(readers.articles()).isEqualTo(all.stream().map(Article::key).collect(toSet()));
        try {
            STORE.empty();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        alone.hear(process(all.toArray(Article[]::new)));
        assertThat(together).containsExactlyInAnyOrderElementsOf(alone.groups());
    }

    @Test
    void takesAStormOfIdenticalRepostsForOneStory() {
        var readers = new Readers();
        for (int batch = 0; batch < 4; batch++) {
            int first = batch * 250;
            readers.hear(process(java.util.stream.IntStream.range(first, first + 250)
                    .mapToObj(i -> article("site" + i, "1", "长者食堂", REPORT, hours(i % 24)))
                    .toArray(Article[]::new)));
        }
        assertThat(readers.groups()).hasSize(1);
    }
}

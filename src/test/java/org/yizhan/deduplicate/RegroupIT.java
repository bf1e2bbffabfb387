package org.yizhan.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yizhan.deduplicate.Prints.MONDAY;
import static org.yizhan.deduplicate.Prints.REPORT;
import static org.yizhan.deduplicate.Prints.article;
import static org.yizhan.deduplicate.Prints.hours;
import static org.yizhan.deduplicate.Prints.key;
import static org.yizhan.deduplicate.Store.verdict;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Article;
import org.yizhan.article.Erasure;
import org.yizhan.article.Message;
import org.yizhan.article.Print;
import org.yizhan.article.Relation;
import org.yizhan.article.Verdict;

/** How stories come apart and together again as texts and knowledge change, on a real PostgreSQL. */
class RegroupIT {

    @RegisterExtension
    static final Store STORE = new Store();

    private final Readers readers = new Readers();

    private static final String FOOT = """
            主办单位：河湾县民政局，承办单位：河湾县信息中心，网站标识码和备案号见首页，地址在河湾县城东大街十二号行政中心四楼
            本网站所刊登的各种新闻、信息和专题资料，均为本站版权所有，未经协议授权，禁止下载使用或者建立镜像
            欢迎扫描二维码关注我们的公众号，获取更多的办事指南和政策解读，咨询时间为工作日上午九点到下午五点""";

    private static Article item(String source, String id, long seed, String foot) {
        return article(
                source,
                id,
                "短讯" + Prints.text(seed, 1).substring(0, 9),
                Prints.text(seed, 2) + "\n" + foot,
                hours(seed));
    }

    @Test
    void leavesAStoryWhoseTextItNoLongerHas() {
        readers.hear(STORE.process(
                article("晚报", "1", "食堂", REPORT, MONDAY),
                article("网站", "1", "食堂", REPORT + "（转自晚报）", hours(1)),
                article("论坛", "1", "食堂", REPORT, hours(2))));
        readers.hear(STORE.process(article("网站", "1", "别的", Prints.text(8, 9), hours(1))));
        assertThat(readers.groups())
                .containsExactlyInAnyOrder(Set.of(key("晚报", "1"), key("论坛", "1")), Set.of(key("网站", "1")));
        readers.hear(STORE.process(article("晚报", "1", "又是别的", Prints.text(9, 9), MONDAY)));
        assertThat(readers.groups()).hasSize(3);
        readers.hear(STORE.process(article("晚报", "1", "食堂", REPORT + "又改回来了", MONDAY)));
        assertThat(readers.story(key("论坛", "1"))).isEqualTo(readers.story(key("晚报", "1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"晚报", "网站", "论坛"})
    void keepsItsStoryWhereARevisionPutsNumbersAndNamesRight(String corrected) {
        String notice = Prints.notice("河湾县", 3, 7, 21, 907, "周");
        readers.hear(STORE.process(
                article("晚报", "1", "例会", notice, MONDAY),
                article("网站", "1", "例会", notice, hours(1)),
                article("论坛", "1", "例会", notice + "（转自晚报）", hours(2))));
        assertThat(readers.groups()).hasSize(1);
        String right = Prints.notice("河湾县", 4, 8, 22, 908, "吴");
        readers.hear(STORE.process(article(corrected, "1", "例会", right, MONDAY)));
        assertThat(readers.groups()).as("the rest still have the former text").hasSize(1);
        readers.hear(
                STORE.process(article("门户", "1", "例会", right, hours(3)), article("邻报", "1", "例会", notice, hours(4))));
        assertThat(readers.groups()).as("copies of either revision").hasSize(1);
    }

    @Test
    void joinsAnExcerptToOneStoryOnlyWhereTwoHoldIt() {
        String shared = Prints.text(1, 4);
        String one = Prints.text(2, 5) + shared;
        String other = shared + Prints.text(3, 9);
        List<Article> all = new ArrayList<>(List.of(
                article("甲", "1", "一件事", one, MONDAY),
                article("乙", "1", "另一件事", other, hours(1)),
                article("丙", "1", "摘录", shared, hours(2))));
        for (int seed = 0; seed < 6; seed++) {
            Collections.shuffle(all, new Random(seed));
            var heard = new Readers();
            all.forEach(article -> heard.hear(STORE.process(article)));
            assertThat(heard.story(key("丙", "1")))
                    .as("order " + seed)
                    .isEqualTo(heard.story(key("甲", "1")))
                    .isNotEqualTo(heard.story(key("乙", "1")));
        }
    }

    @Test
    void keepsStrangersApartThatShareALongFoot() throws Exception {
        for (int seed = 0; seed < 12; seed++) {
            readers.hear(STORE.process(item("河湾县民政局", "n" + seed, seed, FOOT)));
        }
        assertThat(readers.groups()).hasSize(12);
        assertThat(STORE.count("boilerplate")).isEqualTo(3);
    }

    @Test
    void findsCopiesUnderAFootThatItKnew() throws Exception {
        String elsewhere = Prints.text(77, 6);
        for (int seed = 0; seed < 4; seed++) {
            readers.hear(STORE.process(item("河湾县民政局", "n" + seed, seed, FOOT)));
            readers.hear(STORE.process(item("邻县民政局", "n" + seed, 40 + seed, elsewhere)));
        }
        readers.hear(STORE.process(item("河湾县民政局", "copied", 20, FOOT)));
        readers.hear(STORE.process(item("邻县民政局", "copy", 20, elsewhere)));
        assertThat(readers.story(key("邻县民政局", "copy"))).isEqualTo(key("河湾县民政局", "copied"));
    }

    @Test
    void comparesAgainWhatCameBeforeItKnewTheFoot() {
        String elsewhere = Prints.text(77, 6);
        readers.hear(STORE.process(item("河湾县民政局", "copied", 20, FOOT)));
        readers.hear(STORE.process(item("邻县民政局", "copy", 20, elsewhere)));
        assertThat(readers.groups()).as("the feet are more than half of either").hasSize(2);
        for (int seed = 0; seed < 4; seed++) {
            readers.hear(STORE.process(item("河湾县民政局", "n" + seed, seed, FOOT)));
            readers.hear(STORE.process(item("邻县民政局", "n" + seed, 40 + seed, elsewhere)));
        }
        assertThat(readers.story(key("邻县民政局", "copy"))).isEqualTo(key("河湾县民政局", "copied"));
        assertThat(readers.groups()).hasSize(9);
    }

    private static Article piece(String title, String text, int page, Optional<Integer> from, Optional<Integer> on) {
        Article plain = article("样报", "2026-11-23/" + page + "/" + title, title, text, MONDAY);
        return new Article(
                plain.key(),
                plain.source(),
                plain.externalId(),
                plain.url(),
                plain.title(),
                plain.kicker(),
                plain.subtitle(),
                plain.column(),
                plain.html(),
                plain.paragraphs(),
                plain.publishedAt(),
                plain.receivedAt(),
                plain.attribution(),
                plain.images(),
                Optional.of(new Print("样报", LocalDate.of(2026, 11, 23), page, from, on)),
                plain.contentHash(),
                plain.warnings(),
                plain.notice());
    }

    private static final String HEADLINE = "社区食堂开张一年没有涨过价";

    private static Article begins() {
        return piece(HEADLINE, Prints.text(31, 5) + "居民们说", 1, Optional.empty(), Optional.of(4));
    }

    private static Article continues() {
        return piece(HEADLINE, "饭菜合口。" + Prints.text(32, 5), 4, Optional.of(1), Optional.empty());
    }

    private static Article stranger() {
        return piece("邻村修好了石桥", Prints.text(33, 5), 4, Optional.of(1), Optional.empty());
    }

    @Test
    void joinsTheTwoPartsOfANewspaperPieceInEitherOrder() throws Exception {
        for (List<Article> order : List.of(
                List.of(begins(), continues(), stranger()),
                List.of(stranger(), continues(), begins()),
                List.of(continues(), begins(), stranger()))) {
            STORE.empty();
            var heard = new Readers();
            order.forEach(article -> heard.hear(STORE.process(article)));
            assertThat(heard.groups()).hasSize(2);
            Verdict next = heard.verdict(continues().key());
            assertThat(next.relation()).isEqualTo(Relation.CONTINUATION);
            assertThat(next.matched()).contains(begins().key());
            assertThat(heard.verdict(begins().key()).relation()).isEqualTo(Relation.ORIGINAL);
        }
    }

    @Test
    void publishesALoneContinuationAtOnce() {
        Verdict alone = verdict(STORE.process(continues()), 0);
        assertThat(alone.relation()).isEqualTo(Relation.ORIGINAL);
        assertThat(alone.storyId()).isEqualTo(continues().key());
    }

    @Test
    void forgetsWhatIsErasedAndTakesItInNeverAgain() throws Exception {
        Article first = article("晚报", "1", "食堂", REPORT, MONDAY);
        readers.hear(STORE.process(
                first, article("网站", "1", "食堂", REPORT, hours(1)), article("论坛", "1", "食堂", REPORT + "转", hours(2))));
        List<List<Message>> outcome = readers.hear(STORE.process(new Erasure(first.key(), "ops", "本人要求", MONDAY)));
        assertThat(outcome.getFirst().getFirst()).isInstanceOf(Erasure.class);
        assertThat(readers.groups()).containsExactly(Set.of(key("网站", "1"), key("论坛", "1")));
        assertThat(readers.story(key("论坛", "1"))).isEqualTo(key("网站", "1"));
        assertThat(STORE.process(first).getFirst()).isEmpty();
        assertThat(STORE.count("fingerprint_text")).isEqualTo(2);
        assertThat(STORE.count("fingerprint where source = '晚报'")).isZero();
        var unknown = key("将来", "1");
        STORE.process(new Erasure(unknown, "ops", "本人要求", MONDAY));
        assertThat(STORE.process(article("将来", "1", "食堂", REPORT, hours(5))).getFirst())
                .isEmpty();
    }

    @Test
    void keepsStoriesWhenTheirTextsAreDropped() throws Exception {
        readers.hear(STORE.process(
                article("晚报", "1", "食堂", REPORT, MONDAY), article("网站", "1", "食堂", REPORT + "（转自晚报）", hours(1))));
        var retention = new FingerprintRetention(STORE.database());
        assertThat(retention.dropPartitions(MONDAY)).isZero();
        assertThat(retention.dropPartitions(MONDAY.plus(Duration.ofDays(40)))).isEqualTo(2);
        assertThat(retention.dropDecisions(MONDAY.plus(Duration.ofDays(40)))).isEqualTo(1);
        var heard = new Readers();
        heard.hear(STORE.process(article("网站", "1", "食堂", REPORT + "（转自晚报）", hours(1))));
        assertThat(heard.story(key("网站", "1"))).isEqualTo(key("晚报", "1"));
        STORE.execute("create table if not exists clue_2026_q4 partition of clue"
                + " for values from ('2026-10-01') to ('2027-01-01')");
        STORE.execute("create table if not exists fingerprint_text_2026_q4 partition of fingerprint_text"
                + " for values from ('2026-10-01') to ('2027-01-01')");
    }

    @Test
    void groupsABackfillOfTenYears() {
        var articles = new ArrayList<Article>();
        for (int month = 0; month < 120; month++) {
            var at = MONDAY.minus(Duration.ofDays(30L * month));
            articles.add(article("民政局", "m" + month, "例会", Prints.notice("河湾县", 1, 2, 20, 900, "周"), at));
            articles.add(article("转载站", "m" + month, "例会", Prints.notice("河湾县", 1, 2, 20, 900, "周") + "转", at));
            articles.add(article("民政局", "r" + month, "报道" + month, Prints.text(month, 9), at));
            articles.add(article("转载站", "r" + month, "报道" + month, Prints.text(month, 9) + "（转自民政局）", at));
        }
        Collections.shuffle(articles, new Random(3));
        for (int at = 0; at < articles.size(); at += 60) {
            readers.hear(STORE.process(articles.subList(at, at + 60).toArray(Article[]::new)));
        }
        for (int month = 0; month < 120; month++) {
            assertThat(readers.story(key("转载站", "r" + month))).isEqualTo(readers.story(key("民政局", "r" + month)));
            assertThat(readers.story(key("转载站", "m" + month))).isEqualTo(readers.story(key("民政局", "m" + month)));
        }
    }

    @Test
    void comparesAStormOfIdenticalRepostsALinearNumberOfTimes() throws Exception {
        long pairs = 0;
        for (int storm = 1; storm <= 2; storm++) {
            STORE.empty();
            for (int batch = 0; batch < 40 * storm; batch++) {
                int first = batch * 25;
                readers.hear(STORE.process(IntStream.range(first, first + 25)
                        .mapToObj(i -> article("site" + i, "1", "长者食堂", REPORT, hours(i % 24)))
                        .toArray(Article[]::new)));
            }
            assertThat(STORE.count("fingerprint where leader is not null")).isEqualTo(1000L * storm - 1);
            assertThat(STORE.count("match")).isEqualTo(pairs).isZero();
        }
        assertThat(readers.groups()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void endsTheSameAfterRevisionsAndSplitsInAnyOrder(int seed) throws Exception {
        var random = new Random(seed);
        List<Article> articles = new ArrayList<>();
        for (int story = 0; story < 12; story++) {
            String text = Prints.text(100 + story, 8);
            for (int copy = 0; copy < 4; copy++) {
                articles.add(article(
                        "站" + copy, "s" + story, "标题" + story, text + "转".repeat(copy / 2), hours(story + copy)));
            }
            articles.add(article("摘" + story, "e", "摘" + story, text.substring(29, 145), hours(story + 5)));
        }
        Set<Set<UUID>> expected = settled(articles, random);
        for (int order = 0; order < 3; order++) {
            Collections.shuffle(articles, random);
            assertThat(settled(articles, random)).isEqualTo(expected);
        }
        assertThat(expected).hasSize(12);
    }

    /** The groups after these articles, each of which was something else before, in batches of chance. */
    private static Set<Set<UUID>> settled(List<Article> articles, Random random) throws Exception {
        STORE.empty();
        var heard = new Readers();
        List<Article> first = articles.stream()
                .map(article -> article(
                        article.source(),
                        article.externalId(),
                        "初稿",
                        random.nextInt(3) == 0 ? Prints.text(random.nextInt(5), 7) : article.text(),
                        article.publishedAt()))
                .toList();
        for (List<Article> pass : List.of(first, articles)) {
            for (int at = 0; at < pass.size(); ) {
                int to = Math.min(pass.size(), at + 1 + random.nextInt(20));
                heard.hear(STORE.process(pass.subList(at, to).toArray(Article[]::new)));
                at = to;
            }
        }
        return heard.groups();
    }
}

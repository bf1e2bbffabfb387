package org.yizhan.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.yizhan.deduplicate.Prints.MONDAY;
import static org.yizhan.deduplicate.Prints.REPORT;
import static org.yizhan.deduplicate.Prints.article;
import static org.yizhan.deduplicate.Prints.hours;
import static org.yizhan.deduplicate.Prints.key;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yizhan.article.Article;
import org.yizhan.article.Envelope;
import org.yizhan.article.Erasure;
import org.yizhan.article.Mending;
import org.yizhan.article.Message;
import org.yizhan.article.Moved;

/** What crashes, caches of other instances, rolled-back work and cut batches must not change, on a real PostgreSQL. */
class FaultsIT {

    @RegisterExtension
    static final Store STORE = new Store();

    private final Readers readers = new Readers();

    static Article at(Article a, Instant received) {
        return new Article(
                a.key(),
                a.source(),
                a.externalId(),
                a.url(),
                a.title(),
                a.kicker(),
                a.subtitle(),
                a.column(),
                a.html(),
                a.paragraphs(),
                a.publishedAt(),
                received,
                a.attribution(),
                a.images(),
                a.print(),
                a.contentHash(),
                a.warnings(),
                a.notice());
    }

    static List<List<Message>> process(Deduplicator d, Article... articles) {
        return d.process(List.of(articles).stream().map(Prints::envelope).toList());
    }

    private static Mending mending(int no, Mending.Action action, Optional<UUID> undoes, UUID... articles) {
        return new Mending(new UUID(7, no), action, List.of(articles), undoes, "ops", "两件事", MONDAY.plusSeconds(no));
    }

    private static Deduplicator another() {
        return new Deduplicator(STORE.database(), Store.CLOCK);
    }

    private static final Instant NEXT_DAY = MONDAY.plus(Duration.ofDays(1));

    /** A correction on the next day, the cache being cold (restart, other instance, evicted). */
    @Test
    void correctionNextDayColdCacheStaysInStory() throws Exception {
        readers.hear(STORE.process(article("晚报", "1", "食堂", REPORT, MONDAY)));
        readers.hear(STORE.process(article("网站", "1", "食堂", REPORT + "（转自晚报）", hours(1))));
        // numbers corrected so that the judge alone would not find it again
        readers.hear(process(
                another(),
                at(article("网站", "1", "食堂", REPORT.substring(0, 150) + Prints.text(5, 4), hours(1)), NEXT_DAY)));
        assertThat(STORE.count("fingerprint_text")).as("texts, one an article").isEqualTo(2);
    }

    @Test
    void sameButSameDay_control() throws Exception {
        readers.hear(STORE.process(article("晚报", "1", "食堂", REPORT, MONDAY)));
        readers.hear(STORE.process(article("网站", "1", "食堂", REPORT + "（转自晚报）", hours(1))));
        readers.hear(
                process(another(), article("网站", "1", "食堂", REPORT.substring(0, 150) + Prints.text(5, 4), hours(1))));
        assertThat(STORE.count("fingerprint_text")).isEqualTo(2);
        assertThat(readers.groups()).hasSize(1);
    }

    @Test
    void groupsAfterCorrectionNextDay() throws Exception {
        readers.hear(STORE.process(article("晚报", "1", "食堂", REPORT, MONDAY)));
        readers.hear(STORE.process(article("网站", "1", "食堂", REPORT + "（转自晚报）", hours(1))));
        readers.hear(process(
                another(),
                at(article("网站", "1", "食堂", REPORT.substring(0, 150) + Prints.text(5, 4), hours(1)), NEXT_DAY)));
        assertThat(readers.groups()).hasSize(1);
    }

    @Test
    void anotherTextNextDayLeavesTheStory() throws Exception {
        readers.hear(STORE.process(article("晚报", "1", "食堂", REPORT, MONDAY)));
        readers.hear(STORE.process(article("网站", "1", "食堂", REPORT + "（转自晚报）", hours(1))));
        readers.hear(process(another(), at(article("网站", "1", "别的", Prints.text(8, 9), hours(1)), NEXT_DAY)));
        readers.hear(process(another(), article("论坛", "1", "食堂", REPORT + "又", hours(2))));
        assertThat(STORE.count("match")).as("only 晚报 and 论坛 are alike").isEqualTo(1);
    }

    /** A correction after the text was dropped by retention. */
    @Test
    void correctionAfterRetention() throws Exception {
        STORE.execute(
                "create table if not exists clue_2027_q1 partition of clue for values from ('2027-01-01') to ('2027-04-01')");
        STORE.execute(
                "create table if not exists fingerprint_text_2027_q1 partition of fingerprint_text for values from ('2027-01-01') to ('2027-04-01')");
        readers.hear(STORE.process(
                article("晚报", "1", "食堂", REPORT, MONDAY), article("网站", "1", "食堂", REPORT + "（转自晚报）", hours(1))));
        STORE.execute("delete from clue");
        STORE.execute("delete from fingerprint_text");
        readers.hear(process(
                another(),
                at(article("网站", "1", "食堂", REPORT + "（转自晚报，有改动）", hours(1)), MONDAY.plus(Duration.ofDays(60)))));
        assertThat(readers.story(key("网站", "1"))).isEqualTo(key("晚报", "1"));
    }

    /** Erasure on an instance whose cache is old. */
    @Test
    void erasureWithStaleCacheLeavesText() throws Exception {
        var other = another();
        process(other, article("晚报", "1", "食堂", REPORT, MONDAY));
        STORE.process(at(article("晚报", "1", "食堂", REPORT + "张某某", MONDAY), NEXT_DAY));
        other.process(List.of(
                new Envelope("trace-0123456789", List.of(), new Erasure(key("晚报", "1"), "ops", "本人要求", MONDAY))));
        assertThat(STORE.count("fingerprint_text")).isZero();
    }

    @Test
    void erasureAfterColdRevisionLeavesText() throws Exception {
        STORE.process(article("晚报", "1", "食堂", REPORT + "张某某", MONDAY));
        var other = another();
        process(other, at(article("晚报", "1", "食堂", REPORT, MONDAY), NEXT_DAY));
        other.process(List.of(
                new Envelope("trace-0123456789", List.of(), new Erasure(key("晚报", "1"), "ops", "本人要求", MONDAY))));
        assertThat(STORE.count("fingerprint_text")).isZero();
    }

    /** Candidate in another instance's cache is old. */
    @Test
    void staleCandidateOfOtherInstance() {
        var other = another();
        readers.hear(process(other, article("晚报", "1", "别的", Prints.text(8, 9), MONDAY)));
        readers.hear(STORE.process(article("晚报", "1", "食堂", REPORT, MONDAY)));
        readers.hear(process(other, article("论坛", "1", "食堂", REPORT + "（转自晚报）", hours(2))));
        assertThat(readers.groups()).hasSize(1);
    }

    /** Erasure delivered again tells its moves again. */
    @Test
    void erasureRedelivered() {
        STORE.process(
                article("晚报", "1", "食堂", REPORT, MONDAY),
                article("网站", "1", "食堂", REPORT + "（转）", hours(1)),
                article("论坛", "1", "食堂", REPORT, hours(2)));
        var erasure = new Erasure(key("晚报", "1"), "ops", "本人要求", MONDAY);
        long first = STORE.process(erasure).getFirst().stream()
                .filter(Moved.class::isInstance)
                .count();
        long again = STORE.process(erasure).getFirst().stream()
                .filter(Moved.class::isInstance)
                .count();
        assertThat(first).isPositive();
        assertThat(again).isEqualTo(first);
    }

    private static Mending split(UUID... articles) {
        return new Mending(
                new UUID(7, 1), Mending.Action.SPLIT, List.of(articles), Optional.empty(), "ops", "两件事", MONDAY);
    }

    /** An operator's split outlives the erasure or correction of a leader. */
    @Test
    void splitOutlivesErasureOfLeader() {
        readers.hear(STORE.process(
                article("晚报", "1", "食堂", REPORT, MONDAY),
                article("论坛", "1", "食堂", REPORT, hours(1)),
                article("网站", "1", "食堂", REPORT + "（转自晚报）", hours(2))));
        readers.hear(STORE.process(split(key("网站", "1"))));
        assertThat(readers.groups()).hasSize(2);
        readers.hear(STORE.process(new Erasure(key("晚报", "1"), "ops", "本人要求", MONDAY)));
        assertThat(readers.groups()).containsExactlyInAnyOrder(Set.of(key("论坛", "1")), Set.of(key("网站", "1")));
    }

    @Test
    void splitOutlivesCorrectionOfLeader() {
        readers.hear(STORE.process(
                article("晚报", "1", "食堂", REPORT, MONDAY),
                article("论坛", "1", "食堂", REPORT, hours(1)),
                article("网站", "1", "食堂", REPORT + "（转自晚报）", hours(2))));
        readers.hear(STORE.process(split(key("网站", "1"))));
        assertThat(readers.groups()).hasSize(2);
        readers.hear(STORE.process(article("晚报", "1", "食堂", REPORT + "本报有更正，价钱应为七元", MONDAY)));
        assertThat(readers.groups())
                .containsExactlyInAnyOrder(Set.of(key("晚报", "1"), key("论坛", "1")), Set.of(key("网站", "1")));
    }

    /** The same articles in one batch and one by one. */
    private static List<Article> three() {
        return List.of(
                article("甲", "1", "食堂", REPORT, MONDAY.minus(Duration.ofDays(100))),
                article("乙", "1", "食堂", REPORT, MONDAY.minus(Duration.ofDays(50))),
                article("丙", "1", "食堂", REPORT, MONDAY));
    }

    @Test
    void batchOrOneByOne() throws Exception {
        three().forEach(a -> readers.hear(STORE.process(a)));
        STORE.empty();
        var heard = new Readers();
        heard.hear(STORE.process(three().toArray(Article[]::new)));
        assertThat(heard.groups()).isEqualTo(readers.groups());
    }

    @Test
    void twinOfABatchWithAnOldAddress() throws Exception {
        Article old = article("甲", "1", "http://a.example/1.html", "初稿", Prints.text(3, 9), MONDAY);
        Article leader = article("乙", "1", "http://b.example/1.html", "食堂", REPORT, MONDAY);
        Article twin = article("丙", "1", "http://a.example/1.html", "食堂", REPORT, MONDAY);
        for (Article a : List.of(leader, twin, old)) readers.hear(STORE.process(a));
        STORE.empty();
        var heard = new Readers();
        heard.hear(STORE.process(old));
        heard.hear(STORE.process(leader, twin));
        assertThat(heard.groups()).hasSameSizeAs(readers.groups());
    }

    private static final String[] FOOT = {
        "主办单位：河湾县民政局，承办单位：河湾县信息中心，网站标识码和备案号见首页，地址在河湾县城东大街十二号行政中心四楼",
        "本网站所刊登的各种新闻、信息和专题资料，均为本站版权所有，未经协议授权，禁止下载使用或者建立镜像",
        "欢迎扫描二维码关注我们的公众号，获取更多的办事指南和政策解读，咨询时间为工作日上午九点到下午五点"
    };

    private static Article framed(String id, long seed, int chars) {
        return article(
                "河湾县民政局",
                id,
                "短讯" + Prints.text(seed, 1).substring(0, 9),
                FOOT[0] + "\n" + Prints.text(seed, 9).replace("。", "").substring(0, chars) + "\n" + FOOT[1] + "\n"
                        + FOOT[2],
                hours(seed));
    }

    /** Wrongly joined over the foot, then the foot becomes known: are they parted? */
    @Test
    void partsWhatOnlyTheFootJoined() throws Exception {
        readers.hear(STORE.process(framed("a1", 1, 14)));
        readers.hear(STORE.process(framed("a2", 2, 14)));
        for (int i = 3; i < 9; i++) readers.hear(STORE.process(framed("b" + i, i, 90)));
        assertThat(STORE.count("boilerplate")).isEqualTo(3);
        assertThat(readers.groups()).hasSize(8);
    }

    /** A batch of one source whose foot is unknown so far, then copies without it. */
    @Test
    void copiesOfABatchWithANewFoot() throws Exception {
        var batch = new ArrayList<Article>();
        String foot = Prints.text(900, 8) + "\n" + Prints.text(901, 8) + "\n" + Prints.text(902, 8);
        for (int i = 0; i < 200; i++)
            batch.add(article(
                    "河湾县民政局",
                    "n" + i,
                    "短讯" + Prints.text(i, 1).substring(0, 9),
                    Prints.text(i, 3) + "\n" + foot,
                    MONDAY));
        readers.hear(STORE.process(batch.toArray(Article[]::new)));
        batch.clear();
        for (int i = 0; i < 200; i++)
            batch.add(article("转载站", "n" + i, "短讯" + Prints.text(i, 1).substring(0, 9), Prints.text(i, 3), MONDAY));
        readers.hear(STORE.process(batch.toArray(Article[]::new)));
        int found = 0;
        for (int i = 0; i < 200; i++)
            if (readers.story(key("转载站", "n" + i)).equals(readers.story(key("河湾县民政局", "n" + i)))) found++;
        assertThat(found).isEqualTo(200);
    }

    /** A database that fails the n-th commit as a deadlock does. */
    static DataSource failing(int nth) {
        var commits = new AtomicInteger();
        return (DataSource) Proxy.newProxyInstance(
                FaultsIT.class.getClassLoader(), new Class<?>[] {DataSource.class}, (p, m, args) -> {
                    Object out = call(STORE.database(), m, args);
                    if (!(out instanceof Connection c)) return out;
                    return Proxy.newProxyInstance(
                            FaultsIT.class.getClassLoader(), new Class<?>[] {Connection.class}, (q, n, a) -> {
                                if (n.getName().equals("commit") && commits.incrementAndGet() == nth) {
                                    c.rollback();
                                    throw new SQLException("deadlock detected", "40P01");
                                }
                                return call(c, n, a);
                            });
                });
    }

    private static Object call(Object on, java.lang.reflect.Method m, Object[] args) throws Throwable {
        try {
            return m.invoke(on, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What is remembered in memory although the transaction was rolled back. */
    @Test
    void partitionAfterRollback() {
        var d = new Deduplicator(failing(1), Store.CLOCK);
        process(d, at(article("晚报", "1", "食堂", REPORT, MONDAY), Instant.parse("2031-02-03T00:00:00Z")));
        process(another(), at(article("网站", "1", "食堂", REPORT, MONDAY), Instant.parse("2031-02-04T00:00:00Z")));
        assertThatCode(() -> STORE.count("clue_2031_q1")).doesNotThrowAnyException();
    }

    @Test
    void revisionAfterRollbackLeavesItsStory() {
        readers.hear(STORE.process(
                article("晚报", "1", "食堂", REPORT, MONDAY), article("网站", "1", "食堂", REPORT + "（转自晚报）", hours(1))));
        var d = new Deduplicator(failing(1), Store.CLOCK);
        readers.hear(process(d, article("网站", "1", "别的", Prints.text(8, 9), hours(1))));
        assertThat(readers.groups()).hasSize(2);
    }

    @Test
    void footAfterRollback() throws Exception {
        for (int i = 3; i < 5; i++) STORE.process(framed("b" + i, i, 90));
        // commits: 1 fingerprints, 2 the learned lines
        process(new Deduplicator(failing(2), Store.CLOCK), framed("b6", 6, 90));
        assertThat(STORE.count("boilerplate")).isEqualTo(3);
    }

    /** Retention drops a quarter; a replay of that quarter comes. */
    @Test
    void replayOfADroppedQuarter() {
        var old = Instant.parse("2025-05-03T00:00:00Z");
        STORE.process(at(article("晚报", "1", "食堂", REPORT, old), old));
        new FingerprintRetention(STORE.database()).dropPartitions(Instant.parse("2025-08-03T00:00:00Z"));
        readers.hear(STORE.process(at(article("晚报", "2", "食堂", REPORT, old), old)));
        assertThat(readers.articles()).containsExactly(key("晚报", "2"));
    }

    @Test
    void undoAfterErasure() {
        readers.hear(STORE.process(
                article("晚报", "1", "食堂", REPORT, MONDAY),
                article("论坛", "1", "食堂", REPORT + "转", hours(1)),
                article("网站", "1", "食堂", REPORT + "（转自晚报）", hours(2))));
        readers.hear(STORE.process(mending(1, Mending.Action.SPLIT, Optional.empty(), key("网站", "1"))));
        readers.hear(STORE.process(new Erasure(key("论坛", "1"), "ops", "本人要求", MONDAY)));
        readers.hear(STORE.process(mending(2, Mending.Action.UNDO, Optional.of(new UUID(7, 1)))));
        assertThat(readers.groups()).hasSize(1);
    }

    /** A merge by hand of one story that keeps together when its named member is erased. */
    @Test
    void mergeOutlivesErasureOfTheNamedLeader() {
        readers.hear(STORE.process(
                article("晚报", "1", "食堂", REPORT, MONDAY),
                article("论坛", "1", "食堂", REPORT, hours(1)),
                article("网站", "1", "别的", Prints.text(8, 9), hours(2))));
        readers.hear(STORE.process(mending(1, Mending.Action.MERGE, Optional.empty(), key("晚报", "1"), key("网站", "1"))));
        assertThat(readers.groups()).hasSize(1);
        readers.hear(STORE.process(new Erasure(key("晚报", "1"), "ops", "本人要求", MONDAY)));
        assertThat(readers.groups()).containsExactly(Set.of(key("论坛", "1"), key("网站", "1")));
    }
}

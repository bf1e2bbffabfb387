package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Message;
import org.yizhan.article.Notice;
import org.yizhan.article.Relation;
import org.yizhan.article.Tagged;
import org.yizhan.publish.Change.Kind;

class NoticeIT {

    private static final int DAY = 24 * 60;
    private static final Draft FIRST =
            Draft.of("cac", "1").titled("社区食堂 开张了").published(1).about("topic/elderly");
    private static final Draft COPY = Draft.of("mca", "2").repostOf(FIRST).published(9);
    private static final Draft OTHER = Draft.of("mzt", "3").repostOf(FIRST).published(12);
    private static final Draft WITHDRAWING = Draft.of("cac", "n")
            .titled("关于撤回《社区食堂开张了》的声明")
            .saying("因数据有误，现予撤回。")
            .published(60)
            .received(70);
    private static final Draft CORRECTING = Draft.of("cac", "c")
            .titled("更正")
            .saying("《社区食堂，开张了》一文有误，应为三百份。")
            .published(80)
            .received(90);

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

    private static Tagged saying(Draft draft, Notice.Kind kind, String title) {
        return saying(draft, new Notice(kind, Optional.of(title), Optional.empty()));
    }

    private static Tagged saying(Draft draft, Notice notice) {
        Tagged tagged = draft.tagged();
        return new Tagged(tagged.article().saying(Optional.of(notice)), tagged.verdict(), tagged.tags());
    }

    private static Tagged withdrawing() {
        return saying(WITHDRAWING, Notice.Kind.WITHDRAWAL, "社区食堂开张了");
    }

    private static Tagged correcting() {
        return saying(CORRECTING, Notice.Kind.CORRECTION, "社区食堂，开张了");
    }

    private static StoredArticle stored(Draft draft) {
        return desk.stories.article(draft.id()).orElseThrow();
    }

    private static List<ExportRow> export(long since) {
        var rows = new ArrayList<ExportRow>();
        desk.stories.export(since, rows::add);
        return rows;
    }

    @Test
    void aNoticeWithdrawsTheArticleItNamesAndTheStoryStandsOnItsCopies() {
        desk.publish(FIRST.tagged(), COPY.tagged(), OTHER.tagged());
        Instant before = desk.entry(FIRST.id()).updatedAt();
        long seq = desk.stories.seq();
        var told = desk.publish(withdrawing());

        assertThat(told.getFirst().feeds()).contains("all", "source/cac", "source/mca");
        assertThat(stored(FIRST).withdrawn()).isTrue();
        assertThat(stored(FIRST).withdrawalReason()).isEqualTo("因数据有误，现予撤回。");
        Entry entry = desk.entry(FIRST.id());
        assertThat(entry.origin().articleId()).isEqualTo(COPY.id());
        assertThat(entry.updatedAt()).isAfter(before);
        assertThat(entry.notices())
                .containsExactly(new StoryNotice(Notice.Kind.WITHDRAWAL, Draft.minute(70), "因数据有误，现予撤回。", "cac"));
        assertThat(export(seq))
                .filteredOn(row -> row.storyId().equals(FIRST.id()))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.notices()).isEqualTo(entry.notices()));
        assertThat(desk.stories.history(FIRST.id()).changes()).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(Kind.WITHDRAWAL);
            assertThat(change.articleId()).isEqualTo(FIRST.id());
        });
    }

    @Test
    void aNoticeThatNamesAFormerTitleMeansTheArticleThatHadIt() {
        desk.publish(FIRST.tagged());
        desk.publish(FIRST.titled("社区食堂试营业").received(30).tagged());
        desk.publish(withdrawing());

        assertThat(stored(FIRST).withdrawn()).isTrue();
    }

    @Test
    void aNoticeThatWaitsMeansTheArticleThatHadItsTitleForAMoment() {
        desk.publish(withdrawing());
        desk.publish(FIRST.tagged(), FIRST.titled("社区食堂试营业").received(30).tagged());

        assertThat(stored(FIRST).withdrawn()).isTrue();
    }

    @Test
    void aTitleIsOfItsOwnSourceOnly() {
        Draft namesake = Draft.of("mzt", "4").titled(FIRST.title()).published(2);
        desk.publish(namesake.tagged());
        desk.publish(withdrawing());

        assertThat(stored(namesake).withdrawn()).isFalse();
    }

    @Test
    void aWithdrawalByTheOriginsSourceIsToldOnTheStory() {
        desk.publish(FIRST.tagged(), COPY.tagged(), OTHER.tagged());
        desk.publish(FIRST.withdrawn(20, "事实有误"));

        assertThat(desk.entry(FIRST.id()).notices())
                .containsExactly(new StoryNotice(Notice.Kind.WITHDRAWAL, Draft.minute(20), "事实有误", "cac"));
    }

    @Test
    void aCopyThatIsWithdrawnIsAChangeAndNoNotice() {
        desk.publish(FIRST.tagged(), COPY.tagged());
        desk.publish(COPY.withdrawn(20, "版权"));

        assertThat(desk.entry(FIRST.id()).notices()).isEmpty();
        assertThat(desk.stories.history(FIRST.id()).changes())
                .extracting(Change::kind, Change::source, Change::note)
                .containsExactly(tuple(Kind.WITHDRAWAL, "mca", "版权"));
    }

    @Test
    void aCorrectionIsToldOnTheStoryAndLeavesOlderTextsUncorrected() {
        desk.publish(FIRST.tagged(), COPY.tagged());
        Instant before = desk.entry(FIRST.id()).updatedAt();
        desk.publish(correcting());
        desk.publish(FIRST.saying("镇上的养老服务站开门了，午餐三百份。").received(100).tagged());

        Entry entry = desk.entry(FIRST.id());
        assertThat(entry.updatedAt()).isAfter(before);
        assertThat(entry.notices()).singleElement().satisfies(notice -> {
            assertThat(notice.isWithdrawal()).isFalse();
            assertThat(notice.reason()).isEqualTo("《社区食堂，开张了》一文有误，应为三百份。");
        });
        StoryHistory history = desk.stories.history(FIRST.id());
        assertThat(history.changes()).extracting(Change::kind).containsExactly(Kind.UPDATE, Kind.CORRECTION);
        assertThat(history.uncorrected()).containsExactly(COPY.id());
    }

    @Test
    void anExcerptWithoutTheWrongWordsIsNotUncorrected() {
        Draft part = excerpt("p").saying("站里有理发室和食堂。").received(12);
        Draft wrong = excerpt("w").saying("镇上的养老服务站　今天开门。").received(12);
        desk.publish(FIRST.tagged(), COPY.tagged(), part.tagged(), wrong.tagged());
        desk.publish(
                saying(CORRECTING.saying("《社区食堂，开张了》一文有误，“服务站今天开门”应为“服务站昨天开门”。"), Notice.Kind.CORRECTION, "社区食堂，开张了"));

        assertThat(desk.stories.history(FIRST.id()).uncorrected())
                .contains(COPY.id(), wrong.id())
                .doesNotContain(part.id());
    }

    @Test
    void whoHasTheQuotedWordsIsUncorrectedWheneverHeCame() {
        Draft late = Draft.of("gz", "9").repostOf(FIRST).published(95).received(120);
        Draft right =
                Draft.of("mzt", "8").repostOf(FIRST).saying("镇上的养老服务站昨天开门。").published(9);
        desk.publish(FIRST.tagged(), right.tagged());
        desk.publish(
                saying(CORRECTING.saying("《社区食堂，开张了》一文有误，“服务站今天开门”应为“服务站昨天开门”。"), Notice.Kind.CORRECTION, "社区食堂，开张了"));
        desk.publish(late.tagged());

        assertThat(desk.stories.history(FIRST.id()).uncorrected()).containsExactlyInAnyOrder(FIRST.id(), late.id());
    }

    @Test
    void anExcerptIsUncorrectedWhereNobodySaysWhichWordsWereWrong() {
        Draft part = excerpt("p").saying("站里有理发室和食堂。").received(12);
        desk.publish(FIRST.tagged(), part.tagged(), correcting());

        assertThat(desk.stories.history(FIRST.id()).uncorrected()).contains(part.id());
    }

    private static Draft excerpt(String id) {
        Draft whole = Draft.of("nmg", id).repostOf(FIRST).published(15);
        return new Draft(
                whole.source(),
                whole.externalId(),
                whole.story(),
                Relation.EXCERPT,
                whole.title(),
                whole.paragraphs(),
                whole.publishedMinute(),
                whole.receivedMinute(),
                whole.tags(),
                whole.decided());
    }

    @RepeatedTest(12)
    void everyOrderEndsInTheSame(RepetitionInfo repetition) throws SQLException {
        var messages = new ArrayList<Message>(List.of(
                FIRST.tagged(),
                COPY.tagged(),
                OTHER.tagged(),
                withdrawing(),
                correcting(),
                correcting(),
                withdrawing()));
        desk.publish(messages);
        List<ExportRow> expected = unnumbered();
        assertThat(expected).anySatisfy(row -> assertThat(row.status()).isEqualTo("withdrawn"));
        desk.empty();
        var random = new Random(repetition.getCurrentRepetition());
        Collections.shuffle(messages, random);
        while (!messages.isEmpty()) {
            int many = 1 + random.nextInt(Math.min(3, messages.size()));
            desk.publish(List.copyOf(messages.subList(0, many)));
            messages.subList(0, many).clear();
        }

        assertThat(unnumbered()).isEqualTo(expected);
    }

    /** A withdrawal that came before its article counts from when that came. */
    private static List<ExportRow> unnumbered() {
        return export(0).stream()
                .map(row -> new ExportRow(
                        0,
                        row.articleId(),
                        row.source(),
                        row.externalId(),
                        row.storyId(),
                        row.relation(),
                        row.similarity(),
                        row.title(),
                        row.url(),
                        row.publishedAt(),
                        row.attribution(),
                        row.tags(),
                        row.notices(),
                        row.status(),
                        row.compliance()))
                .sorted(Comparator.comparing(ExportRow::articleId))
                .toList();
    }

    @Test
    void aNoticeMayComeBeforeItsArticle() {
        desk.publish(saying(WITHDRAWING.received(5), Notice.Kind.WITHDRAWAL, "社区食堂开张了"));
        desk.publish(FIRST.tagged(), COPY.tagged());

        assertThat(stored(FIRST).withdrawn()).isTrue();
        assertThat(desk.entry(FIRST.id()).origin().articleId()).isEqualTo(COPY.id());
    }

    @Test
    void aNoticeThatIsWithdrawnTakesItsEffectBack() {
        desk.publish(FIRST.tagged(), COPY.tagged(), withdrawing(), correcting());
        desk.publish(WITHDRAWING.withdrawn(120, "误发"), CORRECTING.withdrawn(121, "误发"));

        assertThat(stored(FIRST).withdrawn()).isFalse();
        Entry entry = desk.entry(FIRST.id());
        assertThat(entry.origin().articleId()).isEqualTo(FIRST.id());
        assertThat(entry.notices()).isEmpty();
        assertThat(desk.feed("source/cac")).contains(FIRST.id());
    }

    @Test
    void aNoticeThatIsErasedTakesItsEffectBack() throws SQLException {
        desk.publish(FIRST.tagged(), withdrawing());
        desk.publish(WITHDRAWING.erased());

        assertThat(stored(FIRST).withdrawn()).isFalse();
        assertThat(desk.number("select count(*) from notice")).isZero();
    }

    @Test
    void anErasedArticleIsNotRaisedByItsNotice() throws SQLException {
        desk.publish(FIRST.tagged(), withdrawing(), correcting());
        desk.publish(FIRST.erased());
        desk.publish(saying(CORRECTING.saying("另一说法。").received(200), Notice.Kind.CORRECTION, "社区食堂开张了"));

        assertThat(desk.stories.article(FIRST.id())).isEmpty();
        assertThat(desk.number("select count(*) from notice where about is not null"))
                .isZero();
    }

    @Test
    void erasingForgetsFormerRevisions() throws SQLException {
        desk.publish(FIRST.tagged());
        desk.publish(FIRST.titled("改了的题").received(30).tagged());
        assertThat(desk.number("select count(*) from revision")).isOne();
        desk.publish(FIRST.erased());
        assertThat(desk.number("select count(*) from revision")).isZero();
    }

    @Test
    void aWithdrawnArticleStandsAgainWithNewContent() {
        desk.publish(FIRST.tagged(), withdrawing());
        desk.publish(FIRST.saying("重写的一段。").received(200).tagged());

        assertThat(stored(FIRST).withdrawn()).isFalse();
        assertThat(desk.entry(FIRST.id()).notices()).isEmpty();
    }

    @Test
    void meansNobodyElsesArticleNoOldOneAndNeverItself() {
        Draft foreign = Draft.of("mca", "x").titled("社区食堂开张了").published(1);
        Draft old = Draft.of("cac", "o").titled("社区食堂开张了").published(-61 * DAY);
        Draft later = Draft.of("cac", "l").titled("社区食堂开张了").published(60 + 2 * DAY);
        Draft itself = Draft.of("cac", "s").titled("更正声明一则").published(60).received(70);
        desk.publish(foreign.tagged(), old.tagged(), later.tagged(), withdrawing());
        desk.publish(saying(itself, Notice.Kind.WITHDRAWAL, "更正声明一则"));

        for (Draft untouched : List.of(foreign, old, later, itself)) {
            assertThat(stored(untouched).withdrawn()).as(untouched.externalId()).isFalse();
        }
    }

    @Test
    void meansTheNewestOfSeveralOfOneTitleWhateverTheirOrder() throws SQLException {
        Draft older = Draft.of("cac", "o").titled("社区食堂开张了").published(-5 * DAY);
        for (List<Message> order : List.of(
                List.<Message>of(older.tagged(), withdrawing(), FIRST.tagged()),
                List.<Message>of(FIRST.tagged(), withdrawing(), older.tagged()),
                List.<Message>of(withdrawing(), older.tagged(), FIRST.tagged()),
                List.<Message>of(older.tagged(), FIRST.tagged(), withdrawing()))) {
            desk.empty();
            order.forEach(desk::publish);
            assertThat(stored(FIRST).withdrawn()).isTrue();
            assertThat(stored(older).withdrawn()).isFalse();
        }
    }

    @Test
    void findsTheArticleByItsAddress() {
        desk.publish(FIRST.tagged());
        desk.publish(saying(
                WITHDRAWING,
                new Notice(Notice.Kind.WITHDRAWAL, Optional.empty(), Optional.of("http://cac.example/1"))));

        assertThat(stored(FIRST).withdrawn()).isTrue();
    }

    @Test
    void keepsEveryFormerRevisionWithItsTime() throws SQLException {
        Draft second = FIRST.titled("社区食堂开张").received(30);
        Draft third = second.saying("第三版。").received(40);
        desk.publish(FIRST.tagged());
        desk.publish(second.tagged(), third.tagged());
        desk.publish(third.tagged());

        assertThat(desk.number("select count(*) from revision")).isEqualTo(2);
        assertThat(desk.stories.history(FIRST.id()).changes())
                .extracting(Change::revision, Change::titleBefore, Change::titleAfter, Change::at)
                .containsExactly(
                        tuple(3, "社区食堂开张", "社区食堂开张", Draft.minute(40)),
                        tuple(2, "社区食堂 开张了", "社区食堂开张", Draft.minute(30)));
    }

    @Test
    void twoPublishersAtOnceMissNoNotice() throws Exception {
        for (int round = 0; round < 25; round++) {
            Draft article =
                    Draft.of("cac", "a" + round).titled("第" + round + "号食堂开张").published(1);
            Draft notice = Draft.of("cac", "w" + round)
                    .titled("撤稿" + round)
                    .published(60)
                    .received(70);
            var one = Thread.ofVirtual().start(() -> desk.publish(article.tagged()));
            var other = Thread.ofVirtual()
                    .start(() -> desk.publish(saying(notice, Notice.Kind.WITHDRAWAL, article.title())));
            assertThat(one.join(Duration.ofSeconds(20)) && other.join(Duration.ofSeconds(20)))
                    .isTrue();
            assertThat(stored(article).withdrawn()).as("round %s", round).isTrue();
        }
    }

    @Test
    void aCopysCorrectionIsOfItsOwnTextOnly() {
        desk.publish(FIRST.tagged(), COPY.titled("社区食堂开张了").tagged());
        desk.publish(saying(
                Draft.of("mca", "c").titled("更正").published(80).received(90), Notice.Kind.CORRECTION, "社区食堂开张了"));

        assertThat(desk.entry(FIRST.id()).notices())
                .singleElement()
                .satisfies(notice -> assertThat(notice.source()).isEqualTo("mca"));
        assertThat(desk.stories.history(FIRST.id()).uncorrected()).containsExactly(COPY.id());
    }

    @Test
    void ofCountlessCorrectionsTheNewestCount() {
        desk.publish(FIRST.tagged());
        desk.publish(IntStream.range(0, 60)
                .mapToObj(n -> saying(
                        Draft.of("cac", "c" + n).titled("更正 " + n).published(80).received(90 + n),
                        Notice.Kind.CORRECTION,
                        "社区食堂开张了"))
                .toList());

        assertThat(desk.entry(FIRST.id()).notices()).hasSize(20);
        assertThat(desk.entry(FIRST.id()).notices().getLast().at()).isEqualTo(Draft.minute(149));
    }
}

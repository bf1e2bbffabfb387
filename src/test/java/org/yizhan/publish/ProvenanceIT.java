package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Relation;
import org.yizhan.article.Tagged;
import org.yizhan.article.Verdict;
import org.yizhan.publish.provenance.Compliance;
import org.yizhan.publish.provenance.Outlet;
import org.yizhan.publish.provenance.Provenance;
import org.yizhan.publish.provenance.Provenance.Taken;
import org.yizhan.publish.provenance.TextChange.Extent;
import org.yizhan.publish.provenance.TitleChange;

class ProvenanceIT {

    private static final String TEXT = "镇上的养老服务站今天开门，三十位老人来吃了午饭。";
    private static final Draft FIRST =
            Draft.of("cac", "1").published(1).titled("养老服务站开门").saying(TEXT);
    private static final Draft COPY =
            Draft.of("mca", "2").repostOf(FIRST).titled("养老服务站开门").published(5);

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

    private static Attribution from(String name, String sourceId) {
        return new Attribution(
                AttributionKind.REPOST,
                Optional.of(name),
                Optional.of(sourceId).filter(id -> !id.isEmpty()),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static Tagged attributed(Draft draft, Attribution attribution) {
        Article a = draft.article();
        var article = new Article(
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
                a.receivedAt(),
                attribution,
                a.images(),
                a.print(),
                a.contentHash(),
                a.warnings(),
                a.notice());
        return new Tagged(article, draft.verdict(), draft.tags());
    }

    private static Tagged original() {
        return attributed(FIRST, Attribution.NONE);
    }

    private static Taken taken(Draft draft) {
        Taken taken = desk.stories
                .provenance(FIRST.id())
                .flatMap(way -> way.of(draft.id()))
                .orElseThrow();
        assertThat(desk.stories.provenanceOf(draft.id())).contains(taken);
        return taken;
    }

    private static List<ReportRow> report(int from, int to, Optional<String> source) {
        List<ReportRow> rows = new ArrayList<>();
        desk.stories.report(new ReportQuery(Draft.minute(from), Draft.minute(to), source), rows::add);
        return rows;
    }

    private static List<ExportRow> exported() {
        List<ExportRow> rows = new ArrayList<>();
        desk.stories.export(0, rows::add);
        return rows;
    }

    @Test
    void saysFromWhomWhenAndWhatWasChanged() {
        Draft changed = COPY.titled("【转载】养老服务站开门").saying(TEXT.replace("三十", "五十"));
        desk.publish(original(), attributed(changed, from("中国网信网", "cac")));
        Taken taken = taken(changed);
        assertThat(taken.step().from().orElseThrow().id()).isEqualTo(FIRST.id());
        assertThat(taken.step().lag()).contains(Duration.ofMinutes(4));
        assertThat(taken.step().titleChange()).isEqualTo(TitleChange.PREFIX);
        assertThat(taken.text().changes())
                .singleElement()
                .satisfies(edit -> assertThat(edit.from() + edit.to()).isEqualTo("三五"));
        assertThat(taken.compliance()).isEqualTo(new Compliance(false, false, true, true));
        assertThat(taken(FIRST).step().from()).isEmpty();
    }

    @Test
    void theFlagsOfTheExportAndOfTheReportAreThoseOfTheStory() {
        Draft third = Draft.of("nmg", "3").repostOf(FIRST).published(9);
        Draft fourth = Draft.of("gz", "4").repostOf(FIRST).published(12).titled("养老服务站，开门");
        desk.publish(
                original(),
                attributed(COPY, from("中国网信网", "cac")),
                attributed(third, from("样报", "")),
                attributed(fourth, Attribution.NONE));
        Provenance way = desk.stories.provenance(FIRST.id()).orElseThrow();
        assertThat(exported())
                .hasSize(4)
                .allSatisfy(row -> assertThat(row.compliance())
                        .isEqualTo(way.of(row.articleId()).map(Taken::compliance)));
        List<ReportRow> rows = report(0, 60, Optional.empty());
        assertThat(rows).extracting(ReportRow::articleId).containsExactly(COPY.id(), third.id(), fourth.id());
        assertThat(rows)
                .allSatisfy(row -> assertThat(Optional.of(row.compliance()))
                        .isEqualTo(way.of(row.articleId()).map(Taken::compliance)));
        assertThat(rows.get(0).lag()).contains(Duration.ofMinutes(4));
        assertThat(rows.get(0).originTitle()).contains(FIRST.title());
        assertThat(rows.get(1).originSourceName()).isEqualTo("样报");
        assertThat(rows.get(1).originSource()).isEmpty();
        assertThat(rows.get(1).originTitle()).isEmpty();
        assertThat(rows.get(2).titleChange()).isEqualTo(TitleChange.PUNCTUATION);
    }

    @Test
    void theReportIsAboutItsSpanAndItsSource() {
        Draft third = Draft.of("nmg", "3").repostOf(FIRST).published(9);
        desk.publish(original(), attributed(COPY, from("样报", "")), attributed(third, from("样报", "")));
        assertThat(report(5, 9, Optional.empty()))
                .extracting(ReportRow::articleId)
                .containsExactly(COPY.id());
        assertThat(report(0, 60, Optional.of("nmg")))
                .extracting(ReportRow::articleId)
                .containsExactly(third.id());
        assertThat(report(0, 5, Optional.empty()))
                .as("an original is no repost")
                .isEmpty();
    }

    @Test
    void aLoneRepostIsReportedWithItsUnseenOrigin() {
        Draft lone = Draft.of("mca", "7").published(3);
        desk.publish(attributed(lone, from("样报", "")));
        Provenance way = desk.stories.provenance(lone.id()).orElseThrow();
        assertThat(way.unseenOrigin()).contains(new Outlet("样报", Optional.empty()));
        assertThat(desk.entry(lone.id()).unseenOrigin()).isEqualTo(way.unseenOrigin());
        assertThat(report(0, 9, Optional.empty())).singleElement().satisfies(row -> {
            assertThat(row.relation()).isEqualTo(Relation.ORIGINAL);
            assertThat(row.originSourceName()).isEqualTo("样报");
        });
    }

    @Test
    void theUnseenOriginIsSeenOnceItComes() {
        Draft late = Draft.of("cac", "9").inStory(COPY.id()).published(1).received(30);
        Draft early = Draft.of("mca", "2").published(5);
        desk.publish(attributed(early, from("中国网信网", "cac")));
        assertThat(desk.entry(early.id()).unseenOrigin()).contains(new Outlet("中国网信网", Optional.of("cac")));
        desk.publish(attributed(late, Attribution.NONE));
        assertThat(desk.entry(early.id()).origin().articleId()).isEqualTo(late.id());
        assertThat(desk.entry(early.id()).unseenOrigin()).isEmpty();
        assertThat(desk.stories
                        .provenanceOf(early.id())
                        .flatMap(taken -> taken.step().from())
                        .orElseThrow()
                        .id())
                .isEqualTo(late.id());
    }

    @Test
    void whatWasWithdrawnIsComparedWithNothing() {
        desk.publish(original(), attributed(COPY, from("中国网信网", "cac")), COPY.withdrawn(20, "有误"));
        Taken taken = taken(COPY);
        assertThat(taken.text().extent()).isEqualTo(Extent.UNKNOWN);
        assertThat(report(0, 60, Optional.empty()))
                .singleElement()
                .satisfies(row -> assertThat(row.status()).isEqualTo("withdrawn"));
        desk.publish(FIRST.withdrawn(20, "有误"));
        assertThat(desk.stories.provenance(FIRST.id())).isEmpty();
        assertThat(desk.stories.provenanceOf(COPY.id())).isEmpty();
        assertThat(exported()).allSatisfy(row -> assertThat(row.compliance()).isPresent());
    }

    @Test
    void whereItWasFirstPublishedStaysTheOriginOfTheWayWhenItIsWithdrawn() throws SQLException {
        Draft third = Draft.of("nmg", "3").repostOf(FIRST).titled("食堂开张").published(9);
        desk.publish(original(), attributed(COPY, Attribution.NONE), attributed(third, from("中国网信网", "cac")));
        Taken before = taken(third);
        desk.publish(FIRST.withdrawn(20, "有误"));

        Provenance way = desk.stories.provenance(FIRST.id()).orElseThrow();
        assertThat(way.origin()).isEqualTo(FIRST.id());
        assertThat(desk.entry(FIRST.id()).origin().articleId()).isEqualTo(COPY.id());
        Taken after = taken(third);
        assertThat(after.step().from().orElseThrow().id()).isEqualTo(FIRST.id());
        assertThat(after.step().titleChange()).isEqualTo(TitleChange.WORDS);
        assertThat(after.compliance()).isEqualTo(before.compliance());
        assertThat(after.text().extent()).isEqualTo(Extent.UNKNOWN);
        assertThat(exported())
                .allSatisfy(row -> assertThat(row.compliance())
                        .isEqualTo(way.of(row.articleId()).map(Taken::compliance)));
        desk.publish(FIRST.saying("镇上的养老服务站开门了。").received(30).tagged());
        assertThat(desk.entry(FIRST.id()).origin().articleId()).isEqualTo(FIRST.id());
        assertThat(desk.number("select count(*) from story where first is not null"))
                .isZero();
    }

    @Test
    void theReportOfAWithdrawnOriginStillListsEveryCopyAndNotTheOrigin() {
        Draft third = Draft.of("nmg", "3").repostOf(FIRST).published(9);
        desk.publish(original(), attributed(COPY, Attribution.NONE), attributed(third, from("中国网信网", "cac")));
        desk.publish(FIRST.withdrawn(20, "有误"));

        assertThat(report(0, 60, Optional.empty()))
                .extracting(ReportRow::articleId, ReportRow::originSource)
                .containsExactly(tuple(COPY.id(), Optional.of("cac")), tuple(third.id(), Optional.of("cac")));
    }

    @Test
    void whoIsWithdrawnInTheMiddleWasSeenAllTheSame() {
        Draft third = Draft.of("nmg", "3").repostOf(FIRST).published(9);
        desk.publish(original(), attributed(COPY, from("中国网信网", "cac")), attributed(third, from("民政部", "mca")));
        Taken before = taken(third);
        desk.publish(COPY.withdrawn(20, "有误"));

        assertThat(taken(third).step().from().orElseThrow().id()).isEqualTo(COPY.id());
        assertThat(taken(third).compliance()).isEqualTo(before.compliance());
        assertThat(report(9, 60, Optional.empty())).singleElement().satisfies(row -> {
            assertThat(row.originSource()).contains("cac");
            assertThat(row.originTitle()).contains(FIRST.title());
            assertThat(row.fromSource()).contains("mca");
        });
        assertThat(exported())
                .filteredOn(row -> row.articleId().equals(third.id()))
                .singleElement()
                .satisfies(row -> assertThat(row.compliance()).contains(before.compliance()));
    }

    @Test
    void aCopyOfWhatTheOriginWasBeforeIsFaithful() {
        desk.publish(original(), attributed(COPY.saying(TEXT), from("中国网信网", "cac")));
        desk.publish(attributed(
                FIRST.titled("镇养老服务站今起开门迎客").saying(TEXT.replace("三十", "五十")).received(30), Attribution.NONE));

        Taken taken = taken(COPY);
        assertThat(taken.step().titleChange()).isEqualTo(TitleChange.NONE);
        assertThat(taken.titleBefore()).isEqualTo(FIRST.title());
        assertThat(taken.text().extent()).isEqualTo(Extent.NONE);
        assertThat(taken.revision()).contains(1);
        assertThat(desk.stories.former(FIRST.id(), 1)).hasValueSatisfying(was -> {
            assertThat(was.title()).isEqualTo(FIRST.title());
            assertThat(was.paragraphs()).containsExactly(TEXT);
        });
        assertThat(desk.stories.former(FIRST.id(), 2)).isEmpty();
        assertThat(taken.compliance().titleUnchanged()).isTrue();
        assertThat(exported())
                .allSatisfy(row -> assertThat(row.compliance().orElseThrow().titleUnchanged())
                        .isTrue());
    }

    @Test
    void ofTitlesThatAreAllOtherTheOneOfTheRevisionThatWasTakenIsNamed() {
        desk.publish(original(), attributed(COPY.titled("老人有了新去处").saying(TEXT), from("中国网信网", "cac")));
        desk.publish(attributed(
                FIRST.titled("服务中心迎来第一批居民").saying(TEXT.replace("三十", "五十")).received(30), Attribution.NONE));

        assertThat(taken(COPY).titleBefore()).isEqualTo(FIRST.title());
        assertThat(taken(COPY).step().titleChange()).isEqualTo(TitleChange.WORDS);
    }

    @Test
    void whatTheOriginCorrectedSinceIsNoEditOfTheCopy() {
        desk.publish(original(), attributed(COPY.saying(TEXT.replace("今天", "昨天")), from("中国网信网", "cac")));
        desk.publish(attributed(FIRST.saying(TEXT.replace("三十位老人", "五十二位居民")).received(30), Attribution.NONE));

        Taken taken = taken(COPY);
        assertThat(taken.revision()).contains(1);
        assertThat(taken.text().changes())
                .singleElement()
                .satisfies(edit -> assertThat(edit.from() + edit.to()).isEqualTo("今昨"));
    }

    @Test
    void aFurtherPartIsNoRepostAndAWholeCopyIsComparedWithAllParts() {
        Draft part = Draft.of("cac", "1-2")
                .inStory(FIRST.id())
                .published(1)
                .titled("（上接1版）")
                .saying("下午还有人来下棋。");
        Tagged continuation = new Tagged(
                attributed(part, Attribution.NONE).article(),
                new Verdict(
                        FIRST.id(), Relation.CONTINUATION, Optional.of(FIRST.id()), 0, 0, "continuation", List.of(), 2),
                List.of());
        Draft whole = COPY.saying(TEXT, "下午还有人来下棋。");
        desk.publish(original(), continuation, attributed(whole, from("中国网信网", "cac")));

        Taken further = taken(part);
        assertThat(further.step().isFurtherPart()).isTrue();
        assertThat(further.step().from().orElseThrow().id()).isEqualTo(FIRST.id());
        assertThat(further.step().titleChange()).isEqualTo(TitleChange.NONE);
        assertThat(further.text().extent()).isEqualTo(Extent.UNKNOWN);
        assertThat(taken(whole).text().extent()).isEqualTo(Extent.NONE);
    }

    @Test
    void theReportSaysFromWhomACopyWasTaken() {
        Draft third = Draft.of("nmg", "3").repostOf(FIRST).published(9);
        desk.publish(original(), attributed(COPY, from("中国网信网", "cac")), attributed(third, from("民政部", "mca")));

        assertThat(report(0, 60, Optional.empty()))
                .extracting(ReportRow::fromArticleId, ReportRow::fromSource)
                .containsExactly(
                        tuple(Optional.of(FIRST.id()), Optional.of("cac")),
                        tuple(Optional.of(COPY.id()), Optional.of("mca")));
    }

    @Test
    void whatIsNoLongerKeptIsComparedWithNothing() {
        desk.publish(original(), attributed(COPY, from("中国网信网", "cac")));
        assertThat(taken(COPY).text().extent()).isEqualTo(Extent.CHANGED);
        assertThat(new BodyRetention(desk.database()).drop(Draft.minute(60))).isEqualTo(2);
        assertThat(taken(COPY).text().extent()).isEqualTo(Extent.UNKNOWN);
        assertThat(taken(COPY).step().lag()).contains(Duration.ofMinutes(4));
    }

    @Test
    void ofAThousandMembersAFewAreComparedAndEachByItself() {
        List<Tagged> members = new ArrayList<>(List.of(original()));
        List<Draft> copies = IntStream.range(0, 1_000)
                .mapToObj(i ->
                        Draft.of("s" + i, "1").repostOf(FIRST).published(10 + i).saying(TEXT.replace("三十", "" + i)))
                .toList();
        copies.forEach(copy -> members.add(attributed(copy, from("中国网信网", "cac"))));
        desk.publish(members);
        Provenance way = desk.stories.provenance(FIRST.id()).orElseThrow();
        assertThat(way.members()).hasSize(1_001);
        assertThat(way.members().values())
                .filteredOn(taken -> taken.text().extent() != Extent.UNKNOWN)
                .hasSize(50);
        assertThat(desk.stories
                        .provenanceOf(copies.getLast().id())
                        .orElseThrow()
                        .text()
                        .extent())
                .isEqualTo(Extent.CHANGED);
    }
}

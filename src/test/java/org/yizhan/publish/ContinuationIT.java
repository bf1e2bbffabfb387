package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Article;
import org.yizhan.article.Print;
import org.yizhan.article.Relation;
import org.yizhan.article.Tagged;
import org.yizhan.article.Verdict;

class ContinuationIT {

    private static final Draft FIRST = Draft.of("paper", "1-1").published(5).saying("镇上的服务站开门了。", "站里请来理发师，");
    private static final Draft SECOND =
            Draft.of("paper", "4-2").published(4).titled("服务站（上接1版）").saying("每周三上门。", "食堂也");
    private static final Draft THIRD = Draft.of("paper", "7-1").published(3).saying("开了火。");

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

    /** The draft as the part on this page, continuing {@code before} in the story of {@link #FIRST}. */
    private static Tagged part(Draft draft, int page, UUID before) {
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
                a.attribution(),
                a.images(),
                Optional.of(new Print("某报", LocalDate.of(2026, 11, 23), page, Optional.of(1), Optional.empty())),
                a.contentHash(),
                a.warnings(),
                a.notice());
        var verdict = new Verdict(
                FIRST.id(),
                Relation.CONTINUATION,
                Optional.of(before),
                0,
                0,
                "continued-page",
                List.of("上接1版"),
                draft.decided());
        return new Tagged(article, verdict, List.of());
    }

    private static Tagged second() {
        return part(SECOND, 4, FIRST.id());
    }

    private static String html() {
        return desk.entry(FIRST.id()).html();
    }

    @Test
    void followsItsFirstPartInTheEntry() {
        desk.publish(FIRST.tagged());
        var before = desk.entry(FIRST.id());
        desk.publish(second());
        var entry = desk.entry(FIRST.id());
        assertThat(entry.html()).isEqualTo("<p>镇上的服务站开门了。</p>\n<p>站里请来理发师，每周三上门。</p>\n<p>食堂也</p>");
        assertThat(entry.summary()).isEqualTo("镇上的服务站开门了。 站里请来理发师，每周三上门。 食堂也");
        assertThat(entry.title()).isEqualTo(FIRST.title());
        assertThat(entry.updatedAt()).isAfter(before.updatedAt());
        assertThat(entry.copies()).singleElement().satisfies(copy -> {
            assertThat(copy.relation()).isEqualTo(Relation.CONTINUATION);
            assertThat(copy.matched()).contains(FIRST.id());
        });
        assertThat(desk.feed("all")).containsExactly(FIRST.id());
    }

    @Test
    void doesSoInTheOrderOfPagesWhateverCameFirst() {
        desk.publish(part(THIRD, 7, SECOND.id()), FIRST.tagged());
        desk.publish(second());
        assertThat(html()).endsWith("<p>食堂也开了火。</p>");
        assertThat(desk.entry(FIRST.id()).origin().articleId()).isEqualTo(FIRST.id());
    }

    @Test
    void stopsWhenItIsWithdrawn() {
        desk.publish(FIRST.tagged(), second());
        var before = desk.entry(FIRST.id());
        desk.publish(SECOND.withdrawn(20, ""));
        assertThat(html()).isEqualTo("<p>镇上的服务站开门了。</p>\n<p>站里请来理发师，</p>");
        assertThat(desk.entry(FIRST.id()).updatedAt()).isAfter(before.updatedAt());
    }

    @Test
    void changesTheEntryWhenItChanges() {
        desk.publish(FIRST.tagged(), second());
        var before = desk.entry(FIRST.id());
        desk.publish(part(SECOND.received(20).saying("每周四上门。"), 4, FIRST.id()));
        assertThat(html()).endsWith("<p>站里请来理发师，每周四上门。</p>");
        assertThat(desk.entry(FIRST.id()).updatedAt()).isAfter(before.updatedAt());
    }

    @Test
    void isAnOrdinaryStoryWhereNothingElseStands() {
        desk.publish(second());
        var entry = desk.entry(FIRST.id());
        assertThat(entry.origin().articleId()).isEqualTo(SECOND.id());
        assertThat(entry.origin().relation()).isEqualTo(Relation.ORIGINAL);
        assertThat(entry.html()).isEqualTo("<p>每周三上门。</p>\n<p>食堂也</p>");
        desk.publish(FIRST.tagged(), FIRST.withdrawn(20, ""));
        assertThat(desk.entry(FIRST.id()).origin().articleId()).isEqualTo(SECOND.id());
    }

    @Test
    void isNotJoinedToATextThatItDoesNotContinue() {
        var whole = Draft.of("site", "9").inStory(FIRST.id()).published(1).saying("全文在此。");
        desk.publish(FIRST.tagged(), second(), whole.tagged());
        assertThat(desk.entry(FIRST.id()).origin().articleId()).isEqualTo(whole.id());
        assertThat(html()).isEqualTo("<p>全文在此。</p>");
    }

    @Test
    void leavesUpdatedWhereOneMoreCopyHasCome() {
        desk.publish(FIRST.tagged(), second());
        var before = desk.entry(FIRST.id());
        desk.publish(Draft.of("site", "9").repostOf(FIRST).published(30).tagged());
        assertThat(desk.entry(FIRST.id()).copies()).hasSize(2);
        assertThat(desk.entry(FIRST.id()).updatedAt()).isEqualTo(before.updatedAt());
    }
}

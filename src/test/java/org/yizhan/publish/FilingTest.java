package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Relation;
import org.yizhan.article.Tagged;

class FilingTest {

    private static final Draft FIRST = Draft.of("cac", "1").published(5);

    private static Filing filing(Draft... drafts) {
        return Filing.of(Arrays.stream(drafts).map(FilingTest::state).toList());
    }

    private static ArticleState state(Draft draft) {
        return ArticleState.first(draft.tagged(), Newsdesk.envelope(draft.tagged()), Early.NOTHING);
    }

    @Test
    void namesADivisionAndThoseAboveIt() {
        assertThat(Filing.divisions("620702")).containsExactly("620702", "620700", "620000", "100000");
        assertThat(Filing.divisions("620700")).containsExactly("620700", "620000", "100000");
        assertThat(Filing.divisions("620000")).containsExactly("620000", "100000");
        assertThat(Filing.divisions("100000")).containsExactly("100000");
    }

    @Test
    void knowsNoPrefectureInMunicipalitiesAndAboveCountiesRunByAProvince() {
        assertThat(Filing.divisions("110105")).containsExactly("110105", "110000", "100000");
        assertThat(Filing.divisions("419001")).containsExactly("419001", "410000", "100000");
    }

    @Test
    void takesAnIdThatIsNoCodeAsItIs() {
        assertThat(Filing.divisions("somewhere")).containsExactly("somewhere");
    }

    @Test
    void takesNoneForTheOriginThatCallsItselfACopyHoweverEarly() {
        var repost = Draft.of("mca", "2").repostOf(FIRST).published(1);
        var later = Draft.of("nmg", "3").published(6);
        var filing = filing(later, repost, FIRST);
        assertThat(filing.originId()).contains(FIRST.id());
        assertThat(filing.publishedAt()).isEqualTo(Draft.minute(5));
        assertThat(filing.overrules(state(later))).isTrue();
        assertThat(filing.overrules(state(FIRST))).isFalse();
        assertThat(filing.overrules(state(repost))).isFalse();
    }

    @Test
    void takesTheEarliestForTheOriginWhicheverCameInFirst() {
        var founder = copyOf("cac", Draft.of("nmg", "3").published(6));
        var first = Draft.of("cac", "1").repostOf(Draft.of("nmg", "3")).published(2);
        var original = attributed(first, Attribution.NONE);
        var filing = Filing.of(List.of(founder, original));
        assertThat(filing.originId()).contains(first.id());
        assertThat(founder.overruled(filing.overrules(founder)).standing().relation())
                .isEqualTo(Relation.REPOST);
        assertThat(original.overruled(filing.overrules(original)).standing().relation())
                .isEqualTo(Relation.ORIGINAL);
    }

    @Test
    void takesTheOneThatOthersNameForTheOriginThoughItsTimeIsLater() {
        var named = state(Draft.of("cac", "1").published(8));
        var copy = copyOf("cac", Draft.of("nmg", "3").published(6));
        var silent = state(Draft.of("mca", "2").published(7));
        assertThat(Filing.of(List.of(copy, silent, named)).originId()).contains(named.id());
    }

    @Test
    void takesALateOriginalForTheOriginOnceItComes() {
        var first = copyOf("cac", Draft.of("nmg", "3").published(6));
        var second = copyOf("cac", Draft.of("mca", "2").published(9));
        assertThat(Filing.of(List.of(second, first)).originId()).contains(first.id());
        var original = attributed(Draft.of("cac", "1").published(3).received(90), Attribution.NONE);
        var filing = Filing.of(List.of(second, original, first));
        assertThat(filing.originId()).contains(original.id());
        assertThat(filing.overrules(first)).as("it founded the story").isTrue();
        assertThat(filing.publishedAt()).isEqualTo(Draft.minute(3));
    }

    @Test
    void ofTwoThatAreNamedTakesTheOneThatNamesNobody() {
        var original = attributed(Draft.of("cac", "1").published(5), Attribution.NONE);
        var between = copyOf("cac", Draft.of("mca", "2").published(1));
        var last = copyOf("mca", Draft.of("nmg", "3").published(9));
        assertThat(Filing.of(List.of(last, between, original)).originId()).contains(original.id());
    }

    @Test
    void ofTwoThatAreNamedAndNameNobodyTakesTheEarlier() {
        var earlier = attributed(Draft.of("cac", "1").published(5), Attribution.NONE);
        var later = attributed(Draft.of("mca", "2").published(8), Attribution.NONE);
        var one = copyOf("mca", Draft.of("nmg", "3").published(9));
        var other = copyOf("cac", Draft.of("gz", "4").published(10));
        assertThat(Filing.of(List.of(one, other, later, earlier)).originId()).contains(earlier.id());
    }

    @Test
    void takesTheNamedOneThoughItIsACopyOfWhatWeHaveNot() {
        var named = copyOf("paper", Draft.of("mca", "2").published(5));
        var silent = attributed(Draft.of("gz", "4").published(3), Attribution.NONE);
        var copy = copyOf("mca", Draft.of("nmg", "3").published(9));
        assertThat(Filing.of(List.of(copy, silent, named)).originId()).contains(named.id());
    }

    @Test
    void twoThatNameEachOtherLeaveTheEarlier() {
        var one = copyOf("mca", Draft.of("cac", "1").published(5));
        var other = copyOf("cac", Draft.of("mca", "2").published(4));
        assertThat(Filing.of(List.of(one, other)).originId()).contains(other.id());
    }

    @Test
    void takesACreditToOneselfForNoName() {
        var boaster = copyOf("nmg", Draft.of("nmg", "3").published(9));
        var first = state(Draft.of("cac", "1").published(2));
        assertThat(Filing.of(List.of(boaster, first)).originId()).contains(first.id());
    }

    private static ArticleState copyOf(String source, Draft draft) {
        return attributed(
                draft,
                new Attribution(
                        AttributionKind.REPOST,
                        Optional.of(source),
                        Optional.of(source),
                        Optional.empty(),
                        List.of(),
                        List.of()));
    }

    private static ArticleState attributed(Draft draft, Attribution attribution) {
        var a = draft.article();
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
        var tagged = new Tagged(article, draft.verdict(), List.of());
        return ArticleState.first(tagged, Newsdesk.envelope(tagged), Early.NOTHING);
    }

    @Test
    void takesTheEarliestRepostWhereNoOriginalIsKnown() {
        var early = Draft.of("mca", "2").repostOf(FIRST).published(2);
        var late = Draft.of("nmg", "3").repostOf(FIRST).published(3);
        assertThat(filing(late, early).originId()).contains(early.id());
    }

    @Test
    void whoCopiedWhomStaysAsItWasWhenTheFirstIsWithdrawn() {
        var first = state(FIRST).hear(new Retraction(Draft.minute(30), "错"));
        var copy = state(Draft.of("mca", "2").repostOf(FIRST).published(6));
        var filing = Filing.of(List.of(copy, first));
        assertThat(filing.originId()).as("what is shown").contains(copy.id());
        assertThat(filing.overrules(first)).isFalse();
        assertThat(filing.overrules(copy)).isFalse();
    }

    @Test
    void anOriginalThatIsTakenForACopyIsLikeNothing() {
        var part = state(Draft.of("nmg", "3").published(6)).overruled(true).standing();
        assertThat(part.relation()).isEqualTo(Relation.REPOST);
        assertThat(part.similarity()).isZero();
        assertThat(part.verdict().similarity()).isZero();
        assertThat(part.verdict().containment()).isZero();
        assertThat(part.verdict().rule()).isEqualTo("origin");
        assertThat(part.verdict().reasons()).last().asString().contains("not compared");
    }

    @Test
    void breaksTiesByReceipt() {
        var other = Draft.of("mca", "2").published(5).received(9);
        assertThat(filing(FIRST, other).originId()).contains(other.id());
    }

    @Test
    void isEmptyWithoutMembers() {
        assertThat(Filing.of(List.of())).isEqualTo(Filing.EMPTY);
        assertThat(Filing.EMPTY.isEmpty()).isTrue();
    }

    @Test
    void namesTheFeedsThatAWithdrawalEmpties() {
        var withdrawn = state(FIRST).hear(new Retraction(Draft.minute(30), "错"));
        var filing = Filing.of(List.of(withdrawn));
        assertThat(filing.feeds()).isEmpty();
        assertThat(filing.left()).containsExactly("all", "source/cac");
        assertThat(filing.reason()).isEqualTo("错");
        assertThat(filing.isEmpty()).isFalse();
    }
}
